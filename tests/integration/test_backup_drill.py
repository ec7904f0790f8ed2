"""The drill: an office with a document and a made file is backed up and restored; papers open, made files stay behind."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from desk_office import log_in, make_families
from django.conf import settings as configured
from django.contrib.auth import get_user_model
from django.test import Client
from family_files import ask, make
from own_database import OwnDatabase, checkpoint, own_database
from test_family_documents import PDF, kept

from samutphok.cli.backup import DATABASE, restore_archive, write_archive
from samutphok.insights.models import Export

# On SQLite alone: only the embedded database has a backup of ours.
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def office() -> str:
    """A family with a document, and a table made of all families: the document's address."""
    families, client = make_families(), Client()
    log_in(client)
    address = kept(client, families.poor, PDF, name="a.pdf")
    make(ask(client))
    checkpoint()
    return address


def looked_at(address: str, folder: str) -> dict[str, Any]:
    """What somebody finds in the restored office: it lies in another folder, with the keys of the archive."""
    configured.DOCUMENTS, configured.EXPORTS = Path(folder) / "documents", Path(folder) / "exports"
    configured.KEYS = Path(folder) / "keys"
    client = Client()
    client.force_login(get_user_model().objects.get(username="officer"))
    document = client.get(address)
    content = b"".join(document.streaming_content) if document.streaming else document.content
    made = client.get(f"/files/{Export.objects.get().pk}")
    asked_again = make(ask(client))
    return {
        "document": [document.status_code, content == PDF],
        "made": made.status_code,
        "files": client.get("/files/").status_code,
        "again": client.get(f"/files/{asked_again.pk}").status_code,
    }


@pytest.fixture
def data(tmp_path: Path, settings: Any, django_db_blocker: Any) -> tuple[Path, str]:
    """The data folder of an office in use, and the address of its document."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.DOCUMENTS, settings.EXPORTS = folder / "documents", folder / "exports"
    with own_database(tmp_path, django_db_blocker.unblock) as own:
        address = own.call(office)
        shutil.copy(own.name, folder / DATABASE)
    return folder, address


def test_after_a_restore_documents_open_and_files_made_for_people_are_asked_for_again(
    tmp_path: Path, data: tuple[Path, str], django_db_blocker: Any
) -> None:
    folder, address = data
    facts = folder / "warehouse" / "facts" / "key" / "members.parquet"
    facts.parent.mkdir(parents=True)
    facts.write_bytes(b"PAR1")
    assert list((folder / "exports").glob("*.csv"))
    write_archive(data=folder, keys=Path(configured.KEYS), file=tmp_path / "b.tar", now=NOW)
    new = tmp_path / "new"
    restore_archive(file=tmp_path / "b.tar", data=new, keys=new / "keys", replace=False)
    assert not (new / "exports").exists()
    assert not (new / "warehouse" / "facts").exists()  # can be gathered again
    restored = OwnDatabase(str(new / DATABASE), django_db_blocker.unblock)
    found = restored.call(looked_at, address, str(new))
    assert found == {"document": [200, True], "made": 404, "files": 200, "again": 200}
