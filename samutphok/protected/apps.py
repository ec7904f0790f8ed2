from django.apps import AppConfig


class Protected(AppConfig):
    name = "samutphok.protected"
    label = "protected"
