from django.apps import AppConfig


class Areas(AppConfig):
    name = "samutphok.areas"
    label = "areas"
