"""Pages of case conferences: absent elsewhere, shut to others, refused with every word kept, and done; then the minutes."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID, uuid4

import pypdfium2
import pytest
from case_office import case_with_plan
from desk_office import log_in, make_families
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from register_rows import viewer

from samutphok.access.actions import give_grant
from samutphok.access.domain import Grant, Role
from samutphok.access.queries import operator
from samutphok.cases.actions import Came, call_conference, put_family, record_attendance
from samutphok.cases.domain.conference import NewConference, PutBefore
from samutphok.cases.models import Conference, ConferenceFamily, ConferenceGuest
from samutphok.cases.queries import case_view, conference

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
POSTS = ("families", "take-off", "attendance", "decide", "sign", "cancel")


def be(day: date) -> str:
    """A day as offices type it."""
    return f"{day.day}/{day.month}/{day.year + 543}"


class Room:
    """A case, and a conference today to which its family is put; education is invited."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.who = viewer("83", now=self.now)
        self.case, _plan = case_with_plan(self.who, make_families(drawn=False).poor, now=self.now)
        self.id = self.called(("education",))
        put = PutBefore(self.case, "ใครทำอะไรบ้าง", ("problems", "steps"), ("education",))
        self.family = put_family(viewer=self.who, conference_id=self.id, put=put, now=self.now)

    def called(self, agencies: tuple[str, ...] = ()) -> UUID:
        wanted = NewConference("working-group", "83", self.today, "ศาลากลาง", "ประธานสมมติ", "เลขาสมมติ", agencies)
        return call_conference(viewer=self.who, wanted=wanted, now=self.now)

    def held(self) -> None:
        came = (Came("education", True, "ครูสมมติ"),)
        record_attendance(viewer=self.who, conference_id=self.id, came=came, now=self.now)

    def form(self, post: str) -> dict[str, object]:
        """A form of each kind that would be kept."""
        return {
            "families": {"case": self.case, "question": "ถาม", "fields_told": ["problems"], "agencies": ["labour"]},
            "take-off": {"family": self.family},
            "attendance": {"act_id": uuid4(), "came-education": "yes", "who-education": "ครูสมมติ"},
            "decide": {"act_id": uuid4(), "family": self.family, "said": "ให้ศึกษาธิการทำ"} | self.step(),
            "sign": {"act_id": uuid4(), "signed_by": "ประธานสมมติ", "signed_on": be(self.today)},
            "cancel": {},
        }[post]  # type: ignore[return-value]

    def step(self, due: str = "", who: str = "agency:education") -> Mapping[str, object]:
        key, due = uuid4(), due or be(self.today + timedelta(days=9))
        names = {"text": "พาลูกเข้าเรียน", "responsible": who, "due_on": due, "indicator": "ครูยืนยัน"}
        return {"step": key} | {f"step-{key}-{name}": value for name, value in names.items()}


@pytest.fixture
def room() -> Room:
    return Room()


def post(client: Client, room: Room, name: str, **changed: object) -> HttpResponse:
    return client.post(f"/conferences/{room.id}/{name}", room.form(name) | changed)


def words_of(answer: HttpResponse) -> str:
    """The words of a PDF, with Arabic digits and without the typesetter's spaces."""
    digits = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
    with pypdfium2.PdfDocument(answer.content) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return bare(text).translate(digits)


def bare(text: str) -> str:
    """Thai without spaces and without the marks above and below, whose order a PDF changes."""
    return re.sub(r"[\s\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+", "", text)


def test_a_conference_elsewhere_looks_absent_and_takes_no_form(client: Client, room: Room) -> None:
    log_in(client, Role.PROVINCE, "82")
    for page in ("", "families", "minutes.pdf"):
        assert client.get(f"/conferences/{room.id}/{page}").status_code == 404, page
        assert client.get(f"/conferences/{uuid4()}/{page}").status_code == 404, page
    for name in POSTS:
        assert post(client, room, name).status_code == 404, name
    assert str(room.id) not in client.get("/conferences/").content.decode()
    assert Conference.objects.get().state == "called"


def test_whoever_does_no_case_work_finds_no_door(client: Client, room: Room) -> None:
    log_in(client, Role.VOLUNTEER, "830101")
    for page in ("", "new", f"{room.id}/", f"{room.id}/families", f"{room.id}/minutes.pdf"):
        assert client.get(f"/conferences/{page}").status_code == 404, page
    for name in POSTS:
        assert post(client, room, name).status_code == 404, name
    assert Conference.objects.get().state == "called"


def test_an_agency_that_takes_part_reads_and_changes_nothing(client: Client, room: Room) -> None:
    room.held()
    account = log_in(client, Role.VOLUNTEER, "830101")
    school = Grant(Role.AGENCY_OFFICER, ("83",), agency="education")
    give_grant(viewer=operator(now=room.now), username=account.username, grant=school, now=room.now)
    text = client.get(f"/conferences/{room.id}/").content.decode()
    assert ("ใครทำอะไรบ้าง" in text, "/decide" in text, "/sign" in text) == (True, False, False)
    assert client.get(f"/conferences/{room.id}/minutes.pdf").status_code == 200
    for name in POSTS:
        assert post(client, room, name).status_code == 404, name


def test_pages_are_read_with_few_queries_and_stay_small(client: Client, room: Room) -> None:
    log_in(client)
    room.held()
    for page in ("", "new", f"{room.id}/", f"{room.id}/families", f"{room.id}/families?case={room.case}"):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/conferences/{page}")
        assert (answer.status_code, len(answer.content) < 100_000) == (200, True), page
        statements = [one["sql"] for one in asked.captured_queries if not one["sql"].startswith(TRANSACTION)]
        assert len(statements) <= 12, (page, statements)


def test_a_call_that_is_refused_keeps_its_words_and_its_agencies_and_then_is_made(client: Client, room: Room) -> None:
    log_in(client)
    sent = {"forum": "working-group", "area": "83", "on": "พรุ่งนี้", "chair": "ประธานอีกคน", "agencies": ["eef", "labour"]}
    page = client.post("/conferences/new", sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert all(word in text for word in ("พรุ่งนี้", "ประธานอีกคน", 'value="eef" checked', 'value="labour" checked'))
    assert text.count("<details open") == 2  # the ministries, and the group of the one ticked beside them
    assert client.post("/conferences/new", sent | {"on": be(room.today)}).status_code == 302
    made = Conference.objects.exclude(pk=room.id).get()
    assert set(ConferenceGuest.objects.filter(conference=made).values_list("agency", flat=True)) == {"eef", "labour"}


def test_a_family_is_put_once_and_is_taken_off_before_the_meeting(client: Client, room: Room) -> None:
    log_in(client)
    again = post(client, room, "families", question="คำถามที่พิมพ์ไว้")
    assert (again.status_code, "คำถามที่พิมพ์ไว้" in again.content.decode()) == (409, True)
    empty = post(client, room, "families", question="")
    assert (empty.status_code, 'value="labour" checked' in empty.content.decode()) == (422, True)
    assert client.post(f"/conferences/{room.id}/take-off", {"family": "x"}).status_code == 422
    assert post(client, room, "take-off").status_code == 302
    assert not ConferenceFamily.objects.exists()
    assert post(client, room, "families").status_code == 302
    assert ConferenceFamily.objects.count() == 1


def test_who_came_makes_it_held_and_a_held_one_is_not_cancelled(client: Client, room: Room) -> None:
    log_in(client)
    assert post(client, room, "attendance").status_code == 302
    guest = conference(viewer=room.who, conference_id=room.id).guests[0]
    assert (guest.came, guest.who) == (True, "ครูสมมติ")
    for name in ("cancel", "take-off"):
        assert post(client, room, name).status_code == 409, name
    other = room.called()
    assert client.post(f"/conferences/{other}/cancel").status_code == 302
    assert Conference.objects.get(pk=other).state == "cancelled"


@pytest.mark.parametrize("wrong", [{"said": "  "}, {"due": "เร็วๆ นี้"}, {"who": ""}])
def test_a_decision_that_cannot_be_kept_comes_back_with_every_word(
    client: Client, room: Room, wrong: dict[str, str]
) -> None:
    room.held()
    log_in(client)
    said = wrong.get("said", "มติที่พิมพ์ไว้ยาวมาก")
    rows = room.step(**{name: text for name, text in wrong.items() if name != "said"})
    page = client.post(f"/conferences/{room.id}/decide", {"family": room.family, "said": said} | rows)
    text = page.content.decode()
    assert (page.status_code, text.count("data-problem")) == (422, 1)
    assert all(word in text for word in (said, "พาลูกเข้าเรียน", "ครูยืนยัน", wrong.get("due", "")))
    assert ('value="agency:education" selected' in text) is ("who" not in wrong)
    assert not conference(viewer=room.who, conference_id=room.id).families[0].decided
    assert case_view(room.who, room.case).plan_version == 1


def test_words_of_a_decision_stay_when_the_minutes_were_signed_meanwhile(client: Client, room: Room) -> None:
    room.held()
    log_in(client)
    assert post(client, room, "decide").status_code == 302
    assert post(client, room, "sign").status_code == 302
    late = post(client, room, "decide", said="มติที่มาช้า")
    assert (late.status_code, "มติที่มาช้า" in late.content.decode()) == (409, True)
    assert conference(viewer=room.who, conference_id=room.id).families[0].decision == "ให้ศึกษาธิการทำ"


def test_a_decision_joins_the_plan(client: Client, room: Room) -> None:
    room.held()
    log_in(client)
    assert post(client, room, "decide").status_code == 302
    case = case_view(room.who, room.case)
    assert (case.plan_version, case.plan.steps[-1].text) == (2, "พาลูกเข้าเรียน")


@pytest.mark.parametrize("wrong", [{"signed_by": ""}, {"signed_on": "วันนี้"}, {"signed_on": "1/1/2560"}])
def test_a_signature_that_cannot_be_kept_comes_back_with_every_word(
    client: Client, room: Room, wrong: dict[str, str]
) -> None:
    room.held()
    log_in(client)
    assert post(client, room, "decide").status_code == 302
    page = post(client, room, "sign", **({"signed_by": "รองผู้ว่าสมมติ"} | wrong))
    text = page.content.decode()
    assert page.status_code == 422
    assert 'role="alert"' in text
    assert all(f'value="{word}"' in text for word in wrong.values() if word)
    assert ("รองผู้ว่าสมมติ" in text) is ("signed_by" not in wrong)
    assert Conference.objects.get().state == "held"


def test_minutes_wait_for_every_decision_and_keep_the_signers_name(client: Client, room: Room) -> None:
    room.held()
    log_in(client)
    early = post(client, room, "sign", signed_by="รองผู้ว่าสมมติ")
    assert (early.status_code, "รองผู้ว่าสมมติ" in early.content.decode()) == (409, True)


def test_the_minutes_say_who_came_and_what_was_decided_and_are_a_draft_until_signed(client: Client, room: Room) -> None:
    room.held()
    log_in(client)
    assert post(client, room, "decide").status_code == 302
    draft = words_of(client.get(f"/conferences/{room.id}/minutes.pdf"))
    assert post(client, room, "sign").status_code == 302
    answer = client.get(f"/conferences/{room.id}/minutes.pdf")
    signed = words_of(answer)
    told = ("ใครทำอะไรบ้าง", "ให้ศึกษาธิการทำ", "พาลูกเข้าเรียน", "ครูสมมติ", "ประธานลงนามเมื่อ")
    assert [word for word in told if bare(word) not in signed] == []
    assert (bare("ยังไม่ลงนาม") in draft, bare("ยังไม่ลงนาม") in signed) == (True, False)
    assert answer.headers["Cache-Control"] == "private, no-store"
