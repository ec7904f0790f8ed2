"""One family as the rules read it: what the registers say of it, and what visits say in their place."""

from collections.abc import Iterable, Mapping

from samutphok.kernel.rules import Value
from samutphok.logbook.domain.members import birth_said
from samutphok.logbook.domain.record import Answer, HouseholdRecord, IndicatorFacts, MemberRecord
from samutphok.logbook.domain.standing import HouseholdVisits
from samutphok.targeting.domain.doorstep import FamilyHeard, PersonHeard
from samutphok.targeting.domain.lists import REGISTERS_OF_HELP

VALUES = {Answer.PASSED: 1, Answer.FAILED: 0}


def heard(record: HouseholdRecord, visits: HouseholdVisits) -> FamilyHeard:
    """The family as the rules read it: registers, and what visits say in their place."""
    indicators = [one for dimension in record.dimensions for one in dimension.indicators]
    of_people = [one for one in indicators if not one.of_household]
    registers: dict[str, Value | None] = {
        one.column: VALUES.get(one.answer) for one in indicators if one.of_household and one.answer in VALUES
    }
    registers["income_per_person"] = record.income.baht if record.income else None
    return FamilyHeard(
        people=tuple(_person(one, of_people, visits) for one in record.members),
        registers=registers,
        said=_income_divided(visits.answers_of(""), len(record.members)),
        indicators=frozenset(one.column for one in of_people),
    )


def _income_divided(said: dict[str, str | None], members: int) -> dict[str, str | None]:
    """The family's income a year, where a form asks for that, divided among its members."""
    year = said.get("income_year")
    if "income_per_person" in said or not year or not members:
        return said
    try:
        return said | {"income_per_person": str(round(float(year) / members))}
    except ValueError:
        return said


def _person(one: MemberRecord, indicators: Iterable[IndicatorFacts], visits: HouseholdVisits) -> PersonHeard:
    said = visits.answers_of(str(one.person_id))
    birth = birth_said(said.get("birth_date") or "", said.get("birth_precision") or "")
    own: dict[str, Value | None] = {
        indicator.column: VALUES[finding.answer]
        for indicator in indicators
        for finding in indicator.findings
        if finding.person_id == one.person_id and finding.answer in VALUES
    }
    return PersonHeard(one.person_id, birth or one.identity.birth, own | _of_person(one, own), said)


def _of_person(one: MemberRecord, own: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """What registers tell of a person beside their own answers, as lists are drawn (`targeting.engine.office`)."""
    listed = {source.register for source in one.registers}
    work, care = _first(own, "bmn20", "bmn21"), _first(own, "bmn28", "bmn27")
    validated = one.welfare_validated is True
    reached = validated or bool(listed & set(REGISTERS_OF_HELP))
    fails = own.get("bmn27") == 0 or own.get("bmn28") == 0
    return {
        "disabled": True if "disability" in listed else None,
        "has_income": work,
        "employed": work,
        "has_carer": care,
        "reaches_state_welfare": False if fails else True if reached else None,
        "welfare_card": True if validated else None,
    }


def _first(own: Mapping[str, Value | None], *columns: str) -> bool | None:
    return next((own[column] == 1 for column in columns if own.get(column) is not None), None)
