from django.apps import AppConfig


class Linkage(AppConfig):
    name = "samutphok.linkage"
    label = "linkage"
