"""Receiving a register in the browser: look first, receive, follow, take back what was rejected."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from attack_office import confirm, send
from desk_office import log_in
from django.test import Client
from intake_files import WELFARE, csv_bytes, synthetic_pid, welfare_row

from samutphok.intake.actions import stage_batch
from samutphok.intake.models import Batch

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ROWS = [welfare_row(1), welfare_row(2), welfare_row(3, pid="", first_name="", last_name="")]


@pytest.fixture(autouse=True)
def _own_warehouse(settings: Any, tmp_path: Path) -> None:
    settings.WAREHOUSE = tmp_path / "warehouse"


def received(client: Client) -> Batch:
    answer = confirm(client, send(client, csv_bytes(WELFARE, ROWS), "welfare.csv", as_of="30/9/2561"))
    assert answer.status_code == 302
    return Batch.objects.get()


def test_a_batch_that_does_not_exist_is_not_found(client: Client) -> None:
    log_in(client)
    assert client.get(f"/imports/{uuid4()}/").status_code == 404


def test_no_file_is_told_at_the_field(client: Client) -> None:
    log_in(client)
    answer = client.post("/imports/new", {})
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()


def test_a_file_without_a_table_is_refused_at_the_field(client: Client) -> None:
    log_in(client)
    answer = send(client, b"hello\n", "letter.csv")
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("day", ["30 กุมภาพันธ์ 2561", "2561", "เมื่อวาน"])
def test_a_day_that_cannot_be_read_is_told_at_the_field(client: Client, day: str) -> None:
    log_in(client)
    answer = send(client, csv_bytes(WELFARE, ROWS), "welfare.csv", as_of=day)
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()


def test_a_preview_receives_nothing_and_shows_how_the_file_was_understood(client: Client) -> None:
    log_in(client)
    text = send(client, csv_bytes(WELFARE, ROWS), "welfare.csv", as_of="30 ก.ย. 2561").content.decode()
    assert not Batch.objects.exists()
    assert "30 กันยายน 2561" in text
    assert "สมศรี" in text
    assert "จะส่งคืน" in text
    assert synthetic_pid(1) not in text


def test_accepted_and_rejected_make_what_was_read(client: Client) -> None:
    log_in(client)
    batch = received(client)
    waiting = client.get(f"/imports/{batch.pk}/").content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    stage_batch(batch.pk)
    done = re.sub(r"<[^>]+>|\s+", " ", client.get(f"/imports/{batch.pk}/").content.decode())
    assert re.search(r"2\s+รับ\s+\+\s+1\s+ส่งคืน\s+=\s+3\s+แถวที่อ่าน", done)
    assert str(batch.pk) in client.get("/imports/").content.decode()


def test_rejected_rows_come_back_as_a_file_with_reasons(client: Client) -> None:
    log_in(client)
    batch = received(client)
    stage_batch(batch.pk)
    answer = client.get(f"/imports/{batch.pk}/rejects")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(text.strip().splitlines()) == 2


def test_rejected_rows_go_to_their_sender_alone(client: Client) -> None:
    log_in(client)
    batch = received(client)
    stage_batch(batch.pk)
    colleague = Client()
    log_in(colleague, username="colleague")
    assert f"/imports/{batch.pk}/rejects" not in colleague.get(f"/imports/{batch.pk}/").content.decode()
    assert colleague.get(f"/imports/{batch.pk}/rejects").status_code == 404


def test_the_same_file_twice_leads_to_the_same_batch(client: Client) -> None:
    log_in(client)
    batch = received(client)
    again = confirm(client, send(client, csv_bytes(WELFARE, ROWS), "welfare.csv", as_of="30/9/2561"))
    assert again["Location"] == f"/imports/{batch.pk}/"
    assert "เคยรับไฟล์นี้แล้ว" in client.get(again["Location"]).content.decode()
    assert Batch.objects.count() == 1
