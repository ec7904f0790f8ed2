"""Samples: what was drawn, how far asking again has come, and one sample with its families."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import inside, names_of, within
from samutphok.fieldwork.queries import names_of_volunteers
from samutphok.foundation.audit.actions import record as record_act
from samutphok.registry.queries import family_roll
from samutphok.verification.domain.views import PAGE_SIZE, DrawnLine, SampleLine, SampleView
from samutphok.verification.errors import VerificationNotFound
from samutphok.verification.models import Drawn, Sample


def samples(*, viewer: Viewer, area: str = "", most: int = 12) -> tuple[SampleLine, ...]:
    """The newest samples of an area that the viewer's team drew or may follow: one query."""
    rows = _visible(viewer).filter(inside("area_prefix", area))
    return tuple(_line(row) for row in _counted(rows).order_by("-drawn_at", "id")[:most])


def sample_view(*, viewer: Viewer, sample_id: UUID, page: int, now: datetime) -> SampleView:
    """One sample and a page of its families, those not yet asked first. The reading is recorded.

    Raises VerificationNotFound.
    """
    row = _counted(_visible(viewer)).filter(pk=sample_id).first()
    if row is None:
        raise VerificationNotFound
    drawn = Drawn.objects.filter(sample=row).select_related("first")
    pages = -(-row.n // PAGE_SIZE) or 1
    page = min(max(page, 1), pages)
    shown = list(drawn.order_by("second_on", "area_code", "id")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    with transaction.atomic():
        families = [f"household:{one.household_id}" for one in shown]
        subject = f"check-sample:{row.id}"
        record_act(actor=viewer.account_id, act="read_sample", subject=subject, fields=families, now=now)
    return SampleView(
        line=_line(row),
        since=row.since,
        until=row.until,
        frame_sha256=row.frame_sha256,
        design=row.design,
        rows=_lines(viewer, shown),
        page=page,
        pages=pages,
        may_give=viewer.may(Action.MANAGE_FIELDWORK, RecordScope(row.area_prefix)) and row.waiting > 0,
    )


def _visible(viewer: Viewer) -> "QuerySet[Sample]":
    return Sample.objects.filter(within(viewer, Action.CHECK_DATA, "area_prefix"))


def _counted(rows: "QuerySet[Sample]") -> "QuerySet[Any]":
    return rows.annotate(
        n=Count("drawn"),
        given=Count("drawn", filter=Q(drawn__given_to__isnull=False)),
        asked=Count("drawn", filter=Q(drawn__second__isnull=False)),
        tried=Count("drawn", filter=Q(drawn__second=None) & ~Q(drawn__outcome="")),
        waiting=Count("drawn", filter=Q(drawn__second=None, drawn__given_to=None)),
    )


def _line(row: Any) -> SampleLine:
    return SampleLine(
        row.id, row.area_prefix, row.drawn_at, row.seed, row.families, row.n, row.given, row.asked, row.tried
    )


def _lines(viewer: Viewer, rows: list[Drawn]) -> tuple[DrawnLine, ...]:
    roll = family_roll(viewer=viewer, first=[row.household_id for row in rows], areas=(), most=PAGE_SIZE)
    called = {one.id: one.members[0].identity.full_name for one in roll.families if one.members}
    who = names_of({row.collector for row in rows}, viewer=viewer)
    given = names_of_volunteers({row.given_to for row in rows if row.given_to}, viewer=viewer)
    compared = Drawn.objects.filter(pk__in=[row.id for row in rows]).values_list(
        "id", "comparisons__field", "comparisons__agrees"
    )
    differ: dict[UUID, dict[str, bool]] = {}
    for key, field, agrees in compared:
        if field:
            told = differ.setdefault(key, {})
            told[field] = told.get(field, True) and agrees
    return tuple(
        DrawnLine(
            household_id=row.household_id,
            name=called.get(row.household_id, ""),
            area_code=row.area_code,
            risk=row.risk,
            chance=row.chance,
            collector=who.get(row.collector, ""),
            first_on=row.first.day,
            second_on=row.second_on,
            outcome=row.outcome,
            given_to=given.get(row.given_to, "") if row.given_to else "",
            differ=tuple(sorted(name for name, agrees in differ.get(row.id, {}).items() if not agrees)),
            compared=len(differ.get(row.id, {})),
        )
        for row in rows
    )
