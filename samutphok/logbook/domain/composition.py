"""One household's record from what the registry holds: pure, so that the same rows always tell the same story."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from samutphok.kernel.dates import AgeRange, PartialDate, age_on
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.help import help_received
from samutphok.logbook.domain.history import register_cuts
from samutphok.logbook.domain.indicators import Dimension, dimension_facts
from samutphok.logbook.domain.record import HouseholdRecord, Income, MemberRecord, RegisterSeen
from samutphok.registry.domain.changes import SURVEYS
from samutphok.registry.domain.views import HouseholdView, MemberView, RowView, Source


def compose(
    household: HouseholdView,
    rows: Sequence[RowView] | None,
    *,
    dimensions: Sequence[Dimension],
    labels: Mapping[str, Bilingual],
    as_of: date,
) -> HouseholdRecord:
    """The record of a household on a day. `rows` None: the viewer is not cleared for what the registers say.

    Rows of a later cut than the day are left out, and so are members whom only a later survey met. `labels` names the
    registers.
    """
    known = _until(rows or (), as_of)
    members = [one for one in (*household.members, *household.former) if one.since <= as_of]
    today = [one for one in members if one.until is None or as_of < one.until]
    here = {one.person_id for one in today}
    about = [row for row in known if row.person_id in here]
    surveyed = _newest_survey(about)
    return HouseholdRecord(
        household_id=household.stands_for or household.id,
        area_code=household.area_code,
        house_code=household.house_code,
        family_no=household.family_no,
        as_of=as_of,
        members=tuple(_member(one, about, as_of) for one in today),
        former=tuple(_member(one, (), as_of) for one in members if one.person_id not in here),
        income=_income(surveyed),
        dimensions=() if rows is None else dimension_facts(dimensions, surveyed),
        help=help_received(about),
        registers=_registers(about, labels),
        cuts=register_cuts(known, household_id=household.id, dimensions=dimensions, labels=labels),
        full=rows is not None,
    )


def _until(rows: Iterable[RowView], as_of: date) -> list[RowView]:
    """The rows known on the day, the newest first."""
    known = [row for row in rows if row.source.as_of <= as_of]
    return sorted(known, key=lambda row: row.source.as_of, reverse=True)


def _newest_survey(rows: Iterable[RowView]) -> list[RowView]:
    """Each member's newest survey row."""
    newest: dict[UUID, RowView] = {}
    for row in rows:
        if row.source.register in SURVEYS:
            newest.setdefault(row.person_id, row)
    return list(newest.values())


def _member(one: MemberView, rows: Iterable[RowView], as_of: date) -> MemberRecord:
    own = [row for row in rows if row.person_id == one.person_id]
    welfare = [row for row in own if row.source.register == "state_welfare"]
    return MemberRecord(
        person_id=one.person_id,
        identity=one.identity,
        age=_age(one.identity.birth, as_of),
        numbers=one.numbers,
        since=one.since,
        until=one.until,
        history=one.history,
        registers=_newest_of_each(own),
        under_review=one.under_review,
        welfare_registered=True if welfare else None,
        welfare_validated=any(row.values.get("validated") == 1 for row in welfare) if welfare else None,
        disability=tuple(
            dict.fromkeys(row.values["disability_type"] for row in own if "disability_type" in row.values)
        ),
    )


def _age(birth: PartialDate | None, on: date) -> AgeRange | None:
    """None also for a birth after the day: a register's slip, to be seen in the birth date itself."""
    return None if birth is None or birth.earliest() > on else age_on(birth, on)


def _newest_of_each(rows: Iterable[RowView]) -> tuple[Source, ...]:
    newest: dict[str, Source] = {}
    for row in rows:
        newest.setdefault(row.source.register, row.source)
    return tuple(newest.values())


def _income(surveyed: Iterable[RowView]) -> Income | None:
    """The newest survey row of the household that names an income."""
    named = (row for row in surveyed if row.values.get("income_per_person") is not None)
    found = max(named, key=lambda row: row.source.as_of, default=None)
    return None if found is None else Income(float(found.values["income_per_person"]), found.source)


def _registers(rows: Iterable[RowView], labels: Mapping[str, Bilingual]) -> tuple[RegisterSeen, ...]:
    by_register: dict[str, list[RowView]] = {}
    for row in rows:
        by_register.setdefault(row.source.register, []).append(row)
    return tuple(
        RegisterSeen(register, labels.get(register, Bilingual(register, register)), own[0].source.as_of, len(own))
        for register, own in sorted(by_register.items())
    )
