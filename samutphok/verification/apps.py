from django.apps import AppConfig


class Verification(AppConfig):
    name = "samutphok.verification"
    label = "verification"
