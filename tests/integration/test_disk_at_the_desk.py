"""A disk that fills up while somebody works at the desk: the page says what to do, and nothing is half there."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_office import log_in, make_families
from django.conf import settings as configured
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from own_database import OwnDatabase, checkpoint, own_database
from test_attack_disk import in_room
from test_family_documents import PDF, send

from samutphok.foundation.audit.models import Entry
from samutphok.intake.models import Batch, Draft
from samutphok.logbook.models import Document
from samutphok.registry.models import Household

pytestmark = pytest.mark.database
LARGE, ROOM = (
    8_000_000,
    6_000_000,
)  # bytes that are sent, and that any file may grow to: the upload itself finds no room
SMALL, LITTLE = 2_000_000, 1_000_000  # an upload held in memory: its sealed file finds no room


def office() -> None:
    make_families()
    log_in(Client())
    checkpoint()


def client() -> Client:
    """The officer's browser, which gets a page where an error would otherwise end the test."""
    made = Client(raise_request_exception=False)
    made.force_login(get_user_model().objects.get(username="officer"))
    return made


def files() -> list[str]:
    """Every file of the folders that the desk writes to, but for empty locks."""
    folders = (configured.DOCUMENTS, configured.EXPORTS, configured.WAREHOUSE)
    found = (path for folder in folders for path in Path(folder).rglob("*") if path.is_file())
    return sorted(str(path) for path in found if path.stat().st_size)


def standing() -> list[int]:
    return [kind.objects.count() for kind in (Document, Draft, Batch, Household)]


def told(sent: Any, room: int) -> dict[str, Any]:
    """What the page says of work done in little room, and whether anything of it is left."""
    before = (files(), standing())
    answer = in_room(room, sent)
    text = answer.content.decode()
    return {
        "status": answer.status_code,
        "told": "พื้นที่จัดเก็บ" in text and "แจ้งผู้ดูแลระบบ" in text,
        "nothing": (files(), standing()) == before,
    }


def document(size: int, room: int) -> dict[str, Any]:
    family = Household.objects.first()
    assert family
    content = PDF.replace(b"trailer", os.urandom(size) + b"trailer")
    browser = client()
    found = told(lambda: send(browser, family.pk, content, name="a.pdf"), room)
    assert not Entry.objects.filter(act="add_document").exists()
    return found | {"again": send(browser, family.pk, content, name="a.pdf").status_code}


def register(size: int, room: int) -> dict[str, Any]:
    browser = client()

    def sent() -> Any:
        lines = b"pid,first_name\n" + b"x,y\n" * (size // 4)
        return browser.post("/imports/new", {"file": SimpleUploadedFile("a.csv", lines)}, follow=True)

    return told(sent, room) | {"again": sent().status_code}


@pytest.fixture
def own(tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[OwnDatabase]:
    settings.DOCUMENTS, settings.EXPORTS = tmp_path / "documents", tmp_path / "exports"
    settings.WAREHOUSE = tmp_path / "warehouse"
    with own_database(tmp_path, django_db_blocker.unblock) as mine:
        mine.call(office)
        yield mine


@pytest.mark.parametrize(
    ("work", "again"), [(document, 302), (register, 200)], ids=["a document", "a register's preview"]
)
@pytest.mark.parametrize(("size", "room"), [(LARGE, ROOM), (SMALL, LITTLE)], ids=["on its way", "kept"])
def test_what_is_sent_without_room_is_refused_whole_and_taken_once_there_is_room(
    own: OwnDatabase, work: Any, again: int, size: int, room: int
) -> None:
    assert own.call(work, size, room) == {"status": 503, "told": True, "nothing": True, "again": again}
