"""Staged rows become people and families in the office database."""

from typing import Any

import pytest
from register_rows import LISTED, NOW, SURVEYED, row, stage, synthetic_pid

from samutphok.foundation.audit.models import Entry
from samutphok.linkage.actions import attach_batch
from samutphok.linkage.models import Review
from samutphok.registry.models import Household, Identifier, Membership, Person, SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SOMSRI, PRASERT = synthetic_pid(1), synthetic_pid(2)
HOUSE = {"house_code": "83010000017", "family_no": "1"}
BORN = {"sex": "F", "birth_date": "1957-03-14"}


def attach(register: str, *rows: dict[str, Any], **batch: Any) -> int:
    return attach_batch(stage(register, rows, **batch), now=NOW)


def test_a_survey_makes_people_their_household_and_their_place() -> None:
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE, **BORN), row("ประเสริฐ", pid=PRASERT, **HOUSE), row("บุญ", **HOUSE))
    household = Household.objects.get()
    assert (household.area_code, household.house_code, household.family_no) == ("83010101", "83010000017", "1")
    assert household.memberships.filter(valid_from=SURVEYED, valid_to=None).count() == 3
    assert Person.objects.filter(area_code="83010101").count() == 3
    assert SourceRecord.objects.filter(state="attached").count() == 3


def test_a_family_is_its_house_code_and_family_number_in_its_area() -> None:
    other_family, other_area = HOUSE | {"family_no": "2"}, HOUSE | {"area_code": "83010102"}
    attach("bmn_survey", row(**HOUSE), row(**HOUSE), row(**other_family), row(**other_area))
    assert Household.objects.count() == 3


def test_a_row_without_a_house_code_is_a_household_of_its_own() -> None:
    attach("bmn_survey", row(), row(), row(family_no="1"), row(family_no="1"))
    assert Household.objects.count() == Person.objects.count() == 4


def test_a_valid_number_joins_the_registers_to_one_person() -> None:
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE, **BORN))
    attach("state_welfare", row("ศมศรี", "แก้วมณี", pid=SOMSRI, validated=1))
    attach("disability", row(pid=SOMSRI, disability_type="การเคลื่อนไหว"))
    person = Person.objects.get()
    assert sorted(person.records.values_list("register", flat=True)) == ["bmn_survey", "disability", "state_welfare"]
    assert SourceRecord.objects.get(register="state_welfare").values["validated"] == 1


def test_the_newest_register_says_what_a_person_is_called_and_older_rows_keep_their_own() -> None:
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE, **BORN))
    attach("state_welfare", row(title="นาง", last_name="แก้วมณี", pid=SOMSRI))
    person = Person.objects.get()
    assert (person.title, person.last_name, person.sex, person.birth_day) == ("นาง", "แก้วมณี", "F", 14)
    assert SourceRecord.objects.get(register="bmn_survey").values["last_name"] == "ทองคำ"


def test_citizen_numbers_are_kept_sealed_and_invalid_ones_too() -> None:
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE), row("ประเสริฐ", pid_given="1-9900-00000-99-9", **HOUSE))
    stored = str(list(Identifier.objects.values())) + str(list(SourceRecord.objects.values()))
    assert SOMSRI not in stored
    assert "1-9900-00000-99-9" not in stored
    assert "pid_given" in SourceRecord.objects.get(row_number=2).values


def test_a_person_whom_only_another_register_knows_has_no_household() -> None:
    attach("state_welfare", row(pid=PRASERT))
    assert Person.objects.get().memberships.count() == 0


def test_a_row_of_another_register_without_a_valid_number_waits_unlinked() -> None:
    attach("state_welfare", row(), row("ประเสริฐ", pid_given="123"))
    assert Person.objects.count() == 0
    assert SourceRecord.objects.filter(state="unlinked", person=None).count() == 2


def test_a_g_code_is_kept_as_a_number_of_the_pupil() -> None:
    attach("bmn_survey", row(pid_given="G990000000001", **HOUSE))
    assert Identifier.objects.get().kind == "g_code"


def test_a_number_with_another_name_sex_and_birth_waits_for_a_decision() -> None:
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE, **BORN))
    attach("state_welfare", row("ประเสริฐ", "จันทร์ดี", pid=SOMSRI, sex="M", birth_date="1990-01-01"))
    review = Review.objects.get()
    assert review.reasons == ["birth", "first_name", "sex"]
    assert review.record.state == "review"
    assert review.record.person is None
    assert review.person == Person.objects.get()


def test_a_survey_that_lists_a_number_twice_keeps_both_people_and_asks() -> None:
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE, **BORN), row(pid=SOMSRI, **HOUSE, **BORN))
    assert Person.objects.count() == 2
    assert Membership.objects.filter(valid_to=None).count() == 2
    assert Review.objects.get().reasons == ["same_survey"]
    assert Identifier.objects.get().person == SourceRecord.objects.get(row_number=1).person


def test_a_survey_that_arrives_late_takes_the_number_back_from_a_row_that_contradicts_it() -> None:
    attach("state_welfare", row("ประเสริฐ", "จันทร์ดี", pid=SOMSRI, sex="M"))
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE, **BORN))
    assert SourceRecord.objects.get(register="bmn_survey").state == "attached"
    assert SourceRecord.objects.get(register="state_welfare").state == "review"
    assert Person.objects.get().first_name == "สมศรี"


def test_an_open_question_closes_when_its_row_no_longer_contradicts() -> None:
    attach("state_welfare", row("ประเสริฐ", "จันทร์ดี", pid=SOMSRI, sex="M"))
    attach("disability", row(pid=SOMSRI, sex="F"))
    assert Review.objects.get().record.register == "state_welfare"
    attach("bmn_survey", row("ประเสริฐ", "จันทร์ดี", pid=SOMSRI, sex="M", **HOUSE))
    assert Review.objects.get().record.register == "disability"
    assert Person.objects.get().records.count() == 2


def test_attaching_again_changes_nothing() -> None:
    batch = stage("bmn_survey", [row(pid=SOMSRI, **HOUSE, **BORN), row("บุญ", **HOUSE)])
    assert attach_batch(batch, now=NOW) == 2
    assert attach_batch(batch, now=NOW) == 0
    assert (Person.objects.count(), SourceRecord.objects.count(), Membership.objects.count()) == (2, 2, 2)


def test_the_same_rows_under_another_receipt_are_not_kept_twice() -> None:
    rows = [row(pid=SOMSRI, **HOUSE, **BORN), row("บุญ", **HOUSE)]
    attach("bmn_survey", *rows)
    assert attach("bmn_survey", *rows) == 0
    assert Person.objects.count() == 2


def test_the_same_rows_of_a_later_cut_are_news() -> None:
    rows = [row(pid=SOMSRI, **HOUSE, **BORN)]
    attach("bmn_survey", *rows)
    assert attach("bmn_survey", *rows, as_of=LISTED) == 1
    assert Membership.objects.get(valid_to=None).valid_from == LISTED


def test_a_newer_survey_moves_people_and_ends_the_stay_of_who_is_gone() -> None:
    later, elsewhere = SURVEYED.replace(year=2021), HOUSE | {"house_code": "83010000025"}
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE), row("บุญ", **HOUSE), row("ประเสริฐ", pid=PRASERT, **HOUSE))
    attach("bmn_survey", row(pid=SOMSRI, **elsewhere), row("ประเสริฐ", pid=PRASERT, **HOUSE), as_of=later)
    moved = Person.objects.get(first_key="สมสรี")
    stays = moved.memberships.order_by("valid_from").values_list("household__house_code", "valid_to")
    assert list(stays) == [("83010000017", later), ("83010000025", None)]
    now = Membership.objects.filter(household__house_code="83010000017", valid_to=None)
    assert [stay.person.first_name for stay in now] == ["ประเสริฐ"]


def test_an_older_survey_that_arrives_late_gives_the_same_stays() -> None:
    later, elsewhere = SURVEYED.replace(year=2021), HOUSE | {"house_code": "83010000025"}
    attach("bmn_survey", row(pid=SOMSRI, **elsewhere), row("ประเสริฐ", pid=PRASERT, **HOUSE), as_of=later)
    attach("bmn_survey", row(pid=SOMSRI, **HOUSE), row("บุญ", **HOUSE), row("ประเสริฐ", pid=PRASERT, **HOUSE))
    stays = Membership.objects.order_by("person__first_name", "valid_from")
    assert list(stays.values_list("person__first_name", "household__house_code", "valid_to")) == [
        ("บุญ", "83010000017", later),
        ("ประเสริฐ", "83010000017", later),
        ("ประเสริฐ", "83010000017", None),
        ("สมศรี", "83010000017", later),
        ("สมศรี", "83010000025", None),
    ]


def test_a_household_split_between_chunks_is_one_household() -> None:
    filler = [row(f"ชื่อ{number}", pid=synthetic_pid(number)) for number in range(100, 2099)]
    attach("bmn_survey", *filler, row(pid=SOMSRI, **HOUSE), row("ประเสริฐ", pid=PRASERT, **HOUSE))
    assert Household.objects.get(house_code="83010000017").memberships.filter(valid_to=None).count() == 2


def test_the_audit_names_the_batch_and_the_number_of_rows_and_no_person() -> None:
    attach("state_welfare", row(pid=SOMSRI), as_of=LISTED)
    entry = Entry.objects.get(act="attach_rows")
    assert (entry.actor, entry.outcome) == ("linkage", "rows:1")
    assert entry.subject.startswith("batch:")


def test_every_character_of_a_row_arrives_as_it_was_staged() -> None:
    odd = "ณ\tอยุธยา\\N \"คำ\" {1,2}\n'NULL'"
    attach("bmn_survey", row(odd, "NULL", pid=SOMSRI, **HOUSE | {"family_no": odd}, bmn9=0))
    person, record = Person.objects.get(), SourceRecord.objects.get()
    assert (person.first_name, person.last_name, person.sex) == (odd, "NULL", "")
    assert (record.values["first_name"], record.values["bmn9"]) == (odd, 0)
    assert Household.objects.get().family_no == odd
