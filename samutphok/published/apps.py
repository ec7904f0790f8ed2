from django.apps import AppConfig


class Published(AppConfig):
    name = "samutphok.published"
    label = "published"
