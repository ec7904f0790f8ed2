from django.apps import AppConfig


class Messaging(AppConfig):
    name = "samutphok.messaging"
    label = "messaging"
