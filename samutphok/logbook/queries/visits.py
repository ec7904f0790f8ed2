"""What is kept with one household beside the registers: its documents, and the visits, as far as somebody may read them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import JSONObject

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.logbook.domain.document import DocumentView
from samutphok.logbook.domain.merge import FactKey, Logbook, facts_of
from samutphok.logbook.domain.merge import Visit as Said
from samutphok.logbook.domain.standing import HouseholdVisits, what_stands
from samutphok.logbook.domain.visits import VisitView, shown_to
from samutphok.logbook.models import Document, Visit
from samutphok.logbook.queries.documents import standing_documents
from samutphok.logbook.queries.projected import catalogue
from samutphok.logbook.queries.sealed_numbers import PID, masked
from samutphok.registry.queries import identities_of

Row = TypeVar("Row", bound=Model)
_DOCUMENT, _VISIT = "document", "visit"


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """documents: the newest first; visits: who said what at the door, and when; before: as it stood on an earlier day."""

    documents: tuple[DocumentView, ...]
    visits: HouseholdVisits
    before: HouseholdVisits | None = None


def household_file(*, viewer: Viewer, household_id: UUID, area_code: str, until: date | None = None) -> HouseholdFile:
    """Documents and visits of a household, in one query: a page of many parts has no room for two.

    Nothing for a household out of scope. Answers about poverty and health (S2) are there for whoever is cleared for
    them, and for nobody else, not even for the volunteer who gave them. The caller records the reading, as
    `household_record` does. Numbers are masked. until: the day for `before`.
    """
    documents = standing_documents(viewer, household_id)
    told = _told(documents, _DOCUMENT).union(_told(_visits(viewer, household_id), _VISIT), all=True)
    rows: list[tuple[str, Mapping[str, Any]]] = list(told)
    papers = sorted((_made(Document, row) for kind, row in rows if kind == _DOCUMENT), key=lambda one: str(one.id))
    papers.sort(key=lambda one: one.added_at, reverse=True)
    visits = sorted((_made(Visit, row) for kind, row in rows if kind == _VISIT), key=lambda one: one.said().order)
    clearance = viewer.clearance(Action.VIEW_HOUSEHOLD, RecordScope(area_code)) or Sensitivity.S0
    return HouseholdFile(
        documents=tuple(one.view() for one in papers),
        visits=_standing(visits, clearance),
        before=None if until is None else _standing([one for one in visits if one.visited_on <= until], clearance),
    )


def visits_until(*, viewer: Viewer, household_id: UUID, area_code: str, day: date) -> HouseholdVisits:
    """The visits made up to a day and what stood by them then, as far as the viewer is cleared. One query.

    Nothing for a household out of scope. The caller records the reading, as `household_record` does.
    """
    rows = sorted(_visits(viewer, household_id).filter(visited_on__lte=day), key=lambda one: one.said().order)
    clearance = viewer.clearance(Action.VIEW_HOUSEHOLD, RecordScope(area_code)) or Sensitivity.S0
    return _standing(rows, clearance)


def _standing(rows: Sequence[Visit], clearance: Sensitivity) -> HouseholdVisits:
    return what_stands(_views(rows, clearance), facts_of(logbook_of(rows)), catalogue(), clearance)


def logbook_of(visits: Sequence[Visit]) -> Logbook:
    """The visits as merging sees them: with the facts that last, not with what is true of one day only."""
    book = Logbook()
    for row in visits:
        book = book.with_visit(lasting(row.said()))
    return book


def lasting(visit: Said) -> Said:
    """The visit with those answers that stand until somebody says otherwise."""
    facts = catalogue()
    kept = {key: value for key, value in visit.answers.items() if key.fact in facts and facts[key.fact].lasts}
    return replace(visit, answers=kept)


def _visits(viewer: Viewer, household_id: UUID) -> "QuerySet[Visit]":
    scope = within(viewer, Action.VIEW_HOUSEHOLD, "household__area_code", sensitivity=Sensitivity.S1)
    return Visit.objects.filter(scope, household__in=identities_of(household_id), household__retired_at=None)


def _told(rows: "QuerySet[Any]", kind: str) -> "QuerySet[Any, Any]":
    """Each row as one JSON object, so that rows of two tables come in one statement."""
    columns = {field.attname: field.attname for field in rows.model._meta.concrete_fields}
    named = rows.order_by().annotate(told_kind=Value(kind, CharField()), told=JSONObject(**columns))
    return named.values_list("told_kind", "told")


def _made(model: type[Row], told: Mapping[str, Any]) -> Row:
    """The row again; each database writes times, lists and flags into JSON in its own way."""
    values = {field.attname: _read(field, told[field.attname]) for field in model._meta.concrete_fields}
    return model(**values)


def _read(field: Any, value: Any) -> Any:
    kind = field.get_internal_type()
    if kind == "JSONField":
        return json.loads(value) if isinstance(value, str) else value
    if kind == "DateTimeField" and value is not None:
        read = datetime.fromisoformat(value)
        return read if read.tzinfo else read.replace(tzinfo=UTC)
    target = field.target_field if field.is_relation else field
    return target.to_python(value)


def _views(rows: Sequence[Visit], clearance: Sensitivity) -> tuple[VisitView, ...]:
    replaced = {row.replaces for row in rows}
    return tuple(_view(row, clearance, replaced=row.id in replaced) for row in rows)


def _view(row: Visit, clearance: Sensitivity, *, replaced: bool) -> VisitView:
    return VisitView(
        id=row.id,
        by=row.said_by,
        speaker=row.speaker,
        form_id=row.form_id,
        form_version=row.form_version,
        day=row.visited_on,
        received_at=row.received_at,
        version=row.version,
        outcome=row.outcome,
        answers=shown_to(_readable(row), catalogue(), clearance),
        new_people=frozenset(row.new_people),
        replaced=replaced,
        met=row.met,
        others=tuple(map(UUID, row.others)),
        full=clearance >= Sensitivity.S2,
    )


def _readable(row: Visit) -> dict[FactKey, str]:
    """The answers with each number masked."""
    return {
        key: masked(row.numbers, key.subject, visit=row.id) if key.fact == PID else value
        for key, value in row.said().answers.items()
    }
