from django.apps import AppConfig


class Partners(AppConfig):
    name = "samutphok.partners"
    label = "partners"
