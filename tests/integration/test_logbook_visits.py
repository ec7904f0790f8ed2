"""From visit to logbook: taken once, whatever was cut short; members changed, photographs kept, conflicts decided."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from desk_office import Families, make_families
from django.utils import timezone
from register_rows import synthetic_pid, viewer
from visit_office import Filled, Volunteer, make_form, photograph, send, standing, take, tell, volunteer

from samutphok.access.domain import Role
from samutphok.logbook.actions import resolve_conflict
from samutphok.logbook.domain.merge import FactKey, Logbook, facts_of
from samutphok.logbook.errors import ConflictChanged, ConflictNotFound, NothingDecided
from samutphok.logbook.models import Conflict, Contradiction, Document, HeldVisit, HouseholdNow, Visit
from samutphok.logbook.queries import (
    conflict,
    conflicts,
    contradictions,
    household_versions,
    last_visits,
    places,
)
from samutphok.registry.models import Household, Membership, Person
from samutphok.registry.queries import household_told
from samutphok.submissions.actions import keep_submission
from samutphok.submissions.models import Submission

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BABY = {"first_name": "น้องแก้ว", "last_name": "ใจดี", "sex": "F", "birth_date": "2026-10-02", "member_change": "born"}


@pytest.fixture
def families() -> Families:
    make_form()
    return make_families(drawn=False)


@pytest.fixture
def somsri(families: Families) -> Volunteer:
    return volunteer("somsri")


@pytest.fixture
def mana(families: Families) -> Volunteer:
    return volunteer("mana")


def members(household: UUID) -> list[str]:
    return [one.identity.first_name for one in household_told(viewer=viewer("83"), household_id=household).view.members]


def state_of(household: UUID) -> tuple[Any, ...]:
    """Everything that follows from the visits, without times and row numbers."""
    now = HouseholdNow.objects.filter(household=household).values_list("visits", "last_outcome", "latitude")
    open_conflicts = Conflict.objects.filter(household=household, closed_at=None).values_list("facts", flat=True)
    return (
        list(now),
        sorted(str(sorted(map(str, facts))) for facts in open_conflicts),
        sorted(members(household)),
        sorted(Visit.objects.filter(household=household).values_list("id", flat=True), key=str),
        sorted(Contradiction.objects.filter(household=household, closed_at=None).values_list("fact", "said")),
    )


def test_a_visit_stands_in_the_logbook_with_who_said_it_and_upon_which_version(
    families: Families, somsri: Volunteer
) -> None:
    form = Filled(families.target, {"outcome": "visited", "bmn9": "1", "place": "7.88 98.39 0 5"}, base=1)
    submission = tell(somsri, form)
    assert standing(submission) == "taken"
    kept = Visit.objects.get(pk=submission)
    assert (kept.said_by, kept.base, kept.version) == (str(somsri.account.pk), 1, 2)
    assert ["", "bmn9", "1"] in kept.answers
    assert household_versions([families.target, families.poor]) == {families.target: 2, families.poor: 1}
    last = last_visits([families.target, families.poor])
    assert last[families.target].outcome == "visited"
    assert families.poor not in last
    assert places([families.target]) == {families.target: (7.88, 98.39)}


def test_taking_the_same_submission_again_changes_nothing(families: Families, somsri: Volunteer) -> None:
    submission = tell(somsri, Filled(families.target, {"bmn9": "1", "photo": "a.jpg"}, [BABY]), ("a.jpg", photograph()))
    before = state_of(families.target), Document.objects.count(), Person.objects.count()
    take(submission, submission)
    assert (state_of(families.target), Document.objects.count(), Person.objects.count()) == before


@pytest.mark.parametrize(
    "step",
    ["hold_key", "note_areas", "refresh", "keep_photographs", "record_act", "publish", "settle"],
)
def test_a_run_killed_at_any_step_leaves_nothing_half_done_and_the_next_run_ends_as_a_clean_one(
    families: Families, somsri: Volunteer, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    found = uuid4()
    answers = {"outcome": "visited", "village": "83010102", "photo": "a.jpg"}
    form = Filled(found, answers, [BABY], creates=True)
    submission = send(somsri, form, ("a.jpg", photograph()))

    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(f"samutphok.logbook.actions.visits.{step}", killed)
        with pytest.raises(Killed):
            take(submission)
    assert not Household.objects.filter(pk=found).exists()
    assert not Visit.objects.exists()
    take(submission)
    assert members(found) == ["น้องแก้ว"]
    assert Document.objects.filter(household=found).count() == 1
    assert standing(submission) == "taken"


def test_a_form_about_a_family_that_is_not_there_yet_waits_and_is_taken_after_the_form_that_finds_it(
    families: Families, somsri: Volunteer
) -> None:
    found = uuid4()
    follow_up = send(somsri, Filled(found, {"bmn9": "0"}))
    finding = send(somsri, Filled(found, {"village": "83010102", "bmn9": "1"}, [BABY], creates=True))
    take(follow_up)
    assert standing(follow_up) == "stored"
    assert HeldVisit.objects.get().household_id == found
    take(finding)
    take(follow_up)
    assert standing(follow_up) == "taken"
    assert not HeldVisit.objects.exists()
    assert Visit.objects.filter(household=found).count() == 2


def test_the_waiting_form_is_queued_in_the_transaction_that_brings_its_family(
    families: Families, somsri: Volunteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr("samutphok.logbook.actions.visits.publish", told.append)
    found = uuid4()
    follow_up = send(somsri, Filled(found, {"bmn9": "0"}))
    take(follow_up)
    finding = send(somsri, Filled(found, {"village": "83010102"}, creates=True))
    take(finding)
    assert [getattr(event, "submission_id", None) for event in told if hasattr(event, "submission_id")] == [follow_up]


def test_shuffled_taking_of_two_peoples_offline_visits_gives_the_same_state(
    families: Families, somsri: Volunteer, mana: Volunteer
) -> None:
    states = []
    for number, order in enumerate(permutations(range(3))):
        home = uuid4()
        finding = tell(somsri, Filled(home, {"village": "83010102"}, creates=True))
        forms = [
            Filled(home, {"bmn8": "0", "bmn9": "1"}, base=2, trunk=2, branch=f"s{number}"),
            Filled(home, {"bmn9": "0"}, base=3, trunk=2, branch=f"s{number}"),
            Filled(home, {"bmn9": "1", "bmn11": "0"}, base=2, trunk=2, branch=f"m{number}"),
        ]
        sent = [send(who, form) for who, form in zip((somsri, somsri, mana), forms, strict=True)]
        take(*(sent[place] for place in order))
        names = {str(finding): "found", **{str(one): f"visit {place}" for place, one in enumerate(sent)}}
        facts = str(Conflict.objects.get(household=home, closed_at=None).facts)
        for key, name in names.items():
            facts = facts.replace(key, name)
        states.append("".join(sorted(facts)))
    assert len(set(states)) == 1


def test_visits_to_a_family_found_offline_stand_upon_each_other_however_they_arrive(
    families: Families, somsri: Volunteer
) -> None:
    home = uuid4()
    later = send(somsri, Filled(home, {"bmn9": "0"}, base=2, branch="found here"))
    first = send(
        somsri, Filled(home, {"bmn9": "1"}, base=1, branch="found here"), now=timezone.now() + timedelta(minutes=1)
    )
    finding = send(
        somsri, Filled(home, {"village": "83010102"}, creates=True), now=timezone.now() + timedelta(minutes=2)
    )
    take(later, first, finding, later, first)
    book = Logbook()
    for row in Visit.objects.filter(household=home):
        book = book.with_visit(row.said())
    assert {one.step: one.base for one in book.taken if one.branch} == {0: 1, 1: 1}
    assert facts_of(book)[FactKey("", "bmn9")].value == "0"


def test_two_people_who_change_different_facts_are_joined_and_it_is_said(
    families: Families, somsri: Volunteer, mana: Volunteer
) -> None:
    first = tell(somsri, Filled(families.target, {"bmn8": "0"}, base=1))
    second = tell(mana, Filled(families.target, {"bmn9": "1"}, base=1))
    assert Visit.objects.get(pk=second).met == "soft"
    assert Visit.objects.get(pk=second).others == [str(first)]
    assert not Conflict.objects.exists()


def test_two_people_who_say_different_things_conflict_and_a_case_worker_chooses(
    families: Families, somsri: Volunteer, mana: Volunteer
) -> None:
    first = tell(somsri, Filled(families.target, {"bmn9": "0", "bmn8": "1"}, base=1))
    second = tell(mana, Filled(families.target, {"bmn9": "1", "bmn8": "1"}, base=1))
    desk = viewer("83")
    (line,) = conflicts(viewer=desk)
    assert (line.facts, line.household_id) == (1, families.target)
    shown = conflict(viewer=desk, conflict_id=line.id)
    water = FactKey("", "bmn9")
    assert [one.key for one in shown.facts] == [water]
    assert {one.visit_id: one.value for one in shown.facts[0].candidates} == {first: "0", second: "1"}
    for role in (Role.VOLUNTEER, Role.GOVERNOR):
        with pytest.raises(ConflictNotFound):
            conflict(viewer=viewer("83", role=role), conflict_id=line.id)
    with pytest.raises(ConflictNotFound):
        resolve_conflict(viewer=viewer("82"), conflict_id=line.id, edition=1, choice={water: first}, now=timezone.now())
    with pytest.raises(NothingDecided):
        resolve_conflict(viewer=desk, conflict_id=line.id, edition=1, choice={water: uuid4()}, now=timezone.now())
    resolve_conflict(viewer=desk, conflict_id=line.id, edition=1, choice={water: first}, now=timezone.now())
    assert not conflicts(viewer=desk)
    assert Visit.objects.filter(household=families.target).count() == 3
    with pytest.raises(ConflictChanged):
        resolve_conflict(viewer=desk, conflict_id=line.id, edition=1, choice={water: second}, now=timezone.now())


def test_a_new_answer_makes_the_decision_on_the_old_ones_stale(
    families: Families, somsri: Volunteer, mana: Volunteer
) -> None:
    first = tell(somsri, Filled(families.target, {"income": "20000"}, base=1))
    tell(mana, Filled(families.target, {"income": "30000"}, base=1))
    third = volunteer("piti")
    tell(third, Filled(families.target, {"income": "50000"}, base=1))
    (line,) = conflicts(viewer=viewer("83"))
    choice = {FactKey("", "income_per_person"): first}
    with pytest.raises(ConflictChanged):
        resolve_conflict(viewer=viewer("83"), conflict_id=line.id, edition=1, choice=choice, now=timezone.now())


def test_a_correction_takes_the_place_of_what_it_corrects_and_keeps_its_history(
    families: Families, somsri: Volunteer
) -> None:
    first = Filled(families.target, {"bmn9": "0"}, [BABY], instance="uuid:first", base=1)
    better = Filled(
        families.target,
        {"bmn9": "1"},
        [BABY | {"first_name": "น้องกล้า"}],
        instance="uuid:better",
        base=1,
        corrects="uuid:first",
    )
    one, two = send(somsri, first), send(somsri, better)
    take(two, one)
    assert members(families.target) == ["สมชาย", "น้องกล้า"]
    assert Visit.objects.get(pk=two).replaces == one
    assert HouseholdNow.objects.get(household=families.target).visits == 1
    assert ["", "bmn9", "0"] in Visit.objects.get(pk=one).answers


def test_births_deaths_and_moves_change_the_family_with_history_and_a_correction_takes_them_back(
    families: Families, somsri: Volunteer
) -> None:
    father = Membership.objects.get(household=families.target).person_id
    dead = {"person_id": str(father), "member_change": "died", "member_change_on": "2026-11-01"}
    form = Filled(families.target, {"visited_on": str(date.today())}, [BABY, dead], instance="uuid:a", base=1)
    tell(somsri, form)
    told = household_told(viewer=viewer("83"), household_id=families.target).view
    assert [one.identity.first_name for one in told.members] == ["น้องแก้ว"]
    assert [(one.identity.first_name, one.until) for one in told.former] == [("สมชาย", date(2026, 11, 1))]
    tell(somsri, Filled(families.target, {"bmn9": "1"}, instance="uuid:b", base=1, corrects="uuid:a"))
    assert members(families.target) == ["สมชาย"]
    assert Person.every.filter(first_name="น้องแก้ว").get().retired_at is not None
    assert Visit.objects.filter(household=families.target).count() == 2


def test_a_family_that_no_register_has_and_people_without_a_number_are_in_the_registry(
    families: Families, somsri: Volunteer
) -> None:
    found = uuid4()
    who = {"first_name": "อาจู", "birth_date": "1961-01-01", "birth_precision": "year", "member_change": "none"}
    tell(somsri, Filled(found, {"village": "83010102", "house_code": "83010000777"}, [who], creates=True))
    home = Household.objects.get(pk=found)
    assert (home.area_code, home.house_code) == ("83010102", "83010000777")
    (member,) = household_told(viewer=viewer("83"), household_id=found).view.members
    assert member.numbers == ()
    assert member.identity.birth is not None
    assert member.identity.birth.iso() == "1961"


def test_a_family_found_outside_the_finders_area_is_noted_where_the_finder_works(
    families: Families, somsri: Volunteer
) -> None:
    found = uuid4()
    tell(somsri, Filled(found, {"village": "82010101"}, creates=True))
    assert Household.objects.get(pk=found).area_code == "830101"


def test_a_family_outside_the_senders_area_is_never_written_to(families: Families, somsri: Volunteer) -> None:
    for creates in (False, True):
        submission = tell(somsri, Filled(families.well, {"bmn9": "0"}, creates=creates))
        assert standing(submission) == "unreadable"
    assert not Visit.objects.exists()


def test_a_form_that_names_no_family_says_so_and_is_kept(families: Families, somsri: Volunteer) -> None:
    raw = Filled(families.target, {}).xml().replace(str(families.target).encode(), b"")
    receipt = keep_submission(viewer=somsri.viewer, key_id=uuid4(), raw=raw, now=timezone.now())
    take(receipt.id)
    row = Submission.objects.get(pk=receipt.id)
    assert row.standing == "unreadable"
    assert "ครอบครัว" in row.problem_th


def test_whoever_joins_with_a_number_that_the_office_knows_is_that_person(
    families: Families, somsri: Volunteer
) -> None:
    known = Membership.objects.get(household=families.poor).person_id
    joins = {
        "first_name": "มะลิวัลย์",
        "last_name": "ทองแท้",
        "pid": synthetic_pid(2),
        "member_change": "joined",
        "member_change_on": "2026-10-01",
    }
    tell(somsri, Filled(families.target, {}, [joins]))
    stays = Membership.objects.filter(person_id=known).order_by("valid_from")
    assert [(one.household_id, one.valid_to) for one in stays] == [
        (families.poor, date(2026, 10, 1)),
        (families.target, None),
    ]


def test_a_number_that_is_somebody_elses_is_a_contradiction_and_joins_nobody(
    families: Families, somsri: Volunteer
) -> None:
    joins = {"first_name": "วีระ", "last_name": "คนอื่น", "pid": synthetic_pid(2), "member_change": "joined"}
    visit = tell(somsri, Filled(families.target, {}, [joins]))
    (found,) = contradictions(viewer=viewer("83"))
    assert (found.kind, found.fact, found.person_id) == ("number", "pid", uuid5(visit, "1"))
    assert sorted(members(families.target)) == ["วีระ", "สมชาย"]
    kept = Visit.objects.get(pk=visit)
    assert synthetic_pid(2) not in str(kept.answers) + str(kept.numbers)


def test_a_name_and_a_birth_that_differ_from_the_register_are_findings_until_they_agree(
    families: Families, somsri: Volunteer
) -> None:
    father = str(Membership.objects.get(household=families.target).person_id)
    other = {"person_id": father, "first_name": "สมหมาย", "birth_date": "1950-05-13", "last_name": "ใจดี"}
    tell(somsri, Filled(families.target, {}, [other]))
    found = contradictions(viewer=viewer("83"))
    assert {(one.fact, one.said, one.register_value) for one in found} == {
        ("first_name", "สมหมาย", "สมชาย"),
        ("birth_date", "1950-05-13", "1950-05-12"),
    }
    agreed = {"person_id": father, "first_name": "สมชาย", "birth_date": "1950-05-12"}
    tell(somsri, Filled(families.target, {}, [agreed]), later=5)
    assert not contradictions(viewer=viewer("83"))
    assert Contradiction.objects.exclude(closed_at=None).count() == 2
    assert not contradictions(viewer=viewer("83", role=Role.VOLUNTEER))


def test_an_old_survey_and_a_visit_of_today_do_not_contradict_each_other(families: Families, somsri: Volunteer) -> None:
    tell(somsri, Filled(families.target, {"bmn9": "1", "income": "120000"}))
    assert not contradictions(viewer=viewer("83"))


def test_photographs_of_a_visit_are_documents_of_the_family_and_no_picture_is_kept_twice(
    families: Families, somsri: Volunteer
) -> None:
    form = Filled(families.target, {"photo": "หน้าบ้าน.jpg"})
    visit = tell(somsri, form, ("หน้าบ้าน.jpg", photograph()))
    kept = Document.objects.get()
    assert (kept.visit_id, kept.kind, kept.sensitivity) == (visit, "house", 2)
    tell(somsri, Filled(families.target, {"photo": "b.jpg"}), ("b.jpg", photograph()))
    assert Document.objects.count() == 1


def test_a_file_that_is_no_picture_does_not_stop_the_visit(families: Families, somsri: Volunteer) -> None:
    visit = tell(somsri, Filled(families.target, {"photo": "x.jpg", "bmn9": "1"}), ("x.jpg", b"<svg onload=alert(1)>"))
    assert standing(visit) == "taken"
    assert not Document.objects.exists()


@pytest.mark.parametrize("years", [-10, 10])
def test_a_phones_clock_that_is_off_by_years_does_not_date_the_visit(
    families: Families, somsri: Volunteer, years: int
) -> None:
    said = timezone.localdate() + timedelta(days=365 * years)
    visit = tell(somsri, Filled(families.target, {"visited_on": said.isoformat()}))
    assert Visit.objects.get(pk=visit).visited_on == timezone.localdate()
