from django.apps import AppConfig


class Access(AppConfig):
    name = "samutphok.access"
    label = "access"
