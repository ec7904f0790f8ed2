from django.apps import AppConfig


class Cases(AppConfig):
    name = "samutphok.cases"
    label = "cases"
