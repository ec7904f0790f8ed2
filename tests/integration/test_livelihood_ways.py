"""Seats are never oversold, people are seen within case work alone, results come back into the order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from desk_office import log_in, make_families
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from register_rows import NOW, viewer

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.livelihoods.actions import act_on_path, change_intake, choose, note_demand, open_intake, tell_situation
from samutphok.livelihoods.domain.asking import Doing, NewIntake, Wanted
from samutphok.livelihoods.domain.matching import Situation
from samutphok.livelihoods.errors import (
    ActNotAllowed,
    AlreadyChosen,
    IntakeNotFound,
    NoSeatLeft,
    NotOfTheCatalogue,
    OccupationNotFound,
    PathChanged,
    PathNotFound,
    PersonNotFound,
    SeatsTaken,
)
from samutphok.livelihoods.models import Intake, Path, PathAct, Telling
from samutphok.livelihoods.queries import (
    family_members,
    livelihoods_waiting,
    occupations,
    path_view,
    paths_due,
    person_page,
)
from samutphok.registry.errors import HouseholdNotFound

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OFFICE, TODAY = viewer("83"), timezone.localdate(NOW)


def people() -> list[tuple[UUID, UUID]]:
    """Households with their one member."""
    made = make_families(drawn=False)
    found = [made.target, made.poor, made.well]
    return [(one, family_members(viewer=OFFICE, household_id=one, now=NOW)[1][0].person_id) for one in found]


def seats(many: int = 1, course: str = "baking-short", serves: str = "83") -> UUID:
    """An intake."""
    new = NewIntake(course, serves, "ศูนย์ฝึก", TODAY + timedelta(days=10), many)
    return open_intake(viewer=OFFICE, intake=new, now=NOW)


def way(one: tuple[UUID, UUID], occupation: str = "sweets", who: Viewer = OFFICE, **more: object) -> UUID:
    """Somebody's choice."""
    return choose(
        viewer=who, household_id=one[0], person_id=one[1], occupation=occupation, income_before="none", now=NOW, **more
    )  # type: ignore[arg-type]


def do(path: UUID, name: str, who: Viewer = OFFICE, at: object = NOW, **said: object) -> None:
    """An act."""
    act_on_path(viewer=who, path_id=path, doing=Doing(name, said), now=at)  # type: ignore[arg-type]


def test_the_last_seat_is_given_once_and_given_back() -> None:
    first, second, _ = people()
    intake, one, two = seats(), way(first), way(second)
    do(one, "take_seat", intake=intake)
    with pytest.raises(NoSeatLeft):
        do(two, "take_seat", intake=intake)
    do(one, "give_seat_back")
    do(two, "take_seat", intake=intake)
    assert Intake.objects.get(pk=intake).taken == 1
    do(two, "change")
    assert Intake.objects.get(pk=intake).taken == 0
    do(one, "take_seat", intake=intake)
    do(one, "finish_course")
    assert Intake.objects.get(pk=intake).taken == 1  # who finished has used the seat


def test_a_seat_leads_to_the_occupation_serves_the_area_and_is_open() -> None:
    first, *_ = people()
    one = way(first)
    for wrong in (seats(course="mushrooms-short"), seats(serves="8303"), uuid4()):
        with pytest.raises(NoSeatLeft):
            do(one, "take_seat", intake=wrong)
    closed = seats()
    change_intake(viewer=OFFICE, intake_id=closed, close=True, now=NOW)
    with pytest.raises(NoSeatLeft):
        do(one, "take_seat", intake=closed)
    assert Path.objects.get(pk=one).state == "chosen"


def test_fewer_seats_than_taken_and_another_agencys_intake_are_refused() -> None:
    first, second, _ = people()
    intake = seats(2)
    for one in (first, second):
        do(way(one), "take_seat", intake=intake)
    with pytest.raises(SeatsTaken):
        change_intake(viewer=OFFICE, intake_id=intake, seats=1, now=NOW)
    grant = Grant(Role.AGENCY_OFFICER, ("83",), agency="labour")
    labour = Viewer(account_id="labour-officer", name="x", grants=(grant,), now=NOW)
    with pytest.raises(IntakeNotFound):  # baking is taught by education
        change_intake(viewer=labour, intake_id=intake, seats=5, now=NOW)
    with pytest.raises(IntakeNotFound):
        open_intake(viewer=labour, intake=NewIntake("baking-short", "83", "x", TODAY, 3), now=NOW)
    open_intake(viewer=labour, intake=NewIntake("online-shop", "83", "x", TODAY, 3), now=NOW)
    with pytest.raises(HouseholdNotFound):
        way(first, who=labour)
    with pytest.raises(PathNotFound):
        path_view(viewer=labour, path_id=Path.objects.first().pk, now=NOW)  # type: ignore[union-attr]


def test_what_cannot_be_is_refused_and_nothing_kept() -> None:
    first, *_ = people()
    for wrong in (
        NewIntake("baking-short", "83", "x", TODAY - timedelta(days=1), 3),
        NewIntake("baking-short", "83", "x", TODAY, 0),
        NewIntake("baking-short", "83", " ", TODAY, 3),
        NewIntake("baking-short", "83", "x", TODAY, 3, offers=("gold",)),
    ):
        with pytest.raises(NotOfTheCatalogue):
            open_intake(viewer=OFFICE, intake=wrong, now=NOW)
    with pytest.raises(OccupationNotFound):
        way(first, "astronaut")
    with pytest.raises(PersonNotFound):
        way((first[0], uuid4()))
    with pytest.raises(NotOfTheCatalogue):
        tell_situation(viewer=OFFICE, household_id=first[0], person_id=first[1], said=Situation(care="much"), now=NOW)
    with pytest.raises(NotOfTheCatalogue):
        note_demand(viewer=OFFICE, occupation="sweets", area_code="83", level="high", as_of=TODAY, source=" ", now=NOW)
    assert not Intake.objects.exists()
    assert not Path.objects.exists()
    assert not Telling.objects.exists()


def test_a_double_click_is_one_act_and_one_way_and_a_stale_page_is_told() -> None:
    first, *_ = people()
    key, act = uuid4(), uuid4()
    assert way(first, path_id=key) == way(first, path_id=key) == key
    with pytest.raises(AlreadyChosen):
        way(first)
    for _ in range(2):
        act_on_path(viewer=OFFICE, path_id=key, doing=Doing("start_work", id=act, version=1), now=NOW)
    assert PathAct.objects.filter(path=key).count() == 1
    with pytest.raises(PathChanged):
        act_on_path(viewer=OFFICE, path_id=key, doing=Doing("change", version=1), now=NOW)
    with pytest.raises(ActNotAllowed):
        do(key, "take_seat")


def test_results_come_due_and_back_into_the_order() -> None:
    first, second, _ = people()
    one = way(first)
    do(one, "start_work")
    later = NOW + timedelta(days=100)
    worker = OFFICE
    assert livelihoods_waiting(viewer=worker, now=NOW) == 0
    assert livelihoods_waiting(viewer=worker, now=later) == 1
    assert [row.id for row in paths_due(viewer=worker, what="due", page=1, now=later).rows] == [one]
    with pytest.raises(NotOfTheCatalogue):  # the third month is not the last
        do(one, "last_follow_up", worker, later, in_work=True, income="to-6000")
    for number, name in enumerate(("follow_up", "follow_up", "last_follow_up"), start=1):
        do(one, name, worker, later + timedelta(days=number), in_work=True, income="to-6000")
    assert Path.objects.get(pk=one).state == "finished"
    tell_situation(viewer=worker, household_id=second[0], person_id=second[1], said=Situation(), now=later)
    page = person_page(viewer=worker, household_id=second[0], person_id=second[1], now=later)
    sweets = next(line for line in page.matches if line.match.occupation.code == "sweets")
    assert sweets.told.seen is not None
    assert (sweets.told.seen.in_work, sweets.told.seen.asked) == (1, 1)
    assert page.prior.mean < sweets.told.share < 1
    national = viewer("TH", role=Role.NATIONAL)
    lines = occupations(viewer=national, wanted=Wanted(field="food"), now=later).lines
    assert all(line.told.seen is None for line in lines)  # one person is not told of outside case work


@pytest.mark.django_db(transaction=True)
def test_six_at_once_get_the_two_seats_there_are() -> None:
    found, intake = people(), seats(2)
    ways = [way(one) for one in found]

    def take(path: UUID) -> bool:
        try:
            do(path, "take_seat", intake=intake)
        except NoSeatLeft:
            return False
        finally:
            connections[connection.alias].close()
        return True

    with ThreadPoolExecutor(3) as pool:
        got = list(pool.map(take, ways))
    assert sum(got) == 2 == Intake.objects.get(pk=intake).taken


def test_pages_missing_forbidden_invalid_and_done(client: Client) -> None:
    household, person = people()[0]
    intake = seats()
    mine = reverse("livelihood_person", args=[household, person])
    log_in(client, Role.VOLUNTEER, "830101", username="volunteer")
    assert client.get(mine).status_code in (403, 404)  # the door, or a room that is not there
    log_in(client, Role.PROVINCE, "82", username="neighbour")
    assert client.get(mine).status_code == 404
    log_in(client)
    assert client.get(reverse("livelihood_person", args=[household, uuid4()])).status_code == 404
    assert client.get(reverse("livelihood", args=["astronaut"])).status_code == 404
    assert client.post(mine, {"care": "much"}).status_code == 422
    assert client.post(mine, {"care": "full", "wants": ["food"], "hard": ["stand"]}).status_code == 302
    choosing = reverse("livelihood_choose", args=[household, person])
    assert client.post(choosing, {"occupation": "sweets", "income_before": "none"}).status_code == 422
    sent = {"occupation": "sweets", "income_before": "none", "agreed": "on"}
    done = client.post(choosing, sent)
    assert done.status_code == 302
    path = done.headers["Location"]
    for address in (
        mine,
        path,
        reverse("livelihoods"),
        reverse("livelihood", args=["sweets"]),
        reverse("livelihood_intakes"),
        reverse("livelihood_intake", args=[intake]),
        reverse("livelihood_intake_new"),
        reverse("livelihood_due"),
        reverse("livelihood_family", args=[household]),
        f"{choosing}?occupation=sweets",
    ):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(asked) <= 14, address
        assert len(answer.content) < 100_000, address
    for address in (mine, reverse("livelihoods"), reverse("livelihood", args=["sweets"])):  # what it takes is told
        assert "ไม่เกิน 5,000 บาท" in client.get(address).content.decode(), address
    assert client.post(f"{path}act", {"act": "take_seat", "intake": str(intake)}).status_code == 302
    assert Intake.objects.get(pk=intake).taken == 1
