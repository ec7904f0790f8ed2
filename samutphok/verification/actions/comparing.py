"""Taking up second interviews: each beside the first, and beside what registers have."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.logbook.queries.checking import visits_of
from samutphok.registry.queries.checking import people_of, rows_about
from samutphok.targeting.queries.places import listed_households
from samutphok.verification.actions.reading import read_these
from samutphok.verification.domain.comparing import Known, compared
from samutphok.verification.domain.interviews import MET, VERIFY_FORM
from samutphok.verification.models import Comparison, Drawn, Interview
from samutphok.verification.queries.rules import checks_on


def take_up_second(household_ids: Collection[UUID]) -> int:
    """Puts second interviews of drawn families beside the first; returns how many were compared. Again changes nothing.

    Whoever made the first interview is not heard a second time. A door that stayed shut is kept as tried.
    """
    waiting = list(
        Drawn.objects.filter(household__in=list(household_ids), second=None).select_related("sample", "first")
    )
    if not waiting:
        return 0
    families = {row.household_id for row in waiting}
    read_these(visits_of(families) - set(Interview.objects.filter(household__in=families).values_list("id", flat=True)))
    seconds = _seconds(waiting)
    tried = [row for row in waiting if row.id in seconds]
    known = _known([row.household_id for row in tried])
    listed = listed_households({row.household_id for row in tried})
    for row in tried:
        _compare(row, seconds[row.id], known[row.household_id], poor_listed=row.household_id in listed)
    return sum(row.second_id is not None for row in tried)


def _seconds(waiting: Iterable[Drawn]) -> dict[UUID, Interview]:
    """Each family's first interview with the second form since the sample was drawn, by somebody else; met ones first."""
    rows = Interview.objects.filter(
        household__in=[row.household_id for row in waiting], form_id=VERIFY_FORM, replaced=False
    ).order_by("day", "received_at", "id")
    made: dict[UUID, list[Interview]] = defaultdict(list)
    for one in rows:
        made[one.household_id].append(one)
    found: dict[UUID, Interview] = {}
    for row in waiting:
        since = timezone.localdate(row.sample.drawn_at)
        fit = [one for one in made[row.household_id] if one.day >= since and one.collector != row.collector]
        met = [one for one in fit if one.outcome == MET]
        if fit:
            found[row.id] = met[0] if met else fit[-1]
    return found


@transaction.atomic
def _compare(row: Drawn, second: Interview, known: Known, *, poor_listed: bool) -> None:
    row.outcome = second.outcome
    if second.outcome != MET:
        row.save(update_fields=["outcome"])
        return
    row.second, row.second_on = second, second.day
    poor = second.told.get("of", {}).get("bmn22") == "0"
    row.missed = None if not second.told.get("of", {}).get("bmn22") else poor and not poor_listed
    row.save(update_fields=["outcome", "second", "second_on", "missed"])
    apart = checks_on(second.day).income_apart
    found = compared(row.first.told, second.told, known, year=second.day.year, income_apart=apart)
    Comparison.objects.bulk_create(
        [
            Comparison(
                drawn=row,
                field=one.field,
                data=one.data,
                source=one.source,
                before=one.before,
                after=one.after,
                agrees=one.agrees,
            )
            for one in found
        ],
        ignore_conflicts=True,
    )


def _known(household_ids: Collection[UUID]) -> dict[UUID, Known]:
    """What registers have of these families."""
    homes: dict[UUID, dict[UUID, int | None]] = defaultdict(dict)
    for person, household, _, _, born in people_of(household_ids):
        homes[household][person] = born
    everybody = {person for members in homes.values() for person in members}
    newest: dict[tuple[UUID, str], tuple[object, ...]] = {}
    for row in rows_about(everybody):
        newest[row[0], row[2]] = row
    return {household: _of(homes.get(household, {}), newest) for household in household_ids}


def _of(members: dict[UUID, int | None], newest: dict[tuple[UUID, str], tuple[object, ...]]) -> Known:
    survey = [newest[person, "bmn_survey"] for person in members if (person, "bmn_survey") in newest]
    incomes = [amount for row in survey if (amount := _number(row[5])) is not None]
    failed = {str(row[7]) for row in survey if row[7] is not None}
    welfare = [newest[person, "state_welfare"] for person in members if (person, "state_welfare") in newest]
    return Known(
        members=len(members),
        born=tuple(members.values()),
        income=min(incomes, default=None),
        poverty="0" if "0" in failed else "1" if failed else "",
        disabled=sum((person, "disability") in newest for person in members) if survey else None,
        cards=sum(str(row[8]) in ("1", "true") for row in welfare) if survey else None,
    )


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
