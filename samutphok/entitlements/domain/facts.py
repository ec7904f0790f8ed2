"""What is known of a family, as rules read it: stated facts checked, ages and counts worked out for one day.

A birth date with unknown parts gives the legal age (Civil and Commercial Code, section 16): that of its first day.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from samutphok.kernel.dates import PartialDate, age_on
from samutphok.kernel.rules import Value

Facts = Mapping[str, Value | None]
ADULT = 18
OLDEST = 130  # nobody has lived longer; an age above it is a misread year
FISCAL_MONTH = 10
THAI = frozenset({"th", "tha", "thai", "ไทย"})


def fiscal_start(day: date) -> date:
    """The 1 October that opened the fiscal year of a day: tiers of the elderly allowance step then."""
    return date(day.year if day.month >= FISCAL_MONTH else day.year - 1, FISCAL_MONTH, 1)


def person_facts(
    stated: Facts, *, birth: PartialDate | None, death: PartialDate | None, on: date
) -> dict[str, Value | None]:
    """The facts of one person on a day: those stated, and ages worked out. The dates lie on the day or before it."""
    facts = dict(stated)
    died = death.earliest() if death else None
    if death is not None:
        facts["deceased"] = True
    return facts | {
        "age": age_on(birth, on).high if birth else None,
        "fiscal_age": _fiscal_age(birth, on) if birth else None,
        "age_at_death": age_on(birth, died).high if birth and died and birth.earliest() <= died else None,
        "days_since_death": (on - died).days if died else None,
    }


def _fiscal_age(birth: PartialDate, on: date) -> int:
    """The age on the last 1 October; 0 for whoever was born since."""
    start = fiscal_start(on)
    return age_on(birth, start).high if birth.earliest() <= start else 0


def household_facts(stated: Facts, ages: Sequence[int | None]) -> dict[str, Value | None]:
    """The facts of a household: those stated, and its members counted. A member without an age leaves a count open."""
    known = [age for age in ages if age is not None]
    children = sum(age < ADULT for age in known)
    return {**stated, "members": len(ages), "children": children if len(known) == len(ages) else None}


def is_thai(nationality: str | None) -> bool | None:
    """Whether a nationality as written is Thai; None when none is written."""
    return None if not nationality else nationality.strip().lower() in THAI


def first_impossible(birth: PartialDate | None, death: PartialDate | None, on: date) -> str:
    """Which of a person's dates cannot be: 'birth_date' or 'death_date'; '' when both can."""
    if birth is not None and (birth.earliest() > on or age_on(birth, on).low > OLDEST):
        return "birth_date"
    if death is not None and (death.earliest() > on or (birth is not None and death.latest() < birth.earliest())):
        return "death_date"
    return ""


def only_known(facts: Facts, names: Iterable[str]) -> dict[str, Value]:
    """Those of the named facts that are known, in the order of their names."""
    return {name: value for name in sorted(names) if (value := facts.get(name)) is not None}
