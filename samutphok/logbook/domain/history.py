"""What each cut of each register said of a household, held against the cut before: pure, so that rows tell one story.

Absence proves nothing: a problem has ended only when a later survey says that the indicator passes, and a person who is
missing from a later cut is said to be missing there, not to have lost anything.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from samutphok.kernel.dates import PartialDate
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.cuts import Change, ChangeKind, RegisterCut
from samutphok.logbook.domain.indicators import Dimension, Indicator
from samutphok.registry.domain.changes import SURVEYS
from samutphok.registry.domain.views import RowView

Rows = Sequence[RowView]
Teller = Callable[[Rows, Rows], Iterator[Change]]


def register_cuts(
    rows: Iterable[RowView], *, household_id: UUID, dimensions: Iterable[Dimension], labels: Mapping[str, Bilingual]
) -> tuple[RegisterCut, ...]:
    """Every cut that speaks of the household, the newest first.

    Of surveys only the rows of this household count: a member's survey in an earlier home is that home's story.
    """
    indicators = [one for dimension in dimensions for one in dimension.indicators]
    by_register: dict[str, dict[date, list[RowView]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.source.register not in SURVEYS or row.household_id == household_id:
            by_register[row.source.register][row.source.as_of].append(row)
    cuts = [
        _cut(labels.get(register, Bilingual(register, register)), before, now, _teller(register, indicators))
        for register, found in by_register.items()
        for before, now in _in_pairs(found)
    ]
    return tuple(sorted(cuts, key=lambda cut: (cut.source.as_of, cut.register), reverse=True))


def _in_pairs(found: Mapping[date, list[RowView]]) -> Iterator[tuple[Rows, Rows]]:
    """Each cut with the one before it, the first with nothing."""
    before: Rows = ()
    for day in sorted(found):
        now = sorted(found[day], key=lambda row: row.source.row_number)
        yield before, now
        before = now


def _cut(label: Bilingual, before: Rows, now: Rows, teller: Teller) -> RegisterCut:
    first = now[0].source
    return RegisterCut(first.register, label, first, len(now), tuple(teller(before, now)))


def _teller(register: str, indicators: Sequence[Indicator]) -> Teller:
    if register in SURVEYS:
        return lambda before, now: _survey(before, now, indicators)
    return _TELLERS.get(register, _listed)


def _people(rows: Iterable[RowView]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(row.person_id for row in rows))


def _survey(before: Rows, now: Rows, indicators: Iterable[Indicator]) -> Iterator[Change]:
    then, here = _people(before), _people(now)
    if not before:
        yield Change(ChangeKind.MET, here)
    elif joined := tuple(one for one in here if one not in then):
        yield Change(ChangeKind.JOINED, joined)
    if left := tuple(one for one in then if one not in here):
        yield Change(ChangeKind.LEFT, left)
    was, income = _income(before), _income(now)
    if income is not None and income != was:
        yield Change(ChangeKind.INCOME, before=was, after=income)
    for indicator in indicators:
        yield from _indicator(indicator, before, now)


def _income(rows: Rows) -> float | None:
    named = (row.values["income_per_person"] for row in rows if row.values.get("income_per_person") is not None)
    found = next(named, None)
    return None if found is None else float(found)


def _indicator(indicator: Indicator, before: Rows, now: Rows) -> Iterator[Change]:
    then, here = _answers(indicator, before), _answers(indicator, now)
    began = tuple(who for who, passes in here.items() if passes is False and then.get(who) is not False)
    ended = tuple(who for who, passes in here.items() if passes and then.get(who) is False)
    for kind, people in ((ChangeKind.BEGAN, began), (ChangeKind.ENDED, ended)):
        if people:
            named = tuple(who for who in people if who is not None)
            yield Change(kind, named, label=indicator.text, number=indicator.number)


def _answers(indicator: Indicator, rows: Rows) -> dict[UUID | None, bool]:
    """Whether it passes, for each person asked, or for the household (None) as one; one failure counts."""
    answers: dict[UUID | None, bool] = {}
    for row in rows:
        value = row.values.get(indicator.column)
        if value in (0, 1):
            who = None if indicator.of_household else row.person_id
            answers[who] = answers.get(who, True) and value == 1
    return answers


def _welfare(before: Rows, now: Rows) -> Iterator[Change]:
    then, here = _validated(before), _validated(now)
    told = {
        ChangeKind.REGISTERED: [who for who, good in here.items() if who not in then and not good],
        ChangeKind.VALIDATED: [who for who, good in here.items() if good and not then.get(who)],
        ChangeKind.NOT_VALIDATED: [who for who, good in here.items() if not good and then.get(who)],
    }
    yield from (Change(kind, tuple(people)) for kind, people in told.items() if people)
    yield from _missing(before, now)


def _validated(rows: Rows) -> dict[UUID, bool]:
    found: dict[UUID, bool] = {}
    for row in rows:
        found[row.person_id] = found.get(row.person_id, False) or row.values.get("validated") == 1
    return found


def _disability(before: Rows, now: Rows) -> Iterator[Change]:
    known = {_card(row) for row in before}
    yield from (card for card in dict.fromkeys(map(_card, now)) if card not in known)
    yield from _missing(before, now)


def _card(row: RowView) -> Change:
    kind = row.values.get("disability_type", "")
    issued, expires = (_day(row, name) for name in ("card_issued_on", "card_expires_on"))
    return Change(ChangeKind.CARD, (row.person_id,), label=Bilingual(kind, kind), day=issued, until=expires)


def _allowance(before: Rows, now: Rows) -> Iterator[Change]:
    paid = {row.person_id: row.values.get("monthly_amount") for row in before}
    for row in now:
        was, amount = paid.get(row.person_id), row.values.get("monthly_amount")
        if row.person_id not in paid or was != amount:
            yield Change(ChangeKind.ALLOWANCE, (row.person_id,), before=was, after=amount, day=_day(row, "since"))
    yield from _missing(before, now)


def _payments(before: Rows, now: Rows) -> Iterator[Change]:
    """Payments that the cut before did not name; a payment is not expected again, so none is missing."""
    known = {_payment(row) for row in before}
    yield from (paid for paid in dict.fromkeys(map(_payment, now)) if paid not in known)


def _payment(row: RowView) -> Change:
    kind = row.values.get("aid_kind", "")
    words = Bilingual(kind, kind)
    return Change(
        ChangeKind.PAYMENT, (row.person_id,), label=words, after=row.values.get("amount"), day=_day(row, "paid_on")
    )


def _listed(before: Rows, now: Rows) -> Iterator[Change]:
    """A register of which nothing more is known: who came, who is missing."""
    then = _people(before)
    if new := tuple(who for who in _people(now) if who not in then):
        yield Change(ChangeKind.LISTED, new)
    yield from _missing(before, now)


def _missing(before: Rows, now: Rows) -> Iterator[Change]:
    here = _people(now)
    if gone := tuple(who for who in _people(before) if who not in here):
        yield Change(ChangeKind.MISSING, gone)


def _day(row: RowView, name: str) -> PartialDate | None:
    return PartialDate.from_iso(row.values[name]) if row.values.get(name) else None


_TELLERS: Mapping[str, Teller] = {
    "state_welfare": _welfare,
    "disability": _disability,
    "elderly_allowance": _allowance,
    "provincial_aid": _payments,
}
