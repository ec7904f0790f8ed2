"""A family's case is opened once, worked on by whoever opens it, closed and opened again, each with a reason."""

from uuid import uuid4

import pytest
from desk_office import make_families
from register_rows import NOW, viewer

from samutphok.cases.actions import close_case, open_case, reopen_case
from samutphok.cases.errors import CaseNotFound, NotAllowedNow, OpenAlready, ReasonMissing, UnknownWord
from samutphok.cases.queries import case_of, case_view, cases_waiting
from samutphok.registry.errors import HouseholdNotFound

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_case_is_opened_with_a_reason_and_its_worker():
    family, who = make_families(drawn=False).poor, viewer("83")
    case_id = open_case(viewer=who, household_id=family, because="ลูกไม่มีที่เรียน", problems=["out_of_school"], now=NOW)
    found = case_view(who, case_id)
    assert (found.because, found.problems) == ("ลูกไม่มีที่เรียน", ("out_of_school",))
    assert (found.state, found.summary.worker_id) == ("opened", who.account_id)
    assert found.summary.number == f"83-{NOW.year + 543}-00001"
    assert case_of(who, family).id == case_id
    assert cases_waiting(who).mine == 1


def test_a_family_has_one_open_case_at_a_time():
    family, who = make_families(drawn=False).poor, viewer("83")
    case_id = open_case(viewer=who, household_id=family, because="เดือดร้อน", now=NOW)
    with pytest.raises(OpenAlready):
        open_case(viewer=who, household_id=family, because="อีกครั้ง", now=NOW)
    close_case(viewer=who, case_id=case_id, outcome="moved", because="ย้าย", now=NOW)
    assert open_case(viewer=who, household_id=family, because="กลับมา", now=NOW) != case_id
    with pytest.raises(OpenAlready):
        reopen_case(viewer=who, case_id=case_id, because="เปิดใหม่", now=NOW)


def test_nothing_is_opened_without_a_reason_a_known_problem_or_a_family_in_reach():
    family, who = make_families(drawn=False).poor, viewer("83")
    with pytest.raises(ReasonMissing):
        open_case(viewer=who, household_id=family, because="  ", now=NOW)
    with pytest.raises(UnknownWord):
        open_case(viewer=who, household_id=family, because="เดือดร้อน", problems=["nonsense"], now=NOW)
    for elsewhere, household in ((viewer("84"), family), (who, uuid4())):
        with pytest.raises(HouseholdNotFound):
            open_case(viewer=elsewhere, household_id=household, because="เดือดร้อน", now=NOW)
    assert case_of(who, family) is None


def test_a_closed_case_is_opened_again_with_a_reason_and_looks_absent_elsewhere():
    family, who = make_families(drawn=False).poor, viewer("83")
    case_id = open_case(viewer=who, household_id=family, because="เดือดร้อน", now=NOW)
    with pytest.raises(NotAllowedNow):
        reopen_case(viewer=who, case_id=case_id, because="เปิดใหม่", now=NOW)
    close_case(viewer=who, case_id=case_id, outcome="moved", because="ย้าย", now=NOW)
    with pytest.raises(ReasonMissing):
        reopen_case(viewer=who, case_id=case_id, because="", now=NOW)
    reopen_case(viewer=who, case_id=case_id, because="กลับมาเดือดร้อน", now=NOW)
    assert case_view(who, case_id).times_opened == 2
    with pytest.raises(CaseNotFound):
        case_view(viewer("84"), case_id)
    assert case_of(viewer("84"), family) is None
