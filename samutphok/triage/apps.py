from django.apps import AppConfig


class Triage(AppConfig):
    name = "samutphok.triage"
    label = "triage"
