"""Which households are likely to get worse: pure signs from visits, registers and requests, each with its evidence."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samutphok.logbook.domain.cuts import ChangeKind
from samutphok.logbook.domain.feelings import feelings_by_day
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.domain.record import HouseholdRecord
from samutphok.logbook.domain.standing import HouseholdVisits, StandingFact
from samutphok.watch.domain.rhythms import Rhythms, WatchReason

AT_WORK = frozenset({"regular", "casual", "own"})
WITHOUT_WORK = frozenset({"seeking", "unable"})
NOTHING_RECEIVED = "none"
WORK_INDICATOR = 20


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign with its day. key: what tells it from another of its kind, so that it is kept once. by: 'visit:<id>',
    'register:<name>', 'lists' or 'requests'; said: codes and numbers for the page, never a name."""

    reason: WatchReason
    day: date
    key: str
    by: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class LevelOn:
    """A family's level on a day; -1 none."""

    day: date
    level: int
    by: str


def signs_of(
    record: HouseholdRecord,
    visits: HouseholdVisits,
    levels: Sequence[LevelOn],
    requests: Iterable[date],
    *,
    rhythms: Rhythms,
    since: date,
) -> tuple[Sign, ...]:
    """The signs that the family is likely to get worse, on `since` or later, the newest first."""
    found = [
        *_work(visits),
        *_deaths(visits),
        *_dependants(visits),
        *_benefits(visits),
        *_registers(record),
        *_levels(levels),
        *_repeated(requests, rhythms),
        *_felt(visits, rhythms),
    ]
    kept = {(one.reason, one.key): one for one in found if one.day >= since}
    return tuple(sorted(kept.values(), key=lambda one: (one.day, one.reason), reverse=True))


def _by(visit: UUID) -> str:
    return f"visit:{visit}"


def _work(visits: HouseholdVisits) -> Iterator[Sign]:
    """Somebody at work at an earlier visit who has none at a later one; or the family says that it lost its breadwinner."""
    for key, fact in visits.facts.items():
        last = fact.last
        if key.fact == "breadwinner_lost" and last.value == "1":
            yield Sign(WatchReason.LOST_JOB, last.day, f"breadwinner:{last.visit_id}", _by(last.visit_id))
        if key.fact == "work" and last.value in WITHOUT_WORK and _before(fact) in AT_WORK:
            yield Sign(
                WatchReason.LOST_JOB, last.day, f"work:{last.visit_id}:{key.subject}", _by(last.visit_id), "work"
            )


def _deaths(visits: HouseholdVisits) -> Iterator[Sign]:
    for visit in visits.in_force:
        died = sorted(
            key.subject for key, value in visit.answers.items() if key.fact == "member_change" and value == "died"
        )
        for subject in died:
            told = visit.answers.get(FactKey(subject, "member_change_on"), "")
            yield Sign(WatchReason.CARER_DIED, _day(told) or visit.day, f"died:{subject}", _by(visit.id))


def _dependants(visits: HouseholdVisits) -> Iterator[Sign]:
    """A child was born, somebody moved in, or somebody is bedridden who was not."""
    for visit in visits.in_force:
        came = {
            key.subject: value
            for key, value in visit.answers.items()
            if key.fact == "member_change" and value in ("born", "joined")
        }
        for subject, how in sorted(came.items()):
            yield Sign(WatchReason.NEW_DEPENDANT, visit.day, f"{how}:{subject}", _by(visit.id), how)
    for key, fact in visits.facts.items():
        if key.fact == "bedridden" and fact.last.value == "1" and _before(fact) == "0":
            last = fact.last
            yield Sign(WatchReason.NEW_DEPENDANT, last.day, f"bed:{key.subject}", _by(last.visit_id), "bedridden")


def _benefits(visits: HouseholdVisits) -> Iterator[Sign]:
    for key, fact in visits.facts.items():
        if key.fact != "receives" or (before := _before(fact)) is None:
            continue
        ended = set(before.split()) - set(fact.last.value.split()) - {NOTHING_RECEIVED}
        for benefit in sorted(ended):
            last = fact.last
            yield Sign(
                WatchReason.ENDED_BENEFIT,
                last.day,
                f"{benefit}:{key.subject}:{last.visit_id}",
                _by(last.visit_id),
                benefit,
            )


def _registers(record: HouseholdRecord) -> Iterator[Sign]:
    """A register that no longer knows a member, or an indicator of work that began to fail, since the cut before."""
    for cut in record.cuts:
        by, day = f"register:{cut.register}", cut.source.as_of
        for change in cut.changes:
            if change.kind in (ChangeKind.MISSING, ChangeKind.NOT_VALIDATED):
                for person in change.people:
                    yield Sign(WatchReason.ENDED_BENEFIT, day, f"{cut.register}:{person}:{day}", by, cut.register)
            if change.kind is ChangeKind.BEGAN and change.number == WORK_INDICATOR:
                yield Sign(WatchReason.LOST_JOB, day, f"bmn20:{day}", by, "bmn20")


def _levels(levels: Sequence[LevelOn]) -> Iterator[Sign]:
    ordered = sorted(levels, key=lambda one: one.day)
    for before, now in itertools.pairwise(ordered):
        if now.level > before.level:
            said = f"{before.level}>{now.level}"
            yield Sign(WatchReason.LEVEL_WORSE, now.day, f"{now.day}:{said}", now.by, said)


def _repeated(requests: Iterable[date], rhythms: Rhythms) -> Iterator[Sign]:
    times, days = rhythms.repeated
    ordered = sorted(requests)
    for first, last in zip(ordered, ordered[times - 1 :], strict=False):
        if (last - first).days <= days:
            yield Sign(WatchReason.REPEATED_REQUESTS, last, f"{first}:{last}", "requests", str(times))


def _felt(visits: HouseholdVisits, rhythms: Rhythms) -> Iterator[Sign]:
    told = feelings_by_day((one.day, one.subject, one.fact, one.value) for one in visits.feelings)
    for before, now in itertools.pairwise(told):
        falls = [
            then - here
            for then, here in ((before.satisfaction, now.satisfaction), (before.security, now.security))
            if then is not None and here is not None
        ]
        if falls and max(falls) >= rhythms.feelings_fell:
            yield Sign(WatchReason.FEELINGS_FELL, now.day, f"{before.day}:{now.day}", "visit:", f"{max(falls):g}")


def _before(fact: StandingFact) -> str | None:
    return fact.earlier[-1].value if fact.earlier else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
