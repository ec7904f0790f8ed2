from django.apps import AppConfig


class Forms(AppConfig):
    name = "samutphok.forms"
    label = "forms"
