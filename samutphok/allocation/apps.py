from django.apps import AppConfig


class Allocation(AppConfig):
    name = "samutphok.allocation"
    label = "allocation"
