"""The facts that the rules of triage read of a family, from registers and visits."""

from collections.abc import Iterable
from datetime import date

from samutphok.kernel.dates import age_on
from samutphok.kernel.rules import Value
from samutphok.logbook.domain.record import HouseholdRecord, MemberRecord
from samutphok.logbook.domain.standing import HouseholdVisits

CHILD, OLD = 18, 60  # years: dependants as the levels of the programme count them


def triage_facts(record: HouseholdRecord, visits: HouseholdVisits, *, on: date) -> dict[str, Value | None]:
    """What is known; None where nobody said. A member of unknown age leaves the counts by age open."""
    ages = [_age(one, on) for one in record.members]
    known = [age for age in ages if age is not None]
    complete = len(known) == len(ages)
    family = visits.answers_of("")
    people = [visits.answers_of(str(one.person_id)) for one in record.members]
    lying = [said.get("bedridden") == "1" or said.get("self_care") == "bed" for said in people]
    uncared = [bed and said.get("has_carer") == "0" for bed, said in zip(lying, people, strict=True)]
    able = [age for age, bed in zip(ages, lying, strict=True) if age is not None and CHILD <= age < OLD and not bed]
    return {
        "members": len(ages),
        "children": sum(age < CHILD for age in known),
        "grown": sum(age >= CHILD for age in known) if complete else None,
        "adults": len(able) if complete else None,
        "bedridden": sum(lying),
        "bedridden_uncared": sum(uncared),
        "homeless": _any(said.get("homeless") for said in people),
        "urgent": _any([_last_word(visits, "urgent")]),
        "breadwinner_lost": _any([family.get("breadwinner_lost")]),
        "single_parent": _any(said.get("single_parent") for said in people),
    }


def _age(one: MemberRecord, on: date) -> int | None:
    birth = one.identity.birth
    return age_on(birth, on).high if birth and birth.earliest() <= on else None


def _last_word(visits: HouseholdVisits, fact: str) -> str | None:
    """What the last visit says of that day; an older word no longer counts."""
    last = visits.last
    return last.of_household(fact) if last else None


def _any(values: Iterable[str | None]) -> bool | None:
    told = [value for value in values if value in ("0", "1")]
    return True if "1" in told else False if told else None
