from django.apps import AppConfig


class Intake(AppConfig):
    name = "samutphok.intake"
    label = "intake"
