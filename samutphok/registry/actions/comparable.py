"""People, and rows that no number places, as linkage compares them: never shown, so no viewer is asked."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from samutphok.registry.domain.changes import SURVEYS
from samutphok.registry.domain.identity import Identity, Reading, portrait
from samutphok.registry.models import Identifier, IdentifierKind, Person, RecordState, SourceRecord

# Rows that are a person's own; those joined by likeness are not, so that what is compared never follows from a joining.
_PIECE = 5_000  # keys in one query
OWN = (RecordState.ATTACHED, RecordState.REVIEW)

_LOOSE = Q(state__in=(RecordState.UNLINKED, RecordState.LINKED)) | Q(state=RecordState.REVIEW, person=None)


@dataclass(frozen=True, slots=True)
class Comparable:
    """A person (`person`) or a row (`row`). numbered: a valid citizen number places it, `pid` is its index; shares: it is not
    the number's holder. cuts: the cuts of registers that speak of it; place: its first row's, the same whenever it came."""

    person: UUID | None
    row: int | None
    identity: Identity = field(repr=False)
    area_code: str
    numbered: bool
    pid: str
    shares: bool
    cuts: frozenset[str]
    place: str


def comparable_people(people: Collection[UUID]) -> Iterator[Comparable]:
    """Those of these people who stand and of whom a row of their own, or a visit, speaks."""
    rows: dict[UUID, list[SourceRecord]] = defaultdict(list)
    for record in SourceRecord.objects.filter(person_id__in=people, state__in=OWN).select_related("batch"):
        if record.person_id:
            rows[record.person_id].append(record)
    shared = Identifier.objects.filter(person_id__in=people, kind=IdentifierKind.PID_SHARED)
    sharing = set(shared.values_list("person_id", flat=True))
    for person in Person.objects.filter(pk__in=people):
        own = rows.get(person.pk, [])
        if own:
            yield _person(person.pk, own, shares=person.pk in sharing)
        elif person.visit_id:
            yield Comparable(
                person.pk,
                None,
                person.identity,
                person.area_code,
                False,
                "",
                False,
                frozenset(),
                f"visit:{person.visit_id}",
            )


def _person(key: UUID, own: list[SourceRecord], *, shares: bool) -> Comparable:
    shown = portrait([_reading(record) for record in own])
    index = next((one.pid_index for one in own if one.pid_index), "")
    return Comparable(
        person=key,
        row=None,
        identity=shown.identity,
        area_code=shown.area_code,
        numbered=any(one.pid_index and one.state == RecordState.ATTACHED for one in own),
        pid=index,
        shares=shares,
        cuts=frozenset(_cut(one) for one in own),
        place=min(_place(one) for one in own),
    )


def comparable_rows(rows: Collection[int]) -> Iterator[Comparable]:
    """Those of these rows that are nobody's own: without a number, or in doubt and met by no survey."""
    for record in SourceRecord.objects.filter(_LOOSE, pk__in=rows).select_related("batch"):
        yield Comparable(
            person=None,
            row=record.pk,
            identity=record.identity,
            area_code=record.area_code,
            numbered=False,
            pid=record.pid_index,
            shares=False,
            cuts=frozenset({_cut(record)}),
            place=_place(record),
        )


def all_people() -> Iterator[UUID]:
    """Everybody who stands."""
    return Person.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=_PIECE)


def all_loose_rows() -> Iterator[int]:
    """Every row that is nobody's own."""
    return SourceRecord.objects.filter(_LOOSE).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=_PIECE)


def first_rows(people: Collection[UUID]) -> dict[UUID, tuple[int, str]]:
    """The first row of each person's own, with its state."""
    found: dict[UUID, tuple[int, str]] = {}
    rows = SourceRecord.objects.filter(person_id__in=people, state__in=OWN).order_by("pk")
    for key, person, state in rows.values_list("pk", "person_id", "state"):
        if person:
            found.setdefault(person, (key, state))
    return found


def joined_rows(rows: Collection[int]) -> set[int]:
    """Those of these rows that likeness, or somebody's word, joined: to a person, or their own person to a survivor."""
    joined = Q(state=RecordState.LINKED) | Q(person__survivor__isnull=False)
    found: set[int] = set()
    listed = list(rows)
    for start in range(0, len(listed), _PIECE):
        some = SourceRecord.objects.filter(joined, pk__in=listed[start : start + _PIECE])
        found |= set(some.values_list("pk", flat=True))
    return found


def _reading(record: SourceRecord) -> Reading:
    return Reading(record.identity, record.area_code, record.as_of, record.register in SURVEYS, record.place)


def _cut(record: SourceRecord) -> str:
    return f"{record.register}@{record.as_of.isoformat()}"


def _place(record: SourceRecord) -> str:
    digest = record.batch.staged_sha256
    return f"{record.register}@{record.as_of.isoformat()}:{digest}:{record.row_number:09d}"
