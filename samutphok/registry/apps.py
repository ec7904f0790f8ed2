from django.apps import AppConfig


class Registry(AppConfig):
    name = "samutphok.registry"
    label = "registry"
