"""Who a register row says somebody is, and what that says of the person when many rows speak."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache

from samutphok.kernel.dates import PartialDate
from samutphok.kernel.thai import normalise_n2


@dataclass(frozen=True, slots=True)
class Identity:
    """What one row says about who somebody is; None or '' where the row is silent."""

    title: str = ""
    first_name: str = ""
    last_name: str = ""
    sex: str | None = None
    birth: PartialDate | None = None

    @property
    def full_name(self) -> str:
        """Title, first and last name as given."""
        return f"{self.title}{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class NameKeys:
    """A name folded by its sound (N2), for search and for comparing."""

    first: str
    last: str

    @property
    def both(self) -> str:
        return f"{self.first} {self.last}".strip()


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """The N2 key of one name; remembered, since the same names come again and again in a register."""
    return normalise_n2(name)


def name_keys(identity: Identity) -> NameKeys:
    """The keys under which a person of this name is found."""
    return NameKeys(name_key(identity.first_name), name_key(identity.last_name))


@dataclass(frozen=True, slots=True)
class Reading:
    """One row's identity with what decides between readings: the register's cut, whether it is a survey, its place."""

    identity: Identity
    area_code: str
    as_of: date
    from_survey: bool
    place: tuple[str, int]


def reading_order(reading: Reading) -> tuple[date, bool, tuple[str, int]]:
    """Older before newer; at one date other registers before a survey; then by place, so that no two are equal."""
    return (reading.as_of, reading.from_survey, reading.place)


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is shown of a person: for every part the newest reading that has it."""

    identity: Identity
    area_code: str


def portrait(readings: Sequence[Reading]) -> Portrait:
    """The person as the newest rows show them; at one date a survey, which met the family, goes before other registers.

    The place is that of the newest survey (where the family was met), else of the newest row. The answer does not
    depend on the order of the readings.
    """
    newest_first = sorted(readings, key=reading_order, reverse=True)
    surveys_first = sorted(newest_first, key=lambda r: not r.from_survey)
    named = next((r.identity for r in newest_first if r.identity.first_name), Identity())
    return Portrait(
        identity=Identity(
            title=_first(r.identity.title for r in newest_first) or "",
            first_name=named.first_name,
            last_name=named.last_name,
            sex=_first(r.identity.sex for r in newest_first),
            birth=_most_precise(r.identity.birth for r in newest_first),
        ),
        area_code=_first(r.area_code for r in surveys_first) or "",
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _most_precise(births: Iterable[PartialDate | None]) -> PartialDate | None:
    """The first of the fullest dates: a register that knows the day tells more than a newer one that knows the year."""
    known = [birth for birth in births if birth is not None]
    return max(known, key=_parts_known, default=None)


def _parts_known(birth: PartialDate) -> int:
    return sum(getattr(birth, part.name) is not None for part in fields(birth))
