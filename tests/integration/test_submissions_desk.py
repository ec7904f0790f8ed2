"""The office's pages of received forms: what waits, opened and compared, taken or set aside, each in its own area."""

import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from desk_office import log_in
from django.test import Client
from django.utils import timezone
from phone_office import Phone, filled, phone, publish, standing

from samutphok.access.actions import disable_account
from samutphok.access.domain import Role
from samutphok.access.queries import operator
from samutphok.foundation.audit.models import Entry
from samutphok.submissions.actions import keep_submission, read_again, settle
from samutphok.submissions.domain.submission import Standing
from samutphok.submissions.models import Submission

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.SUBMISSION_FILES = tmp_path / "submissions"


@pytest.fixture
def sender() -> Phone:
    publish()
    return phone()


def ended(sender: Phone) -> None:
    """The volunteer's account is closed; what is still on the phone comes all the same."""
    now = timezone.now()
    disable_account(viewer=operator(now=now), username=sender.account.username, now=now)


def one(instance: str = "uuid:1", **wanted: Any) -> Submission:
    return Submission.objects.get(instance_id=instance, **wanted)


def address(row: Submission, act: str = "") -> str:
    return f"/submissions/{row.id}/{act}"


def decide(client: Client, row: Submission, do: str) -> int:
    return client.post(address(row, "decide"), {"do": do}).status_code


def test_one_that_is_not_there_or_lies_elsewhere_looks_absent(client: Client, sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    log_in(client, Role.TAMBON, "830303")
    for row in (one(), Submission(id=uuid4())):
        assert client.get(address(row)).status_code == 404
        for do in ("release", "instead", "aside"):
            assert decide(client, row, do) == 404
    assert "/submissions/" + str(one().id) not in client.get("/submissions/?standing=stored").content.decode()


def test_volunteers_and_governors_have_no_such_page(client: Client) -> None:
    for role, area in ((Role.VOLUNTEER, "830101"), (Role.GOVERNOR, "83")):
        log_in(client, role, area, username=role.value)
        assert client.get("/submissions/").status_code == 404


@pytest.mark.parametrize("query", ["standing=none", "page=0", "page=x"])
def test_an_address_that_cannot_be_read_is_told(client: Client, query: str) -> None:
    log_in(client)
    assert client.get(f"/submissions/?{query}").status_code == 422


def test_only_what_waits_is_listed_first_and_each_state_has_its_count(client: Client, sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    sender.send(filled("uuid:2", {"photo": "a.jpg"}))
    log_in(client, Role.TAMBON, "830101")
    page = client.get("/submissions/").content.decode()
    assert address(one("uuid:2")) in page
    assert address(one("uuid:1")) not in page
    assert address(one("uuid:1")) in client.get("/submissions/?standing=stored").content.decode()


def test_opening_one_shows_the_questions_words_and_is_recorded(client: Client, sender: Phone) -> None:
    sender.send(filled("uuid:1", {"needs": "medicine rice", "note": "หลังคา &lt;รั่ว&gt;"}))
    account = log_in(client)
    page = client.get(address(one())).content.decode()
    assert "ยา, ข้าว" in page
    assert "หลังคา &lt;รั่ว&gt;" in page
    entry = Entry.objects.get(act="read_submission")
    assert (entry.actor, entry.subject, entry.fields) == (str(account.pk), f"submission:{one().id}", "answers")


def test_one_from_an_ended_account_is_found_by_its_office_and_taken(client: Client, sender: Phone) -> None:
    ended(sender)
    sender.send(filled("uuid:1"))
    log_in(client, Role.TAMBON, "830101")
    assert "ถูกยกเลิกกุญแจ" in client.get(address(one())).content.decode()
    assert decide(client, one(), "release") == 302
    assert standing("uuid:1") == ["stored"]
    assert Entry.objects.get(act="release_submission").outcome == "stored"
    assert decide(client, one(), "release") == 409


def test_one_of_an_unknown_form_waits_until_the_form_is_there(client: Client, sender: Phone) -> None:
    sender.send(filled("uuid:1", {"photo": "a.jpg"}, form_id="later"))
    log_in(client)
    assert client.get(address(one())).status_code == 200
    assert decide(client, one(), "release") == 409
    publish("later")
    assert decide(client, one(), "release") == 302
    assert standing("uuid:1") == ["incomplete"]
    assert decide(client, one(), "release") == 302
    assert standing("uuid:1") == ["stored"]


def test_two_that_differ_stand_side_by_side_and_the_office_chooses(client: Client, sender: Phone) -> None:
    sender.send(filled("uuid:1", {"note": "คำตอบแรก"}))
    sender.send(filled("uuid:1", {"note": "คำตอบหลัง"}))
    log_in(client)
    copy = one(standing="conflict")
    page = client.get(address(copy)).content.decode()
    assert "คำตอบแรก" in page
    assert "คำตอบหลัง" in page
    assert 'class="differs"' in page
    assert decide(client, copy, "instead") == 302
    assert standing("uuid:1") == ["superseded", "stored"]
    assert sender.send(filled("uuid:1", {"note": "คำตอบแรก"})).status_code == 201
    assert standing("uuid:1") == ["superseded", "stored"]


def test_a_second_correction_can_be_taken_instead_of_the_first(client: Client, sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    sender.send(filled("uuid:2", deprecates="uuid:1"))
    sender.send(filled("uuid:3", deprecates="uuid:2"))
    sender.send(filled("uuid:4", deprecates="uuid:1"))
    log_in(client)
    assert client.get(address(one("uuid:4"))).status_code == 200
    assert decide(client, one("uuid:4"), "instead") == 302
    assert {one(f"uuid:{number}").standing for number in (1, 2, 3)} == {"superseded"}
    assert standing("uuid:4") == ["stored"]


def test_what_is_set_aside_is_kept_and_never_read(client: Client, sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    sender.send(filled("uuid:1", {"note": "อีกชุด"}))
    log_in(client)
    assert decide(client, one(standing="conflict"), "aside") == 302
    assert standing("uuid:1") == ["stored", "set_aside"]
    assert not settle(submission_id=one(standing="set_aside").id, standing=Standing.TAKEN)
    assert read_again(everything=True) == 1


def test_what_could_not_be_read_is_read_again(client: Client, sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    Submission.objects.update(standing="unreadable", problem_th="แบบเสีย", problem_en="broken")
    log_in(client)
    assert "แบบเสีย" in client.get(address(one())).content.decode()
    assert decide(client, one(), "release") == 302
    assert (one().standing, one().problem_th) == ("stored", "")


def test_a_form_typed_in_at_the_desk_says_so(client: Client) -> None:
    publish()
    account = log_in(client)
    from samutphok.access.queries import viewer_of

    keep_submission(
        viewer=viewer_of(account, now=timezone.now()), key_id=None, raw=filled("uuid:1"), now=timezone.now()
    )
    assert "พิมพ์จากกระดาษ" in client.get(address(one())).content.decode()


def test_the_tables_are_taken_away_within_the_area_by_those_who_may(client: Client, sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    phone("elsewhere", "830303").send(filled("uuid:2"))
    log_in(client, Role.TAMBON, "830101", username="tambon")
    assert client.post("/submissions/export", {"form": "roof"}).status_code == 404
    log_in(client, Role.AMPHOE, "8303", username="amphoe")
    assert client.post("/submissions/export", {}).status_code == 422
    assert client.post("/submissions/export", {"form": "none"}).status_code == 404
    answer = client.post("/submissions/export", {"form": "roof"})
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        table = archive.read("roof.csv").decode()
    assert "uuid:2" in table
    assert "uuid:1" not in table


def test_each_page_takes_few_queries(client: Client, sender: Phone, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        sender.send(filled(f"uuid:{number}", {"photo": "a.jpg"}))
    sender.send(filled("uuid:1", {"photo": "b.jpg"}))
    log_in(client)
    for path in ("/submissions/", address(one("uuid:1", standing="conflict"))):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
