from django.apps import AppConfig


class Insights(AppConfig):
    name = "samutphok.insights"
    label = "insights"
