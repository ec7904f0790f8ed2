"""Attacks on requests and the public page: ids of others, floods, codes guessed, words that would run or reveal."""

from uuid import uuid4

import pytest
from attack_office import logged
from desk_office import log_in, make_families
from django.test import Client
from django.urls import reverse
from request_office import desk, row_of, take

from samutphok.access.domain import Role
from samutphok.requests.models import Request, RequestAct
from samutphok.requests.queries.checks import check_code

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NASTY = '<script>alert(1)</script>\u202e=HYPERLINK("x")\r\nBcc: a@b.example\x0b'


@pytest.fixture
def office(db):
    return make_families(drawn=False)


def ask(client, **said):
    told = {"id": str(uuid4()), "kind": "help", "area": "83", "words": "ขอความช่วยเหลือ", "phone": "0812345678"} | said
    return client.post(reverse("ask"), told)


def test_the_id_of_somebody_elses_request_tells_the_public_nothing(client, office):
    at_desk = take(desk())
    answer = ask(client, id=str(at_desk.id))
    assert answer.status_code == 409
    assert at_desk.number not in answer.content.decode()
    assert at_desk.check not in answer.content.decode()
    first = ask(client, id=str(made := uuid4()), words="เรื่องของฉัน")
    assert first.status_code == ask(client, id=str(made), words="เรื่องของฉัน").status_code == 200
    stranger = Client()
    again = ask(stranger, id=str(made), words="อยากรู้เรื่องคนอื่น", phone="0899999999")
    assert again.status_code == 409
    assert check_code(made) not in again.content.decode()


def test_an_act_of_another_request_is_no_fault_of_the_server(client, office):
    log_in(client)
    viewer = desk()
    one, two = take(viewer), take(viewer, words="อีกเรื่อง")
    key = uuid4()
    for taken in (one, two):
        answer = client.post(reverse("request_do", args=[taken.id, "note"]), {"act": str(key), "text": "โทรแล้ว"})
        assert answer.status_code in (302, 409)
    assert RequestAct.objects.filter(pk=key).get().request_id == one.id


def test_the_public_page_takes_no_more_than_a_form(client, office):
    answers = [
        ask(client, channel="hotline", urgency="critical", because="x", outcome="helped", household=str(office.poor),
            taken_by="boss", owner="boss", state="settled", desk="province", worker="x"),
        ask(client, words=NASTY, name=NASTY, place=NASTY, best_time="=1+1"),
        ask(client, words="ก" * 4000, name="x" * 160),
    ]  # fmt: skip
    assert {one.status_code for one in answers} <= {200, 422}
    for row in Request.objects.all():
        assert (row.channel, row.household_id, row.outcome, row.owner) == ("web", None, "", "")
    for bad in (
        {"words": "ก" * 4001},
        {"name": "a\x00b"},
        {"area": "8301"},
        {"area": "../"},
        {"kind": "x"},
        {"id": "x"},
    ):
        assert ask(client, **bad).status_code == 422
    officer = Client()
    log_in(officer)
    for row in Request.objects.all():
        page = officer.get(reverse("request", args=[row.id])).content.decode()
        assert "<script>alert" not in page


def test_a_flood_is_held_back_and_what_was_typed_stays(client, office):
    codes = [ask(client, words=f"ที่ {n}").status_code for n in range(30)]
    assert codes[-1] == 429
    kept = ask(client, words="ข้อความที่พิมพ์ไว้")
    assert "ข้อความที่พิมพ์ไว้" in kept.content.decode()
    spoofed = client.post(
        reverse("ask"), {"kind": "help", "area": "83", "words": "x"}, headers={"X-Forwarded-For": "1.2.3.4"}
    )
    assert spoofed.status_code == 429


def test_number_and_code_are_guessed_in_vain_and_stand_in_no_log(client, office):
    taken = take(desk())
    with logged() as log:
        bodies = []
        for n in range(8):
            answer = client.post(reverse("ask_answer"), {"number": taken.number, "check": f"{n:06}"})
            bodies.append((answer.status_code, len(answer.content)))
        right = client.post(reverse("ask_answer"), {"number": taken.number, "check": taken.check})
    assert right.status_code == 429
    assert taken.check not in log.getvalue()
    absent = Client(REMOTE_ADDR="10.0.0.9").post(reverse("ask_answer"), {"number": "999999999", "check": "123456"})
    assert absent.status_code == bodies[0][0]


def test_a_complaint_that_names_a_family_tells_nothing_of_it(client, office):
    there = ask(client, kind="complaint", words="ครอบครัวนายมะลิวัลย์ ทองแท้ ได้เงินทั้งที่รวย")
    nowhere = ask(client, kind="complaint", words="ครอบครัวนายไม่มี จริงเลย ได้เงินทั้งที่รวย")
    strip = lambda answer: "".join(one for one in answer.content.decode() if not one.isdigit())  # noqa: E731
    assert (there.status_code, abs(len(strip(there)) - len(strip(nowhere))) < 80) == (200, True)
    assert "มะลิวัลย์" not in there.content.decode()
    assert not Request.objects.exclude(household=None).exists()


def test_desks_of_elsewhere_meet_nothing_by_any_verb(client, office):
    taken = take(desk())
    other = Client()
    log_in(other, Role.PROVINCE, "82", username="far")
    log_in(client, Role.TAMBON, "830303", username="near")
    for who in (client, other):
        absent = who.get(reverse("request", args=[uuid4()]))
        for name, rest in (("request", ()), ("request_family", ()), *(("request_do", (what,)) for what in
                           ("claim", "note", "settle", "link", "rate", "reopen", "help", "pass_on"))):  # fmt: skip
            for verb in ("get", "post", "put", "patch", "delete"):
                said = {"text": "x", "household": str(office.poor), "area": "830303"} if verb == "post" else {}
                answer, nobody = (
                    getattr(who, verb)(reverse(name, args=[key, *rest]), said) for key in (taken.id, uuid4())
                )
                assert answer.status_code in (404, 405), (name, rest, verb)
                assert answer.status_code == nobody.status_code
        assert len(who.get(reverse("request", args=[taken.id])).content) == len(absent.content)
    assert row_of(taken).acts.count() == 1
