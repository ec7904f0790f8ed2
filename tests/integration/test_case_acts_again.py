"""A form sent twice is one act; the same form with other content is refused and never passed over silently."""

from dataclasses import replace
from uuid import uuid4

import pytest
from case_office import TODAY, a_plan, case_with_plan
from desk_office import make_families
from register_rows import NOW, viewer

from samutphok.cases.actions import (
    AgreedBy,
    Agreement,
    Came,
    ContactKind,
    Witness,
    agree_plan,
    call_conference,
    close_case,
    decide_family,
    put_family,
    record_attendance,
    record_contact,
    reopen_case,
    write_note,
    write_plan,
)
from samutphok.cases.domain.conference import Decided, NewConference, PutBefore
from samutphok.cases.errors import CaseNotFound, OtherContent
from samutphok.cases.models import CaseAct, ConferenceAct

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_note_a_contact_and_a_plan() -> None:
    families, who = make_families(drawn=False), viewer("83")
    case_id, plan = case_with_plan(who, families.poor)
    key = uuid4()
    for _ in range(2):
        write_note(viewer=who, case_id=case_id, said="ไปพบแล้ว", now=NOW, act_id=key)
    kept = CaseAct.objects.count()
    with pytest.raises(OtherContent):
        write_note(viewer=who, case_id=case_id, said="อีกเรื่องหนึ่ง", now=NOW, act_id=key)
    with pytest.raises(OtherContent):
        record_contact(
            viewer=who, case_id=case_id, kind=ContactKind.PHONE, on=TODAY, said="ไปพบแล้ว", now=NOW, act_id=key
        )
    with pytest.raises(OtherContent):
        write_note(viewer=replace(who, account_id=str(uuid4())), case_id=case_id, said="ไปพบแล้ว", now=NOW, act_id=key)
    other, _plan = case_with_plan(who, families.well)
    with pytest.raises(CaseNotFound):
        write_note(viewer=who, case_id=other, said="ไปพบแล้ว", now=NOW, act_id=key)
    assert CaseAct.objects.filter(case=case_id).count() == kept
    again = uuid4()
    for _ in range(2):
        changed = replace(plan, strengths=())
        assert write_plan(viewer=who, case_id=case_id, plan=changed, read_version=1, now=NOW, act_id=again) == 2
    with pytest.raises(OtherContent):
        write_plan(viewer=who, case_id=case_id, plan=a_plan(), read_version=1, now=NOW, act_id=again)


def test_an_agreement_and_reopening() -> None:
    family, who = make_families(drawn=False).poor, viewer("83")
    case_id, _plan = case_with_plan(who, family, plan=a_plan(steps=0))
    key = uuid4()
    spoken = Agreement(1, AgreedBy.SPOKEN, "แม่", Witness.VILLAGE_HEAD)
    for _ in range(2):
        agree_plan(viewer=who, case_id=case_id, agreement=spoken, now=NOW, act_id=key)
    with pytest.raises(OtherContent):
        agree_plan(viewer=who, case_id=case_id, agreement=replace(spoken, who="ยาย"), now=NOW, act_id=key)
    close_case(viewer=who, case_id=case_id, outcome="moved", because="ย้ายไปอยู่ระยอง", now=NOW)
    again = uuid4()
    for _ in range(2):
        reopen_case(viewer=who, case_id=case_id, because="กลับมาแล้ว", now=NOW, act_id=again)
    with pytest.raises(OtherContent):
        reopen_case(viewer=who, case_id=case_id, because="เหตุอื่น", now=NOW, act_id=again)


def test_what_a_conference_decides() -> None:
    family, who = make_families(drawn=False).poor, viewer("83")
    case_id, _plan = case_with_plan(who, family)
    wanted = NewConference("working-group", "83", TODAY, "ศาลากลาง", "ประธานสมมติ", "", ("education",))
    meeting = call_conference(viewer=who, wanted=wanted, now=NOW)
    put = PutBefore(case_id, "ใครเริ่มก่อน", (), ("education",))
    place = put_family(viewer=who, conference_id=meeting, put=put, now=NOW)
    record_attendance(viewer=who, conference_id=meeting, came=(Came("education", True),), now=NOW)
    key = uuid4()
    steps = a_plan(steps=1).steps
    decided = Decided("ให้โรงเรียนรับเด็ก", tuple(replace(one, problem=None) for one in steps))
    for _ in range(2):
        decide_family(viewer=who, conference_id=meeting, family_id=place, decided=decided, now=NOW, act_id=key)
    kept = ConferenceAct.objects.count()
    with pytest.raises(OtherContent):
        decide_family(
            viewer=who, conference_id=meeting, family_id=place, decided=replace(decided, said="อย่างอื่น"), now=NOW, act_id=key
        )  # fmt: skip
    assert ConferenceAct.objects.count() == kept
    assert all("โรงเรียน" not in str(one.details) for one in ConferenceAct.objects.all())
