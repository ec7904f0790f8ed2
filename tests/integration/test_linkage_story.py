"""Two families that are one: all that was recorded of either is seen at one address; taken back, each has its own again."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from case_office import case_with_plan
from desk_office import Families, log_in, make_families
from django.test import Client
from django.utils import timezone
from register_rows import NOW, viewer
from visit_office import Filled, make_form, tell, volunteer

from samutphok.access.domain import Role
from samutphok.aid.actions import give
from samutphok.aid.domain.ledger import Evidence, EvidenceKind, NewGift
from samutphok.aid.models import LedgerEntry
from samutphok.aid.queries import given_to
from samutphok.cases.actions import open_case
from samutphok.cases.errors import OpenAlready
from samutphok.cases.models import Case
from samutphok.cases.queries import case_of
from samutphok.homes.actions import add_places, ask_admission, open_home
from samutphok.homes.errors import AlreadyAsked
from samutphok.linkage.actions import join_households, part_households
from samutphok.logbook.models import Visit
from samutphok.logbook.queries import visits_until
from samutphok.referrals.actions import refer
from samutphok.referrals.domain.referral import NewReferral
from samutphok.referrals.models import Referral
from samutphok.referrals.queries import referrals_of_household
from samutphok.registry.models import Household, Membership, Person
from samutphok.registry.queries import count_households, find_households, households, search_households
from samutphok.targeting.domain.selection import Selection
from samutphok.targeting.queries import entries

pytestmark = [pytest.mark.database, pytest.mark.django_db]
EVER = date(2100, 1, 1)


@pytest.fixture
def families() -> Families:
    return make_families(drawn=False)


def office() -> Any:
    return viewer("83", now=timezone.now())


def join(families: Families) -> None:
    said = {"into": families.target, "absorbed": families.poor, "reason": "same_house", "now": timezone.now()}
    join_households(viewer=office(), **said)


def part(families: Families) -> None:
    said = {"into": families.target, "absorbed": families.poor, "reason": "mistake", "now": timezone.now()}
    part_households(viewer=office(), **said)


def helped(family: UUID, agency: str) -> None:
    """A referral and a parcel."""
    now = timezone.now()
    refer(viewer=office(), referral=NewReferral(family, agency, "", "no_work"), now=now)
    gift = NewGift(
        family, "food", Decimal(1), "firm", timezone.localdate(now), uuid4(), value_baht=Decimal(700),
        giver="ผู้ให้สมมติ", evidence=(Evidence(EvidenceKind.RECEIPT),), although="ถามครอบครัวแล้ว",
    )  # fmt: skip
    give(viewer=office(), gift=gift, now=now)


def told(client: Client, family: UUID) -> dict[str, Any]:
    """What the office reads of a family."""
    who = office()
    case = case_of(who, family)
    return {
        "visits": sorted(
            one.id for one in visits_until(viewer=who, household_id=family, area_code="83", day=EVER).visits
        ),
        "referrals": sorted(one.id for one in referrals_of_household(who, family)),
        "gifts": sorted(one.id for one in given_to(who, family)),
        "case": case.id if case else None,
    }


def recorded() -> list[list[Any]]:
    """Everything as it is kept, under the key that it was recorded with."""
    kept = [Visit, Referral, LedgerEntry, Case]
    people = [Person.every, Household.every, Membership.every]
    return [list(one.objects.order_by("pk").values()) for one in kept] + [
        list(one.order_by("pk").values()) for one in people
    ]


def test_two_families_with_all_that_was_done_become_one_and_two_again(client: Client, families: Families) -> None:
    make_form()
    log_in(client)
    somchai = volunteer()
    for family in (families.target, families.poor):
        tell(somchai, Filled(family, {}))
    helped(families.target, "labour")
    helped(families.poor, "education")
    case_with_plan(office(), families.poor, now=timezone.now())
    apart = {one: told(client, one) for one in (families.target, families.poor)}
    before = recorded()
    assert apart[families.poor]["case"]
    assert not apart[families.target]["case"]

    join(families)
    one = told(client, families.target)
    for name in ("visits", "referrals", "gifts"):
        assert one[name] == sorted(apart[families.target][name] + apart[families.poor][name]), name
        assert len(one[name]) == 2
    assert one["case"] == apart[families.poor]["case"]

    part(families)
    assert {one: told(client, one) for one in apart} == apart
    assert recorded() == before


def test_an_absorbed_family_is_in_no_list_and_its_people_are_found_at_its_survivor(families: Families) -> None:
    join(families)
    page = households(viewer=office())
    assert families.poor not in [line.id for line in page.lines]
    assert {line.id: line.members for line in page.lines}[families.target] == 2
    assert count_households(viewer=office()).number == 2
    for text in ("มะลิวัลย์ ทองแท้", "83010000002"):
        assert find_households(viewer=office(), text=text).households == (families.target,), text
        assert [one.line.id for one in search_households(viewer=office(), text=text).found] == [families.target]
    part(families)
    assert find_households(viewer=office(), text="มะลิวัลย์ ทองแท้").households == (families.poor,)


def test_a_list_that_was_drawn_before_leads_from_an_absorbed_family_to_its_survivor(
    django_assert_num_queries: Any,
) -> None:
    families = make_families()
    drawn = {"viewer": office(), "selection": Selection(area="83"), "page": 1, "page_size": 20}

    def listed() -> list[UUID | None]:
        with django_assert_num_queries(4):
            return [row.household for row in entries(**drawn).rows]

    before = listed()
    assert families.poor in before
    join(families)
    assert listed() == [families.target if one == families.poor else one for one in before]
    part(families)
    assert listed() == before


def test_whoever_may_not_see_the_survivor_does_not_find_it_by_the_absorbed_one(families: Families) -> None:
    Household.every.filter(pk=families.poor).update(survivor=families.well)
    near = viewer("830101", now=timezone.now())
    for text in ("มะลิวัลย์ ทองแท้", "83010000002"):
        assert find_households(viewer=near, text=text).households == ()


@pytest.mark.parametrize("page", ["help/", "help/beside", "help/work", "visits", "companions", "map", "booklet.pdf"])
def test_every_page_of_an_absorbed_family_leads_to_the_same_page_of_its_survivor(
    client: Client, families: Families, page: str
) -> None:
    join(families)
    log_in(client)
    answer = client.get(f"/households/{families.poor}/{page}?year=2026")
    assert (answer.status_code, answer.url) == (302, f"/households/{families.target}/{page}?year=2026")
    log_in(client, Role.PROVINCE, "82", username="other")
    assert client.get(f"/households/{families.poor}/{page}").status_code == 404


def test_a_family_has_one_open_case_under_all_of_its_names(families: Families) -> None:
    open_case(viewer=office(), household_id=families.poor, because="ไม่มีงาน", now=timezone.now())
    join(families)
    for family in (families.target, families.poor):
        with pytest.raises(OpenAlready):
            open_case(viewer=office(), household_id=family, because="ไม่มีงาน", now=timezone.now())
    part(families)
    open_case(viewer=office(), household_id=families.target, because="ไม่มีงาน", now=timezone.now())


def test_a_family_asks_for_one_place_under_all_of_its_names(families: Families) -> None:
    staff = viewer("83", role=Role.HOME_STAFF)
    home = open_home(viewer=staff, name="บ้านกลางทดสอบ", area_code="830106", serves="83", now=NOW)
    add_places(viewer=staff, home_id=home, kind="men", labels=("เตียง 1",), now=NOW)
    asked = {"kind": "men", "because": "no_carer", "now": NOW}
    ask_admission(viewer=viewer("83"), household_id=families.poor, **asked)
    join(families)
    for family in (families.target, families.poor):
        with pytest.raises(AlreadyAsked):
            ask_admission(viewer=viewer("83"), household_id=family, **asked)
    part(families)
    ask_admission(viewer=viewer("83"), household_id=families.target, **asked)
