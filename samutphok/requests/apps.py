from django.apps import AppConfig


class Requests(AppConfig):
    name = "samutphok.requests"
    label = "requests"
