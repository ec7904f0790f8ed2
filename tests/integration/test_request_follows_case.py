"""Whoever asks by number hears how the family's case stands, and of a request joined with another what became of that."""

from uuid import uuid4

import pytest
from desk_office import make_families
from register_rows import NOW, viewer

from samutphok.cases.actions import close_case, open_case, reopen_case
from samutphok.requests.actions import follow_case, settle_request, take_request
from samutphok.requests.domain.asking import Channel, Kind, NewRequest, Outcome, Taken
from samutphok.requests.models import RequestAct
from samutphok.requests.queries import answer_to

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def asked(who, family) -> Taken:
    wanted = NewRequest(Channel.WALK_IN, Kind.HELP, "83010102", words="ขอความช่วยเหลือ", household_id=family)
    return take_request(viewer=who, asked=wanted, now=NOW)


def told(taken: Taken) -> str:
    found = answer_to(number=taken.number, check=taken.check, now=NOW)
    assert found is not None
    return found.words.en


def test_the_answer_follows_the_case_and_the_request_it_repeats() -> None:
    family, who = make_families(drawn=False).poor, viewer("83")
    first, second = asked(who, family), asked(who, family)
    settle_request(viewer=who, request_id=second.id, outcome=Outcome.DUPLICATE, of=first.id, now=NOW)
    assert told(second).startswith("This was joined")
    case_id = open_case(viewer=who, household_id=family, because="เดือดร้อน", request_id=first.id, now=NOW)
    assert told(first) == told(second)
    assert told(first).startswith("An officer has taken up")
    assert follow_case(case_id=uuid4(), ended=True, now=NOW) == 0
    close_case(viewer=who, case_id=case_id, outcome="moved", because="ย้ายแล้ว", now=NOW)
    assert [follow_case(case_id=case_id, ended=True, now=NOW) for _ in range(2)] == [1, 0]
    assert told(first).startswith("The work on your family's matter has come to its end")
    reopen_case(viewer=who, case_id=case_id, because="กลับมา", now=NOW)
    assert [follow_case(case_id=case_id, ended=False, now=NOW) for _ in range(2)] == [1, 0]
    assert told(first).startswith("An officer has taken up")
    assert "moved" not in repr(list(RequestAct.objects.values_list("details", flat=True)))
