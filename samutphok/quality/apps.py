from django.apps import AppConfig


class Quality(AppConfig):
    name = "samutphok.quality"
    label = "quality"
