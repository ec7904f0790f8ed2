"""A hostile phone: what it sends of families, people and numbers that are not its own changes nobody else's logbook."""

from uuid import UUID, uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.test import Client
from django.utils import timezone
from register_rows import synthetic_pid, viewer
from visit_office import Filled, Volunteer, make_form, standing, take, tell, volunteer

from samutphok.access.domain import Role
from samutphok.logbook.models import Contradiction, HouseholdNow, Visit
from samutphok.registry.models import Departure, Household, Membership, Person
from samutphok.registry.queries import household_told
from samutphok.submissions.actions import keep_submission

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def families() -> Families:
    make_form()
    return make_families()


@pytest.fixture
def hostile(families: Families) -> Volunteer:
    """Works in the tambon of the first two families; the third lives in another amphoe."""
    return volunteer("hostile")


def members(household: UUID) -> list[tuple[UUID, str]]:
    told = household_told(viewer=viewer("83"), household_id=household).view
    return [(one.person_id, one.identity.first_name) for one in told.members]


def head(household: UUID) -> UUID:
    return members(household)[0][0]


def stays(household: UUID) -> list[tuple[object, ...]]:
    rows = Membership.objects.filter(household=household).order_by("pk")
    return list(rows.values_list("person_id", "valid_from", "valid_to"))


def test_a_visit_to_a_family_of_another_tambon_is_kept_and_changes_nothing(
    families: Families, hostile: Volunteer
) -> None:
    before = members(families.well)
    submission = tell(hostile, Filled(families.well, {"outcome": "moved_away", "bmn9": "0"}))
    assert standing(submission) == "unreadable"
    assert not Visit.objects.exists()
    assert not HouseholdNow.objects.exists()
    assert members(families.well) == before


@pytest.mark.parametrize("change", ["died", "moved_out"])
def test_nobody_of_another_family_is_told_dead_or_gone_from_one_s_own(
    families: Families, hostile: Volunteer, change: str
) -> None:
    for other in (families.well, families.poor):
        victim, before = head(other), (members(other), stays(other))
        gone = {"person_id": str(victim), "member_change": change, "member_change_on": "2026-11-01"}
        submission = tell(hostile, Filled(families.target, {"outcome": "visited"}, [gone]))
        assert standing(submission) == "unreadable"
        assert (members(other), stays(other)) == before
        assert not Departure.objects.filter(person=victim).exists()


def test_one_s_own_family_still_tells_who_died(families: Families, hostile: Volunteer) -> None:
    gone = {"person_id": str(head(families.target)), "member_change": "died", "member_change_on": "2026-11-01"}
    tell(hostile, Filled(families.target, {"outcome": "visited"}, [gone]))
    assert members(families.target) == []


def test_who_moved_on_is_not_told_dead_by_the_family_that_they_left(families: Families, hostile: Volunteer) -> None:
    mover, neighbour = head(families.target), volunteer("neighbour", "8301", "8303", role=Role.AMPHOE)
    joined = {"pid": synthetic_pid(1), "first_name": "สมชาย", "last_name": "ใจดี", "member_change": "joined"}
    tell(neighbour, Filled(families.well, {"outcome": "visited"}, [joined | {"member_change_on": "2026-10-01"}]))
    assert mover in {person for person, _name in members(families.well)}
    before = stays(families.well)
    gone = {"person_id": str(mover), "member_change": "died", "member_change_on": "2026-11-01"}
    tell(hostile, Filled(families.target, {"outcome": "visited"}, [gone]), later=1)
    assert stays(families.well) == before


def made(household: UUID, person: UUID, name: str) -> bytes:
    """A form that makes a member of the list with an id of the phone's choosing."""
    form = Filled(household, {"outcome": "visited"})
    entity = (
        f'<orx:meta><entity xmlns="http://www.opendatakit.org/xforms/entities" dataset="members" id="{person}" create="1"/>'
        "</orx:meta>"
    )
    inner = f"<members><member_change>joined</member_change><first_name>{name}</first_name>{entity}</members>"
    return form.xml().replace(b"<orx:meta>", inner.encode() + b"<orx:meta>", 1)


def taken(who: Volunteer, raw: bytes) -> UUID:
    receipt = keep_submission(viewer=who.viewer, key_id=uuid4(), raw=raw, now=timezone.now())
    take(receipt.id)
    return receipt.id


@pytest.mark.parametrize("whose", ["poor", "well"])
def test_a_member_made_with_somebody_else_s_id_is_not_that_person(
    families: Families, hostile: Volunteer, whose: str
) -> None:
    other: UUID = getattr(families, whose)
    victim, before = head(other), (members(other), stays(other))
    taken(hostile, made(families.target, victim, "ปลอม"))
    assert (members(other), stays(other)) == before
    assert victim not in {person for person, _name in members(families.target)}
    assert Person.objects.get(pk=victim).first_name != "ปลอม"


def test_somebody_whom_another_visit_met_is_not_painted_over_from_elsewhere(
    families: Families, hostile: Volunteer
) -> None:
    neighbour = volunteer("neighbour", "830303")
    baby = {"first_name": "น้องแก้ว", "member_change": "born", "member_change_on": "2026-10-02"}
    tell(neighbour, Filled(families.well, {"outcome": "visited"}, [baby]))
    victim = next(person for person, name in members(families.well) if name == "น้องแก้ว")
    before = members(families.well), stays(families.well)
    taken(hostile, made(families.target, victim, "ปลอม"))
    assert (members(families.well), stays(families.well)) == before
    assert Person.objects.get(pk=victim).first_name == "น้องแก้ว"


def test_a_known_number_and_name_bring_nobody_over_from_a_family_out_of_reach(
    families: Families, hostile: Volunteer
) -> None:
    before = members(families.well), stays(families.well)
    claimed = {"pid": synthetic_pid(3), "first_name": "ประเสริฐ", "last_name": "สุขสม", "birth_date": "1950-05-12"}
    tell(hostile, Filled(families.target, {"outcome": "visited"}, [claimed | {"member_change": "joined"}]))
    assert (members(families.well), stays(families.well)) == before
    assert head(families.well) not in {person for person, _name in members(families.target)}
    found = Contradiction.objects.filter(household=families.target, closed_at=None, kind="number")
    assert found.count() == 1


def test_a_known_number_and_name_of_one_s_own_area_are_that_person(families: Families, hostile: Volunteer) -> None:
    mover = head(families.poor)
    claimed = {"pid": synthetic_pid(2), "first_name": "มะลิวัลย์", "last_name": "ทองแท้", "member_change": "joined"}
    tell(hostile, Filled(families.target, {"outcome": "visited"}, [claimed]))
    assert mover in {person for person, _name in members(families.target)}


def test_a_retired_family_of_another_tambon_is_not_brought_back(families: Families, hostile: Volunteer) -> None:
    Household.objects.filter(pk=families.well).update(retired_at=timezone.now())
    submission = tell(hostile, Filled(families.well, {"outcome": "visited"}, creates=True))
    assert standing(submission) == "unreadable"
    assert not Household.objects.filter(pk=families.well).exists()


@pytest.mark.parametrize("attribute", ["baseVersion", "trunkVersion"])
def test_a_version_of_thousands_of_digits_breaks_no_reader_and_no_page(
    families: Families, hostile: Volunteer, client: Client, attribute: str
) -> None:
    form = Filled(families.target, {"outcome": "visited"}, base=1, trunk=1)
    raw = form.xml().replace(f'{attribute}="1"'.encode(), f'{attribute}="{"9" * 5000}"'.encode())
    submission = taken(hostile, raw)
    assert standing(submission) in {"taken", "unreadable"}
    log_in(client)
    assert client.get(f"/submissions/{submission}/").status_code == 200


def test_a_version_far_ahead_sees_nothing_that_is_said_later(families: Families, hostile: Volunteer) -> None:
    honest = volunteer("honest")
    tell(hostile, Filled(families.target, {"bmn9": "0"}, base=2_000_000_000))
    tell(honest, Filled(families.target, {"bmn9": "1"}, base=2), later=1)
    tell(hostile, Filled(families.target, {"bmn8": "1"}, base=2_000_000_000), later=2)
    versions = Visit.objects.order_by("received_at").values_list("version", "base")
    assert list(versions) == [(2, 1), (3, 2), (4, 3)]


HUGE = "9" * 400


@pytest.mark.parametrize(
    "answers",
    [
        {"income": HUGE},
        {"income": "nan"},
        {"income": "-1e308"},
        {"bmn9": HUGE * 20},
        {"bmn9": "nan"},
        {"place": f"{HUGE} nan"},
        {"place": "nan nan 0 0"},
        {"visited_on": HUGE},
        {"outcome": "<b>" * 20},
    ],
)
def test_answers_beyond_all_measure_break_no_page_of_the_family(
    families: Families, hostile: Volunteer, client: Client, answers: dict[str, str]
) -> None:
    answers = {name: value.replace("<", "&lt;") for name, value in answers.items()}
    person = {"person_id": str(head(families.target)), "life_satisfaction": HUGE, "security": "9" * 30}
    submission = tell(hostile, Filled(families.target, {"words": "น้ำ"} | answers, [person]))
    assert standing(submission) == "taken"
    log_in(client)
    for page in ("", "logbook/", "visits/"):
        assert client.get(f"/households/{families.target}/{page}").status_code in {200, 404}, page
    assert client.get("/contradictions/").status_code == 200


def test_a_name_of_any_length_is_taken_and_cut(families: Families, hostile: Volunteer) -> None:
    endless = {"first_name": "ก" * 5000, "last_name": "ข" * 5000, "title": "ค" * 5000, "member_change": "born"}
    submission = tell(hostile, Filled(families.target, {"outcome": "visited"}, [endless]))
    assert standing(submission) == "taken"
    assert max(len(name) for _person, name in members(families.target)) <= 120


def test_a_form_of_more_members_than_a_family_has_is_kept_and_not_taken(families: Families, hostile: Volunteer) -> None:
    crowd = [{"first_name": f"คน{number}"} for number in range(301)]
    submission = tell(hostile, Filled(families.target, {"outcome": "visited"}, crowd))
    assert standing(submission) == "unreadable"
    assert Person.objects.count() == 3


def test_an_outcome_that_no_form_knows_reaches_no_list(families: Families, hostile: Volunteer) -> None:
    tell(hostile, Filled(families.target, {"outcome": "ป่วยเป็นวัณโรค"}))
    assert HouseholdNow.objects.get(household=families.target).last_outcome == ""


def test_a_correction_that_speaks_of_another_family_undoes_what_it_said_of_the_first(
    families: Families, hostile: Volunteer
) -> None:
    gone = {"person_id": str(head(families.target)), "member_change": "died"}
    tell(hostile, Filled(families.target, {"outcome": "visited"}, [gone], instance="uuid:wrong"))
    assert members(families.target) == []
    right = Filled(families.poor, {"outcome": "visited"}, instance="uuid:right", corrects="uuid:wrong")
    tell(hostile, right, later=1)
    assert len(members(families.target)) == 1
