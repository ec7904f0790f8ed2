from django.apps import AppConfig


class Notices(AppConfig):
    name = "samutphok.notices"
    label = "notices"
