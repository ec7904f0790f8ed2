"""A request is taken once, has a clock and an owner until it ends, and ends in something the caller can ask for."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from areas_noted import noted
from desk_office import make_families
from request_office import NEED, PHONE, SAID, desk, row_of, take

from samutphok.access.domain import Role, Viewer
from samutphok.foundation.audit.models import Entry
from samutphok.messaging.models import Message
from samutphok.requests.actions import (
    ask_answer,
    claim,
    escalate_late,
    let_go,
    link_family,
    note,
    pass_on,
    rate,
    reopen_request,
    settle_request,
    take_once,
    take_public_request,
    try_in_vain,
)
from samutphok.requests.domain.asking import Caller, Channel, Desk, Kind, Outcome, Settlement, Urgency
from samutphok.requests.domain.standing import State
from samutphok.requests.domain.views import RequestsWanted
from samutphok.requests.errors import (
    ChangedMeanwhile,
    NotAllowedNow,
    NothingSaid,
    NotYours,
    PhoneUnreadable,
    PlaceMissing,
    ReasonMissing,
    RequestNotFound,
    TooFewTries,
    TooMany,
    Unsayable,
)
from samutphok.requests.models import Request, RequestAct
from samutphok.requests.queries import (
    answer_time,
    answer_to,
    request_queue,
    request_view,
    requests_alike,
    requests_of_household,
    requests_waiting,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def hotline() -> Viewer:
    noted()
    return desk()


def test_a_request_out_of_reach_is_absent(hotline: Viewer) -> None:
    taken = take(hotline)
    other = desk(Role.TAMBON, "830303", username="elsewhere")
    with pytest.raises(RequestNotFound):
        request_view(other, taken.id)
    with pytest.raises(RequestNotFound):
        claim(viewer=other, request_id=taken.id, now=other.now)
    assert request_queue(other, RequestsWanted()).total == 0
    assert requests_waiting(other).open == 0
    with pytest.raises(NotYours):
        take(other)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"words": " "}, NothingSaid),
        ({"area_code": ""}, PlaceMissing),
        ({"area_code": "830999"}, NotYours),
        ({"caller": Caller(phone="12")}, PhoneUnreadable),
        ({"urgency": Urgency.CRITICAL}, ReasonMissing),
    ],
)
def test_what_lacks_something_is_not_taken(hotline: Viewer, said: dict[str, object], refused: type[Exception]) -> None:
    with pytest.raises(refused):
        take(hotline, **said)
    assert not Request.objects.exists()


def test_a_taken_request_has_number_clock_desk_and_sealed_words(hotline: Viewer) -> None:
    taken = take(hotline, problems=("out_of_school",))
    row = row_of(taken)
    assert (row.state, row.urgency, row.desk, row.area_code) == (State.WAITING, "normal", Desk.TAMBON, "830101")
    assert row.due_at == hotline.now + timedelta(days=7)
    assert SAID not in row.words_sealed
    assert PHONE not in row.caller_sealed
    assert len(taken.number) == 9
    assert len(taken.check) == 6
    seen = request_view(hotline, taken.id)
    assert (seen.words, seen.caller.phone, seen.check) == (SAID, PHONE, taken.check)
    assert [one.act for one in Entry.objects.order_by("pk")][-2:] == ["take_request", "read_request"]


def test_the_same_form_twice_is_one_request(hotline: Viewer) -> None:
    key = uuid4()
    assert take(hotline, id=key) == take(hotline, id=key)
    assert Request.objects.count() == 1


def test_nobody_needs_a_name_a_phone_or_a_family(hotline: Viewer) -> None:
    row = row_of(take(hotline, caller=Caller()))
    assert (row.caller_sealed, row.phone_index, row.household_id) == ("", "", None)
    assert requests_waiting(hotline).unlisted == 1


def test_safety_makes_it_urgent_and_the_desk_may_differ_with_a_reason(hotline: Viewer) -> None:
    urgent = row_of(take(hotline, safety=("no_food",)))
    assert (urgent.urgency, urgent.because) == ("urgent", "safety:no_food")
    assert urgent.due_at == hotline.now + timedelta(hours=24)
    lower = row_of(take(hotline, safety=("no_food",), urgency=Urgency.NORMAL, because="เพื่อนบ้านเอาข้าวมาให้แล้ว"))
    assert (lower.urgency, lower.because) == ("normal", "desk")
    rate(viewer=hotline, request_id=lower.id, urgency=Urgency.CRITICAL, because="แย่ลง", version=1, now=hotline.now)
    lower.refresh_from_db()
    assert (lower.urgency, lower.due_at) == ("critical", hotline.now + timedelta(minutes=15))


def test_a_question_answered_on_the_phone_ends_at_once(hotline: Viewer) -> None:
    ended = Settlement(Outcome.INFORMED)
    taken = take(hotline, kind=Kind.INFORMATION, words="", at_once=ended)
    assert (row_of(taken).state, row_of(taken).outcome) == (State.SETTLED, "informed")
    assert answer_to(number=taken.number, check=taken.check).state is State.SETTLED


def test_a_family_brings_its_place_and_its_requests(hotline: Viewer) -> None:
    families = make_families(drawn=False)
    row = row_of(take(hotline, household_id=families.target, area_code=""))
    assert (row.area_code, row.household_id) == ("83010101", families.target)
    assert [one.id for one in requests_of_household(hotline, families.target)] == [row.id]
    assert request_queue(hotline, RequestsWanted()).rows[0].family.endswith("ใจดี")


def test_a_family_can_be_named_later(hotline: Viewer) -> None:
    families = make_families(drawn=False)
    row = row_of(take(hotline))
    link_family(viewer=hotline, request_id=row.id, household_id=families.well, version=1, now=hotline.now)
    row.refresh_from_db()
    assert (row.household_id, row.area_code) == (families.well, "83030301")


def test_the_same_phone_or_family_is_told_before_it_is_written_twice(hotline: Viewer) -> None:
    families = make_families(drawn=False)
    first, second = take(hotline), take(hotline, household_id=families.poor, caller=Caller())
    by_phone = requests_alike(hotline, phone="081-234-5678")
    by_family = requests_alike(hotline, household_id=families.poor)
    assert [one.id for one in by_phone] == [first.id]
    assert [one.id for one in by_family] == [second.id]
    assert requests_alike(hotline, phone="0899999999") == ()
    settle_request(viewer=hotline, request_id=second.id, outcome="duplicate", of=first.id, now=hotline.now)
    assert row_of(second).duplicate_of_id == first.id
    assert requests_alike(replace(hotline, now=hotline.now + timedelta(days=40)), household_id=families.poor) == ()


def test_requests_pass_through_hands(hotline: Viewer) -> None:
    row = row_of(take(hotline))
    claim(viewer=hotline, request_id=row.id, version=1, now=hotline.now)
    row.refresh_from_db()
    assert (row.state, row.owner) == (State.IN_HAND, hotline.account_id)
    assert requests_waiting(hotline).mine == 1
    with pytest.raises(ChangedMeanwhile):
        claim(viewer=desk(Role.PROVINCE, username="late"), request_id=row.id, version=1, now=hotline.now)
    let_go(viewer=hotline, request_id=row.id, now=hotline.now)
    pass_on(viewer=hotline, request_id=row.id, desk=Desk.PROVINCE, area_code="82", because="อยู่พังงา", now=hotline.now)
    row.refresh_from_db()
    assert (row.desk, row.area_code, row.owner, row.due_at) == (
        Desk.PROVINCE,
        "82",
        "",
        hotline.now + timedelta(days=7),
    )
    with pytest.raises(RequestNotFound):
        request_view(hotline, row.id)


def test_an_act_of_one_form_is_done_once(hotline: Viewer) -> None:
    taken, form = take(hotline), uuid4()
    for _ in range(2):
        note(viewer=hotline, request_id=taken.id, text="โทรกลับพรุ่งนี้", act_id=form, now=hotline.now)
        settle_request(
            viewer=hotline, request_id=taken.id, outcome="solved", act_id=UUID(int=7), version=2, now=hotline.now
        )
    assert [one.name for one in request_view(hotline, taken.id).acts] == ["take", "note", "settle"]


def test_help_is_refused_with_a_reason_and_nobody_is_given_up_early(hotline: Viewer) -> None:
    taken = take(hotline)
    ends = {"viewer": hotline, "request_id": taken.id, "now": hotline.now}
    with pytest.raises(ReasonMissing):
        settle_request(outcome="cannot", **ends)
    with pytest.raises(TooFewTries):
        settle_request(outcome="not_reached", **ends)
    for _ in range(3):
        try_in_vain(viewer=hotline, request_id=taken.id, now=hotline.now)
    settle_request(outcome="not_reached", **ends)
    with pytest.raises(NotAllowedNow):
        settle_request(outcome="solved", **ends)
    reopen_request(viewer=hotline, request_id=taken.id, because="โทรกลับมาเอง", now=hotline.now)
    assert (row_of(taken).tries, row_of(taken).outcome, row_of(taken).due_at is None) == (0, "", False)


@pytest.mark.parametrize("said", ["เรื่องเอชไอวีเรียบร้อย", "เลข 1 9901 23456 78 9 ถูกต้อง", "นัดจิตเวช", "ก" * 301])
def test_an_answer_holds_nothing_that_others_must_not_read(hotline: Viewer, said: str) -> None:
    taken = take(hotline)
    with pytest.raises(Unsayable):
        settle_request(viewer=hotline, request_id=taken.id, outcome="solved", said=said, now=hotline.now)


def test_what_is_late_is_raised_again_and_again_until_it_ends(hotline: Viewer) -> None:
    taken = take(hotline, safety=("life",))
    minutes = (10, 16, 17, 47, 60)
    raised = [escalate_late(request_id=taken.id, now=hotline.now + timedelta(minutes=one)) for one in minutes]
    assert raised == [False, True, False, True, False]
    assert requests_waiting(replace(hotline, now=hotline.now + timedelta(hours=1))).late == 1
    settle_request(viewer=hotline, request_id=taken.id, outcome="solved", now=hotline.now + timedelta(hours=1))
    assert not escalate_late(request_id=taken.id, now=hotline.now + timedelta(days=1))
    later = replace(hotline, now=hotline.now + timedelta(hours=2))
    assert (answer_time(later).median, answer_time(later).in_time) == (timedelta(hours=1), 0)


def test_the_caller_asks_by_number_and_code(hotline: Viewer) -> None:
    taken = take(hotline)
    told = answer_to(number=taken.number, check=taken.check)
    assert told.state is State.WAITING
    settle_request(viewer=hotline, request_id=taken.id, outcome="solved", said="มารับเอกสารได้", now=hotline.now)
    assert answer_to(number=taken.number, check=taken.check).said == "มารับเอกสารได้"
    thai = taken.number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert answer_to(number=f"{thai[:2]}-{thai[2:]}", check=taken.check) is not None


def test_wrong_codes_tell_nothing_and_run_out(hotline: Viewer) -> None:
    taken, now = take(hotline), hotline.now
    wrong = f"{(int(taken.check) + 1) % 1_000_000:06d}"
    for number in (taken.number, "690000000"):
        for turn in range(5):
            assert ask_answer(number=number, check=wrong, address=f"{number}{turn}", now=now) is None
        with pytest.raises(TooMany):
            ask_answer(number=number, check=taken.check, address="another", now=now)
    assert ask_answer(number=taken.number, check=taken.check, address="x", now=now + timedelta(hours=2))


def test_one_address_asks_only_so_often(hotline: Viewer) -> None:
    taken = take(hotline)
    for _ in range(20):
        assert ask_answer(number=taken.number, check=taken.check, address="one", now=hotline.now)
    with pytest.raises(TooMany):
        ask_answer(number=taken.number, check=taken.check, address="one", now=hotline.now)


def test_messages_go_only_to_whoever_wants_them(hotline: Viewer) -> None:
    take(hotline)
    assert not Message.objects.exists()
    taken = take(hotline, caller=Caller(phone=PHONE, messages=True))
    settle_request(viewer=hotline, request_id=taken.id, outcome="solved", now=hotline.now)
    assert set(Message.objects.values_list("template", flat=True)) == {"request_taken", "request_answered"}


def test_somebody_on_the_web_chooses_neither_family_nor_urgency(hotline: Viewer) -> None:
    families = make_families(drawn=False)
    asked = replace(NEED, area_code="83", household_id=families.well, urgency=Urgency.CRITICAL)
    for _ in range(10):
        taken = take_public_request(asked=asked, address="192.0.2.1", now=hotline.now)
    row = row_of(taken)
    assert (row.channel, row.household_id, row.urgency, row.taken_by) == (Channel.WEB, None, "normal", "requests")
    with pytest.raises(TooMany):
        take_public_request(asked=asked, address="192.0.2.1", now=hotline.now)


def test_one_source_makes_one_request(hotline: Viewer) -> None:
    asked = replace(NEED, channel=Channel.AGENCY)
    made = [take_once(viewer=hotline, asked=asked, source="referral:1", now=hotline.now) for _ in range(3)]
    assert [one is None for one in made] == [False, True, True]


def test_no_name_word_or_number_stands_readable_in_the_database(hotline: Viewer) -> None:
    taken = take(hotline)
    note(viewer=hotline, request_id=taken.id, text="บ้านอยู่หลังวัด", now=hotline.now)
    kept = str([list(table.objects.values_list()) for table in (Request, RequestAct)])
    assert not any(word in kept for word in (SAID, PHONE, "สมใจ", "หลังวัด", "ซอย 3"))
