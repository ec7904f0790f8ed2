"""Keeping what is compared of people and of rows without a place, as their rows change."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q

from samutphok.kernel.thai import normalise_n1
from samutphok.linkage.actions.settling import enter_gate
from samutphok.linkage.domain.things import PERSON, RECORD, Thing
from samutphok.linkage.models import Described, Frequencies, Frequency, Likeness
from samutphok.registry.actions.comparable import Comparable, comparable_people, comparable_rows

CHUNK = 2_000
COUNTED = ("first", "last", "birth", "tambon")
_WRITTEN = ("stale", "compared", "numbered", "pid", "first", "last", "birth", "sex", "area_code", "cuts", "place")
_DAY = 10  # letters of a date that knows its day
_TAMBON = 6  # digits


def describe_stale() -> Iterator[int]:
    """Describe anew, a transaction at a time, everything of which something was said; yields how many each described."""
    while True:
        with transaction.atomic():
            enter_gate()
            things = list(Described.objects.filter(stale=True).values_list("thing", flat=True)[:CHUNK])
            if things:
                _describe(things)
        if not things:
            return
        yield len(things)


def _describe(things: Collection[str]) -> None:
    read = [Thing.read(text) for text in things]
    found = [_described(one) for one in _comparable(read)]
    known = {one.thing for one in found}
    Described.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["thing"], update_fields=list(_WRITTEN), batch_size=500
    )
    gone = [thing for thing in things if thing not in known]
    Described.objects.filter(thing__in=gone).delete()
    Likeness.objects.filter(Q(left__in=gone) | Q(right__in=gone)).delete()


def _comparable(things: Iterable[Thing]) -> Iterator[Comparable]:
    by_kind: dict[str, list[Thing]] = defaultdict(list)
    for one in things:
        by_kind[one.kind].append(one)
    yield from comparable_people([one.uuid for one in by_kind[PERSON]])
    yield from comparable_rows([int(one.key) for one in by_kind[RECORD]])


def _described(one: Comparable) -> Described:
    who = one.identity
    birth = who.birth
    day = birth is not None and birth.month is not None and birth.day is not None
    thing = Thing.person(one.person) if one.person else Thing.record(one.row or 0)
    return Described(
        thing=str(thing),
        stale=False,
        compared=False,
        numbered=one.numbered,
        pid=f"{one.pid}/{thing.key}"[:64] if one.shares else one.pid,
        first=normalise_n1(who.first_name),
        last=normalise_n1(who.last_name),
        birth="" if birth is None else birth.iso() if day else f"{birth.year:04d}",
        sex=who.sex or "",
        area_code=one.area_code,
        cuts=sorted(one.cuts),
        place=one.place[:200],
    )


@transaction.atomic
def recount(*, model: str, now: datetime) -> Frequencies:
    """Count how often each value occurs; a new version when anything changed since the last, or the model did."""
    enter_gate()
    counted = {(part, value): number for part in COUNTED for value, number in _counts(part)}
    kept = {(part, value): number for part, value, number in Frequency.objects.values_list("part", "value", "count")}
    changed = [
        Frequency(part=key[0], value=key[1], count=number) for key, number in counted.items() if kept.get(key) != number
    ]
    gone = kept.keys() - counted.keys()
    Frequency.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["part", "value"], update_fields=["count"], batch_size=2000
    )
    for part in COUNTED:
        values = [value for of, value in gone if of == part]
        for start in range(0, len(values), CHUNK):
            Frequency.objects.filter(part=part, value__in=values[start : start + CHUNK]).delete()
    last = Frequencies.objects.order_by("-version").first()
    if last is not None and last.model == model and not changed and not gone:
        return last
    version = (Frequencies.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    return Frequencies.objects.create(version=version, described=Described.objects.count(), model=model, at=now)


def _counts(part: str) -> Iterator[tuple[str, int]]:
    if part != "tambon":
        rows = Described.objects.exclude(**{part: ""}).values_list(part).annotate(Count("pk")).order_by()
        yield from ((value, number) for value, number in rows if part != "birth" or len(value) == _DAY)
        return
    tambons: dict[str, int] = defaultdict(int)
    for area, number in (
        Described.objects.exclude(area_code="").values_list("area_code").annotate(Count("pk")).order_by()
    ):
        if len(area) >= _TAMBON:
            tambons[area[:_TAMBON]] += number
    yield from tambons.items()
