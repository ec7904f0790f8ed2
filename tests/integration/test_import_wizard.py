"""A file is corrected, saved as a layout, received, and taken back. Missing, forbidden, invalid, then success."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from attack_office import confirm, log_in, receive, said, send, work
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from intake_files import SURVEY, WELFARE, csv_bytes, survey_row, welfare_row, xlsx_bytes

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry
from samutphok.intake.domain.batch import Status
from samutphok.intake.models import Batch, Draft, SavedLayout
from samutphok.intake.queries import latest_staged
from samutphok.linkage.models import Review
from samutphok.registry.models import Household, Person, SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

ODD = ["เลข ปชช", "คำนำหน้า", "ชื่อจริง", "นามสกุล", "วันเกิด", "รหัส", "ผลพิเศษ"]
ROWS = [[welfare_row(number)[name] for name in WELFARE] for number in range(1, 6)]


@pytest.fixture(autouse=True)
def _own_warehouse(settings: Any, tmp_path: Path) -> None:
    settings.WAREHOUSE = tmp_path / "warehouse"


def correct(client: Client, page: HttpResponse, do: str = "update", **more: str) -> HttpResponse:
    draft = page.context["draft"].id
    return client.post(f"/imports/waiting/{draft}/", {**said(page), "do": do, **more}, follow=True)


def undo(client: Client, batch: Batch, **fields: str) -> HttpResponse:
    asked = {"reason": "ส่งไฟล์ผิดปี", "confirmation": str(batch.rows_accepted)} | fields
    return client.post(f"/imports/{batch.pk}/undo", asked)


@pytest.mark.parametrize("what", ["", "receive", "discard"])
def test_a_draft_that_is_absent_or_a_colleagues_is_not_found(client: Client, what: str) -> None:
    log_in(client)
    page = send(client, csv_bytes(WELFARE, ROWS), "a.csv")
    stranger = Client()
    log_in(stranger, username="colleague")
    for draft in (uuid4(), page.context["draft"].id):
        assert stranger.post(f"/imports/waiting/{draft}/{what}", said(page)).status_code == 404
    assert Draft.objects.count() == 1
    assert not Batch.objects.exists()


def test_a_draft_is_gone_after_a_day(client: Client) -> None:
    log_in(client)
    page = send(client, csv_bytes(WELFARE, ROWS), "a.csv")
    Draft.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert confirm(client, page).status_code == 404


@pytest.mark.parametrize(
    "tampered",
    [
        {"column_0": "pid", "column_1": "pid"},
        {"column_0": "no_such_column"},
        {"column_99": "pid"},
        {"constant_pid": "1", "column_0": ""},
        {"constant_area_code": "81010101", "column_5": ""},
        {"header_row": "29"},
        {"header_row": "0"},
        {"table": "7"},
        {"register": "taxes"},
        {"as_of": "31/12/2999"},
        {"delimiter": "x"},
    ],
)
def test_a_mapping_that_was_tampered_with_changes_nothing(client: Client, tampered: dict[str, str]) -> None:
    log_in(client)
    page = send(client, csv_bytes(WELFARE, ROWS), "a.csv")
    before = Draft.objects.values().get()
    answer = correct(client, page, **tampered)
    assert answer.status_code == 422
    assert "data-problem" in answer.content.decode()
    assert Draft.objects.values().get() == before
    assert confirm(client, page, **tampered).status_code == 422
    assert not Batch.objects.exists()


def test_formula_cells_and_a_huge_header_are_shown_as_text(client: Client) -> None:
    log_in(client)
    raw = csv_bytes(["=HYPERLINK(1)", "<script>" + "ก" * 5000, "ชื่อ"], [["=1+1", "@x", "<b>"]])
    text = send(client, raw, "a.csv").content.decode()
    assert "<script>ก" not in text
    assert "<b>" not in text
    assert len(text) < 60_000


def test_a_file_is_corrected_saved_and_read_so_the_next_time(client: Client) -> None:
    log_in(client)
    page = send(client, csv_bytes(ODD, ROWS), "a.csv", register="state_welfare", as_of="30/9/2561")
    assert not page.context["preview"].ready
    page = correct(client, page, do="save", column_6="validated")
    assert page.context["preview"].ready
    assert SavedLayout.objects.get().mapping["validated"] == 6
    assert Entry.objects.filter(act="save_layout").count() == 1
    again = send(client, csv_bytes(ODD, ROWS[:2]), "b.csv")
    assert again.context["preview"].ready
    assert again.context["draft"].saved_at
    stranger = Client()
    log_in(stranger, Role.PROVINCE, "84", username="elsewhere")
    assert not send(stranger, csv_bytes(ODD, ROWS), "c.csv").context["draft"].saved_at


def test_a_saved_layout_whose_column_the_register_lost_is_not_used(client: Client) -> None:
    log_in(client)
    correct(
        client, send(client, csv_bytes(ODD, ROWS), "a.csv", register="state_welfare"), do="save", column_6="validated"
    )
    SavedLayout.objects.update(mapping={"gone": 0})
    assert not send(client, csv_bytes(ODD, ROWS), "b.csv").context["draft"].saved_at


def test_a_change_is_shown_before_it_is_received(client: Client) -> None:
    log_in(client)
    page = send(client, csv_bytes(WELFARE, ROWS), "a.csv")
    answer = confirm(client, page, column_1="")
    assert answer["Location"] == f"/imports/waiting/{page.context['draft'].id}/"
    assert not Batch.objects.exists()


def test_another_sheet_and_one_area_for_every_row(client: Client) -> None:
    log_in(client)
    headers = [name for name in WELFARE if name != "area_code"]
    rows = [[cell for cell, name in zip(row, WELFARE, strict=True) if name != "area_code"] for row in ROWS]
    totals = ["", "รวม", "5", "", "", ""]
    book = xlsx_bytes({"ปก": [["รายงาน", "ภูเก็ต"]], "ข้อมูล": [headers, *rows, totals]})
    page = send(client, book, "a.xlsx", register="state_welfare")
    assert page.context["preview"].sheets == ("ปก", "ข้อมูล")
    assert [column.name for column in page.context["preview"].needed] == ["area_code"]
    page = correct(client, page, constant_area_code="830101")
    assert page.context["preview"].ready
    assert confirm(client, page).status_code == 302
    work()
    batch = Batch.objects.get()
    assert (batch.status, batch.rows_accepted, batch.refusals) == (Status.ATTACHED, 5, {"total_row": 1})
    assert set(SourceRecord.objects.values_list("area_code", flat=True)) == {"830101"}


def test_a_batch_of_another_province_cannot_be_taken_back(client: Client) -> None:
    log_in(client)
    batch = receive(client, "state_welfare", [welfare_row(1)])
    work()
    stranger = Client()
    log_in(stranger, Role.PROVINCE, "84", username="elsewhere")
    assert stranger.get(f"/imports/{batch.pk}/undo").status_code == 404
    assert undo(stranger, batch).status_code == 404
    assert stranger.post(f"/imports/{batch.pk}/retry").status_code == 404
    assert stranger.get(f"/imports/{batch.pk}/remarks").status_code == 404


@pytest.mark.parametrize("fields", [{"confirmation": ""}, {"confirmation": "2"}, {"reason": "ผิด"}, {"reason": " "}])
def test_taking_back_asks_for_a_reason_and_the_number_of_rows(client: Client, fields: dict[str, str]) -> None:
    log_in(client)
    receive(client, "state_welfare", [welfare_row(1)])
    work()
    assert undo(client, Batch.objects.get(), **fields).status_code == 422
    assert Batch.objects.get().status == Status.ATTACHED


def test_a_batch_is_taken_back_and_its_file_received_anew(client: Client) -> None:
    log_in(client)
    receive(client, "bmn_survey", [survey_row(1), survey_row(2)])
    work()
    receive(client, "state_welfare", [welfare_row(1, first_name="ประเสริฐ", last_name="จันทร์ดี"), welfare_row(9)])
    work()
    survey = Batch.objects.get(register="bmn_survey")
    home = Household.objects.order_by("house_code").first()
    assert home is not None
    assert Review.objects.filter(outcome="open").count() == 1
    assert undo(client, survey).status_code == 302
    assert latest_staged("bmn_survey", area_prefix="83") is None
    work()
    survey.refresh_from_db()
    assert (survey.status, survey.rows_undone) == (Status.UNDONE, 2)
    assert client.get(f"/households/{home.pk}/").status_code == 404
    assert (Household.objects.count(), Person.objects.count(), Review.objects.filter(outcome="open").count()) == (
        0,
        2,
        0,
    )
    assert Household.every.count() == 2
    assert {"ask_undo_register", "undo_rows", "undo_register"} <= set(Entry.objects.values_list("act", flat=True))
    page = client.get(f"/imports/{survey.pk}/").content.decode()
    assert "ส่งไฟล์ผิดปี" in page
    receive(client, "bmn_survey", [survey_row(1), survey_row(2)])
    work()
    assert Batch.objects.filter(register="bmn_survey").count() == 2
    assert client.get(f"/households/{home.pk}/").status_code == 200
    assert Review.objects.filter(outcome="open").count() == 1


def test_what_is_new_and_what_is_gone_is_told_beside_the_file_before(client: Client) -> None:
    log_in(client)
    rounds = {
        "1/1/2560": [survey_row(1), survey_row(2), survey_row(3)],
        "1/1/2561": [survey_row(2), survey_row(3, bmn1="0"), survey_row(4), survey_row(5)],
    }
    for day, rows in rounds.items():
        assert confirm(client, send(client, csv_bytes(SURVEY, rows), "s.csv", as_of=day)).status_code == 302
        work()
    page = client.get(f"/imports/{Batch.objects.latest('received_at').pk}/").context["page"]
    assert (page.change.fresh, page.change.changed, page.change.vanished, page.change.same) == (2, 1, 1, 1)
    assert [(place.code, area.rows, area.vanished) for place, area in page.areas] == [("83010101", 4, 1)]
    assert (page.joined.people_new, page.joined.households_new, page.joined.rows_matched) == (2, 2, 2)


def test_corrected_rows_come_in_once_and_remarks_name_no_cell(client: Client) -> None:
    log_in(client)
    batch = receive(client, "state_welfare", [welfare_row(1), welfare_row(2, validated="x"), welfare_row(3, pid="12")])
    work()
    back = b"".join(client.get(f"/imports/{batch.pk}/rejects")).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(back))
    assert row["row_number"] == "3"
    assert confirm(client, send(client, back.replace(",x", ",1").encode(), "back.csv")).status_code == 302
    work()
    assert SourceRecord.objects.count() == 3
    assert Person.objects.count() == 2
    remarks = b"".join(client.get(f"/imports/{batch.pk}/remarks")).decode("utf-8-sig")
    (remark,) = csv.DictReader(io.StringIO(remarks))
    assert (remark["row_number"], remark["header"]) == ("4", "pid")
    assert "12" not in remarks.split("\n", 1)[1].replace("13", "")


def test_work_that_stopped_goes_on_when_somebody_says_so(client: Client) -> None:
    log_in(client)
    receive(client, "state_welfare", [welfare_row(1)])
    Batch.objects.update(moved_at=timezone.now() - timedelta(minutes=10))
    batch = Batch.objects.get()
    assert "retry" in client.get(f"/imports/{batch.pk}/").content.decode()
    assert client.post(f"/imports/{batch.pk}/retry").status_code == 302
    work()
    assert Batch.objects.get().status == Status.ATTACHED
    assert client.post(f"/imports/{batch.pk}/retry").status_code == 409


def test_pages_of_the_wizard_ask_the_database_little(client: Client, django_assert_max_num_queries: Any) -> None:
    log_in(client)
    batch = receive(client, "bmn_survey", [survey_row(1), survey_row(2)])
    work()
    page = send(client, csv_bytes(ODD, ROWS), "a.csv")
    own = [page.request["PATH_INFO"], f"/imports/{batch.pk}/", f"/imports/{batch.pk}/undo"]
    for address in ("/imports/", "/imports/new", "/reviews/", *own):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200, address
