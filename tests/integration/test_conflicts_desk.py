"""Deciding between two visits at the desk: out of reach like absent, a stale choice refused with words, nothing dropped."""

import re
from uuid import UUID, uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from page_rules import breaches
from visit_office import Filled, make_form, tell, volunteer

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry
from samutphok.logbook.models import Conflict, Contradiction, Visit

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def families() -> Families:
    make_form()
    return make_families(drawn=False)


def differ(household: UUID, **asked: tuple[str, str]) -> tuple[UUID, UUID]:
    """Two volunteers who both knew version 1 answer each question otherwise."""
    known = Visit.objects.count()
    people = volunteer(f"somsri{known}"), volunteer(f"mana{known}")
    sent = [
        tell(who, Filled(household, {name: said[side] for name, said in asked.items()}, base=1), later=side)
        for side, who in enumerate(people)
    ]
    return sent[0], sent[1]


def conflict() -> Conflict:
    return Conflict.objects.get(closed_at=None)


def decide(client: Client, found: Conflict, **answers: UUID | str) -> HttpResponse:
    sent = {f"answer::{fact}": str(visit) for fact, visit in answers.items()}
    return client.post(reverse("conflict_decide", args=[found.id]), {"edition": found.edition, **sent})


def text(response: HttpResponse) -> str:
    return re.sub(r"<[^>]+>", "", response.content.decode())


def test_a_conflict_that_is_not_there_and_one_out_of_reach_look_alike(families: Families) -> None:
    differ(families.target, bmn9=("1", "0"))
    beside, volunteers = Client(), Client()
    log_in(beside, Role.TAMBON, "830303", username="beside")
    log_in(volunteers, Role.VOLUNTEER, "830101", username="door")
    for client in (beside, volunteers):
        for found in (conflict().id, uuid4()):
            assert client.get(reverse("conflict", args=[found])).status_code == 404
            assert client.post(reverse("conflict_decide", args=[found]), {"edition": 1}).status_code == 404
    assert "สมชาย" not in text(beside.get(reverse("conflicts")))
    assert volunteers.get(reverse("conflicts")).status_code == 404
    assert conflict().edition == 1


def test_a_choice_of_nothing_is_answered_with_words_and_the_same_questions(families: Families) -> None:
    differ(families.target, bmn9=("1", "0"))
    client = Client()
    log_in(client, Role.TAMBON, "830101")
    for answers in ({}, {"bmn9": ""}, {"bmn9": uuid4()}, {"bmn9": "no id"}, {"needs_words": uuid4()}):
        answer = decide(client, conflict(), **answers)
        assert answer.status_code == 422
        assert "ยังไม่ได้เลือกคำตอบ" in text(answer)
        assert f'name="answer::bmn9" value="{Visit.objects.earliest("received_at").id}"' in answer.content.decode()
    assert client.post(reverse("conflict_decide", args=[conflict().id]), {"edition": "x"}).status_code == 422
    assert Visit.objects.count() == 2


def test_the_page_shows_who_said_what_and_how_the_answers_differ(families: Families) -> None:
    differ(families.target, income=("12000", "9000"), bmn9=("1", "0"))
    client = Client()
    log_in(client, Role.AMPHOE, "8301")
    assert "สมชาย" in text(client.get(reverse("conflicts")))
    shown = text(client.get(reverse("conflict", args=[conflict().id])))
    for told in ("ผู้เยี่ยม somsri0", "ผู้เยี่ยม mana0", "12,000", "9,000", "ห่างกัน 3,000", "ผ่านเกณฑ์", "คำตอบตรงข้ามกัน"):
        assert told in shown
    assert Entry.objects.filter(act="read_conflict", subject=f"household:{families.target}").count() == 1


def test_a_decision_is_one_more_entry_and_what_is_left_open_stays_open(families: Families) -> None:
    first, second = differ(families.target, income=("12000", "9000"), bmn9=("1", "0"))
    client = Client()
    log_in(client, Role.TAMBON, "830101")
    found = conflict()
    said = {row.id: row.answers for row in Visit.objects.all()}
    assert decide(client, found, bmn9=second, income_per_person="").status_code == 302
    assert [fact for _subject, fact, _said in conflict().facts] == ["income_per_person"]
    assert {row.id: row.answers for row in Visit.objects.filter(pk__in=said)} == said
    decision = Visit.objects.exclude(pk__in=said).get()
    assert (decision.answers, decision.over) == ([["", "bmn9", "0"]], sorted([str(first), str(second)]))
    assert Entry.objects.filter(act="resolve_conflict").count() == 1
    answer = decide(client, conflict(), income_per_person=first)
    assert answer.headers["Location"] == reverse("conflicts")
    assert not Conflict.objects.filter(closed_at=None).exists()
    closed = text(client.get(reverse("conflict", args=[found.id])))
    assert "เรื่องนี้ตัดสินแล้ว" in closed


def test_whoever_decides_on_an_old_page_is_told_so_and_sees_the_new_one(families: Families) -> None:
    first, _second = differ(families.target, bmn9=("1", "0"))
    client = Client()
    log_in(client, Role.TAMBON, "830101")
    seen = conflict()
    third = volunteer("third")
    tell(third, Filled(families.target, {"bmn11": "0"}, base=1), later=5)
    tell(volunteer("fourth"), Filled(families.target, {"bmn11": "1"}, base=1), later=6)
    assert conflict().edition > seen.edition
    answer = decide(client, seen, bmn9=first)
    assert answer.status_code == 412
    assert "มีคำตอบใหม่หรือมีผู้ตัดสินไปแล้ว" in text(answer)
    assert "บ้านเป็นระเบียบ" in text(answer)
    assert f'name="edition" value="{conflict().edition}"' in answer.content.decode()
    assert Visit.objects.filter(met="decision").count() == 0


def test_after_a_decision_the_next_family_comes(families: Families) -> None:
    differ(families.target, bmn9=("1", "0"))
    differ(families.poor, bmn9=("1", "0"))
    client = Client()
    log_in(client, Role.TAMBON, "830101")
    one, other = Conflict.objects.order_by("opened_at")
    visit = UUID(one.facts[0][2][0][0])
    assert decide(client, one, bmn9=visit).headers["Location"] == reverse("conflict", args=[other.id])


def test_what_was_joined_by_itself_is_shown_and_can_be_set_aside(families: Families) -> None:
    people = volunteer("somsri"), volunteer("mana")
    tell(people[0], Filled(families.target, {"bmn9": "1"}, base=1))
    second = tell(people[1], Filled(families.target, {"bmn8": "0"}, base=1), later=1)
    beside, client = Client(), Client()
    log_in(beside, Role.TAMBON, "830303", username="beside")
    log_in(client, Role.TAMBON, "830101")
    assert beside.post(reverse("visit_aside", args=[second])).status_code == 404
    assert "ผู้เยี่ยม mana" in text(client.get(reverse("conflicts_joined")))
    assert client.post(reverse("visit_aside", args=[second])).status_code == 302
    assert "ผู้เยี่ยม mana" not in text(client.get(reverse("conflicts_joined")))
    assert Visit.objects.filter(pk=second).exists()


def test_findings_lead_to_the_family_and_are_narrowed_by_area_and_question(families: Families) -> None:
    teller = volunteer("somsri", "83", role=Role.PROVINCE)
    Contradiction.objects.all().delete()
    for number, (household, fact) in enumerate([(families.target, "bmn9"), (families.well, "bmn8")]):
        visit = tell(teller, Filled(household, {fact: "1"}, base=1))
        Contradiction.objects.create(
            household_id=household,
            kind="situation",
            fact=fact,
            said="1",
            visit_id=visit,
            register="bmn_survey",
            register_as_of="2026-06-01",
            register_value="0",
            opened_at=Visit.objects.get(pk=visit).taken_at,
        )
        assert Contradiction.objects.count() >= number + 1
    client, beside = Client(), Client()
    log_in(client, Role.VERIFIER, "83")
    log_in(beside, Role.TAMBON, "830303", username="beside")
    both = text(client.get(reverse("contradictions")))
    assert "สมชาย" in both
    assert "ประเสริฐ" in both
    for query in ({"fact": "bmn9"}, {"area": "830101"}):
        one = client.get(reverse("contradictions"), query)
        assert reverse("household", args=[families.target]) in one.content.decode()
        assert reverse("household", args=[families.well]) not in one.content.decode()
    assert "สมชาย" not in text(beside.get(reverse("contradictions")))
    assert client.get(reverse("contradictions"), {"fact": "<script>"}).status_code == 422
    assert Entry.objects.filter(act="read_contradictions").count() >= 3


def test_the_pages_keep_the_rules_for_pages(families: Families) -> None:
    differ(families.target, income=("12000", "9000"), bmn9=("1", "0"), village=("83010101", "83010102"))
    client = Client()
    log_in(client, Role.PROVINCE, "83")
    addresses = [reverse(name) for name in ("conflicts", "conflicts_joined", "contradictions")]
    for address in [*addresses, reverse("conflict", args=[conflict().id])]:
        client.get(address)  # what a process keeps is asked once
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        queries = sum(not re.match("(SAVEPOINT|RELEASE|BEGIN|COMMIT)", one["sql"]) for one in asked.captured_queries)
        assert list(breaches(answer, queries=queries)) == [], address
