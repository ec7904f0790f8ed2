"""Where two visits to a family say different things, for the case workers who decide."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer, decide
from samutphok.access.queries import within
from samutphok.foundation.audit.actions import record as record_act
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.domain.visits import Candidate, ConflictLine, ConflictView, ContestedFact
from samutphok.logbook.errors import ConflictNotFound
from samutphok.logbook.models import Conflict, Visit
from samutphok.logbook.queries.projected import catalogue
from samutphok.logbook.queries.sealed_numbers import PID, masked
from samutphok.registry.domain.views import HouseholdView
from samutphok.registry.queries import family_roll, household_told

MOST = 200  # lines of a list


def conflicts(*, viewer: Viewer) -> tuple[ConflictLine, ...]:
    """The open conflicts that the viewer may decide, the longest open first, at most 200; answers are not among them."""
    rows = list(_within_reach(viewer).filter(closed_at=None).order_by("opened_at", "id")[:MOST])
    visits = {visit for row in rows for _, _, said in row.facts for visit, _ in said}
    speakers = {str(key): by for key, by in Visit.objects.filter(pk__in=visits).values_list("id", "said_by")}
    roll = family_roll(viewer=viewer, first=[row.household_id for row in rows], areas=(), most=MOST)
    names = {one.id: one.members[0].identity.full_name for one in roll.families if one.members}
    return tuple(
        ConflictLine(
            id=row.id,
            household_id=row.household_id,
            area_code=row.household.area_code,
            name=names.get(row.household_id, ""),
            facts=len(row.facts),
            by=tuple(dict.fromkeys(speakers[visit] for _, _, said in row.facts for visit, _ in said)),
            opened_at=row.opened_at,
        )
        for row in rows
    )


def conflicts_waiting(*, viewer: Viewer) -> int:
    """How many open conflicts the viewer may decide: one query."""
    return _within_reach(viewer).filter(closed_at=None).count()


def conflict(*, viewer: Viewer, conflict_id: UUID) -> ConflictView:
    """One conflict with what each visit says, fact by fact; reading it is recorded before the answer goes out.

    Raises ConflictNotFound when it is absent or out of the viewer's scope. Citizen numbers are masked.
    """
    row = _within_reach(viewer).filter(pk=conflict_id).first()
    if row is None:
        raise ConflictNotFound
    _note_reading(viewer, row)
    visits = Visit.objects.in_bulk({UUID(visit) for _, _, said in row.facts for visit, _ in said})
    told = household_told(viewer=viewer, household_id=row.household_id).view
    names = _names(told, tuple(visits.values()))
    return ConflictView(
        id=row.id,
        household_id=row.household_id,
        area_code=row.household.area_code,
        name=told.members[0].identity.full_name if told.members else "",
        edition=row.edition,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        facts=tuple(_contested(subject, fact, said, visits, names) for subject, fact, said in row.facts),
    )


def _contested(
    subject: str, fact: str, said: Sequence[tuple[str, str]], visits: Mapping[UUID, Visit], names: Mapping[str, str]
) -> ContestedFact:
    known = catalogue().get(fact)
    return ContestedFact(
        key=FactKey(subject, fact),
        label=known.label if known else Bilingual(fact, fact),
        who=names.get(subject, ""),
        candidates=tuple(_candidate(subject, fact, visits[UUID(visit)], value) for visit, value in said),
    )


def _candidate(subject: str, fact: str, visit: Visit, value: str) -> Candidate:
    shown = masked(visit.numbers, subject, visit=visit.id) if fact == PID else value
    return Candidate(visit.id, visit.said_by, visit.visited_on, visit.received_at, shown)


def _names(told: HouseholdView, visits: Sequence[Visit]) -> dict[str, str]:
    """Members as the registry has them; whoever only a visit knows, as the visit does."""
    names = {str(one.person_id): one.identity.full_name for one in (*told.members, *told.former)}
    for visit in visits:
        answers = visit.said().answers
        for subject in visit.new_people:
            said = (answers.get(FactKey(subject, part), "") for part in ("first_name", "last_name"))
            names.setdefault(subject, " ".join(said).strip())
    return names


def _within_reach(viewer: Viewer) -> "QuerySet[Conflict]":
    scope = within(viewer, Action.RESOLVE_CONFLICT, "household__area_code")
    return Conflict.objects.filter(scope, household__retired_at=None).select_related("household")


def _note_reading(viewer: Viewer, row: Conflict) -> None:
    place = RecordScope(row.household.area_code)
    opened = decide(viewer, Action.RESOLVE_CONFLICT, place, Sensitivity.S2)
    with transaction.atomic(savepoint=False):
        record_act(
            actor=viewer.account_id,
            act="read_conflict",
            subject=f"household:{row.household_id}",
            grant=opened.grant.id if opened.grant else "",
            fields=tuple(dict.fromkeys(fact for _, fact, _ in row.facts)),
            now=viewer.now,
        )
