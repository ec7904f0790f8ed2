from django.apps import AppConfig


class Uptake(AppConfig):
    name = "samutphok.uptake"
    label = "uptake"
