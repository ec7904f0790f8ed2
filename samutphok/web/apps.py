from django.apps import AppConfig


class Web(AppConfig):
    name = "samutphok.web"
    label = "web"
