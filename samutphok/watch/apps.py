from django.apps import AppConfig


class Watch(AppConfig):
    name = "samutphok.watch"
    label = "watch"
