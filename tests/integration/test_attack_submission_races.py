"""Many phones at once, posts shuffled, repeated and lost: the end is the same as of each once and in order."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from own_database import OwnDatabase, checkpoint, own_database
from phone_office import Phone, filled, multipart, phone, publish

from samutphok.foundation.audit.models import Entry
from samutphok.submissions.models import Submission, SubmissionFile

pytestmark = pytest.mark.database
AT_ONCE = 20
PICTURE = b"\xff\xd8picture"


def made() -> str:
    """A published form and a volunteer's key."""
    publish()
    token = phone().token
    checkpoint()
    return token


def send_one(token: str) -> int:
    """The same form with the same file."""
    xml = filled("uuid:same", {"photo": "a.jpg", "note": "พร้อมกัน"})
    body, kind = multipart(xml, ("a.jpg", PICTURE))
    return Client().post(f"/v1/key/{token}/submission", body, content_type=kind).status_code


def send_link(token: str, number: int) -> int:
    """One of a chain of corrections."""
    xml = filled(f"uuid:{number}", deprecates=f"uuid:{number - 1}" if number else "")
    body, kind = multipart(xml)
    return Client().post(f"/v1/key/{token}/submission", body, content_type=kind).status_code


def books() -> dict[str, Any]:
    """What the office holds."""
    return {
        "same": Submission.objects.filter(instance_id="uuid:same").count(),
        "standings": sorted(Submission.objects.values_list("instance_id", "standing")),
        "files": SubmissionFile.objects.count(),
        "kept": Entry.objects.filter(act="keep_submission").count(),
    }


@pytest.fixture
def office(tmp_path: Path, django_db_blocker: Any) -> Iterator[OwnDatabase]:
    kept, settings.SUBMISSION_FILES = settings.SUBMISSION_FILES, tmp_path / "submissions"
    try:
        with own_database(tmp_path, django_db_blocker.unblock) as own:
            yield own
    finally:
        settings.SUBMISSION_FILES = kept


def test_the_same_form_twenty_times_at_once_is_one_row_and_nobody_is_refused(
    office: OwnDatabase, tmp_path: Path
) -> None:
    token = office.call(made)
    senders = [office.start(send_one, token) for _ in range(AT_ONCE)]
    answers = [sender.answer() for sender in senders]
    assert answers == [[201]] * AT_ONCE
    found = office.call(books)
    assert (found["same"], found["files"], found["kept"]) == (1, 1, 1)
    assert len([path for path in (tmp_path / "submissions").rglob("*") if path.is_file()]) == 1


def test_a_chain_of_corrections_sent_at_once_ends_with_its_last(office: OwnDatabase) -> None:
    token = office.call(made)
    senders = [office.start(send_link, token, number) for number in (3, 0, 2, 1)]
    assert all(sender.answer() in ([201], [202]) for sender in senders)
    standings = office.call(books)["standings"]
    assert standings == [
        ["uuid:0", "superseded"],
        ["uuid:1", "superseded"],
        ["uuid:2", "superseded"],
        ["uuid:3", "stored"],
    ]


def posts() -> list[tuple[bytes, tuple[tuple[str, bytes], ...]]]:
    """A volunteer's day: forms with pictures, one corrected twice, one corrected once, each as the posts of a phone."""
    found: list[tuple[bytes, tuple[tuple[str, bytes], ...]]] = []
    pictured = filled("uuid:pictured", {"photo": "a.jpg", "note": "สองภาพ"}, inner="<members><name>ก</name></members>")
    found += [(pictured, ()), (pictured, (("a.jpg", PICTURE),)), (pictured, (("extra.jpg", b"2"),))]
    found += [(filled(f"uuid:plain{number}"), ()) for number in range(2)]
    found += [(filled("uuid:first", {"photo": "b.jpg"}), ()), (filled("uuid:second", deprecates="uuid:first"), ())]
    third = filled("uuid:third", {"photo": "c.jpg"}, deprecates="uuid:second")
    found += [(third, ()), (third, (("c.jpg", PICTURE),))]
    found += [(filled("uuid:lone", deprecates="uuid:plain0"), ())]
    return found


def end_state() -> list[tuple[Any, ...]]:
    """What is kept and where it stands, without times."""
    rows = Submission.objects.order_by("instance_id")
    return [
        (row.instance_id, row.sha256, row.standing, row.reason, sorted(row.files.values_list("name", "sha256")))
        for row in rows
    ]


ORDERS = range(12)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", ORDERS)
def test_any_order_with_repetitions_ends_like_each_once_in_order(seed: int, tmp_path: Path, settings: Any) -> None:
    settings.SUBMISSION_FILES = tmp_path
    publish()
    sender = phone()
    for xml, files in posts():
        assert sender.send(xml, *files).status_code == 201
    expected = end_state()
    assert {row[2] for row in expected} == {"stored", "superseded"}
    SubmissionFile.objects.all().delete()
    Submission.objects.all().delete()
    _shuffled(sender, random.Random(seed))
    assert end_state() == expected


def _shuffled(sender: Phone, chance: random.Random) -> None:
    """Each post once to three times, in any order; a phone that heard nothing sends again, so none is lost for good."""
    queue = [post for post in posts() for _ in range(chance.randint(1, 3))]
    chance.shuffle(queue)
    for xml, files in queue:
        assert sender.send(xml, *files).status_code in (201, 202)
