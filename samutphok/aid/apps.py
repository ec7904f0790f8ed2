from django.apps import AppConfig


class Aid(AppConfig):
    name = "samutphok.aid"
    label = "aid"
