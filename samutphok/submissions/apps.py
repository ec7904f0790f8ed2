from django.apps import AppConfig


class Submissions(AppConfig):
    name = "samutphok.submissions"
    label = "submissions"
