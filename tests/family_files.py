"""Files of families as the desk hands them out: asked for, made as the worker makes them, fetched."""

import csv
import io

from django.http import HttpResponse
from django.test import Client
from python_calamine import CalamineWorkbook

from samutphok.insights.models import Export
from samutphok.web.jobs import make_file


def ask(client: Client, **asked: object) -> Export:
    """A table of the families that the filters take, or of the marked ones; not made yet."""
    answer = client.post(
        "/households/export", {"format": "csv", **({} if "household" in asked else {"whole": "1"}), **asked}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/files/"), answer.content.decode()
    return Export.objects.latest("requested_at", "pk")


def make(export: Export) -> Export:
    """What the worker does."""
    make_file.call(str(export.id))
    export.refresh_from_db()
    return export


def fetch(client: Client, export: Export) -> HttpResponse:
    """The finished file."""
    return client.get(f"/files/{export.id}")


def exported(client: Client, **asked: object) -> list[list[str]]:
    """The cells of a table from the asking to the fetching, heads first; numbers without a trailing '.0'."""
    made = make(ask(client, **asked))
    answer = fetch(client, made)
    assert answer.status_code == 200
    return cells(b"".join(answer), made.format)  # type: ignore[arg-type]


def cells(raw: bytes, kind: str) -> list[list[str]]:
    """The cells of a CSV or XLSX file."""
    if kind == "csv":
        lines = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    else:
        lines = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    return [[str(cell).removesuffix(".0") for cell in line] for line in lines]
