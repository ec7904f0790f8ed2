"""What visits to families add to the registry: families and people whom no register has, who joined and who left.

Only the logbook calls these: what a visit says, and whether it stands, is decided there.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from samutphok.registry.actions.writing import end_stays, make_people, repaint
from samutphok.registry.domain.changes import HouseholdKey, NewPerson
from samutphok.registry.domain.door import GoneByDoor, MetAtDoor, SaidOfMembers
from samutphok.registry.domain.identity import Identity, Portrait
from samutphok.registry.domain.views import RowView, Source
from samutphok.registry.models import Departure, Household, Identifier, IdentifierKind, Membership, Person, SourceRecord

# What the logbook must know before it decides, whoever's area it is in: never shown, so no viewer is asked.


def standing_area(household_id: UUID) -> str | None:
    """The area of a household that stands; None when there is none."""
    return Household.objects.filter(pk=household_id).values_list("area_code", flat=True).first()


def area_ever(household_id: UUID) -> str | None:
    """The area of a household, also of one that was retired; None when there never was one."""
    return Household.every.filter(pk=household_id).values_list("area_code", flat=True).first()


def strangers(people: Collection[UUID], *, household: UUID) -> set[UUID]:
    """Those of these people whom the office knows and who never belonged to the household."""
    own = set(Membership.every.filter(household=household).values_list("person_id", flat=True))
    return set(Person.every.filter(pk__in=set(people) - own).values_list("pk", flat=True))


def homes(people: Collection[UUID]) -> dict[UUID, set[str]]:
    """The areas of the households in which these people live now; nothing for who lives in none."""
    found: dict[UUID, set[str]] = {}
    rows = Membership.objects.filter(person_id__in=list(people), valid_to=None, household__retired_at=None)
    for person, area in rows.values_list("person_id", "household__area_code"):
        found.setdefault(person, set()).add(area)
    return found


def people_with_numbers(indexes: Collection[str]) -> dict[str, tuple[UUID, Identity]]:
    """Who holds these citizen numbers (by keyed index), and who they are."""
    held = Identifier.objects.filter(kind=IdentifierKind.PID, index__in=indexes).select_related("person")
    return {one.index: (one.person_id, one.person.identity) for one in held}


def rows_of_members(household_id: UUID) -> list[tuple[RowView, Identity]]:
    """The register rows about everybody whom a survey ever met in the household, the newest first, with who they name."""
    met = Membership.objects.filter(household=household_id, record__isnull=False).values_list("person_id", flat=True)
    rows = SourceRecord.objects.filter(person_id__in=list(met)).order_by("-as_of", "register", "-pk")
    return [(_row(record, record.person_id), record.identity) for record in rows if record.person_id]


def _row(record: SourceRecord, person: UUID) -> RowView:
    return RowView(
        person_id=person,
        source=Source(record.register, record.as_of, record.batch_id, record.row_number),
        state=record.state,
        values=record.values,
        household_id=record.household_id,
    )


def note_found_household(household_id: UUID, key: HouseholdKey, *, visit: UUID, now: datetime) -> None:
    """A family that a visit found and no register has. Doing it again changes nothing.

    A house and family number that another household bears stays with that one: two families are never made one here.
    """
    if Household.every.filter(pk=household_id).exists():
        Household.every.filter(pk=household_id).exclude(retired_at=None).update(retired_at=None, visit_id=visit)
        return
    taken = key.house_code and Household.every.filter(
        area_code=key.area_code, house_code=key.house_code, family_no=key.family_no
    )
    alone = bool(taken and taken.exists())
    Household.objects.create(
        id=household_id,
        area_code=key.area_code,
        house_code="" if alone else key.house_code,
        family_no="" if alone else key.family_no,
        visit_id=visit,
        created_at=now,
    )


def say_of_members(said: SaidOfMembers, *, now: datetime) -> None:
    """Brings what visits say of a family's members in line with `said`; the rest is retired, never deleted."""
    before = _people_touched(said.household)
    _meet(said, now)
    _keep_stays(said, now)
    _keep_departures(said, now)
    touched = before | _people_touched(said.household)
    _retire_unmet(touched, now)
    end_stays(touched, {said.household})


def _people_touched(household: UUID) -> set[UUID]:
    met = Membership.objects.filter(household=household, visit_id__isnull=False).values_list("person_id", flat=True)
    return set(met) | set(Departure.objects.filter(household=household).values_list("person_id", flat=True))


def _meet(said: SaidOfMembers, now: datetime) -> None:
    """People whom no register has: made once, shown as their newest visit describes them."""
    shown = {one.person: Portrait(one.identity, said.area_code) for one in said.met if one.identity is not None}
    visits = {one.person: one.visit for one in said.met}
    known = dict(Person.every.filter(pk__in=shown).values_list("pk", "visit_id"))
    make_people([NewPerson(person, portrait) for person, portrait in shown.items() if person not in known], now)
    for person in shown.keys() - known.keys():
        Person.objects.filter(pk=person).update(visit_id=visits[person])
    own = {person: portrait for person, portrait in shown.items() if known.get(person)}
    Person.every.filter(pk__in=own).exclude(retired_at=None).update(retired_at=None)
    repaint(own)


def _keep_stays(said: SaidOfMembers, now: datetime) -> None:
    known = set(Person.objects.filter(pk__in=[one.person for one in said.met]).values_list("pk", flat=True))
    wanted = {(one.person, one.since, one.visit): one for one in said.met if one.person in known}
    standing = Membership.objects.filter(household=said.household, visit_id__isnull=False)
    kept = {(row.person_id, row.valid_from, row.visit_id): row.pk for row in standing}
    gone = [key for place, key in kept.items() if place not in wanted]
    Membership.objects.filter(pk__in=gone).update(retired_at=now, valid_to=F("valid_from"))
    Membership.objects.bulk_create(_stay(said.household, one) for place, one in wanted.items() if place not in kept)


def _stay(household: UUID, one: MetAtDoor) -> Membership:
    return Membership(household_id=household, person_id=one.person, visit_id=one.visit, valid_from=one.since)


def _keep_departures(said: SaidOfMembers, now: datetime) -> None:
    own = _last_here({one.person for one in said.gone}, said.household)
    wanted = {_leaving(one): one for one in said.gone if one.person in own}
    standing = Departure.objects.filter(household=said.household, visit_id__isnull=False)
    kept = {(row.person_id, row.gone_on, row.died, row.visit_id): row.pk for row in standing}
    Departure.objects.filter(pk__in=[key for place, key in kept.items() if place not in wanted]).update(retired_at=now)
    Departure.objects.bulk_create(
        Departure(household_id=said.household, person_id=one.person, gone_on=one.on, died=one.died, visit_id=one.visit)
        for place, one in wanted.items()
        if place not in kept
    )


def _last_here(people: Collection[UUID], household: UUID) -> set[UUID]:
    """Those who were met in this household last: whom another one has met since is not this one's to tell of."""
    last: dict[UUID, date] = {}
    here: dict[UUID, date] = {}
    stays = Membership.objects.filter(person_id__in=list(people), person__retired_at=None)
    for person, home, since in stays.values_list("person_id", "household_id", "valid_from"):
        last[person] = max(since, last.get(person, since))
        if home == household:
            here[person] = max(since, here.get(person, since))
    return {person for person, since in here.items() if since == last[person]}


def _leaving(one: GoneByDoor) -> tuple[UUID, date, bool, UUID]:
    return (one.person, one.on, one.died, one.visit)


def _retire_unmet(people: Collection[UUID], now: datetime) -> None:
    """Somebody whom only a visit had met and whom no visit meets any more."""
    met = Membership.objects.filter(person_id__in=people).values_list("person_id", flat=True)
    left = set(people) - set(met)
    Person.objects.filter(pk__in=left, visit_id__isnull=False, records=None).update(retired_at=now)
