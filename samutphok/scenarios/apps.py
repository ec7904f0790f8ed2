from django.apps import AppConfig


class Scenarios(AppConfig):
    name = "samutphok.scenarios"
    label = "scenarios"
