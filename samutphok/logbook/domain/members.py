"""Who belongs to a family by what the visits to it say: met and in no register, joined, moved out, died."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from samutphok.kernel.dates import PartialDate, read_date
from samutphok.kernel.errors import InvalidInput
from samutphok.logbook.domain.merge import FactKey, FactState
from samutphok.registry.domain.door import GoneByDoor, MetAtDoor
from samutphok.registry.domain.identity import Identity

MOVED_OUT, DIED = "moved_out", "died"
BEGINNINGS = ("joined", "born")
_SEXES = {"M": "M", "F": "F", "male": "M", "female": "F", "m": "M", "f": "F"}
_LONGEST_NAME = 120  # signs; what is longer is no name
_PARTS = {"year": 4, "month": 7}  # letters of an ISO date that are meant

States = Mapping[FactKey, FactState]


@dataclass(frozen=True, slots=True)
class Introduced:
    """A visit in force that names somebody whom no list named. day: of the visit; known: the registry has the person."""

    visit: UUID
    day: date
    subject: str
    change: str = ""
    change_on: date | None = None
    known: bool = field(default=False)


def met_at_door(introduced: Iterable[Introduced], states: States) -> tuple[MetAtDoor, ...]:
    """Everybody whom visits met and no list named, since the day they joined or were met first."""
    met: dict[str, MetAtDoor] = {}
    for one in sorted(introduced, key=lambda seen: (seen.day, str(seen.visit)), reverse=True):
        since = one.change_on if one.change in BEGINNINGS and one.change_on else one.day
        who = None if one.known else identity_said(states, one.subject)
        met[one.subject] = MetAtDoor(UUID(one.subject), min(since, one.day), one.visit, who)
    return tuple(met[subject] for subject in sorted(met))


def gone_by_door(states: States, days: Mapping[UUID, date]) -> tuple[GoneByDoor, ...]:
    """Members who moved out or died; nobody while two visits differ about it. days: of each visit."""
    gone = []
    for key, state in sorted(states.items()):
        if key.fact != "member_change" or state.value not in (MOVED_OUT, DIED):
            continue
        visit = state.standing[-1].visit.id
        said = states.get(FactKey(key.subject, "member_change_on"))
        on = _day(said.value if said else None) or days[visit]
        gone.append(GoneByDoor(UUID(key.subject), min(on, days[visit]), visit, state.value == DIED))
    return tuple(gone)


def identity_said(states: States, subject: str) -> Identity:
    """Who the visits say a member is; of a contested name what was said first stands until somebody decides."""

    def of(fact: str) -> str:
        state = states.get(FactKey(subject, fact))
        return state.values[0][:_LONGEST_NAME] if state else ""

    return Identity(
        title=of("title"),
        first_name=of("first_name"),
        last_name=of("last_name"),
        sex=_SEXES.get(of("sex")),
        birth=birth_said(of("birth_date"), of("birth_precision")),
    )


def birth_said(text: str, precision: str) -> PartialDate | None:
    """A date of birth as far as the form says that it is known; None when it is no date."""
    try:
        return read_date(text[: _PARTS.get(precision, len(text))])
    except InvalidInput:
        return None


def _day(text: str | None) -> date | None:
    try:
        read = read_date(text)
    except InvalidInput:
        return None
    return read.earliest() if read else None
