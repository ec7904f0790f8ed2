"""Questions about rows in doubt: who sees them, who decides, and what follows."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry
from samutphok.foundation.privacy import unseal
from samutphok.linkage.actions import attach_batch, decide_review
from samutphok.linkage.domain.agreement import Reason
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.errors import AlreadyDecided, OtherOffice, ReviewNotFound, ReviewStale
from samutphok.linkage.queries import count_reviews, household_reviews, review, reviews
from samutphok.registry.models import Household, Identifier, Person, SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SOMSRI = synthetic_pid(1)
HOUSE = {"house_code": "83010000017", "family_no": "1"}
SURVEY_ROW = row(pid=SOMSRI, sex="F", birth_date="1957-03-14", **HOUSE)
OTHER = {"first_name": "ประเสริฐ", "last_name": "จันทร์ดี", "sex": "M", "pid": SOMSRI}
PHUKET = viewer("83")


def attach(register: str, *rows: dict[str, Any], **batch: Any) -> None:
    attach_batch(stage(register, rows, **batch), now=NOW)


def question() -> UUID:
    """A welfare row with the number of somebody in the survey, and another name and sex."""
    attach("bmn_survey", SURVEY_ROW)
    attach("state_welfare", row(**OTHER, validated=1))
    return reviews(viewer=PHUKET).reviews[0].id


def decide(review_id: UUID, outcome: Ruling, *, who=PHUKET, version: int = 1) -> None:
    decide_review(viewer=who, review_id=review_id, outcome=outcome, version=version, now=NOW)


def test_a_review_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(ReviewNotFound):
        decide(uuid4(), Ruling.SAME)


@pytest.mark.parametrize("who", [viewer("84"), viewer(), viewer("830101", role=Role.TAMBON)], ids=str)
def test_whoever_may_not_decide_there_is_told_the_same_as_if_it_were_absent(who) -> None:
    asked = question()
    with pytest.raises(ReviewNotFound):
        decide(asked, Ruling.SAME, who=who)
    with pytest.raises(ReviewNotFound):
        review(viewer=who, review_id=asked)
    assert (count_reviews(viewer=who), reviews(viewer=who).reviews) == (0, ())


def test_the_holder_in_another_province_is_not_shown_and_cannot_be_decided_about() -> None:
    attach("bmn_survey", SURVEY_ROW)
    attach("state_welfare", row(**OTHER | {"area_code": "84010101"}))
    neighbour = viewer("84")
    seen = reviews(viewer=neighbour).reviews[0]
    assert (seen.holder, seen.holder_id, seen.decidable) == (None, None, False)
    with pytest.raises(OtherOffice):
        decide(seen.id, Ruling.SAME, who=neighbour)
    decide(seen.id, Ruling.SAME, who=viewer("83", "84"))


def test_a_decision_on_an_old_version_is_stale() -> None:
    with pytest.raises(ReviewStale):
        decide(question(), Ruling.SAME, version=0)


def test_a_question_is_decided_once() -> None:
    asked = question()
    decide(asked, Ruling.DIFFERENT)
    with pytest.raises(ReviewStale):
        decide(asked, Ruling.SAME)
    with pytest.raises(AlreadyDecided):
        decide(asked, Ruling.SAME, version=2)


def test_the_question_shows_both_sides_and_what_differs() -> None:
    seen = review(viewer=PHUKET, review_id=question())
    assert (seen.claimed.first_name, seen.holder and seen.holder.first_name) == ("ประเสริฐ", "สมศรี")
    assert seen.reasons == (Reason.FIRST_NAME, Reason.SEX)
    assert (seen.source.register, seen.source.row_number, seen.decidable) == ("state_welfare", 1, True)


def test_same_joins_the_row_to_the_holder() -> None:
    decide(question(), Ruling.SAME)
    assert Person.objects.count() == 1
    assert SourceRecord.objects.get(register="state_welfare").person == Person.objects.get()
    assert count_reviews(viewer=PHUKET) == 0


def test_different_makes_another_person_who_shares_the_number() -> None:
    decide(question(), Ruling.DIFFERENT)
    shared = Identifier.objects.get(kind="pid_shared")
    assert shared.person.first_name == "ประเสริฐ"
    assert unseal(shared.sealed, bound_to=str(shared.person_id)) == SOMSRI
    assert Identifier.objects.get(kind="pid").person.first_name == "สมศรี"


def test_after_different_later_rows_join_whom_they_fit_and_nobody_is_asked_again() -> None:
    decide(question(), Ruling.DIFFERENT)
    attach("disability", row(**OTHER, disability_type="การเห็น"), row(pid=SOMSRI, sex="F"))
    joined = SourceRecord.objects.filter(register="disability").order_by("row_number")
    assert [record.person.first_name for record in joined if record.person] == ["ประเสริฐ", "สมศรี"]
    assert count_reviews(viewer=PHUKET) == 0


def test_after_same_a_later_row_may_look_like_either() -> None:
    decide(question(), Ruling.SAME)
    attach("disability", row(**OTHER), row(pid=SOMSRI, sex="F"))
    assert SourceRecord.objects.filter(person=Person.objects.get()).count() == 4


def test_a_row_listed_twice_by_one_survey_becomes_one_person_when_somebody_says_so() -> None:
    attach("bmn_survey", SURVEY_ROW, SURVEY_ROW)
    asked = reviews(viewer=PHUKET).reviews[0]
    assert asked.reasons == (Reason.SAME_SURVEY,)
    decide(asked.id, Ruling.SAME)
    person = Person.objects.get()
    assert person.records.count() == person.memberships.filter(valid_to=None).count() == 2


def test_a_question_that_another_register_answers_cannot_be_decided_any_more() -> None:
    asked = question()
    attach("bmn_survey", row(**OTHER, **HOUSE), as_of=date(2015, 6, 1))
    with pytest.raises(ReviewNotFound):
        decide(asked, Ruling.SAME)


def test_a_question_whose_reasons_changed_cannot_be_decided_on_its_old_version() -> None:
    attach("bmn_survey", SURVEY_ROW | {"sex": None})
    attach("state_welfare", row(**OTHER))
    asked = reviews(viewer=PHUKET).reviews[0]
    assert asked.reasons == (Reason.FIRST_NAME,)
    attach("disability", row(pid=SOMSRI, sex="F"))
    with pytest.raises(ReviewStale):
        decide(asked.id, Ruling.SAME, version=asked.version)
    assert review(viewer=PHUKET, review_id=asked.id).reasons == (Reason.FIRST_NAME, Reason.SEX)


def test_the_family_page_learns_that_a_row_is_in_doubt_and_not_what_it_says() -> None:
    question()
    home = Household.objects.get().id
    told = household_reviews(viewer=PHUKET, household_id=home)
    assert [(one.register, one.reasons) for one in told] == [("state_welfare", (Reason.FIRST_NAME, Reason.SEX))]
    assert "ประเสริฐ" not in repr(told)
    assert household_reviews(viewer=viewer("84"), household_id=home) == ()
    assert household_reviews(viewer=viewer("830101", role=Role.VOLUNTEER), household_id=home) == ()


def test_a_decision_is_audited_without_values() -> None:
    asked = question()
    decide(asked, Ruling.SAME)
    entry = Entry.objects.get(act="decide_link")
    assert (entry.actor, entry.subject, entry.outcome, entry.grant) == ("account", f"review:{asked}", "same", "grant")
