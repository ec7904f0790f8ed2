"""Which requests a viewer may see."""

from django.db.models import QuerySet

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.requests.models import Request


def visible(viewer: Viewer) -> "QuerySet[Request]":
    """The requests of the places in which the viewer takes some."""
    return Request.objects.filter(within(viewer, Action.TAKE_REQUEST))
