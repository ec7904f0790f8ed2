from django.apps import AppConfig


class Referrals(AppConfig):
    name = "samutphok.referrals"
    label = "referrals"
