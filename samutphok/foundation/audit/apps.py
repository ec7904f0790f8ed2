from django.apps import AppConfig


class Audit(AppConfig):
    name = "samutphok.foundation.audit"
    label = "audit"
