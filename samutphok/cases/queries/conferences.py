"""Case conferences: all of an area for whoever works on cases there; to agencies only the families put to them."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.cases.domain.conference import (
    ConferencePage,
    ConferenceRow,
    ConferenceState,
    ConferenceView,
    FamilyPut,
    GuestSeen,
)
from samutphok.cases.domain.plan import plan_from_json
from samutphok.cases.errors import ConferenceNotFound
from samutphok.cases.models import Case, Conference, ConferenceFamily, ConferenceShare
from samutphok.cases.queries.scope import supervises, visible, writes
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal


def conferences(*, viewer: Viewer, page: int, page_size: int) -> ConferencePage:
    """One page of the conferences that the viewer leads or takes part in, the latest day first."""
    rows = reached(viewer)
    total = rows.count()
    page = max(1, min(page, -(-total // page_size)))
    counted = rows.annotate(count=Count("families", distinct=True)).order_by("-held_on", "id")
    shown = counted[(page - 1) * page_size : page * page_size]
    return ConferencePage(tuple(_row(row) for row in shown), total, page, page_size)


def conference_row(*, viewer: Viewer, conference_id: UUID) -> ConferenceRow:
    """One conference as a list shows it, without its families: one query. Raises ConferenceNotFound."""
    row = reached(viewer).annotate(count=Count("families", distinct=True)).filter(pk=conference_id).first()
    if row is None:
        raise ConferenceNotFound
    return _row(row)


def conference(*, viewer: Viewer, conference_id: UUID) -> ConferenceView:
    """One conference with the families that the viewer may see there; that they were read is recorded first.

    Raises ConferenceNotFound.
    """
    row = reached(viewer).prefetch_related("guests").filter(pk=conference_id).first()
    if row is None:
        raise ConferenceNotFound
    kept = list(row.families.select_related("case").prefetch_related("shares").order_by("order", "id"))
    seen = [one for one in kept if may_see(viewer, one)]
    with transaction.atomic(savepoint=False):
        families = [f"household:{one.case.household_id}" for one in seen]
        subject = f"conference:{row.id}"
        record(actor=viewer.account_id, act="read_conference", subject=subject, fields=families, now=viewer.now)
    return ConferenceView(
        id=row.id,
        forum=row.forum,
        number=row.number,
        area_code=row.area_code,
        on=row.held_on,
        place=row.place,
        chair=row.chair,
        secretaries=row.secretaries,
        state=ConferenceState(row.state),
        guests=tuple(GuestSeen(one.agency, one.came, one.who) for one in sorted(row.guests.all(), key=_agency)),
        families=tuple(_family(one, viewer) for one in seen),
        every=len(kept),
        signed_by=row.signed_by,
        signed_on=row.signed_on,
        leads=writes(viewer, row.area_code) or supervises(viewer, row.area_code),
    )


def cases_to_put(*, viewer: Viewer, conference_id: UUID, text: str = "", most: int = 50) -> tuple[Case, ...]:
    """Open cases of the viewer's reach that are not on the agenda yet, those with a step of several agencies first."""
    row = reached(viewer).filter(pk=conference_id).first()
    if row is None:
        raise ConferenceNotFound
    taken = ConferenceFamily.objects.filter(conference=row, case=OuterRef("pk"))
    rows = visible(viewer).filter(~Exists(taken), closed_at=None)
    if text:
        rows = rows.filter(Q(number__contains=text) | Q(family__contains=text))
    from_area = rows.filter(area_code__startswith=row.area_code)
    return tuple(from_area.order_by("-open_steps", "opened_at", "id")[:most])


def count_conferences_waiting(viewer: Viewer) -> int:
    """How many called conferences have a family put to the viewer's own agency: one query."""
    shared = _shares(viewer).filter(family__conference__state=ConferenceState.CALLED)
    return shared.values("family__conference").distinct().count()


def reached(viewer: Viewer) -> "QuerySet[Conference]":
    """The conferences of the viewer's area, those with a family of theirs, those with one put to their agency."""
    own = visible(viewer).filter(conferences__conference=OuterRef("pk"))
    shared = _shares(viewer).filter(family__conference=OuterRef("pk"))
    area = within(viewer, Action.WORK_CASE) | within(viewer, Action.SUPERVISE_CASES)
    return Conference.objects.filter(area | Q(Exists(own)) | Q(Exists(shared)))


def may_see(viewer: Viewer, one: ConferenceFamily) -> bool:
    """Whether a family on the agenda is the viewer's to see: they work on its case, or it was put to their agency."""
    if writes(viewer, one.case.area_code) or supervises(viewer, one.case.area_code):
        return True
    agencies = frozenset(share.agency for share in one.shares.all())
    return viewer.may(Action.ANSWER_REFERRAL, RecordScope(one.case.area_code, agencies=agencies))


def opened(one: ConferenceFamily) -> dict[str, Any]:
    """What is kept sealed of a family on the agenda."""
    return dict(json.loads(unseal(one.sealed, bound_to=str(one.id))))


def _row(row: Any) -> ConferenceRow:
    return ConferenceRow(
        row.id, row.forum, row.number, row.area_code, row.held_on, ConferenceState(row.state), row.count
    )


def _shares(viewer: Viewer) -> "QuerySet[ConferenceShare]":
    return ConferenceShare.objects.filter(within(viewer, Action.ANSWER_REFERRAL, agency_field="agency"))


def _family(one: ConferenceFamily, viewer: Viewer) -> FamilyPut:
    kept = opened(one)
    works = writes(viewer, one.case.area_code) or supervises(viewer, one.case.area_code)
    told: Mapping[str, Any] = kept.get("told", {})
    return FamilyPut(
        id=one.id,
        order=one.order,
        family=kept.get("family", ""),
        area_code=one.case.area_code,
        case_id=one.case_id if works else None,
        number=one.case.number,
        question=kept.get("question", ""),
        told=dict(told),
        agencies=tuple(sorted(share.agency for share in one.shares.all())),
        decision=kept.get("decision", ""),
        steps=plan_from_json({"steps": kept.get("steps", [])}).steps,
        writes=writes(viewer, one.case.area_code),
    )


def _agency(guest: Any) -> str:
    return str(guest.agency)
