"""The request as the desk's views receive it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from samutphok.access.domain import Viewer


class DeskRequest(HttpRequest):
    """A request that has passed the route's door: `viewer` is who asks, with the grants of this moment."""

    viewer: Viewer
    htmx: HtmxDetails
