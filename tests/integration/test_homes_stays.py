"""Places are given once, to whoever comes, also without a name; nobody outside the home reads of its guests."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from desk_office import log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from register_rows import NOW, viewer

from samutphok.access.domain import Role, Viewer
from samutphok.foundation.audit.models import Entry
from samutphok.homes.actions import (
    act_on_stay,
    add_places,
    ask,
    ask_admission,
    close_place,
    open_home,
    reopen_place,
    review_care_plan,
    write_care_plan,
)
from samutphok.homes.domain.asking import Doing, Goal, NewGuest
from samutphok.homes.errors import (
    ActNotAllowed,
    AlreadyAsked,
    HomeNotFound,
    NoHomeServes,
    NoPlaceFree,
    NotOfTheRules,
    PlaceHeld,
    StayChanged,
    StayNotFound,
)
from samutphok.homes.models import Stay, StayAct
from samutphok.homes.queries import (
    free_places,
    home_page,
    homes_waiting,
    month_of,
    places,
    stay_view,
    stays_of_household,
    stays_past,
)
from samutphok.registry.errors import HouseholdNotFound
from samutphok.registry.models import Household

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = timezone.localdate(NOW)
STAFF = viewer("83", role=Role.HOME_STAFF)


def make_home(serves: str = "83", area: str = "830106") -> UUID:
    """A home with one bed for women and one for men."""
    make_families(drawn=False)
    home = open_home(viewer=STAFF, name="บ้านกลางทดสอบ", area_code=area, serves=serves, now=NOW)
    for kind in ("women", "men"):
        add_places(viewer=STAFF, home_id=home, kind=kind, labels=(f"{kind} 1",), now=NOW)
    return home


def guest(home: UUID, called: str = "นางทดสอบ หนึ่ง", kind: str = "women", **more: object) -> UUID:
    """Somebody at the door."""
    new = NewGuest(kind, "no_home", home_id=home, called=called, **more)  # type: ignore[arg-type]
    return ask(viewer=STAFF, guest=new, now=NOW)


def bed(home: UUID, kind: str = "women") -> dict[str, str]:
    """The place of a kind, as a form says it."""
    return {"place": str(next(one.id for one in places(viewer=STAFF, home_id=home, now=NOW) if one.kind == kind))}


def do(stay: UUID, name: str, who: Viewer = STAFF, **said: object) -> None:
    """An act upon a stay."""
    act_on_stay(viewer=who, stay_id=stay, doing=Doing(name, said), now=NOW)


def test_two_ask_for_the_last_bed_and_one_waits() -> None:
    home = make_home()
    first, second = guest(home), guest(home, "นางทดสอบ สอง")
    do(first, "admit", **bed(home))
    with pytest.raises(NoPlaceFree):
        do(second, "admit", **bed(home))
    do(second, "put_on_list")
    page = home_page(viewer=STAFF, home_id=home, now=NOW)
    assert [one.id for one in page.guests] == [first]
    assert [(one.id, one.turn.rank if one.turn else 0) for one in page.waiting] == [(second, 1)]
    do(first, "discharge", to="family")
    do(second, "admit", **bed(home))
    assert home_page(viewer=STAFF, home_id=home, now=NOW).home.free == 1


def test_somebody_without_any_name_or_number_gets_in() -> None:
    home = make_home()
    stay = guest(home, "", kind="men", emergency=True, urgency="critical")
    do(stay, "admit", **bed(home, "men"))
    seen = stay_view(viewer=STAFF, stay_id=stay, now=NOW)
    assert (seen.line.state, seen.line.identity_known, seen.line.emergency) == ("staying", False, True)
    do(stay, "identify", called="นายรู้แล้ว ว่าใคร")
    seen = stay_view(viewer=STAFF, stay_id=stay, now=NOW)
    assert (seen.line.called, seen.line.identity_known) == ("นายรู้แล้ว ว่าใคร", True)
    assert "นายรู้แล้ว" not in str(list(StayAct.objects.values_list("details", flat=True)))


def test_a_closed_bed_is_not_given_and_a_held_bed_not_closed() -> None:
    home, stay = make_home(), None
    place = UUID(bed(home)["place"])
    close_place(viewer=STAFF, place_id=place, because="repair", since=TODAY + timedelta(days=3), now=NOW)
    stay = guest(home)
    with pytest.raises(NoPlaceFree):  # the closure to come would find the guest in it
        do(stay, "admit", **bed(home))
    reopen_place(viewer=STAFF, place_id=place, now=NOW)
    do(stay, "admit", **bed(home))
    with pytest.raises(PlaceHeld):
        close_place(viewer=STAFF, place_id=place, because="repair", since=TODAY + timedelta(days=3), now=NOW)


def test_a_double_click_is_one_act_and_a_stale_form_is_told_so() -> None:
    home = make_home()
    stay, act = guest(home), uuid4()
    for _ in range(2):
        act_on_stay(viewer=STAFF, stay_id=stay, doing=Doing("put_on_list", id=act, version=1), now=NOW)
    assert StayAct.objects.filter(stay=stay).count() == 1
    with pytest.raises(StayChanged):
        act_on_stay(viewer=STAFF, stay_id=stay, doing=Doing("withdraw", version=1), now=NOW)
    with pytest.raises(ActNotAllowed):
        do(stay, "come_back")


def test_a_case_worker_asks_for_a_family_and_sees_no_name_of_guests() -> None:
    home = make_home()
    worker = viewer("83", role=Role.PROVINCE)
    household = Household.objects.order_by("area_code")[0].id
    made = ask_admission(viewer=worker, household_id=household, kind="men", because="no_carer", now=NOW)
    assert Stay.objects.get(pk=made).home_id == home
    lines = stays_of_household(viewer=worker, household_id=household)
    assert [(one.id, one.called) for one in lines] == [(made, "")]
    assert stay_view(viewer=STAFF, stay_id=made, now=NOW).line.called == "นายสมชาย ใจดี"
    with pytest.raises(AlreadyAsked):
        ask_admission(viewer=worker, household_id=household, kind="men", because="no_carer", now=NOW)
    other = Household.objects.order_by("area_code")[1].id
    with pytest.raises(NoHomeServes):
        ask_admission(viewer=worker, household_id=other, kind="child", because="no_carer", now=NOW)
    with pytest.raises(HouseholdNotFound):
        ask_admission(viewer=STAFF, household_id=household, kind="men", because="no_carer", now=NOW)


def test_another_provinces_staff_read_and_do_nothing() -> None:
    home = make_home()
    stay, stranger = guest(home), viewer("82", role=Role.HOME_STAFF)
    with pytest.raises(StayNotFound):
        stay_view(viewer=stranger, stay_id=stay, now=NOW)
    with pytest.raises(StayNotFound):
        do(stay, "admit", stranger, **bed(home))
    with pytest.raises(HomeNotFound):
        home_page(viewer=stranger, home_id=home, now=NOW)
    assert homes_waiting(viewer=stranger, now=NOW) == {"asked": 0, "due": 0}
    assert homes_waiting(viewer=STAFF, now=NOW) == {"asked": 1, "due": 0}


def test_a_guest_goes_to_another_home_and_waits_there_at_the_door() -> None:
    home = make_home()
    other = open_home(viewer=STAFF, name="บ้านกลางหลังที่สอง", area_code="830303", serves="83", now=NOW)
    stay = guest(home)
    do(stay, "admit", **bed(home))
    do(stay, "transfer", home=other)
    follow = Stay.objects.get(from_stay=stay)
    assert (Stay.objects.get(pk=stay).state, follow.home_id, follow.state) == ("transferred", other, "asked")
    assert stay_view(viewer=STAFF, stay_id=follow.id, now=NOW).line.called == "นางทดสอบ หนึ่ง"


def test_a_care_plan_has_versions_reviews_and_a_day_that_is_due() -> None:
    home = make_home()
    stay = guest(home)
    do(stay, "admit", **bed(home))
    assert Stay.objects.get(pk=stay).due_for == "plan"
    goals = (Goal("papers", "มีบัตรประชาชน"),)
    for _ in range(2):
        write_care_plan(viewer=STAFF, stay_id=stay, goals=goals, agreed=True, doing=Doing("plan"), now=NOW)
    review_care_plan(viewer=STAFF, stay_id=stay, progress="better", note="ทำบัตรแล้ว", doing=Doing("review"), now=NOW)
    seen = stay_view(viewer=STAFF, stay_id=stay, now=NOW)
    assert [(plan.version, plan.goals[0].goal) for plan in seen.plans] == [(2, "มีบัตรประชาชน"), (1, "มีบัตรประชาชน")]
    assert seen.plans[0].reviews[0].note == "ทำบัตรแล้ว"
    assert (seen.line.due_for, seen.line.due_on) == ("review", TODAY + timedelta(days=30))
    with pytest.raises(NotOfTheRules):
        write_care_plan(viewer=STAFF, stay_id=stay, goals=(), agreed=True, doing=Doing("plan"), now=NOW)


def test_leave_keeps_the_place_for_the_days_of_the_rule_and_no_longer() -> None:
    home = make_home()
    stay = guest(home)
    do(stay, "admit", **bed(home))
    with pytest.raises(NotOfTheRules):
        do(stay, "leave", until=TODAY + timedelta(days=8))
    do(stay, "leave", until=TODAY + timedelta(days=7))
    assert all(one.free == 0 for one in free_places("830101", TODAY) if one.kind == "women")
    do(stay, "come_back")
    assert Stay.objects.get(pk=stay).state == "staying"


def test_a_month_adds_up() -> None:
    home = make_home()
    stay = guest(home)
    do(stay, "admit", **bed(home))
    do(stay, "discharge", to="family")
    refused, waits = guest(home, "นางทดสอบ สอง"), guest(home, "นางทดสอบ สาม")
    do(refused, "refuse", because="needs_hospital")
    before = ask(
        viewer=STAFF, guest=NewGuest("men", "no_home", home_id=home, emergency=True), now=NOW - timedelta(days=60)
    )
    act_on_stay(viewer=STAFF, stay_id=before, doing=Doing("admit", bed(home, "men")), now=NOW)
    month = month_of(viewer=STAFF, home_id=home, start=TODAY.replace(day=1), now=NOW)
    assert (month.asked, month.admitted, month.emergencies, month.refused) == (3, 2, 1, 1)
    assert (month.left, month.left_well, month.waiting_at_end, month.waited) == ({"family": 1}, 1, 1, 30)
    assert (month.people_days, month.guests_at_end, month.place_days_open) == (1, 1, 2)
    assert Stay.objects.get(pk=waits).state == "asked"
    past, total = stays_past(viewer=STAFF, home_id=home, page=9)
    assert (sorted(str(one.id) for one in past), total) == (sorted((str(stay), str(refused))), 2)
    earlier = month_of(viewer=STAFF, home_id=home, start=(TODAY - timedelta(days=60)).replace(day=1), now=NOW)
    assert (earlier.asked, earlier.admitted, earlier.refused, earlier.left_total) == (1, 0, 0, 0)


def test_reading_a_guest_is_recorded_without_a_name() -> None:
    home = make_home()
    stay = guest(home)
    stay_view(viewer=STAFF, stay_id=stay, now=NOW)
    told = Entry.objects.filter(act="read_stay").get()
    assert told.subject == f"stay:{stay}"


def test_pages_of_a_home(client: Client) -> None:
    home = make_home()
    assert client.get("/homes/").status_code in (302, 404)
    log_in(client, Role.AMPHOE, "8301")
    assert client.get(f"/homes/{home}/").status_code == 404
    client.logout()
    log_in(client, Role.HOME_STAFF, "83", username="staff")
    page = f"/homes/{home}/new"
    assert client.post(page, {"kind": "castle", "because": "no_home"}).status_code == 422
    sent = {"id": str(uuid4()), "kind": "men", "because": "found_alone", "urgency": "critical", "emergency": "on"}
    first = client.post(page, sent)
    assert first.status_code == 302
    assert client.post(page, sent)["Location"] == first["Location"]
    assert client.post(f"{first['Location']}act", {"act": "admit"} | bed(home, "men")).status_code == 302
    for address in (
        "/homes/",
        f"/homes/{home}/",
        first["Location"],
        f"/homes/{home}/month",
        f"/homes/{home}/places",
        f"/homes/{home}/neighbourhood",
        page,
    ):
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(address)
        assert shown.status_code == 200, address
        assert len([one for one in asked if one["sql"].startswith("SELECT")]) <= 12, address
        assert len(shown.content) < 100_000
    around = f"/homes/{home}/neighbourhood"
    held = {"what": "session", "title": "สิทธิผู้สูงอายุ", "topic": "rights", "came_community": "12", "hours": "2"}
    assert client.post(around, held).status_code == 302
    assert "สิทธิผู้สูงอายุ" in client.get(around).content.decode()


def test_a_stale_or_wrong_form_comes_back_with_what_was_typed(client: Client) -> None:
    home = make_home()
    stay = guest(home)
    do(stay, "admit", **bed(home))
    log_in(client, Role.HOME_STAFF, "83", username="staff")
    page = f"/homes/stays/{stay}/"
    plan = {"act": "plan", "need_1": "papers", "goal_1": "มีบัตรประชาชน", "due_1": "31/12/2569", "version": "1"}
    stale = client.post(f"{page}act", plan)
    text = stale.content.decode()
    assert stale.status_code == 412
    assert 'value="มีบัตรประชาชน"' in text
    assert 'value="31/12/2569"' in text
    assert 'name="version" value="2"' in text
    wrong = client.post(f"{page}act", {"act": "discharge", "to": "moon", "version": "2"})
    assert wrong.status_code == 422
    assert client.post(f"{page}act", plan | {"version": "2"}).status_code == 302
    assert client.post(f"/homes/stays/{uuid4()}/act", plan).status_code == 404
