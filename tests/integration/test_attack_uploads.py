"""Hostile files through the upload form are refused with a message, nothing half done; nothing that goes out runs."""

import csv
import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attack_office import confirm, log_in, receive, send, work
from django.test import Client
from intake_files import WELFARE, csv_bytes, parquet_bytes, synthetic_pid, welfare_row, xlsx_bytes

from samutphok.cli.main import main
from samutphok.intake.domain.batch import Status
from samutphok.intake.models import Batch

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

ROWS = [list(WELFARE), list(welfare_row().values())]
FORMULAS = (
    "=1+1",
    "+1+cmd",
    "-1+cmd",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u200b=1",
    "\u3000@x",
)


@pytest.fixture(autouse=True)
def _office(settings: Any, tmp_path: Path) -> None:
    settings.WAREHOUSE = tmp_path / "warehouse"


def workbook(changed: dict[str, bytes] | None = None, **added: bytes) -> bytes:
    """A good workbook with parts replaced or added."""
    good, raw = zipfile.ZipFile(io.BytesIO(xlsx_bytes({"Sheet1": ROWS}))), io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in good.infolist():
            archive.writestr(part.filename, (changed or {}).get(part.filename, good.read(part)))
        for name, content in added.items():
            archive.writestr(name, content)
    return raw.getvalue()


def billion_laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><worksheet>&j;</worksheet>'.encode()


def lying_parquet() -> bytes:
    """Pages damaged behind a footer that is in order: only reading the rows finds it."""
    columns = {name: [value] * 5000 for name, value in welfare_row().items()}
    columns["pid"] = [synthetic_pid(number) for number in range(5000)]
    raw = io.BytesIO()
    pq.write_table(pa.table(columns), raw, compression="none", use_dictionary=False)
    damaged = bytearray(raw.getvalue())
    for place in range(4, 4000):
        damaged[place] ^= 0xA5
    return bytes(damaged)


def tar_with_link() -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        link = tarfile.TarInfo("a.csv")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return raw.getvalue()


HOSTILE: dict[str, tuple[str, bytes]] = {
    "zip bomb": ("a.xlsx", workbook(**{"xl/media/bomb.xml": b"0" * (40 << 20)})),
    "zip slip": ("a.xlsx", workbook(**{"../../../etc/cron.d/x": b"x"})),
    "billion laughs": ("a.xlsx", workbook({"xl/worksheets/sheet1.xml": billion_laughs()})),
    "external entity": (
        "a.xlsx",
        workbook(
            {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>'}
        ),
    ),
    "a sheet that is no XML": ("a.xlsx", workbook({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c" * 50})),
    "no workbook inside": ("a.xlsx", workbook({"xl/workbook.xml": b"<x/>"})),
    "zero byte": ("a.csv", csv_bytes(WELFARE, [welfare_row(first_name="a\x00b")])),
    "utf-16": ("a.csv", csv_bytes(WELFARE, [welfare_row()], encoding="utf-16")),
    "utf-7": ("a.csv", b"+AHA-id,first_name\n+ADE-,x\n"),
    "one huge line": ("a.csv", ",".join(WELFARE).encode() + b"\n" + b"1" * (1 << 20)),
    "parquet with a false footer": ("a.parquet", parquet_bytes({"pid": ["1"]})[:-8] + b"\xff\xff\xff\x7fPAR1"),
    "tar with a link": ("a.csv", tar_with_link()),
    "lines in its name": ("a\r\nSet-Cookie: x=1.csv", csv_bytes(WELFARE, [welfare_row()])),
    "quotation in its name": ('a";x="b.csv', csv_bytes(WELFARE, [welfare_row()])),
    "script": ("a.csv", b"<svg onload=alert(1)>"),
    "empty": ("a.csv", b""),
}


def test_a_hostile_file_is_refused_with_a_message_and_leaves_nothing(client: Client, settings: Any) -> None:
    log_in(client)
    for attack, (name, raw) in HOSTILE.items():
        page = send(client, raw, name)
        if page.status_code == 200:  # a table of text that no register is read from: inert, and not to be received
            assert not page.context["preview"].ready, attack
            continue
        assert page.status_code == 422, attack
        assert "field-error" in page.content.decode() or "alert" in page.content.decode(), attack
    assert not Batch.objects.exists()
    # what was understood as a file, though not as a register, is cleared away within a day
    left = [
        path for path in (settings.WAREHOUSE / "received").iterdir() if path.suffix not in (".csv", ".parquet", ".xlsx")
    ]
    assert left == []


def test_a_file_that_turns_bad_further_down_fails_its_batch_and_the_worker_lives(client: Client) -> None:
    log_in(client)
    page = send(client, lying_parquet(), "a.parquet", register="state_welfare")
    assert page.status_code in (200, 422)
    if page.status_code == 200:
        assert confirm(client, page).status_code == 302
    torn = ",".join(WELFARE).encode() + b"\n" + ("x," * 6 + "1\n").encode() * 2000 + b'"' + b"a,b\n" * 60_000
    page = send(client, torn, "torn.csv", register="state_welfare")
    assert page.status_code == 200
    assert confirm(client, page).status_code == 302
    good = receive(client, "state_welfare", [welfare_row()])
    work()
    assert set(Batch.objects.exclude(pk=good.pk).values_list("status", "rows_attached")) == {(Status.FAILED, 0)}
    assert all(batch.problem_th and batch.problem_en for batch in Batch.objects.exclude(pk=good.pk))
    good.refresh_from_db()
    assert good.status == Status.ATTACHED


@pytest.mark.parametrize(
    "name", ["../../../etc/x.csv", "..\\..\\x.csv", "a%0d%0aSet-Cookie: x=1.csv", "＝1+1.csv", "ก" * 300 + ".csv"]
)
def test_the_sender_s_file_name_names_nothing_here(client: Client, settings: Any, name: str) -> None:
    log_in(client)
    raw = csv_bytes(WELFARE, [welfare_row(1, validated="x")])
    assert confirm(client, send(client, raw, name, register="state_welfare")).status_code == 302
    work()
    batch = Batch.objects.get()
    assert not {"/", "\r", "\n"} & set(batch.file_name)
    rejects = client.get(f"/imports/{batch.pk}/rejects")
    assert rejects["Content-Disposition"] == f'attachment; filename="state_welfare-{batch.as_of}-rejected.csv"'
    assert "Set-Cookie" not in rejects.headers
    inside = [path for path in settings.WAREHOUSE.rglob("*") if path.is_file()]
    assert {path.parent.name for path in inside} <= {"received", "staged", "rejects", "remarks"}


def test_cells_that_could_run_come_back_inert(client: Client) -> None:
    log_in(client)
    rows = [welfare_row(n, first_name=text, last_name=f"{text}x", validated="bad") for n, text in enumerate(FORMULAS)]
    batch = receive(client, "state_welfare", rows)
    work()
    raw = b"".join(client.get(f"/imports/{batch.pk}/rejects")).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(raw, newline="")))
    assert len(lines) == len(FORMULAS) + 1
    dropped = " \u200b\u3000\ufeff\u00a0"
    assert [cell for line in lines for cell in line if cell.lstrip(dropped)[:1] in set("=+-@\t\r＝＋－＠") - {""}] == []


def test_groups_of_a_measure_that_could_run_come_out_inert(tmp_path: Path) -> None:
    measure, data, out = tmp_path / "m.yaml", tmp_path / "d.parquet", tmp_path / "out.csv"
    measure.write_text(
        "name: m\nsource: {th: ก, en: a}\nvalid_from: 2020-01-01\nk: 0.5\nunit: person\n"
        "indicators: [{name: i, dimension: d, weight: 1, column: i}]\n"
    )
    pq.write_table(pa.table({"i": [1, 0] * len(FORMULAS), "g": [text for text in FORMULAS for _ in (1, 2)]}), data)
    assert main(["mpi", "--data", str(data), "--measure", str(measure), "--by", "g", "--out", str(out)]) == 0
    with out.open(newline="", encoding="utf-8") as file:
        groups = [line[0] for line in csv.reader(file)][1:]
    assert groups
    assert [group for group in groups if group.lstrip(" \u200b\u3000")[:1] in set("=+-@\t\r＝＋－＠")] == []
