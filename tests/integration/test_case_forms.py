"""A form of a case that cannot be kept is shown again with every word, and says beside it what is wrong."""

from urllib.parse import urlencode
from uuid import UUID

import pytest
from case_office import case_with_plan
from desk_office import log_in, make_families
from django.http import HttpResponse
from django.test import Client
from register_rows import viewer

from samutphok.cases.domain.plan import Plan
from samutphok.cases.models import CaseAct
from samutphok.cases.queries import case_view

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def case(client: Client) -> tuple[UUID, Plan]:
    log_in(client)
    return case_with_plan(viewer("83"), make_families(drawn=False).poor)


@pytest.mark.parametrize("day", ["เมื่อวาน", "1/1/2599"])
def test_words_of_a_step_stay_when_its_day_cannot_be(client: Client, case: tuple[UUID, Plan], day: str) -> None:
    case_id, plan = case
    step = plan.steps[1].key
    sent = {"step": step, "state": "failed", "on": day, "said": "ครอบครัวไม่อยู่บ้าน"}
    page = client.post(f"/cases/{case_id}/step", sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert 'role="alert"' in text
    assert text.count("ครอบครัวไม่อยู่บ้าน") == 1  # in the form of this step alone
    assert f'id="on-{step}" name="on" value="{day}"' in text
    assert 'value="failed" checked' in text
    assert not CaseAct.objects.filter(name="step").exists()


def test_words_of_a_contact_and_a_note_stay(client: Client, case: tuple[UUID, Plan]) -> None:
    case_id, _plan = case
    page = client.post(f"/cases/{case_id}/contact", {"kind": "phone", "on": "31/2/2569", "said": "แม่รับสาย"})
    text = page.content.decode()
    assert page.status_code == 422
    assert all(word in text for word in ("แม่รับสาย", 'value="31/2/2569"', '<option value="phone" selected>'))
    page = client.post(f"/cases/{case_id}/note", {"said": "", "on": "1/11/2569"})
    assert (page.status_code, 'value="1/11/2569"' in page.content.decode()) == (422, True)
    assert not CaseAct.objects.filter(name__in=["contact", "note"]).exists()


def plan(client: Client, case_id: UUID, sent: dict[str, object]) -> HttpResponse:
    body = urlencode(sent, doseq=True)
    return client.post(f"/cases/{case_id}/plan", body, content_type="application/x-www-form-urlencoded")


def test_a_day_that_cannot_be_read_stays_while_two_plans_are_merged(client: Client, case: tuple[UUID, Plan]) -> None:
    case_id, written = case
    step, goal = written.steps[0], written.goals[0].key
    mine = {
        **{"version": 1, "goal": goal, f"goal-{goal}-text": "คำเดิมของแม่", "step": step.key},
        **{f"step-{step.key}-text": "ไปโรงเรียน", f"step-{step.key}-responsible": "family"},
        f"step-{step.key}-due_on": "พรุ่งนี้",
    }
    theirs = mine | {f"goal-{goal}-text": "ของเขา", f"step-{step.key}-due_on": "1/12/2569"}
    assert plan(client, case_id, theirs).status_code == 302
    page = plan(client, case_id, mine)
    assert (page.status_code, "พรุ่งนี้" in page.content.decode()) == (422, True)
    page = plan(client, case_id, mine | {f"step-{step.key}-due_on": "2/12/2569"})
    assert page.status_code == 412
    both = mine | {"version": 2, "merged": 1, f"take-{goal}-text": "both"}
    page = plan(client, case_id, both)
    text = page.content.decode()
    assert page.status_code == 422
    assert all(word in text for word in ("พรุ่งนี้", "คำเดิมของแม่\nของเขา"))


def test_a_choice_of_the_merge_holds_though_a_third_writes_meanwhile(client: Client, case: tuple[UUID, Plan]) -> None:
    case_id, written = case
    goal, other = written.goals[0].key, written.strengths[0].key
    mine = {"version": 1, "goal": goal, f"goal-{goal}-text": "คำเดิมของแม่"}
    assert plan(client, case_id, mine | {f"goal-{goal}-text": "ของเขา"}).status_code == 302
    assert plan(client, case_id, mine).status_code == 412
    third = {
        "version": 2,
        "goal": goal,
        f"goal-{goal}-text": "ของเขา",
        "strength": other,
        f"strength-{other}-text": "ที่สาม",
    }
    assert plan(client, case_id, third).status_code == 302
    chosen = mine | {"version": 2, "merged": 1, f"take-{goal}-text": "theirs"}
    page = plan(client, case_id, chosen)
    assert page.status_code == 412
    assert "คำเดิมของแม่" not in page.content.decode()
    assert case_view(viewer("83"), case_id).plan.goals[0].text == "ของเขา"
