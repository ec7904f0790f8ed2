"""Rows that no number places are likened to the people known: joined when clear, asked about when likely, else left."""

from typing import Any

import pytest
from register_rows import LISTED, NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role
from samutphok.linkage.actions import (
    attach_batch,
    decide_review,
    ignore,
    liken_batch,
    rebuild_people,
    undo_batch,
    unlink,
)
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.things import Thing
from samutphok.linkage.models import Described, Frequency, Likeness, LinkDecision, Matching, Review
from samutphok.registry.models import Person, SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db]

HOUSE = {"house_code": "83010000017", "family_no": "1"}
BORN = {"sex": "F", "birth_date": "1957-03-14"}
CROWD = [
    row(
        f"{first}{number}",
        f"{last}{number % 7}",
        pid=synthetic_pid(100 + number),
        house_code=f"8301{number:07d}",
        family_no="1",
        sex="FM"[number % 2],
        birth_date=f"{1940 + number % 60}-{1 + number % 12:02d}-{1 + number % 28:02d}",
    )
    for number, (first, last) in enumerate([("มานะ", "ใจดี"), ("ปิติ", "ชูศรี"), ("วีระ", "แสงทอง")] * 160)
]
SOMSRI = row(pid=synthetic_pid(1), **HOUSE, **BORN)


def attach(register: str, *rows: dict[str, Any], **batch: Any) -> Any:
    key = stage(register, rows, **batch)
    attach_batch(key, now=NOW)
    return key


def like(batch: Any) -> Any:
    return liken_batch(batch, now=NOW)


@pytest.fixture
def village() -> Any:
    """A survey of a hundred and more families, all with numbers."""
    key = attach("bmn_survey", SOMSRI, *CROWD)
    like(key)
    return key


def test_a_row_without_a_number_joins_whom_it_clearly_speaks_of(village: Any) -> None:
    found = like(attach("state_welfare", row(**BORN)))
    record = SourceRecord.objects.get(register="state_welfare")
    decision = LinkDecision.objects.get()
    assert (record.state, record.person) == ("linked", Person.objects.get(first_name="สมศรี"))
    assert (decision.kind, decision.by, decision.model.split("@")[0]) == ("link", "", "people-2569")
    assert decision.probability is not None
    assert decision.probability > 0.99
    assert {"first_name:spelling", "birth:day", "area:tambon"} <= set(decision.evidence)
    assert (found.linked, found.asked) == (1, 0)
    assert Matching.objects.get(batch=record.batch).state == "done"


def test_twins_are_never_joined_unseen(village: Any) -> None:
    like(attach("state_welfare", row("สมใจ", **BORN)))
    assert not LinkDecision.objects.exists()
    review = Review.objects.get()
    assert (review.kind, review.reasons, review.person) == (
        "likelihood",
        ["likely"],
        Person.objects.get(first_name="สมศรี"),
    )
    assert review.candidates[0]["levels"]["first_name"] == "other"
    assert review.probability == review.candidates[0]["probability"] > 0.5


def test_a_slip_that_could_be_the_twin_is_asked_about(village: Any) -> None:
    like(attach("state_welfare", row("สมศรา", **BORN)))
    assert not LinkDecision.objects.exists()
    assert Review.objects.get().candidates[0]["levels"]["first_name"] == "close"


def test_a_stranger_stays_apart_and_nobody_is_asked(village: Any) -> None:
    like(attach("state_welfare", row("จันทร์", "อื่นไกล", sex="M", birth_date="1990-01-01")))
    assert SourceRecord.objects.get(register="state_welfare").state == "unlinked"
    assert not Review.objects.exists()


def test_a_survey_row_without_a_number_becomes_the_person_known_and_its_own_person_points_there(village: Any) -> None:
    like(attach("bmn_survey", row(**HOUSE, **BORN), as_of=LISTED))
    known = Person.objects.get(first_name="สมศรี", survivor=None)
    assert Person.objects.get(survivor__isnull=False).survivor == known
    assert rebuild_people(now=NOW) == 0


def test_an_ignore_survives_every_later_run(village: Any) -> None:
    like(attach("state_welfare", row("สมใจ", **BORN)))
    review = Review.objects.get()
    worker = viewer(Role.PROVINCE, "83")
    decide_review(viewer=worker, review_id=review.pk, outcome=Ruling.DIFFERENT, version=review.version, now=NOW)
    for register in ("disability", "elderly_allowance"):
        like(attach(register, row("สมใจ", **BORN)))
    review.refresh_from_db()
    assert review.outcome == "different"
    assert LinkDecision.objects.filter(kind="ignore", by="account").count() == 1
    assert SourceRecord.objects.get(register="state_welfare").state == "unlinked"


def test_a_model_never_joins_again_what_somebody_parted(village: Any) -> None:
    like(attach("state_welfare", row(**BORN)))
    worker = viewer(Role.PROVINCE, "83")
    record = SourceRecord.objects.get(register="state_welfare")
    somsri = Person.objects.get(first_name="สมศรี")
    unlink(viewer=worker, left=Thing.record(record.pk), right=Thing.person(somsri.pk), now=NOW)
    like(attach("disability", row("ใคร", "อื่น")))
    record.refresh_from_db()
    assert (record.state, record.person) == ("unlinked", None)
    assert rebuild_people(now=NOW) == 0


def test_a_worker_answers_a_question_of_likeness_by_a_link(village: Any) -> None:
    like(attach("state_welfare", row("สมศรา", **BORN)))
    review = Review.objects.get()
    worker = viewer(Role.PROVINCE, "83")
    decide_review(viewer=worker, review_id=review.pk, outcome=Ruling.SAME, version=review.version, now=NOW)
    record = SourceRecord.objects.get(register="state_welfare")
    assert record.person == Person.objects.get(pk=review.person_id)
    assert LinkDecision.objects.get().by == "account"
    like(attach("disability", row("ใคร", "อื่น")))
    record.refresh_from_db()
    assert record.state == "linked"


def test_what_a_batch_brought_leaves_with_it(village: Any) -> None:
    batch = attach("state_welfare", row(**BORN), row("สมใจ", **BORN))
    like(batch)
    from samutphok.intake.models import Batch

    Batch.objects.filter(pk=batch).update(status="undoing")
    undo_batch(batch, now=NOW)
    like(village)
    assert Described.objects.filter(thing__startswith="record").count() == 0
    assert Likeness.objects.count() == 0
    assert not Review.objects.filter(outcome="open").exists()
    assert SourceRecord.every.filter(state="linked").count() == 0


def test_a_run_after_which_nothing_was_said_changes_nothing(village: Any) -> None:
    batch = attach("state_welfare", row(**BORN), row("สมใจ", **BORN))
    like(batch)
    before = [list(kind.objects.order_by("pk").values()) for kind in (LinkDecision, Review, Likeness, Frequency)]
    found = like(batch)
    assert (found.compared, found.linked, found.parted) == (0, 0, 0)
    assert [
        list(kind.objects.order_by("pk").values()) for kind in (LinkDecision, Review, Likeness, Frequency)
    ] == before


def test_two_with_numbers_of_their_own_are_never_likened(village: Any) -> None:
    like(attach("state_welfare", row(pid=synthetic_pid(2), **BORN)))
    assert not Likeness.objects.exists()
    like(attach("disability", row(**BORN)))  # it could be either: nobody is joined, both are named
    assert not LinkDecision.objects.exists()
    assert len(Review.objects.get().candidates) == 2


def test_people_told_apart_are_told_apart_for_rows_between_them(village: Any) -> None:
    like(attach("state_welfare", row(**BORN)))
    like(attach("bmn_survey", row(**HOUSE, **BORN), as_of=LISTED))
    assert Person.objects.filter(survivor__isnull=False).count() == 1
    worker = viewer(Role.PROVINCE, "83")
    known, other = Person.objects.get(first_name="สมศรี", survivor=None), Person.objects.get(survivor__isnull=False)
    ignore(viewer=worker, left=Thing.person(known.pk), right=Thing.person(other.pk), now=NOW)
    assert Person.objects.filter(survivor__isnull=False).count() == 0
