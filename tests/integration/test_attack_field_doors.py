"""What was said at a door, tried by those who must not read it, and acts of the field from where they must not come."""

import io
import logging
import zipfile
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from phone_office import Phone, phone
from register_rows import synthetic_pid
from visit_office import FORM, Filled, make_form, send, take, tell, volunteer

from samutphok.access.actions import give_grant
from samutphok.access.domain import Grant, Role
from samutphok.access.queries import operator
from samutphok.foundation.audit.models import Entry
from samutphok.logbook.models import Conflict, Visit
from samutphok.submissions.models import Submission

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SECRETS = ("กระซิบเจ็ดคำ", "41777", "41,777", "วัณโรคปอด")
PID = synthetic_pid(77)


@pytest.fixture
def families() -> Families:
    make_form()
    return make_families()


@pytest.fixture
def told(families: Families) -> dict[str, UUID]:
    """Two visits to the first family that differ, a register that says otherwise, and a form that cannot be read."""
    one, other = volunteer("one"), volunteer("other")
    baby = {"first_name": "น้องแก้ว", "member_change": "born", "pid": PID}
    said = {"outcome": "visited", "income": "41777", "words": "กระซิบเจ็ดคำ", "bmn9": "1"}
    first = tell(one, Filled(families.target, said, [baby], base=1))
    tell(other, Filled(families.target, {"outcome": "visited", "income": "99", "bmn9": "0"}, base=1), later=1)
    waiting = tell(one, Filled(families.well, {"words": "วัณโรคปอด"}))
    return {"submission": first, "waiting": waiting, "conflict": Conflict.objects.get().id, "visit": first}


def pages(families: Families, told: dict[str, UUID]) -> list[str]:
    """Where anything of it might show, for somebody at the desk."""
    family = f"/households/{families.target}/"
    return [
        *(
            "/",
            "/households/?q=แก้ว",
            "/search",
            "/fieldwork/",
            "/fieldwork/visits/",
            "/submissions/type/",
            "/contradictions/",
        ),
        *(family, f"{family}visits", f"{family}companions", f"{family}map", f"{family}openings"),
        *("/conflicts/", reverse("conflicts_joined"), f"/conflicts/{told['conflict']}/"),
        *("/submissions/", f"/submissions/{told['submission']}/", f"/submissions/{told['waiting']}/"),
    ]


READERS = [(Role.NATIONAL, ""), (Role.VOLUNTEER, "83010101"), (Role.TAMBON, "830303")]


@pytest.mark.parametrize(("role", "area"), READERS, ids=[role.value for role, _area in READERS])
def test_what_a_family_says_of_poverty_reaches_no_page_of_those_who_are_not_cleared(
    families: Families, told: dict[str, UUID], role: Role, area: str
) -> None:
    desk = Client()
    log_in(desk, role, area)
    for page in pages(families, told):
        answer = desk.get(page)
        shown = answer.content.decode()
        assert answer.status_code in {200, 403, 404}, page
        assert not [secret for secret in (*SECRETS, PID) if secret in shown], page


def test_those_who_are_cleared_do_read_it(families: Families, told: dict[str, UUID]) -> None:
    desk = Client()
    log_in(desk)
    shown = "".join(desk.get(page).content.decode() for page in pages(families, told))
    assert "กระซิบเจ็ดคำ" in shown
    assert "41,777" in shown


def test_a_phone_s_lists_hold_names_places_and_days_and_nothing_that_was_said(
    families: Families, told: dict[str, UUID]
) -> None:
    asks = phone("neighbour", "83010101")
    lists = ("lists/households.csv", "lists/members.csv", "visits", "me", "formList")
    shown = "".join(Client().get(f"{asks.address}/{name}").content.decode() for name in lists)
    assert str(families.target) in shown
    assert "น้องแก้ว" in shown
    assert str(families.poor) not in shown
    assert not [secret for secret in (*SECRETS, PID) if secret in shown]
    asked = [row.instance_id for row in Submission.objects.all()]
    assert asks.receipts(*asked) == []


def ids(families: Families, told: dict[str, UUID]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every address of the field with an id of the first tambon: route, name of the id, what is posted."""
    yield "submission", str(told["submission"]), {}
    yield "submission_decide", str(told["waiting"]), {"do": "release"}
    yield "conflict", str(told["conflict"]), {}
    yield "conflict_decide", str(told["conflict"]), {"edition": "1"}
    yield "visit_aside", str(told["visit"]), {}
    yield "household_visits", str(families.target), {}
    yield "household_companions", str(families.target), {}


def test_the_next_tambon_is_answered_alike_by_every_id_there_is_and_none(
    families: Families, told: dict[str, UUID]
) -> None:
    desk = Client()
    log_in(desk, Role.TAMBON, "830303")
    for route, known, posted in ids(families, told):
        answers = []
        for one in (known, str(uuid4())):
            address = reverse(route, args=[one])
            answer = desk.post(address, posted) if posted or route == "visit_aside" else desk.get(address)
            answers.append((answer.status_code, answer.content.decode().replace(one, "…")))
        assert answers[0][0] == 404, route
        assert _plain(answers[0][1]) == _plain(answers[1][1]), route
    assert Visit.objects.count() == 2


def _plain(page: str) -> str:
    """Without what differs from answer to answer: the token of forms and the nonce of scripts."""
    import re

    return re.sub(r'(csrfmiddlewaretoken" value|nonce|csrf-token" content|X-CSRFToken[^:]*:)[^>\s]*', "", page)


def test_every_reading_of_what_was_said_is_on_record_before_it_leaves(
    families: Families, told: dict[str, UUID]
) -> None:
    desk = Client()
    log_in(desk)
    reads = {
        f"/submissions/{told['submission']}/": "read_submission",
        f"/conflicts/{told['conflict']}/": "read_conflict",
        f"/households/{families.target}/visits": "read_household",
    }
    for page, act in reads.items():
        before = Entry.objects.filter(act=act).count()
        assert desk.get(page).status_code == 200
        assert Entry.objects.filter(act=act).count() == before + 1, act
    assert desk.post("/submissions/export", {"form": FORM}).status_code == 200
    assert Entry.objects.filter(act="export_submissions").count() == 1
    written = " ".join(map(str, Entry.objects.values_list("act", "subject", "fields", "outcome", "purpose")))
    assert not [secret for secret in (*SECRETS, PID) if secret in written]


def test_an_export_of_one_tambon_holds_no_other_and_its_names_are_ours(
    families: Families, told: dict[str, UUID]
) -> None:
    desk = Client()
    log_in(desk, Role.AMPHOE, "8303")
    answer = desk.post("/submissions/export", {"form": FORM})
    assert answer.status_code == 404
    home = Client()
    log_in(home, Role.AMPHOE, "8301", username="home")
    packed = b"".join(home.post("/submissions/export", {"form": FORM}).streaming_content)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert all(name.startswith(FORM) and "/" not in name for name in archive.namelist())


def test_a_number_told_at_the_door_stands_in_no_log_no_row_and_no_name(
    families: Families, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = {"first_name": "น้องแก้ว", "member_change": "born", "pid": PID}
    submission = tell(volunteer("one"), Filled(families.target, {"outcome": "visited"}, [said]))
    broken = tell(volunteer("two"), Filled(families.well, {"outcome": "visited"}, [said]))
    assert PID not in caplog.text
    visit = Visit.objects.get(pk=submission)
    assert PID not in str([visit.answers, visit.numbers, visit.new_people])
    assert PID not in Submission.objects.get(pk=broken).problem_en
    assert not any(PID.encode() in bytes(row.raw) for row in Submission.objects.all())


POSTS = [
    ("submission_decide", 1),
    ("submissions_export", 0),
    ("conflict_decide", 1),
    ("visit_aside", 1),
    ("phone_new", 1),
    ("phone_revoke", 2),
    ("fieldwork_give", 0),
    ("fieldwork_end", 0),
    ("volunteer_stop", 1),
    ("joint_visit_close", 1),
]


def test_no_other_site_makes_the_desk_act() -> None:
    desk = Client(enforce_csrf_checks=True)
    log_in(desk)
    for route, count in POSTS:
        address = reverse(route, args=[uuid4() for _ in range(count)])
        assert desk.post(address, {"do": "release"}).status_code == 403, route
    assert desk.post(reverse("typing_keep", args=[FORM])).status_code == 403
    assert desk.post(reverse("form_retire", args=[FORM])).status_code == 403


@pytest.mark.parametrize("length", ["-5", "+5", "1_0", "٥", "abc", "9" * 5000])
def test_a_length_that_is_none_is_refused(families: Families, length: str) -> None:
    sender: Phone = phone("sender")
    answer = Client().post(f"{sender.address}/submission", b"", content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    headers = {"CONTENT_LENGTH": length}
    told = Client().post(
        f"{sender.address}/submission", b"x", content_type="multipart/form-data; boundary=x", **headers
    )
    assert told.status_code in {400, 413}


def test_nothing_that_a_key_gets_is_kept_on_the_way_or_lent_on(families: Families) -> None:
    sender = phone("sender")
    for name in ("formList", "lists/members.csv", "visits", "me"):
        answer = Client().get(f"{sender.address}/{name}")
        assert "no-store" in answer.get("Cache-Control", ""), name
        assert answer.get("Referrer-Policy") in {"same-origin", "no-referrer"}, name
        assert not answer.cookies, name


def test_an_agency_s_officer_types_in_no_visit_to_a_family_that_was_not_shared_with_them(families: Families) -> None:
    from samutphok.submissions.actions import keep_submission

    who = volunteer("officer")
    who.account.grants.all().delete()
    shared = Grant(Role.AGENCY_OFFICER, ("83",), agency="health")
    give_grant(viewer=operator(now=timezone.now()), username="officer", grant=shared, now=timezone.now())
    raw = Filled(families.target, {"outcome": "moved_away"}).xml()
    receipt = keep_submission(viewer=who.viewer, key_id=None, raw=raw, now=timezone.now())
    take(receipt.id)
    assert Submission.objects.get(pk=receipt.id).standing == "unreadable"
    assert not Visit.objects.exists()


def test_a_grant_taken_after_the_form_was_sent_still_lets_what_the_phone_delivered_in(families: Families) -> None:
    who = volunteer("leaving")
    submission = send(who, Filled(families.target, {"outcome": "visited"}))
    who.account.grants.update(withdrawn_at=timezone.now())
    take(submission)
    assert Submission.objects.get(pk=submission).standing == "taken"
    give_grant(
        viewer=operator(now=timezone.now()),
        username="leaving",
        grant=Grant(Role.VOLUNTEER, ("830303",)),
        now=timezone.now(),
    )
    take(submission)
    assert Visit.objects.count() == 1
