"""A second person answers blind; a third settles; a decision is taken back: what stands afterwards in the registry."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Viewer
from samutphok.linkage.actions import attach_batch, decide_review, look_again, pass_review, reopen_review
from samutphok.linkage.actions import deciding as deciding_room
from samutphok.linkage.actions.weighing_questions import people_in_question, weigh_questions
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.gain import Stakes
from samutphok.linkage.errors import NotDecided, ReviewNotFound, ReviewStale
from samutphok.linkage.models import Review, SecondLook
from samutphok.linkage.queries import agreement_page, desk
from samutphok.registry.models import Person, SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SAME, DIFFERENT = Ruling.SAME, Ruling.DIFFERENT


def somebody(name: str, area: str = "83") -> Viewer:
    return replace(viewer(area), account_id=name)


FIRST, SECOND, THIRD = (somebody(name) for name in ("first", "second", "third"))


@pytest.fixture
def asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding_room, "asked_again", lambda **_: True)


def question(number: int = 1, *, place: int = 1, sex: str = "M") -> Review:
    pid, house = synthetic_pid(number), {"house_code": f"8301000{place:04d}", "family_no": "1"}
    attach_batch(stage("bmn_survey", [row(pid=pid, sex="F", birth_date="1957-03-14", **house)]), now=NOW)
    other = {"first_name": "ประเสริฐ", "last_name": "จันทร์ดี", "sex": sex, "validated": 1}
    attach_batch(stage("state_welfare", [row(pid=pid, **other)]), now=NOW)
    return Review.objects.get(record__pid_index=SourceRecord.objects.latest("pk").pid_index)


def decide(review: Review, outcome: Ruling, who: Viewer = FIRST) -> SecondLook | None:
    decide_review(viewer=who, review_id=review.pk, outcome=outcome, version=review.version, now=NOW)
    review.refresh_from_db()
    return SecondLook.objects.filter(review=review).exclude(state="dropped").first()


def again(look: SecondLook | None, outcome: Ruling, who: Viewer) -> None:
    assert look is not None
    look_again(viewer=who, look_id=look.pk, outcome=outcome, version=look.version, now=NOW)
    look.refresh_from_db()
    look.review.refresh_from_db()


def test_what_is_not_there_and_what_one_has_spoken_of_look_alike(asked_twice: None) -> None:
    with pytest.raises(ReviewNotFound):
        look_again(viewer=SECOND, look_id=uuid4(), outcome=SAME, version=1, now=NOW)
    look = decide(question(), SAME)
    for who in (FIRST, somebody("far", "84")):
        with pytest.raises(ReviewNotFound):
            again(look, SAME, who)
    with pytest.raises(ReviewNotFound):
        pass_review(viewer=somebody("far", "84"), review_id=question(2, place=2).pk, now=NOW)


def test_two_who_agree_are_done_and_nothing_changes(asked_twice: None) -> None:
    look = decide(question(), SAME)
    again(look, SAME, SECOND)
    assert look
    assert (look.state, look.review.outcome, look.review.decided_by) == ("done", "same", "first")
    with pytest.raises(ReviewStale):
        again(look, SAME, THIRD)


@pytest.mark.parametrize(("third", "people"), [(DIFFERENT, 2), (SAME, 1)])
def test_a_third_word_settles_and_the_registry_follows(asked_twice: None, third: Ruling, people: int) -> None:
    look = decide(question(), SAME)
    again(look, DIFFERENT, SECOND)
    assert look
    assert (look.state, Person.objects.count()) == ("third", 1)
    with pytest.raises(ReviewNotFound):
        again(look, third, SECOND)
    again(look, third, THIRD)
    assert (look.state, look.review.outcome, Person.objects.count()) == ("done", third.value, people)


def test_the_second_person_sees_the_question_as_it_was_and_not_that_it_was_answered(asked_twice: None) -> None:
    before = desk(viewer=SECOND).question if (asked := question()) else None
    decide(asked, SAME)
    seen = desk(viewer=SECOND).question
    assert before and seen  # noqa: PT018 -- one thought
    assert (seen.id, seen.claimed, seen.candidates) == (before.id, before.claimed, before.candidates)
    assert desk(viewer=FIRST).question is None


@pytest.mark.parametrize(("outcome", "people"), [(SAME, 1), (DIFFERENT, 2)])
def test_a_decision_taken_back_leaves_everything_as_before_it(asked_twice: None, outcome: Ruling, people: int) -> None:
    asked = question()
    before = list(SourceRecord.objects.order_by("pk").values_list("person_id", "state"))
    decide(asked, outcome)
    assert Person.objects.count() == people
    with pytest.raises(ReviewStale):
        reopen_review(viewer=FIRST, review_id=asked.pk, version=1, now=NOW)
    reopen_review(viewer=FIRST, review_id=asked.pk, version=2, now=NOW)
    assert list(SourceRecord.objects.order_by("pk").values_list("person_id", "state")) == before
    assert Person.objects.count() == 1
    assert SecondLook.objects.get().state == "dropped"
    with pytest.raises(NotDecided):
        reopen_review(viewer=FIRST, review_id=asked.pk, version=3, now=NOW)
    asked.refresh_from_db()
    decide(asked, outcome)
    assert Person.objects.count() == people


def test_the_queue_is_ordered_by_what_an_answer_saves_and_what_one_passed_comes_last() -> None:
    plain, listed = question(1, place=1), question(2, place=2)
    assert people_in_question() == {plain.person_id, listed.person_id}
    stakes = {listed.person_id: Stakes(listed=True, open_case=True)}
    assert weigh_questions(stakes=stakes, now=NOW) == 2  # type: ignore[arg-type]  -- both have a person
    assert weigh_questions(stakes=stakes, now=NOW) == 0  # type: ignore[arg-type]
    order = [desk(viewer=FIRST, place=place).question for place in (1, 2)]
    assert [one.id for one in order if one] == [listed.pk, plain.pk]
    for _ in range(2):
        pass_review(viewer=FIRST, review_id=listed.pk, now=NOW)
    order = [desk(viewer=FIRST, place=place).question for place in (1, 2)]
    assert [one.id for one in order if one] == [plain.pk, listed.pk]
    first_of_another = desk(viewer=SECOND).question
    assert first_of_another
    assert first_of_another.id == listed.pk


def test_agreement_is_told_by_office_and_not_of_few(asked_twice: None) -> None:
    for number in range(1, 12):
        look = decide(question(number, place=number), SAME)
        again(look, SAME if number > 2 else DIFFERENT, SECOND)
    day = NOW.date()
    found = agreement_page(viewer=FIRST, since=day - timedelta(1), until=day + timedelta(1))
    assert [one.office for one in found.offices] == ["8301"]
    assert found.together.agreement
    assert found.together.agreement.value == pytest.approx(9 / 11)
    assert (found.together.table.pairs, found.together.waiting) == (11, 2)
    assert agreement_page(viewer=somebody("far", "84"), since=day, until=day).offices == ()
    early = agreement_page(viewer=FIRST, since=day - timedelta(9), until=day - timedelta(8))
    assert (early.together.table.pairs, early.together.agreement) == (0, None)
