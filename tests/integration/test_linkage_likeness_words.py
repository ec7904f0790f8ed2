"""A worker's word about a question of likeness: one line of the log for each person whom it speaks of, taken back as one."""

from uuid import uuid4

import pytest
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role
from samutphok.linkage.actions import attach_batch, decide_review, reopen_review, take_back
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.things import Thing
from samutphok.linkage.errors import UnknownThing
from samutphok.linkage.models import LinkDecision, Review
from samutphok.registry.models import Person, SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WORKER = viewer(Role.PROVINCE, "83")
LEVELS = {"first_name": "close", "birth": "day", "sex": ""}
MET = ["birth:day", "first_name:close"]  # a part of which nothing is known is no evidence


@pytest.fixture
def question() -> Review:
    """A welfare row that may be สมศรี (0.8) or สมใจ (0.6)."""
    house = {"house_code": "83010000017", "family_no": "1"}
    people = [row(name, pid=synthetic_pid(n), **house) for n, name in enumerate(("สมศรี", "สมใจ", "มานะ"), 1)]
    attach_batch(stage("bmn_survey", people), now=NOW)
    attach_batch(stage("state_welfare", [row("สมศรา")]), now=NOW)
    record = SourceRecord.objects.get(register="state_welfare")
    candidates = [
        {"thing": str(thing(name)), "probability": sure, "bits": 9.0, "levels": LEVELS}
        for name, sure in (("สมศรี", 0.8), ("สมใจ", 0.6))
    ]
    return Review.objects.create(
        record=record,
        person=Person.objects.get(first_name="สมศรี"),
        area_code=record.area_code,
        kind=Review.Kind.LIKELIHOOD,
        reasons=["likely"],
        probability=0.8,
        candidates=candidates,
        created_at=NOW,
    )


def thing(name: str) -> Thing:
    return Thing.person(Person.objects.get(first_name=name).pk)


def decide(question: Review, outcome: Ruling, candidate: str = "") -> None:
    version = Review.objects.get(pk=question.pk).version
    decide_review(viewer=WORKER, review_id=question.pk, outcome=outcome, version=version, candidate=candidate, now=NOW)


def reopen(question: Review) -> None:
    version = Review.objects.get(pk=question.pk).version
    reopen_review(viewer=WORKER, review_id=question.pk, version=version, now=NOW)


def said() -> list[tuple[str, str, str]]:
    """The words that stand, by kind and sides."""
    back = LinkDecision.objects.filter(kind="withdraw").values("withdraws")
    words = LinkDecision.objects.exclude(kind="withdraw").exclude(pk__in=back)
    return sorted(words.values_list("kind", "left", "right"))


def row_of(question: Review) -> tuple[str, str]:
    record = SourceRecord.objects.get(pk=question.record_id)
    names = dict(zip((one["thing"] for one in question.candidates), ("สมศรี", "สมใจ"), strict=True))
    return record.state, names[str(Thing.person(record.person_id))] if record.person_id else ""


def test_whom_nobody_was_asked_about_cannot_be_named(question: Review) -> None:
    for stranger in (str(thing("มานะ")), str(Thing.person(uuid4())), "nobody"):
        with pytest.raises(UnknownThing):
            decide(question, Ruling.SAME, stranger)
    question.refresh_from_db()
    assert (question.outcome, question.version, question.decided_by) == ("open", 1, "")
    assert said() == []


@pytest.mark.parametrize(("named", "who", "sure"), [("", "สมศรี", 0.8), ("สมใจ", "สมใจ", 0.6)])
def test_the_row_is_whom_the_worker_names_else_the_likeliest(
    question: Review, named: str, who: str, sure: float
) -> None:
    chosen = thing(who)
    decide(question, Ruling.SAME, str(chosen) if named else "")
    assert row_of(question) == ("linked", who)
    word = LinkDecision.objects.get()  # nothing is said of the other
    assert (word.kind, word.left, word.right) == ("link", str(chosen), str(Thing.record(question.record_id)))
    assert (word.evidence, word.probability, word.by, word.model) == (MET, sure, WORKER.account_id, "")
    question.refresh_from_db()
    assert (question.outcome, question.version, question.person_id) == ("same", 2, chosen.uuid)
    assert (question.decided_by, question.decided_at) == (WORKER.account_id, NOW)


def test_none_of_them_is_a_word_about_each(question: Review) -> None:
    decide(question, Ruling.DIFFERENT)
    right = str(Thing.record(question.record_id))
    assert said() == sorted(("ignore", str(thing(name)), right) for name in ("สมศรี", "สมใจ"))
    assert row_of(question) == ("unlinked", "")
    question.refresh_from_db()
    assert (question.outcome, question.version, question.person) == (
        "different",
        2,
        Person.objects.get(first_name="สมศรี"),
    )


@pytest.mark.parametrize("outcome", [Ruling.SAME, Ruling.DIFFERENT])
def test_a_word_taken_back_leaves_nothing_but_the_log(question: Review, outcome: Ruling) -> None:
    decide(question, outcome, str(thing("สมใจ")))
    words = len(said())
    reopen(question)
    assert said() == []
    assert row_of(question) == ("unlinked", "")
    assert set(LinkDecision.objects.filter(kind="withdraw").values_list("reason", flat=True)) == {"reopened"}
    assert LinkDecision.objects.count() == 2 * words
    question.refresh_from_db()
    assert (question.outcome, question.version, question.decided_at, question.decided_by) == ("open", 3, None, "")


def test_only_the_newest_word_is_taken_back_and_the_next_is_one_of_its_own(question: Review) -> None:
    decide(question, Ruling.DIFFERENT)
    reopen(question)
    decide(question, Ruling.SAME)
    assert row_of(question) == ("linked", "สมศรี")
    reopen(question)
    assert said() == []
    decide(question, Ruling.SAME, str(thing("สมใจ")))
    assert row_of(question) == ("linked", "สมใจ")


def test_words_of_others_about_the_same_row_stand(question: Review) -> None:
    decide(question, Ruling.DIFFERENT)
    first = LinkDecision.objects.get(left=str(thing("สมใจ")))
    take_back(viewer=WORKER, decision_id=first.pk, reason="", now=NOW)
    reopen(question)  # what was taken back before is no second word
    assert LinkDecision.objects.filter(kind="withdraw").count() == 2
