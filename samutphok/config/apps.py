"""Connects the rooms when Django starts, in every process alike."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "samutphok.config"
    label = "config"

    def ready(self) -> None:
        """Every app is loaded by now, so the wiring may name them all."""
        from samutphok.config.wiring import wire

        wire()
