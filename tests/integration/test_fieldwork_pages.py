"""The pages of fieldwork: missing, forbidden, invalid, then done; few queries, and nothing of others' areas."""

from uuid import uuid4

import pytest
from desk_office import log_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from field_office import ONE, TAMBON, TWO, FieldOffice, give, make_field_office

from samutphok.access.domain import Role
from samutphok.fieldwork.domain.progress import Purpose
from samutphok.fieldwork.models import Assignment, JointVisit, RecruitDraft, Volunteer

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGES = ("fieldwork", "fieldwork_visits", "fieldwork_assign", "volunteers", "volunteer_shortage", "volunteer_new",
         "volunteer_sheet_new", "volunteer_trainings")  # fmt: skip
MOST_QUERIES, MOST_BYTES = 12, 100_000


@pytest.fixture
def office() -> FieldOffice:
    office = make_field_office()
    give(office, office.families.target, office.malee, days_ago=30)
    give(office, office.families.target, office.somjai, Purpose.COMPANION)
    return office


def test_pages_are_short_and_ask_little(office: FieldOffice, client: Client) -> None:
    log_in(client, Role.TAMBON, TAMBON)
    addresses = [reverse(name) for name in PAGES]
    addresses += [
        reverse("volunteer", args=[office.malee]),
        reverse("joint_visits"),
        reverse("household_companions", args=[office.families.target]),
        reverse("household", args=[office.families.target]),
    ]
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == 200, address
        counted = [
            one for one in asked.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
        ]
        assert len(counted) <= MOST_QUERIES, (address, len(counted))
        assert len(answer.content) <= MOST_BYTES, address


def test_another_tambon_shows_nothing_and_absent_ones_look_the_same(office: FieldOffice, client: Client) -> None:
    log_in(client, Role.TAMBON, "830303")
    for name in PAGES:
        answer = client.get(reverse(name), {"area": TAMBON})
        assert "มาลี" not in answer.content.decode(), name
    assert client.get(reverse("household_companions", args=[office.families.target])).status_code == 404
    foreign = client.get(reverse("volunteer", args=[office.malee]))
    absent = client.get(reverse("volunteer", args=[uuid4()]))
    assert (foreign.status_code, absent.status_code) == (404, 404)
    for name in ("volunteer_phone", "volunteer_stop"):
        assert client.post(reverse(name, args=[office.malee]), {"because": "x"}).status_code == 404
    rows = {"household": [str(Assignment.objects.values_list("id", flat=True)[0])], "because": "x"}
    assert client.post(reverse("fieldwork_end"), rows).status_code == 404
    assert Volunteer.objects.filter(active=True).count() == 2


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.GOVERNOR])
def test_who_leads_no_fieldwork_is_not_let_in(office: FieldOffice, client: Client, role: Role) -> None:
    log_in(client, role, "83" if role is Role.GOVERNOR else TAMBON)
    assert [client.get(reverse(name)).status_code for name in PAGES] == [404] * len(PAGES)
    assert client.get(reverse("volunteer", args=[office.malee])).status_code == 404


def test_what_cannot_be_read_is_refused(office: FieldOffice, client: Client) -> None:
    log_in(client, Role.TAMBON, TAMBON)
    assert client.get(reverse("fieldwork_visits"), {"standing": "lost"}).status_code == 422
    assert client.get(reverse("volunteers"), {"area": "<b>"}).status_code == 422
    assert client.post(reverse("fieldwork_suggest"), {"area": TAMBON}).status_code == 422
    assert client.post(reverse("fieldwork_give"), {"purpose": "joint"}).status_code == 422
    assert client.post(reverse("fieldwork_end"), {"household": "x"}).status_code == 422
    assert client.post(reverse("volunteer_new"), {"area": TAMBON, "name": "ก ข", "kind": "social"}).status_code == 422
    assert (
        client.post(reverse("volunteer_trainings"), {"area": TAMBON, "title": "x", "held_on": "วันนี้"}).status_code == 422
    )
    assert client.get(reverse("joint_visit_new", args=[office.families.well])).status_code == 404


def test_families_are_marked_suggested_and_given_out(office: FieldOffice, client: Client) -> None:
    log_in(client, Role.TAMBON, TAMBON)
    page = client.get(reverse("fieldwork_assign")).content.decode()
    assert str(office.families.poor) in page
    assert str(office.families.target) not in page
    asked = {"area": TAMBON, "purpose": "visit", "household": [str(office.families.poor)]}
    page = client.post(reverse("fieldwork_suggest"), asked).content.decode()
    assert f'<option value="{office.somjai}" selected>' in page
    assert "อยู่หมู่บ้านเดียวกัน" in page
    sent = {"purpose": "visit", f"to_{office.families.poor}": str(office.somjai), "to_x": "y"}
    assert client.post(reverse("fieldwork_give"), sent).status_code == 302
    row = Assignment.objects.get(household=office.families.poor)
    assert (row.volunteer_id, row.purpose, row.state) == (office.somjai, "visit", "open")


def test_visits_are_handed_over_after_a_look(office: FieldOffice, client: Client) -> None:
    log_in(client, Role.TAMBON, TAMBON)
    row = Assignment.objects.get(volunteer=office.malee)
    page = client.post(reverse("fieldwork_hand_over"), {"area": TAMBON, "household": [str(row.id)]}).content.decode()
    assert f'<option value="{office.somjai}" selected>' in page
    assert client.post(reverse("fieldwork_hand_over"), {f"to_{row.id}": str(office.somjai)}).status_code == 302
    assert set(Assignment.objects.filter(state="open").values_list("volunteer", flat=True)) == {office.somjai}


def test_a_sheet_is_sent_looked_at_and_taken_on(office: FieldOffice, client: Client) -> None:
    log_in(client, Role.TAMBON, TAMBON)
    text = f"ชื่อ-สกุล,รหัสหมู่บ้าน\nนางแก้ว ใหม่มา,{ONE}\n\"=cmd|' /C calc'!A0\",{TWO}\n"
    file = SimpleUploadedFile("รายชื่อ.csv", text.encode())
    answer = client.post(reverse("volunteer_sheet_new"), {"area": TAMBON, "file": file})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "นางแก้ว ใหม่มา" in page
    assert "ขึ้นต้นเหมือนสูตรคำนวณ" in page
    assert client.post(f"{answer['Location']}take-on").status_code == 302
    assert Volunteer.objects.filter(name="นางแก้ว ใหม่มา").exists()
    assert not RecruitDraft.objects.exists()
    assert client.get(answer["Location"]).status_code == 404


def test_one_is_taken_on_trained_and_stopped(office: FieldOffice, client: Client) -> None:
    log_in(client, Role.TAMBON, TAMBON)
    sent = {"area": TAMBON, "name": "นายก้อง ดี", "kind": "health", "villages": [ONE], "phone": "0760000003"}
    made = client.post(reverse("volunteer_new"), sent)
    assert "0760000003" in client.get(made["Location"]).content.decode()
    one = Volunteer.objects.get(name="นายก้อง ดี")
    training = {"area": TAMBON, "title": "อบรม", "held_on": "1/11/2569", "months": "24", "passed": [str(one.id)]}
    assert client.post(reverse("volunteer_trainings"), training).status_code == 302
    one.refresh_from_db()
    assert one.certified_until is not None
    assert client.post(reverse("volunteer_phone", args=[one.id]), {"phone": "12"}).status_code == 422
    assert client.post(reverse("volunteer_stop", args=[one.id]), {"because": "ย้าย"}).status_code == 302
    assert "หยุดทำหน้าที่เมื่อ" in client.get(reverse("volunteer", args=[one.id])).content.decode()


def test_a_joint_visit_is_planned_and_each_side_fills_its_part(office: FieldOffice, client: Client) -> None:
    log_in(client, Role.TAMBON, TAMBON)
    where = reverse("joint_visit_new", args=[office.families.target])
    sent = {"planned_on": "31/12/2569", "income": "agency:labour", "health": f"volunteer:{office.malee}"}
    assert client.post(where, {**sent, "health": ""}).status_code == 422
    answer = client.post(where, sent)
    assert answer.status_code == 302
    planned = JointVisit.objects.get()
    other = Client()
    other.force_login(Volunteer.objects.get(pk=office.malee).account, "samutphok.access.login.PasswordBackend")
    page = other.get(answer["Location"])
    assert page.content.decode().count("<textarea") == 1
    part = planned.parts.get(part="health")
    fill = reverse("joint_visit_fill", args=[planned.id])
    assert other.post(fill, {"part": str(planned.parts.get(part="income").id), "note": "x"}).status_code == 404
    assert other.post(fill, {"part": str(part.id), "note": "ดูแลแม่"}).status_code == 302
    close = reverse("joint_visit_close", args=[planned.id])
    assert other.post(close, {"held": "yes"}).status_code == 404
    assert client.post(close, {"held": "yes"}).status_code == 302
    assert JointVisit.objects.get().state == "held"


def test_a_volunteers_day_begins_with_their_own_families(office: FieldOffice, client: Client) -> None:
    account = Volunteer.objects.get(pk=office.malee).account
    client.force_login(account, "samutphok.access.login.PasswordBackend")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("home")).content.decode()
    assert len(asked.captured_queries) <= MOST_QUERIES
    assert page.count(reverse("household", args=[office.families.target])) == 1
    assert str(office.families.poor) not in page


def test_the_first_page_counts_what_is_past_its_day_and_the_family_says_who_stands_by_it(
    office: FieldOffice, client: Client
) -> None:
    log_in(client, Role.TAMBON, TAMBON)
    assert "ครอบครัวเกินกำหนดเยี่ยม" in client.get(reverse("home")).content.decode()
    page = client.get(reverse("household_companions", args=[office.families.target])).content.decode()
    assert page.index("นายสมใจ ดีมาก") < page.index("นางมาลี ใจกว้าง")  # the companion first
