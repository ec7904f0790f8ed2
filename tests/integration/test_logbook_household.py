"""The logbook of one household, traced to the rows of five registers."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry
from samutphok.kernel.dates import AgeRange
from samutphok.kernel.identifiers import mask_pid
from samutphok.linkage.actions import attach_batch
from samutphok.logbook.domain.record import Answer, HelpKind
from samutphok.logbook.queries import household_record
from samutphok.registry.errors import HouseholdNotFound
from samutphok.registry.models import Household
from samutphok.registry.queries import household_told

pytestmark = [pytest.mark.database, pytest.mark.django_db]

GRANDMOTHER, GRANDSON = synthetic_pid(1), synthetic_pid(2)
HOUSE = {"house_code": "83010000017", "family_no": "1", "income_per_person": 21_000.0}
TODAY = NOW.date()
PHUKET = viewer("83")


def attach(register: str, *rows: dict[str, Any], **batch: Any) -> UUID:
    batch_id = stage(register, rows, **batch)
    attach_batch(batch_id, now=NOW)
    return batch_id


@pytest.fixture
def home() -> UUID:
    """A grandmother with an allowance and a welfare card, and her grandson out of school with a disability card."""
    attach(
        "bmn_survey",
        row("มาลี", house_code="83010000099", family_no="1", bmn16=0),
        row(pid=GRANDMOTHER, birth_date="1941-05", sex="F", title="นาง", bmn9=0, bmn22=0, bmn27=1, **HOUSE),
        row("ก้อง", pid=GRANDSON, birth_date="2010-02-03", sex="M", bmn9=0, bmn16=0, bmn7=1, **HOUSE),
    )
    attach("state_welfare", row("ศมศรี", pid=GRANDMOTHER, validated=1), row("ก้อง", pid=GRANDSON, validated=0))
    attach("elderly_allowance", row(pid=GRANDMOTHER, paid_by="อบต.", monthly_amount=700.0, since="2011-10"))
    attach("disability", row("ก้อง", pid=GRANDSON, disability_type="การได้ยิน", card_issued_on="2017-01-09"))
    aid = row(pid=GRANDMOTHER, aid_kind="เงินสงเคราะห์", amount=2000.0, paid_on="2018-07-02", agency="พมจ.")
    attach("provincial_aid", aid, aid | {"paid_on": "2018-09-01"})
    return Household.objects.get(house_code="83010000017").id


def record(home: UUID, *, who=PHUKET, as_of: date = TODAY):
    return household_record(viewer=who, household_id=home, as_of=as_of)


@pytest.mark.parametrize("who", [viewer(), viewer("84"), viewer("830102", role=Role.TAMBON)], ids=str)
def test_out_of_scope_is_as_if_there_were_none(home: UUID, who) -> None:
    for wanted in (home, uuid4()):
        with pytest.raises(HouseholdNotFound):
            record(wanted, who=who)
    assert not Entry.objects.filter(act="read_household").exists()


def test_without_clearance_for_poverty_and_health_there_are_names_ages_and_place_only(home: UUID) -> None:
    seen = record(home, who=viewer("83010101", role=Role.VOLUNTEER))
    assert [member.identity.first_name for member in seen.members] == ["สมศรี", "ก้อง"]
    assert not seen.full
    assert (seen.dimensions, seen.help, seen.registers, seen.income) == ((), (), (), None)
    assert {one.source.register for member in seen.members for one in member.history} == {"bmn_survey"}
    assert all(member.welfare_registered is None and not member.disability for member in seen.members)
    assert household_told(viewer=viewer("83010101", role=Role.VOLUNTEER), household_id=home).rows is None


def test_members_stand_with_the_eldest_first_their_age_and_a_masked_number(home: UUID) -> None:
    eldest, youngest = record(home, as_of=date(2026, 5, 20)).members
    assert (eldest.identity.title, eldest.age) == ("นาง", AgeRange(84, 85))
    assert youngest.age == AgeRange(16, 16)
    assert [one.masked for one in eldest.numbers] == [mask_pid(GRANDMOTHER)]
    assert GRANDMOTHER not in repr(record(home))


def test_a_problem_is_told_by_dimension_indicator_member_and_row(home: UUID) -> None:
    told = {one.name: one for one in record(home).dimensions}
    assert {name: one.answer for name, one in told.items()} == {
        "health": Answer.PASSED,
        "living": Answer.FAILED,
        "education": Answer.FAILED,
        "income": Answer.FAILED,
        "accessibility": Answer.PASSED,
    }
    school = next(one for one in told["education"].indicators if one.column == "bmn16")
    assert [(one.answer, one.source.register, one.source.row_number) for one in school.findings] == [
        (Answer.FAILED, "bmn_survey", 3)
    ]
    water = next(one for one in told["living"].indicators if one.column == "bmn9")
    assert (water.of_household, [one.source.row_number for one in water.findings]) == (True, [2, 3])
    unasked = next(one for one in told["health"].indicators if one.column == "bmn1")
    assert (unasked.answer, unasked.findings) == (Answer.UNKNOWN, ())


def test_help_received_stands_newest_first_with_its_giver_amount_and_row(home: UUID) -> None:
    told = [(one.kind, one.label.en, one.amount, one.since and one.since.iso()) for one in record(home).help]
    assert told == [
        (HelpKind.PAYMENT, "เงินสงเคราะห์", 2000.0, "2018-09-01"),
        (HelpKind.PAYMENT, "เงินสงเคราะห์", 2000.0, "2018-07-02"),
        (HelpKind.CARD, "Disability card", None, "2017-01-09"),
        (HelpKind.ALLOWANCE, "Elderly allowance", 700.0, "2011-10"),
        (HelpKind.CARD, "State welfare card", None, None),
    ]
    assert {one.giver for one in record(home).help} == {"พมจ.", "อบต.", ""}


def test_a_register_sent_again_tells_its_allowance_once_by_the_newest_row(home: UUID) -> None:
    later = date(2019, 10, 1)
    raised = row(pid=GRANDMOTHER, paid_by="อบต.", monthly_amount=800.0, since="2011-10")
    attach("elderly_allowance", raised, as_of=later)
    allowance = [one for one in record(home).help if one.kind is HelpKind.ALLOWANCE]
    assert [(one.amount, one.source.as_of) for one in allowance] == [(800.0, later)]


def test_welfare_registration_and_validation_are_personal(home: UUID) -> None:
    eldest, youngest = record(home).members
    assert (eldest.welfare_registered, eldest.welfare_validated) == (True, True)
    assert (youngest.welfare_registered, youngest.welfare_validated) == (True, False)
    assert youngest.disability == ("การได้ยิน",)


def test_the_spelling_of_each_register_stays_in_the_history(home: UUID) -> None:
    history = record(home).members[0].history
    assert [(one.identity.first_name, one.source.register) for one in history if one.identity.first_name != "สมศรี"] == [
        ("ศมศรี", "state_welfare")
    ]


def test_a_day_in_the_past_shows_what_was_known_then(home: UUID) -> None:
    before_welfare = record(home, as_of=date(2018, 9, 30))
    assert [one.register for one in before_welfare.registers] == ["bmn_survey"]
    assert before_welfare.help == ()
    assert record(home, as_of=date(2018, 1, 1)).members == ()


def test_who_left_is_former_and_their_facts_no_longer_count(home: UUID) -> None:
    later = date(2020, 6, 1)
    attach("bmn_survey", row(pid=GRANDMOTHER, bmn9=1, **HOUSE), as_of=later)
    now = record(home)
    assert [one.identity.first_name for one in now.members] == ["สมศรี"]
    assert [one.identity.first_name for one in now.former] == ["ก้อง"]
    assert {one.name: one.answer for one in now.dimensions}["education"] is Answer.UNKNOWN
    then = record(home, as_of=date(2019, 1, 1))
    assert len(then.members) == 2


def test_a_row_in_doubt_is_named_by_its_register_and_says_nothing(home: UUID) -> None:
    attach("provincial_aid", row("ประเสริฐ", "จันทร์ดี", pid=GRANDSON, aid_kind="ทุน", amount=9999.0))
    seen = record(home)
    assert [one.under_review for one in seen.members] == [(), ("provincial_aid",)]
    assert "9999" not in repr(seen)
    assert "ประเสริฐ" not in repr(household_told(viewer=PHUKET, household_id=home))


def test_registers_are_named_with_their_cut_and_the_number_of_rows(home: UUID) -> None:
    told = {one.register: (one.rows, one.as_of, one.label.th) for one in record(home).registers}
    assert told["provincial_aid"][0] == 2
    assert told["bmn_survey"][:2] == (2, date(2018, 6, 1))
    assert all(label for _, _, label in told.values())


def test_the_reading_is_in_the_audit_before_the_answer(home: UUID) -> None:
    record(home)
    entry = Entry.objects.get(act="read_household")
    assert (entry.actor, entry.subject, entry.grant) == ("account", f"household:{home}", "grant")
    assert "dimensions" in entry.fields


def test_nobody_reads_when_the_audit_cannot_be_written(home: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**act: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("samutphok.logbook.queries.household.record_act", refuse)
    with pytest.raises(OSError, match="disk full"):
        record(home)
