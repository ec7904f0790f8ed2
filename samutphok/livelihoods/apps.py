from django.apps import AppConfig


class Livelihoods(AppConfig):
    name = "samutphok.livelihoods"
    label = "livelihoods"
