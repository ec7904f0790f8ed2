"""People as they are put beside a row in doubt: what their own rows say of them, and where they live today."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import OuterRef, Subquery, UUIDField

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.registry.domain.changes import SURVEYS
from samutphok.registry.domain.identity import Identity, Reading, portrait
from samutphok.registry.domain.views import Source
from samutphok.registry.models import Membership, Person, SourceRecord


@dataclass(frozen=True, slots=True)
class PersonBeside:
    """A person for comparing. pids: keyed indexes of the citizen numbers of their rows; household_id: of today, if any;
    sources: their rows, the newest first."""

    id: UUID
    identity: Identity = field(repr=False)
    area_code: str
    pids: frozenset[str] = field(repr=False)
    household_id: UUID | None
    sources: tuple[Source, ...]


def people_beside(
    *, viewer: Viewer, person_ids: Collection[UUID], without_record: int | None = None
) -> dict[UUID, PersonBeside]:
    """These people as far as the viewer may decide about them (DECIDE_LINK); others are left out. Two queries.

    without_record: a row that is asked about, whose own word must not count as known of them.
    """
    stays = Membership.objects.filter(person=OuterRef("pk"), valid_to=None).order_by("-valid_from", "-pk")
    scope = within(viewer, Action.DECIDE_LINK)
    people = Person.objects.filter(scope, pk__in=list(person_ids))
    found = list(people.annotate(home=Subquery(stays.values("household_id")[:1], output_field=UUIDField())))
    rows: dict[UUID, list[SourceRecord]] = defaultdict(list)
    for record in SourceRecord.objects.filter(person__in=found).order_by("-as_of", "-pk"):
        if record.person_id and record.pk != without_record:
            rows[record.person_id].append(record)
    return {person.pk: _beside(person, person.home, rows[person.pk]) for person in found}


def _beside(person: Person, home: UUID | None, rows: list[SourceRecord]) -> PersonBeside:
    read = [
        Reading(row.identity, row.area_code, row.as_of, row.register in SURVEYS, (str(row.batch_id), row.row_number))
        for row in rows
    ]
    shown = portrait(read) if read else None
    return PersonBeside(
        id=person.pk,
        identity=shown.identity if shown else person.identity,
        area_code=(shown.area_code if shown else "") or person.area_code,
        pids=frozenset(row.pid_index for row in rows if row.pid_index),
        household_id=home,
        sources=tuple(Source(row.register, row.as_of, row.batch_id, row.row_number) for row in rows),
    )
