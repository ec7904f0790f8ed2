"""Deciding in the browser whether a row in doubt is the person whose number it carries."""

import re
from uuid import uuid4

import pytest
from desk_office import log_in
from django.test import Client
from register_rows import NOW, row, stage, synthetic_pid

from samutphok.access.domain import Role
from samutphok.areas.actions import note_areas
from samutphok.linkage.actions import attach_batch
from samutphok.linkage.models import Review

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def question() -> Review:
    note_areas({"83010101"}, seen_on=NOW.date())
    who = {"pid": synthetic_pid(1), "area_code": "83010101"}
    somsri = row("สมศรี", "ทองคำ", sex="F", birth_date="1957-03-14", house_code="83010000017", family_no="1", **who)
    attach_batch(stage("bmn_survey", [somsri]), now=NOW)
    attach_batch(stage("state_welfare", [row("ประเสริฐ", "จันทร์ดี", sex="M", validated=1, **who)]), now=NOW)
    return Review.objects.get()


def test_a_question_that_does_not_exist_is_not_found(client: Client) -> None:
    log_in(client)
    assert client.post(f"/reviews/{uuid4()}/decide", {"outcome": "same", "version": "1"}).status_code == 404


def test_whoever_may_not_decide_there_finds_nothing(client: Client, question: Review) -> None:
    log_in(client, Role.AMPHOE, "8303")
    assert "ประเสริฐ" not in client.get("/reviews/").content.decode()
    answer = client.post(f"/reviews/{question.pk}/decide", {"outcome": "same", "version": "1"})
    assert answer.status_code == 404


@pytest.mark.parametrize("fields", [{}, {"outcome": "perhaps", "version": "1"}, {"outcome": "same", "version": "x"}])
def test_a_decision_that_is_none_is_refused(client: Client, question: Review, fields: dict[str, str]) -> None:
    log_in(client)
    assert client.post(f"/reviews/{question.pk}/decide", fields).status_code == 422
    question.refresh_from_db()
    assert question.outcome == Review.Outcome.OPEN


def test_a_question_that_somebody_has_changed_meanwhile_says_so(client: Client, question: Review) -> None:
    log_in(client)
    answer = client.post(f"/reviews/{question.pk}/decide", {"outcome": "same", "version": "0"})
    assert answer.status_code == 412
    assert "data-problem" in answer.content.decode()


def test_both_sides_stand_beside_each_other_and_differences_are_marked_and_explained(
    client: Client, question: Review
) -> None:
    log_in(client)
    text = client.get("/reviews/").content.decode()
    lines = re.findall(
        r'<tr><th scope="row">([^<]+)</th><td>(.*?)</td><td class="is-(\w+)">(.*?)</td></tr>', text, re.DOTALL
    )
    found = {word: (claimed, verdict, other) for word, claimed, verdict, other in lines}
    verdicts = {word: verdict for word, (_, verdict, _) in found.items()}
    assert verdicts == {
        "เลขประจำตัว": "same",
        "คำนำหน้า": "silent",
        "ชื่อ": "other",
        "นามสกุล": "other",
        "เพศ": "other",
        "เกิด": "silent",
        "พื้นที่": "same",
    }
    assert found["ชื่อ"][0] == "<mark>ประเสริฐ</mark>"
    for said in ("<mark>สมศรี</mark>", "คนละชื่อ", "ค้านมาก"):
        assert said in found["ชื่อ"][2]


def test_whoever_is_not_sure_leaves_it_to_others_and_it_stays_open(client: Client, question: Review) -> None:
    log_in(client)
    answer = client.post(f"/reviews/{question.pk}/decide", {"outcome": "pass", "version": "1"}, follow=True)
    assert "ให้คนอื่นดูก่อนแล้ว" in answer.content.decode()
    question.refresh_from_db()
    assert (question.outcome, question.passed.count()) == (Review.Outcome.OPEN, 1)


def test_the_last_decision_is_taken_back_and_the_question_is_open_again(client: Client, question: Review) -> None:
    log_in(client)
    client.post(f"/reviews/{question.pk}/decide", {"outcome": "same", "version": "1"})
    text = client.get("/reviews/").content.decode()
    assert f"/reviews/{question.pk}/reopen" in text
    assert client.post(f"/reviews/{question.pk}/reopen", {"version": "1"}).status_code == 412
    answer = client.post(f"/reviews/{question.pk}/reopen", {"version": "2"}, follow=True)
    assert "ถอนคำตัดสินแล้ว" in answer.content.decode()
    question.refresh_from_db()
    assert (question.outcome, question.version, question.decided_by) == (Review.Outcome.OPEN, 3, "")
    assert client.post(f"/reviews/{question.pk}/reopen", {"version": "3"}).status_code == 409


def test_who_decided_what_is_told_inside_the_area_alone(client: Client, question: Review) -> None:
    log_in(client)
    client.post(f"/reviews/{question.pk}/decide", {"outcome": "different", "version": "1"})
    assert "ประเสริฐ" in client.get("/reviews/decided/").content.decode()
    log_in(client, Role.AMPHOE, "8303", username="other")
    assert "ประเสริฐ" not in client.get("/reviews/decided/").content.decode()


@pytest.mark.parametrize(("outcome", "told"), [("same", "เชื่อมข้อมูลแล้ว"), ("different", "แยกเป็นคนละคน")])
def test_a_decision_is_kept_and_told(client: Client, question: Review, outcome: str, told: str) -> None:
    log_in(client)
    version = re.search(r'name="version" value="(\d+)"', client.get("/reviews/").content.decode())
    assert version
    fields = {"outcome": outcome, "version": version.group(1)}
    answer = client.post(f"/reviews/{question.pk}/decide", fields, follow=True)
    assert told in answer.content.decode()
    question.refresh_from_db()
    assert question.outcome == outcome
