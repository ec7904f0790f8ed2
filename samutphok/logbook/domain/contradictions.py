"""Where a visit and a register say different things of a family, so that somebody can find out which is true.

A situation changes: an indicator that failed in an old survey and passes today contradicts nothing. It does when both
were asked within a year of each other. Who somebody is does not change.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from samutphok.kernel.dates import PartialDate
from samutphok.logbook.domain.members import DIED, MOVED_OUT, States, identity_said
from samutphok.logbook.domain.merge import FactKey, FactState
from samutphok.logbook.domain.visits import ContradictionKind
from samutphok.registry.domain.changes import SURVEYS
from samutphok.registry.domain.identity import Identity, name_key
from samutphok.registry.domain.views import RowView

TOGETHER = timedelta(days=365)  # a survey and a visit that are no further apart were asked of one situation
OTHERS_NUMBER = "others_number"
INCOME = "income_per_person"
INCOME_APART = 0.25  # of the larger one: incomes are told from memory


@dataclass(frozen=True, slots=True)
class Contradicting:
    """One contradiction: `said` by the visit, `register_value` by the register's cut. person None: the household."""

    person: UUID | None
    kind: ContradictionKind
    fact: str
    said: str = field(repr=False)
    visit: UUID
    register: str
    as_of: date
    register_value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisterSays:
    """Rows about the members of a household, the newest first; each member's identity by the newest row that names one.

    holders: who holds the citizen numbers that visits named, by keyed index.
    """

    rows: Sequence[RowView]
    identities: Mapping[UUID, tuple[Identity, RowView]]
    holders: Mapping[str, UUID]


def contradictions(states: States, registers: RegisterSays, *, days: Mapping[UUID, date]) -> tuple[Contradicting, ...]:
    """All contradictions between what stands by the visits and the newest row of each register. days: of each visit."""
    found = [
        *_identities(states, registers),
        *_numbers(states, registers.holders, days),
        *_memberships(states, registers.rows, days),
        *_situations(states, registers.rows, days),
    ]
    return tuple(sorted(found, key=lambda one: (str(one.person or ""), one.fact, one.register)))


def _identities(states: States, registers: RegisterSays) -> Iterator[Contradicting]:
    for person, (known, row) in registers.identities.items():
        said = identity_said(states, str(person))
        for fact, differs in _DIFFERENCES.items():
            state = states.get(FactKey(str(person), fact))
            if state and differs(said, known):
                values = _written(fact, said), _written(fact, known)
                yield _of(person, ContradictionKind.IDENTITY, fact, values, state, row)


def _numbers(states: States, holders: Mapping[str, UUID], days: Mapping[UUID, date]) -> Iterator[Contradicting]:
    """A number that the office knows as somebody else's. No register row is named: the number itself is the clash."""
    for key, state in states.items():
        holder = holders.get(state.value or "") if key.fact == "pid" else None
        if holder and str(holder) != key.subject:
            visit = state.standing[-1].visit.id
            yield Contradicting(
                UUID(key.subject), ContradictionKind.NUMBER, "pid", OTHERS_NUMBER, visit, "", days[visit], ""
            )


def _memberships(states: States, rows: Iterable[RowView], days: Mapping[UUID, date]) -> Iterator[Contradicting]:
    """Gone by a visit, and a cut of a later day still has them."""
    for row in _newest(rows):
        key = FactKey(str(row.person_id), "member_change")
        state = states.get(key)
        if state is None or state.value not in (DIED, MOVED_OUT):
            continue
        there = row.source.register in SURVEYS or state.value == DIED
        if there and row.source.as_of > days[state.standing[-1].visit.id]:
            said = (state.value, "listed")
            yield _of(row.person_id, ContradictionKind.MEMBERSHIP, "member_change", said, state, row)


def _situations(states: States, rows: Sequence[RowView], days: Mapping[UUID, date]) -> Iterator[Contradicting]:
    for key, state in sorted(states.items()):
        for row, listed in _asked_of(key, rows):
            day = days[state.standing[-1].visit.id]
            if state.value and abs(day - row.source.as_of) <= TOGETHER and _apart(key.fact, state.value, listed):
                person = UUID(key.subject) if key.subject else None
                yield _of(person, ContradictionKind.SITUATION, key.fact, (state.value, listed), state, row)
                break


def _asked_of(key: FactKey, rows: Sequence[RowView]) -> Iterator[tuple[RowView, str]]:
    """What the newest cut of a register says of the same."""
    newest = _newest(rows)
    if key.fact == "disabled" and key.subject:
        yield from (
            (row, "1") for row in newest if row.source.register == "disability" and str(row.person_id) == key.subject
        )
    elif key.fact == INCOME or key.fact.startswith("bmn"):
        own = (row for row in newest if row.source.register in SURVEYS and key.subject in ("", str(row.person_id)))
        asked = [(row, row.values[key.fact]) for row in own if row.values.get(key.fact) is not None]
        yield from ((row, str(value)) for row, value in sorted(asked, key=lambda one: one[1])[:1])


def _apart(fact: str, said: str, listed: str) -> bool:
    if fact != INCOME:
        return said in ("0", "1") and listed in ("0", "1") and said != listed
    try:
        one, other = float(said), float(listed)
    except ValueError:
        return False
    return abs(one - other) > INCOME_APART * max(one, other)


def _newest(rows: Iterable[RowView]) -> list[RowView]:
    """Each person's newest row of each register."""
    found: dict[tuple[UUID, str], RowView] = {}
    for row in rows:
        found.setdefault((row.person_id, row.source.register), row)
    return list(found.values())


def _of(
    person: UUID | None, kind: ContradictionKind, fact: str, values: tuple[str, str], state: FactState, row: RowView
) -> Contradicting:
    said, listed = values
    visit = state.standing[-1].visit.id
    return Contradicting(person, kind, fact, said, visit, row.source.register, row.source.as_of, listed)


def _names_differ(part: Callable[[Identity], str]) -> Callable[[Identity, Identity], bool]:
    def differ(said: Identity, known: Identity) -> bool:
        one, other = name_key(part(said)), name_key(part(known))
        return bool(one and other and one != other)

    return differ


def _sexes_differ(said: Identity, known: Identity) -> bool:
    return bool(said.sex and known.sex and said.sex != known.sex)


def _births_differ(said: Identity, known: Identity) -> bool:
    """Where both know a part of the date and it is not the same."""
    if said.birth is None or known.birth is None:
        return False
    parts = zip(_parts(said.birth), _parts(known.birth), strict=True)
    return any(one is not None and other is not None and one != other for one, other in parts)


def _parts(birth: PartialDate) -> tuple[int | None, ...]:
    return (birth.year, birth.month, birth.day)


def _written(fact: str, identity: Identity) -> str:
    if fact == "birth_date":
        return identity.birth.iso() if identity.birth else ""
    return str(getattr(identity, fact) or "")


_DIFFERENCES: Mapping[str, Callable[[Identity, Identity], bool]] = {
    "first_name": _names_differ(lambda one: one.first_name),
    "last_name": _names_differ(lambda one: one.last_name),
    "sex": _sexes_differ,
    "birth_date": _births_differ,
}
