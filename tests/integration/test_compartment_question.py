"""Free text that speaks of the closed compartment is asked about before it is kept, by every door that takes it."""

from uuid import uuid4

import pytest
from case_office import case_with_plan
from desk_office import log_in, make_families
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from register_rows import NOW, viewer
from test_referral_doors import education, filled, sent
from test_referral_way import officer, wanted
from whole_desk import patterns

from samutphok.access.domain import Role
from samutphok.cases.models import CaseAct
from samutphok.foundation.audit.models import Entry
from samutphok.referrals.actions import make_link, read_answers, refer
from samutphok.referrals.models import Referral, ReferralAct
from samutphok.referrals.queries import referral_view

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SECRET = "เมื่อคืนแม่ถูกทำร้าย"
KEPT = "kept_outside_compartment"


def test_a_note_is_asked_about_and_nothing_is_kept_until_it_is_answered(client: Client) -> None:
    account = log_in(client)
    case_id, _plan = case_with_plan(viewer("83"), make_families(drawn=False).poor)
    before = CaseAct.objects.count()
    form = {"act_id": str(uuid4()), "said": SECRET}
    address = reverse("case_note", args=[case_id])
    asked = client.post(address, form)
    page = asked.content.decode()
    assert (asked.status_code, CaseAct.objects.count()) == (422, before)
    assert SECRET in page
    assert "<mark>ทำร้าย</mark>" in page
    assert f'action="{reverse("protected_new")}"' in page
    assert f'value="{form["act_id"]}"' in page
    for _ in range(2):  # a double click
        assert client.post(address, form | {"compartment": "no"}).status_code == 302
    assert CaseAct.objects.count() == before + 1
    told = list(Entry.objects.filter(act=KEPT))
    assert {(one.actor, one.subject) for one in told} == {(str(account.pk), f"case:{case_id}")}
    assert all("ทำร้าย" not in repr(one.__dict__) for one in told)


def test_changed_words_go_through_and_nothing_is_said_about_them(client: Client) -> None:
    log_in(client)
    case_id, _plan = case_with_plan(viewer("83"), make_families(drawn=False).poor)
    address = reverse("case_note", args=[case_id])
    assert client.post(address, {"said": "ไปเยี่ยมแล้ว เด็กอยู่กับยาย"}).status_code == 302
    assert not Entry.objects.filter(act=KEPT).exists()


def test_whoever_may_write_of_protected_matters_takes_the_words_along_in_the_form(client: Client) -> None:
    make_families(drawn=False)
    log_in(client)
    page = client.post(reverse("protected_new"), {"story": SECRET, "team": ""})
    assert page.status_code == 200
    assert SECRET in page.content.decode()
    assert not Entry.objects.filter(act="open_protected").exists()


def test_a_plan_is_asked_about_part_by_part(client: Client) -> None:
    log_in(client)
    case_id, plan = case_with_plan(viewer("83"), make_families(drawn=False).poor)
    goal = plan.goals[0].key
    form = {"version": 1, "goal": goal, f"goal-{goal}-text": "ให้แม่เลิกถูกทุบตี"}
    address = reverse("plan_edit", args=[case_id])
    assert client.post(address, form).status_code == 422
    assert client.post(address, form | {"more": "goal"}).status_code == 200  # keeps nothing yet
    assert client.post(address, form | {"compartment": "no"}).status_code == 302


def test_a_list_is_asked_about_once_and_the_answer_goes_on_with_it(client: Client) -> None:
    families = make_families(drawn=False)
    log_in(client)
    data = {
        "act": str(uuid4()), "carried": "1", "problem": "out_of_school", "offer": "education", "urgency": "normal",
        "mode": "hand_over", "household": [str(families.poor), str(families.target)], "many": "1", "said": SECRET,
    }  # fmt: skip
    assert client.post(reverse("referral_send"), data).status_code == 422
    preview = client.post(reverse("referral_send"), data | {"compartment": "no"})
    assert preview.status_code == 200
    assert 'name="compartment" value="no"' in preview.content.decode()
    assert not Entry.objects.filter(act=KEPT).exists()
    assert client.post(reverse("referral_send"), data | {"compartment": "no", "sure": "1"}).status_code == 302
    assert (Referral.objects.count(), Entry.objects.filter(act=KEPT).count()) == (2, 1)


def test_an_agency_is_asked_before_others_read_its_words(client: Client) -> None:
    family = make_families(drawn=False).poor
    education(client)
    made = sent(family)
    form = {"act": str(uuid4()), "deed": "ask", "said": SECRET, "version": "1"}
    address = reverse("referral_act", args=[made])
    asked = client.post(address, form)
    assert asked.status_code == 422
    assert ReferralAct.objects.filter(name="ask").count() == 0
    assert client.post(address, form | {"compartment": "no"}).status_code == 302
    assert ReferralAct.objects.filter(name="ask").count() == 1


def test_so_is_an_agency_without_an_account(client: Client) -> None:
    now = timezone.now()
    made, who = sent(make_families(drawn=False).poor), viewer("83", now=now)
    link = make_link(viewer=who, letter_id=referral_view(who, made).letter_id, now=now)
    assert client.post(reverse("referral_door", args=[link.token]), {"code": link.code}).status_code == 302
    form = {"act": str(uuid4()), "deed": "ask", "said": SECRET, "version": "1"}
    address = reverse("referral_door_act", args=[link.token, made])
    asked = client.post(address, form)
    assert (asked.status_code, "1300" in asked.content.decode()) == (422, True)
    assert Referral.objects.get(pk=made).state == "sent"
    assert client.post(address, form | {"compartment": "no"}).status_code == 302
    entry = Entry.objects.get(act=KEPT)
    assert (entry.actor, entry.subject) == ("one-time-link", f"referral:{made}")


def test_a_row_of_a_spreadsheet_that_holds_such_words_is_not_taken() -> None:
    families, who = make_families(drawn=False), viewer("83")
    for family in (families.poor, families.well):
        refer(viewer=who, referral=wanted(family), now=NOW)
    answers = filled(officer(), "รับเรื่อง", "", "", SECRET)
    lines = answers.splitlines()
    sheet = b"\r\n".join([*lines[:-1], lines[-1].replace(SECRET.encode(), b"")])
    read = read_answers(viewer=officer(), content=sheet, name="answers.csv", now=NOW)
    assert [one.why.en.split(",")[0] for one in read.faults] == ["These words may belong to the closed compartment"]
    assert ReferralAct.objects.exclude(name="refer").count() == len(read.answers) == 1


def test_the_question_is_the_same_for_a_record_that_is_not_there(client: Client) -> None:
    log_in(client, Role.AMPHOE, "8303")
    case_id, _plan = case_with_plan(viewer("83"), make_families(drawn=False).poor)
    form = {"said": SECRET, "compartment": "no"}
    for key in (case_id, uuid4()):
        assert client.post(reverse("case_note", args=[key]), form).status_code == 404
    assert not Entry.objects.filter(act=KEPT).exists()


FORMS = frozenset(
    {
        *("referral_send", "referral_act", "referral_transfer", "referral_door_act"),
        *("case_new", "case_hand_over", "plan_edit", "case_step", "case_contact", "case_note", "case_close"),
        *("case_send_back", "case_reopen", "conference_put", "conference_attend", "conference_decide"),
        *("aid_reverse", "aid_give", "aid_apply", "aid_application_act", "needs_pledge", "aid_pledge"),
        *("programme_leave", "programme_line", "programme_settle", "programme_report", "area_plan_write", "area_plan_close"),
        *("stay_act", "joint_visit_fill"),
    }
)  # fmt: skip


def test_every_form_that_takes_words_about_a_family_asks() -> None:
    """Taking one off the list is a decision; adding a form means adding it here."""
    asking = {str(one.name) for one in patterns(get_resolver().url_patterns) if hasattr(one.callback, "asks_first")}
    assert asking >= FORMS
