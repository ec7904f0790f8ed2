from django.apps import AppConfig


class Logbook(AppConfig):
    name = "samutphok.logbook"
    label = "logbook"
