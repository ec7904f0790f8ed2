"""Counting what comes from outside, so that nobody tries numbers or fills the desk."""

from datetime import datetime, timedelta

from samutphok.foundation.privacy import blind_index
from samutphok.requests.errors import TooMany
from samutphok.requests.models import Knock

HOUR, KEPT = timedelta(hours=1), timedelta(days=1)


def knock(what: str, whom: str, *, most: int, now: datetime) -> None:
    """Counts one more try of a kind from an address or for a number. Raises TooMany when the hour is full.

    Older than a day is forgotten on the way.
    """
    if full(what, whom, most=most, now=now):
        raise TooMany
    Knock.objects.filter(at__lt=now - KEPT).delete()
    Knock.objects.create(index=_index(what, whom), at=now)


def full(what: str, whom: str, *, most: int, now: datetime) -> bool:
    """Whether so many were counted within the hour."""
    return Knock.objects.filter(index=_index(what, whom), at__gt=now - HOUR).count() >= most


def _index(what: str, whom: str) -> str:
    return blind_index(f"knock:{what}", whom)
