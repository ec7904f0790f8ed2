"""The demo's work and courses, of people who do not exist: intakes, ways at every stage, a year of results."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.livelihoods.actions import act_on_path, choose, open_intake, tell_situation
from samutphok.livelihoods.domain.asking import Doing, NewIntake
from samutphok.livelihoods.domain.matching import Situation
from samutphok.livelihoods.queries import family_members, intakes
from samutphok.targeting.domain.selection import Selection
from samutphok.targeting.queries import entries

PROVINCE = "83"
# course, where, days until it begins, seats, what it offers
INTAKES: tuple[tuple[str, str, int, int, tuple[str, ...]], ...] = (
    ("baking-short", "ศูนย์ฝึกสาธิต เมืองภูเก็ต", 14, 20, ("child_care",)),
    ("sewing-short", "ศูนย์เรียนรู้สาธิต ถลาง", 21, 15, ("transport", "ramp")),
    ("online-shop", "ห้องคอมพิวเตอร์สาธิต กะทู้", 10, 25, ("shared_place",)),
    ("mushrooms-short", "แปลงสาธิต เชิงทะเล", 30, 12, ()),
    ("carer", "ศูนย์ฝึกสาธิต เมืองภูเก็ต", 45, 10, ("transport",)),
)
# occupation, days since the beginning, in work at each result asked so far
LIVES: tuple[tuple[str, int, tuple[bool | None, ...]], ...] = (
    *((("sweets", 400, (True, True, True))),) * 4,
    ("sweets", 400, (True, False, False)),
    *((("sewing", 300, (True, True))),) * 3,
    ("sewing", 300, (None, True)),
    ("hotel", 250, (False, False)),
    ("hotel", 250, (True, True)),
    ("online-selling", 200, (False, True)),
    ("online-selling", 200, (True,)),
    ("stall", 120, (True,)),
    ("mushrooms", 100, ()),
    ("mushrooms", 100, (False,)),
)


def make_livelihoods(*, now: datetime, say: Callable[[str], None]) -> None:
    """Makes intakes and ways where there are none yet; a demo that has them keeps them."""
    office = _account("phuket", now)
    if intakes(viewer=office, now=now):
        return
    say("work and courses")
    today = timezone.localdate(now)
    for course, place, days, seats, offers in INTAKES:
        begins = today + timedelta(days=days)
        new = NewIntake(course, PROVINCE, place, begins, seats, begins - timedelta(days=3), None, offers)
        open_intake(viewer=office, intake=new, now=now)
    people = _people(office, now)
    for (occupation, days, results), (household, person) in zip(LIVES, people, strict=False):
        _live(office, household, person, occupation, results, now - timedelta(days=days), now)
    for number, (household, person) in enumerate(people[len(LIVES) : len(LIVES) + 4]):
        _begins(office, household, person, with_seat=number % 2 == 0, now=now)


def _people(office: Viewer, now: datetime) -> list[tuple[UUID, UUID]]:
    """An adult of each of some families."""
    found = []
    for row in entries(viewer=office, selection=Selection(area="830101"), page=1, page_size=40).rows:
        if row.household:
            _area, members = family_members(viewer=office, household_id=row.household, now=now)
            found += [(row.household, one.person_id) for one in members if one.age and 18 <= one.age <= 65][:1]
    return found


def _live(
    office: Viewer, household: UUID, person: UUID, occupation: str, results: tuple[bool | None, ...],
    began: datetime, now: datetime,
) -> None:  # fmt: skip
    way = choose(
        viewer=office,
        household_id=household,
        person_id=person,
        occupation=occupation,
        income_before="to-3000",
        now=began,
    )
    act_on_path(viewer=office, path_id=way, doing=Doing("start_work"), now=began)
    for month, in_work in zip((3, 6, 12), results, strict=False):
        said = {"in_work": in_work, "income": "" if in_work is None else "to-10000" if in_work else "none"}
        name = "last_follow_up" if month == 12 else "follow_up"
        at = min(now, began + timedelta(days=31 * month))
        act_on_path(viewer=office, path_id=way, doing=Doing(name, said), now=at)


def _begins(office: Viewer, household: UUID, person: UUID, *, with_seat: bool, now: datetime) -> None:
    said = Situation(
        schooling="p6", care="part", reach="village", money="small", soon="weeks",
        hard=frozenset({"stand"}), has=frozenset({"kitchen"}), wants=frozenset({"food"}),
    )  # fmt: skip
    tell_situation(viewer=office, household_id=household, person_id=person, said=said, now=now)
    way = choose(
        viewer=office, household_id=household, person_id=person, occupation="sweets", income_before="none", now=now
    )
    seat = next((one for one in intakes(viewer=office, now=now) if one.code == "baking-short" and one.open), None)
    if with_seat and seat:
        act_on_path(viewer=office, path_id=way, doing=Doing("take_seat", {"intake": seat.id}), now=now)


def _account(username: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(username, viewer=operator(now=now)).id, now=now)
