"""A plan is kept in versions, agreed with the family, merged when two write at once, and never loses a word."""

import io
from dataclasses import replace
from uuid import uuid4

import pytest
from case_office import a_plan, agreed, case_with_plan
from desk_office import make_families
from django.conf import settings
from PIL import Image
from register_rows import NOW, viewer

from samutphok.cases.actions import AgreedBy, Agreement, StepTold, agree_plan, record_step, write_plan
from samutphok.cases.domain.course import StepState
from samutphok.cases.domain.plan import Goal, Plan
from samutphok.cases.errors import BadDay, CaseNotFound, EmptyPlan, PlanChanged, ReasonMissing
from samutphok.cases.models import CaseAct, PlanVersion
from samutphok.cases.queries import case_view, plan_versions
from samutphok.foundation.audit.models import Entry
from samutphok.logbook.queries import document_content

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_each_writing_is_a_version_and_a_plan_that_changes_nothing_is_none():
    who = viewer("83")
    case_id, plan = case_with_plan(who, make_families(drawn=False).poor)
    assert write_plan(viewer=who, case_id=case_id, plan=plan, read_version=1, now=NOW) == 1
    more = replace(plan, goals=(*plan.goals, Goal(uuid4(), "อยากมีงานทำ")))
    assert write_plan(viewer=who, case_id=case_id, plan=more, read_version=1, now=NOW) == 2
    assert [one.version for one in plan_versions(viewer=who, case_id=case_id)] == [2, 1]
    assert plan_versions(viewer=who, case_id=case_id)[1].plan == plan
    assert case_view(who, case_id).plan == more


def test_a_plan_without_parts_is_none():
    who = viewer("83")
    case_id, _plan = case_with_plan(who, make_families(drawn=False).poor)
    with pytest.raises(EmptyPlan):
        write_plan(viewer=who, case_id=case_id, plan=Plan(), read_version=1, now=NOW)


def test_who_writes_upon_an_older_version_is_told_so_and_nothing_is_written():
    who = viewer("83")
    case_id, plan = case_with_plan(who, make_families(drawn=False).poor)
    write_plan(viewer=who, case_id=case_id, plan=replace(plan, strengths=()), read_version=1, now=NOW)
    with pytest.raises(PlanChanged):
        write_plan(viewer=who, case_id=case_id, plan=a_plan(), read_version=1, now=NOW)
    assert PlanVersion.objects.count() == 2


def test_the_same_form_sent_twice_is_one_version():
    who, act = viewer("83"), uuid4()
    case_id, plan = case_with_plan(who, make_families(drawn=False).poor)
    changed = replace(plan, strengths=())
    sent = {"viewer": who, "case_id": case_id, "plan": changed, "read_version": 1, "now": NOW, "act_id": act}
    assert (write_plan(**sent), write_plan(**sent)) == (2, 2)
    assert PlanVersion.objects.count() == 2


def test_words_of_a_plan_lie_sealed():
    case_with_plan(viewer("83"), make_families(drawn=False).poor)
    kept = PlanVersion.objects.get().sealed + "".join(str(act.details) + act.sealed for act in CaseAct.objects.all())
    assert "เรียน" not in kept


def test_a_plan_that_changes_after_the_family_agreed_says_so():
    who = viewer("83")
    case_id, plan = case_with_plan(who, make_families(drawn=False).poor)
    agreed(who, case_id)
    assert case_view(who, case_id).state == "agreed"
    write_plan(viewer=who, case_id=case_id, plan=replace(plan, strengths=()), read_version=1, now=NOW)
    found = case_view(who, case_id)
    assert (found.state, found.agreed_version, found.plan_version) == ("changed", 1, 2)
    agreed(who, case_id, version=2)
    assert case_view(who, case_id).state == "agreed"


def test_nobody_agrees_to_a_version_that_is_no_longer_in_force():
    who = viewer("83")
    case_id, plan = case_with_plan(who, make_families(drawn=False).poor)
    write_plan(viewer=who, case_id=case_id, plan=replace(plan, strengths=()), read_version=1, now=NOW)
    with pytest.raises(PlanChanged):
        agreed(who, case_id, version=1)


def test_a_signature_is_kept_sealed_among_the_familys_documents():
    who, family = viewer("83"), make_families(drawn=False).poor
    case_id, _plan = case_with_plan(who, family)
    picture = io.BytesIO()
    Image.new("RGB", (300, 120), "white").save(picture, "PNG")
    signed = Agreement(1, AgreedBy.SIGNED, "แม่", picture=picture.getvalue())
    agree_plan(viewer=who, case_id=case_id, agreement=signed, now=NOW)
    document = case_view(who, case_id).agreement.details["document"]
    assert document_content(viewer=who, household_id=family, document_id=document).content[:2] == b"\xff\xd8"
    assert all(b"\xff\xd8\xff" not in file.read_bytes() for file in settings.DOCUMENTS.rglob("*.full"))


def test_spoken_agreement_needs_a_witness_and_a_signature_its_picture():
    who = viewer("83")
    case_id, _plan = case_with_plan(who, make_families(drawn=False).poor)
    for how in AgreedBy:
        with pytest.raises(ReasonMissing):
            agree_plan(viewer=who, case_id=case_id, agreement=Agreement(1, how, "แม่"), now=NOW)


def test_a_step_is_recorded_with_what_shows_it():
    who = viewer("83")
    case_id, plan = case_with_plan(who, make_families(drawn=False).poor)
    first = plan.steps[0].key
    told = StepTold(first, StepState.DONE, NOW.date(), "เข้าเรียน ป.2 แล้ว ครูประจำชั้นยืนยัน")
    record_step(viewer=who, case_id=case_id, told=told, now=NOW)
    found = case_view(who, case_id)
    assert [one.state for one in found.steps] == ["done", "open"]
    assert (found.steps[0].said, found.summary.open_steps) == (told.said, 1)
    with pytest.raises(ReasonMissing):
        record_step(viewer=who, case_id=case_id, told=replace(told, said=" "), now=NOW)
    with pytest.raises(CaseNotFound):
        record_step(viewer=who, case_id=case_id, told=replace(told, key=uuid4()), now=NOW)
    with pytest.raises(BadDay):
        record_step(viewer=who, case_id=case_id, told=replace(told, on=NOW.date().replace(year=2030)), now=NOW)


def test_each_act_and_each_reading_leaves_its_row_without_words():
    who = viewer("83")
    case_id, _plan = case_with_plan(who, make_families(drawn=False).poor)
    agreed(who, case_id)
    case_view(who, case_id)
    acts = list(Entry.objects.filter(subject=f"case:{case_id}").values_list("act", flat=True))
    assert acts == ["open_case", "assign_case", "write_plan", "agree_plan", "read_case"]
