from django.apps import AppConfig


class Homes(AppConfig):
    name = "samutphok.homes"
    label = "homes"
