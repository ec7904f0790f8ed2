from django.apps import AppConfig


class Programmes(AppConfig):
    name = "samutphok.programmes"
    label = "programmes"
