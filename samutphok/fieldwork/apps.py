from django.apps import AppConfig


class Fieldwork(AppConfig):
    name = "samutphok.fieldwork"
    label = "fieldwork"
