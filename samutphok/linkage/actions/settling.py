"""What attaching, deciding and taking back share: the gate, what was ruled, and carrying out a plan."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.plan import Cut, Plan, Question
from samutphok.linkage.domain.settlement import Place
from samutphok.linkage.domain.things import Thing
from samutphok.linkage.models import Described, Gate, Review
from samutphok.registry.actions import writing
from samutphok.registry.domain.changes import Changes, KnownRow

_GATE = "joining"
_PIECE = 5_000


def enter_gate() -> None:
    """One writer joins at a time: what was looked up still holds when it is written. Left when the transaction ends."""
    Gate.objects.get_or_create(name=_GATE)
    Gate.objects.select_for_update().get(name=_GATE)


def rulings(known: Iterable[KnownRow]) -> dict[int, Ruling]:
    """What people have decided about these rows."""
    decided = Review.objects.filter(
        record_id__in=[row.id for row in known],
        kind=Review.Kind.NUMBER,
        outcome__in=[ruling.value for ruling in Ruling],
    )
    return {record: Ruling(outcome) for record, outcome in decided.values_list("record_id", "outcome")}


def carry_out(plan: Plan, cut: Cut, known: Sequence[KnownRow], now: datetime) -> None:
    """Write a plan and bring the questions in line with it, inside the transaction in which it was made."""
    ids = writing.write(plan.changes, now=now)
    records: dict[Place, int] = {row.place: row.id for row in known}
    records |= {(cut.digest, row_number): record for row_number, record in ids.items()}
    areas = {row.id: row.area_code for row in known} | {ids[row.row_number]: row.area_code for row in plan.changes.rows}
    Review.objects.filter(record_id__in=plan.settled, outcome=Review.Outcome.OPEN).delete()
    _ask({records[place]: question for place, question in plan.questions.items()}, areas, now)
    note_said(_touched(plan.changes, ids.values()))


def _touched(changes: Changes, new: Iterable[int]) -> set[str]:
    """People and rows of whom something was said, or is no longer."""
    moved = ((row.person, row.was) for row in changes.moved)
    people = {person.id for person in changes.people} | set(changes.portraits) | changes.gone | changes.retired
    people |= {row.person for row in changes.rows if row.person} | {row.person for row in changes.left if row.person}
    people |= {person for pair in moved for person in pair if person}
    rows = {row.id for row in changes.moved} | {row.id for row in changes.left} | set(_loose(changes, new))
    return {str(Thing.person(key)) for key in people} | {str(Thing.record(key)) for key in rows}


def _loose(changes: Changes, new: Iterable[int]) -> Iterable[int]:
    """The new rows that gave nobody a person."""
    return (key for key, row in zip(new, changes.rows, strict=True) if row.person is None)


def note_said(things: Iterable[str]) -> None:
    """These are to be described anew before anything is likened to them."""
    listed = sorted(things)
    for start in range(0, len(listed), _PIECE):
        some = listed[start : start + _PIECE]
        Described.objects.bulk_create((Described(thing=thing) for thing in some), ignore_conflicts=True)
        Described.objects.filter(thing__in=some, stale=False).update(stale=True)


def _ask(questions: Mapping[int, Question], areas: Mapping[int, str], now: datetime) -> None:
    """Open the questions that are new; a question that changed gets a new version, so nobody decides on the old one."""
    standing = {review.record_id: review for review in Review.objects.filter(record_id__in=questions)}
    new = []
    for record, question in questions.items():
        reasons = sorted(reason.value for reason in question.reasons)
        review = standing.get(record)
        if review is None:
            new.append(
                Review(
                    record_id=record,
                    person_id=question.person,
                    area_code=areas[record],
                    reasons=reasons,
                    created_at=now,
                )
            )
        elif (review.person_id, review.reasons) != (question.person, reasons):
            review.person_id, review.reasons, review.version = question.person, reasons, review.version + 1
            review.save(update_fields=["person", "reasons", "version"])
    Review.objects.bulk_create(new)
