"""Pages of cases: absent outside the area, few queries, and a stale plan that is merged instead of lost."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from case_office import case_with_plan
from desk_office import log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from register_rows import viewer

from samutphok.access.domain import Role
from samutphok.cases.queries import case_view

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGES = ("", "plan", "plan/versions", "plan/agree", "close", "plan.pdf")


def made(account_viewer):
    return case_with_plan(account_viewer, make_families(drawn=False).poor)


def test_a_case_looks_absent_outside_its_area(client: Client) -> None:
    case_id, _plan = made(viewer("83"))
    log_in(client, Role.AMPHOE, "8303")
    for page in PAGES:
        assert client.get(f"/cases/{case_id}/{page}").status_code == 404, page
    for act in ("step", "contact", "note", "confirm", "send-back", "reopen"):
        form = {"step": uuid4(), "state": "done", "kind": "phone", "on": "1/1/2569", "said": "x"}
        assert client.post(f"/cases/{case_id}/{act}", form).status_code == 404, act


def test_pages_are_read_with_few_queries_and_stay_small(client: Client) -> None:
    case_id, _plan = made(viewer("83"))
    log_in(client)
    for path in (
        "/cases/?whose=area",
        "/cases/?whose=nobody",
        "/cases/team",
        *(f"/cases/{case_id}/{one}" for one in PAGES),
    ):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(path)
        assert (page.status_code, len(page.content) < 100_000) == (200, True), path
        assert len(asked) <= 12, path


def test_a_stale_plan_is_shown_beside_the_other_and_kept_together(client: Client) -> None:
    log_in(client)
    case_id, plan = made(viewer("83"))
    goal = plan.goals[0].key
    mine = {"version": 1, "goal": goal, f"goal-{goal}-text": "ฉันเขียนว่าอย่างนี้"}
    theirs = mine | {f"goal-{goal}-text": "เขาเขียนว่าอย่างนั้น"}
    assert client.post(f"/cases/{case_id}/plan", theirs).status_code == 302
    page = client.post(f"/cases/{case_id}/plan", mine)
    text = page.content.decode()
    assert page.status_code == 412
    assert "ฉันเขียนว่าอย่างนี้" in text
    assert "เขาเขียนว่าอย่างนั้น" in text
    both = mine | {"version": 2, "merged": 1, f"take-{goal}-text": "both"}
    answer = client.post(f"/cases/{case_id}/plan", urlencode(both), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    kept = case_view(viewer("83"), case_id)
    assert kept.plan.goals[0].text == "ฉันเขียนว่าอย่างนี้\nเขาเขียนว่าอย่างนั้น"


def test_a_form_that_cannot_be_read_keeps_every_word(client: Client) -> None:
    log_in(client)
    case_id, plan = made(viewer("83"))
    step = plan.steps[0].key
    sent = {"version": 1, "step": step, f"step-{step}-text": "ไปโรงเรียน", f"step-{step}-due_on": "พรุ่งนี้"}
    page = client.post(f"/cases/{case_id}/plan", sent)
    assert page.status_code == 422
    assert all(word in page.content.decode() for word in ("ไปโรงเรียน", "พรุ่งนี้"))
