"""A person's word joins, parts and moves; no row moves for it, and taking it back brings everything back."""

from typing import Any
from uuid import uuid4

import pytest
from register_rows import LISTED, NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role
from samutphok.linkage.actions import (
    attach_batch,
    ignore,
    join_households,
    link,
    move_member,
    part_households,
    rebuild_people,
    split_household,
    take_back,
    unlink,
)
from samutphok.linkage.domain.things import Thing
from samutphok.linkage.errors import NotAlike, NotAMember, OtherOffice, RuledApart, UnknownThing
from samutphok.linkage.models import LinkDecision
from samutphok.registry.models import Departure, Household, Membership, Person, SourceRecord
from samutphok.registry.queries import household_told, identities_of, stands_for

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SOMSRI, MANA = synthetic_pid(1), synthetic_pid(2)
HOUSE, NEXT_DOOR = {"house_code": "83010000017", "family_no": "1"}, {"house_code": "83010000025", "family_no": "1"}
BORN = {"sex": "F", "birth_date": "1957-03-14"}


def attach(register: str, *rows: dict[str, Any], **batch: Any) -> None:
    attach_batch(stage(register, rows, **batch), now=NOW)


@pytest.fixture
def worker() -> Any:
    return viewer(Role.PROVINCE, "83")


def everything() -> dict[str, list[Any]]:
    """All that registers say and visits say, as it is recorded."""
    return {
        "people": list(Person.every.order_by("pk").values()),
        "families": list(Household.every.order_by("pk").values()),
        "rows": list(SourceRecord.every.order_by("pk").values("pk", "person_id", "household_id", "state")),
        "stays": list(Membership.objects.order_by("pk").values()),
        "gone": list(Departure.objects.order_by("pk").values()),
    }


@pytest.fixture
def twice() -> tuple[Person, Person]:
    """Somsri with her number in one house; and, without it, next door."""
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE, **BORN), row("มานะ", pid=MANA, **HOUSE))
    attach("bmn_survey", row("สมศรี", "แก้วมณี", **NEXT_DOOR, **BORN), as_of=LISTED)
    numbered = Person.objects.get(identifiers__isnull=False, first_name="สมศรี")
    return numbered, Person.objects.get(identifiers=None)


def both(people: tuple[Person, Person]) -> dict[str, Thing]:
    return {"left": Thing.person(people[0].pk), "right": Thing.person(people[1].pk)}


def test_two_people_who_are_one_are_read_as_one_and_parted_as_they_were(worker: Any, twice: Any) -> None:
    before = everything()
    link(viewer=worker, **both(twice), evidence=["birth:day"], reason="same_papers", now=NOW)
    numbered, other = (Person.objects.get(pk=one.pk) for one in twice)
    assert (other.survivor, numbered.survivor, numbered.last_name) == (numbered, None, "แก้วมณี")
    home, next_door = Household.objects.get(house_code="83010000017"), Household.objects.get(house_code="83010000025")
    left = household_told(viewer=worker, household_id=home.pk)
    assert [one.until for one in left.view.former] == [LISTED]  # met next door since
    (member,) = household_told(viewer=worker, household_id=next_door.pk).view.members
    assert (member.person_id, len(member.history), len(member.numbers)) == (numbered.pk, 2, 1)
    assert SourceRecord.objects.filter(person=other).count() == 1  # no row has moved
    unlink(viewer=worker, **both(twice), now=NOW)
    assert everything() == before


def test_what_was_said_is_the_log_and_the_registry_can_be_made_again_from_it(worker: Any, twice: Any) -> None:
    link(viewer=worker, **both(twice), now=NOW)
    kept = everything()
    assert rebuild_people(now=NOW) == 0
    assert everything() == kept
    Person.objects.update(survivor=None)
    Person.objects.filter(pk=twice[0].pk).update(last_name="อื่น")
    assert rebuild_people(now=NOW) > 0
    assert everything() == kept


def test_a_row_without_a_number_speaks_of_whom_it_is_linked_to(worker: Any, twice: Any) -> None:
    attach("state_welfare", row("สมศรี", "แก้วมณี"))
    record = SourceRecord.objects.get(register="state_welfare")
    before = everything()
    sides = {"left": Thing.person(twice[0].pk), "right": Thing.record(record.pk)}
    link(viewer=worker, **sides, now=NOW)
    record.refresh_from_db()
    assert (record.state, record.person) == ("linked", twice[0])
    link(viewer=worker, left=Thing.record(record.pk), right=Thing.person(twice[1].pk), now=NOW)
    assert Person.objects.get(pk=twice[1].pk).survivor == twice[0]  # one with the row is one with each other
    decision = LinkDecision.objects.order_by("number").last()
    assert decision is not None
    take_back(viewer=worker, decision_id=decision.pk, reason="wrong_row", now=NOW)
    unlink(viewer=worker, **sides, now=NOW)
    assert everything() == before


def test_an_act_sent_twice_is_one_and_another_act_does_not_take_its_place(worker: Any, twice: Any) -> None:
    act = uuid4()
    one, again = (link(viewer=worker, **both(twice), act_id=act, now=NOW) for _ in range(2))
    assert one == again == act
    assert LinkDecision.objects.count() == 1
    with pytest.raises(UnknownThing):
        unlink(viewer=worker, **both(twice), act_id=act, now=NOW)


def test_nobody_decides_about_whom_they_may_not_see(twice: Any) -> None:
    with pytest.raises(UnknownThing):
        link(viewer=viewer(Role.PROVINCE, "82"), **both(twice), now=NOW)
    with pytest.raises(UnknownThing):
        link(viewer=viewer(Role.AUDITOR, "TH"), **both(twice), now=NOW)
    Person.objects.filter(pk=twice[1].pk).update(area_code="82010101")
    with pytest.raises(OtherOffice):
        link(viewer=viewer(Role.PROVINCE, "82"), **both(twice), now=NOW)
    assert not LinkDecision.objects.exists()


def test_things_that_cannot_be_one_are_refused(worker: Any, twice: Any) -> None:
    same = Thing.person(twice[0].pk)
    with pytest.raises(NotAlike):
        link(viewer=worker, left=same, right=same, now=NOW)
    with pytest.raises(NotAlike):
        link(viewer=worker, left=same, right=Thing.household(Household.objects.first().pk), now=NOW)  # type: ignore[union-attr]
    with pytest.raises(UnknownThing):
        link(viewer=worker, left=same, right=Thing.person(uuid4()), now=NOW)


def test_a_word_about_others_of_the_two_is_taken_back_before_they_are_joined(worker: Any, twice: Any) -> None:
    attach("state_welfare", row("สมศรี", "แก้วมณี"))
    record = Thing.record(SourceRecord.objects.get(register="state_welfare").pk)
    numbered, other = (Thing.person(one.pk) for one in twice)
    link(viewer=worker, left=numbered, right=record, now=NOW)
    ignore(viewer=worker, left=record, right=other, now=NOW)
    with pytest.raises(RuledApart):
        link(viewer=worker, left=numbered, right=other, now=NOW)
    link(viewer=worker, left=record, right=other, now=NOW)  # about the same two, the newer word holds
    assert Person.objects.get(pk=twice[1].pk).survivor == twice[0]


def test_two_families_that_are_one_share_a_page_and_are_parted_as_they_were(worker: Any, twice: Any) -> None:
    home, next_door = Household.objects.get(house_code="83010000017"), Household.objects.get(house_code="83010000025")
    before = everything()
    join_households(viewer=worker, into=home.pk, absorbed=next_door.pk, reason="same_house", now=NOW)
    view = household_told(viewer=worker, household_id=home.pk).view
    assert len(view.members) + len(view.former) == 3
    assert stands_for(next_door.pk) == home.pk
    assert set(Household.objects.filter(pk__in=identities_of(home.pk))) == {home, next_door}
    part_households(viewer=worker, into=home.pk, absorbed=next_door.pk, reason="mistake", now=NOW)
    assert everything() == before


def test_a_divided_family_and_a_member_who_moved_can_be_brought_back(worker: Any, twice: Any) -> None:
    home, next_door = Household.objects.get(house_code="83010000017"), Household.objects.get(house_code="83010000025")
    mana = Person.objects.get(first_name="มานะ")
    before = everything()
    new = split_household(viewer=worker, household_id=home.pk, person_ids=[mana.pk], reason="own_family", now=NOW)
    assert [one.person_id for one in household_told(viewer=worker, household_id=new).view.members] == [mana.pk]
    assert mana.pk in [one.person_id for one in household_told(viewer=worker, household_id=home.pk).view.former]
    join_households(viewer=worker, into=home.pk, absorbed=new, reason="mistake", now=NOW)
    assert mana.pk in [one.person_id for one in household_told(viewer=worker, household_id=home.pk).view.members]
    moved = move_member(
        viewer=worker,
        person_id=mana.pk,
        from_household=home.pk,
        to_household=next_door.pk,
        reason="moved",
        now=NOW,
    )
    assert mana.pk in [one.person_id for one in household_told(viewer=worker, household_id=next_door.pk).view.members]
    take_back(viewer=worker, decision_id=moved, reason="mistake", now=NOW)
    after = everything()
    assert (after["people"], after["rows"], after["stays"]) == (before["people"], before["rows"], before["stays"])
    with pytest.raises(NotAMember):
        split_household(viewer=worker, household_id=home.pk, person_ids=[uuid4()], reason="", now=NOW)


def test_a_later_survey_says_again_where_somebody_lives(worker: Any, twice: Any) -> None:
    home, next_door = Household.objects.get(house_code="83010000017"), Household.objects.get(house_code="83010000025")
    mana = Person.objects.get(first_name="มานะ")
    move_member(
        viewer=worker, person_id=mana.pk, from_household=home.pk, to_household=next_door.pk, reason="moved", now=NOW
    )
    attach("bmn_survey", row("มานะ", pid=MANA, **HOUSE), as_of=NOW.date().replace(year=2027))
    assert mana.pk in [one.person_id for one in household_told(viewer=worker, household_id=home.pk).view.members]


def test_the_address_of_an_absorbed_family_leads_to_the_one_it_is(worker: Any, twice: Any, client: Any) -> None:
    from desk_office import log_in

    home, next_door = Household.objects.get(house_code="83010000017"), Household.objects.get(house_code="83010000025")
    join_households(viewer=worker, into=home.pk, absorbed=next_door.pk, reason="same_house", now=NOW)
    log_in(client, Role.PROVINCE, "83")
    answer = client.get(f"/households/{next_door.pk}/")
    assert (answer.status_code, answer.url) == (302, f"/households/{home.pk}/")
    log_in(client, Role.PROVINCE, "82", username="other")
    assert client.get(f"/households/{next_door.pk}/").status_code == 404
