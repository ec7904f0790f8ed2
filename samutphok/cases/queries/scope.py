"""Which cases a viewer reaches."""

from django.db.models import Q, QuerySet

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.cases.models import Case


def visible(viewer: Viewer) -> "QuerySet[Case]":
    """The cases that the viewer works on or supervises."""
    return Case.objects.filter(_reach(viewer))


def workable(viewer: Viewer) -> "QuerySet[Case]":
    """The cases that the viewer may change."""
    return Case.objects.filter(within(viewer, Action.WORK_CASE))


def writes(viewer: Viewer, area_code: str) -> bool:
    """Whether the viewer may change cases there."""
    return viewer.may(Action.WORK_CASE, RecordScope(area_code))


def supervises(viewer: Viewer, area_code: str) -> bool:
    """Whether the viewer answers for the cases there."""
    return viewer.may(Action.SUPERVISE_CASES, RecordScope(area_code))


def _reach(viewer: Viewer) -> Q:
    return within(viewer, Action.WORK_CASE) | within(viewer, Action.SUPERVISE_CASES)
