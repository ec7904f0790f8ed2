from django.apps import AppConfig


class Targeting(AppConfig):
    name = "samutphok.targeting"
    label = "targeting"
