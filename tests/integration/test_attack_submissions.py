"""Forms that come back twice, at once, in the wrong order, cut off, too late or by a key that ended: nothing is lost."""

import hashlib
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from attack_office import logged
from django.conf import settings as configured
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from phone_office import FORM, Phone, filled, multipart, phone, publish, standing

from samutphok.access.actions import disable_account, revoke_key
from samutphok.access.queries import operator, viewer_by_id
from samutphok.foundation.audit.models import Entry
from samutphok.foundation.events import subscribe
from samutphok.submissions.actions import keep_submission, keeping
from samutphok.submissions.domain.submission import MOST_BYTES, MOST_FILES, NewFile, Standing, SubmissionAccepted
from samutphok.submissions.models import Submission, SubmissionFile
from samutphok.submissions.queries import file_bytes, submission_told
from samutphok.submissions.queries.told import raw_bytes

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PICTURE = b"\xff\xd8\xff\xe0 no real picture \r\n\r\n--------other-- \x00\x1a\r\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.SUBMISSION_FILES = tmp_path / "submissions"
    return tmp_path / "submissions"


@pytest.fixture
def sender() -> Phone:
    publish()
    return phone()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The submissions that readers are told of, in order."""
    from samutphok.foundation import events

    found: list[Any] = []
    monkeypatch.setattr(events, "_HANDLERS", {})
    subscribe(SubmissionAccepted, lambda event: found.append(event.submission_id))
    return found


def sealed_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


# The same form again


def test_the_same_form_twice_is_kept_once_and_accepted_twice(sender: Phone, heard: list[Any]) -> None:
    xml = filled("uuid:1")
    assert [sender.send(xml).status_code for _ in range(3)] == [201, 201, 201]
    assert standing("uuid:1") == ["stored"]
    assert len(heard) == 1
    assert Entry.objects.filter(act="keep_submission").count() == 1


def test_a_reply_lost_after_the_commit_doubles_nothing(sender: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    from samutphok.api.openrosa import submission as view

    xml = filled("uuid:1")
    with monkeypatch.context() as patched:
        patched.setattr(view, "_told", lambda _receipt: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sender.send(xml, ("roof.jpg", PICTURE))
    assert Submission.objects.count() == 1
    assert sender.send(xml, ("roof.jpg", PICTURE)).status_code == 201
    assert (Submission.objects.count(), SubmissionFile.objects.count()) == (1, 1)


def test_other_answers_under_the_same_instance_are_409_and_both_are_kept(sender: Phone) -> None:
    first, second = filled("uuid:1"), filled("uuid:1", {"roof": "มุงจาก"})
    assert sender.send(first).status_code == 201
    assert [sender.send(second).status_code for _ in range(2)] == [409, 409]
    assert sender.send(first).status_code == 201
    assert standing("uuid:1") == ["stored", "conflict"]
    kept = {raw_bytes(row) for row in Submission.objects.all()}
    assert kept == {first, second}
    assert {receipt["standing"] for receipt in sender.receipts("uuid:1")} == {"stored", "conflict"}


def test_the_bytes_are_kept_exactly_and_sealed(sender: Phone) -> None:
    xml = filled("uuid:1", {"note": "น้ำ กำ เเก &#13;\n  ชำรุด "})
    sender.send(xml)
    row = Submission.objects.get()
    assert raw_bytes(row) == xml
    assert "ชำรุด".encode() not in bytes(row.raw)
    assert submission_told(submission_id=row.id).answers.answers[0].value == "น้ำ กำ เเก \r\n  ชำรุด "


# Files


def test_files_come_in_several_posts_in_any_order_and_missing_is_told_until_then(
    sender: Phone, heard: list[Any], folder: Path
) -> None:
    xml = filled("uuid:1", {"photo": "roof.jpg"})
    assert sender.send(xml, **{"*isIncomplete*": "yes"}).status_code == 201
    assert standing("uuid:1") == ["incomplete"]
    assert [file["present"] for file in sender.receipts("uuid:1")[0]["files"]] == [False]
    assert heard == []
    sender.send(xml, ("other.jpg", b"not asked for"))
    assert standing("uuid:1") == ["incomplete"]
    assert sender.send(xml, ("roof.jpg", PICTURE)).status_code == 201
    assert standing("uuid:1") == ["stored"]
    assert heard == [Submission.objects.get().id]
    told = {file["name"]: file["present"] for file in sender.receipts("uuid:1")[0]["files"]}
    assert told == {"roof.jpg": True, "other.jpg": True}
    assert file_bytes(submission_id=heard[0], name="roof.jpg") == PICTURE
    assert len(sealed_files(folder)) == 2
    assert not any(PICTURE[:20] in path.read_bytes() for path in sealed_files(folder))


def test_two_contents_under_one_name_are_both_kept_and_the_first_counts(sender: Phone, folder: Path) -> None:
    xml = filled("uuid:1", {"photo": "roof.jpg"})
    sender.send(xml, ("roof.jpg", PICTURE))
    sender.send(xml, ("roof.jpg", b"another"))
    assert SubmissionFile.objects.filter(name="roof.jpg").count() == 2 == len(sealed_files(folder))
    assert file_bytes(submission_id=Submission.objects.get().id, name="roof.jpg") == PICTURE


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..\\evil.jpg",
        "a\rSet-Cookie: x",
        ".hidden",
        "a\x00.jpg",
        "x" * 300 + ".jpg",
        "ภาพ\u202egpj.exe",
    ],
)
def test_a_name_that_is_none_becomes_one_of_the_server_s(sender: Phone, folder: Path, name: str) -> None:
    receipt = keep_submission(
        viewer=viewer_by_id(str(sender.account.id), now=timezone.now()),
        key_id=sender.key_id,
        raw=filled("uuid:1"),
        files=[NewFile(name, b"content")],
        now=timezone.now(),
    )
    assert [file.name.startswith("file-") for file in receipt.files] == [True]
    assert {path.resolve().is_relative_to(folder.resolve()) for path in sealed_files(folder)} == {True}
    assert file_bytes(submission_id=receipt.id, name=name) == b"content"


def test_a_thai_name_stays_as_it_is(sender: Phone) -> None:
    xml = filled("uuid:1", {"photo": "ภาพหลังคา 1.jpg"})
    sender.send(xml, ("ภาพหลังคา 1.jpg", PICTURE))
    assert standing("uuid:1") == ["stored"]


def test_when_the_database_fails_no_sealed_file_stays_behind(
    sender: Phone, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_said: object) -> None:
        raise OperationalError("database is locked") from _Locked("database is locked")

    monkeypatch.setattr(keeping, "record", fail)
    answer = sender.send(filled("uuid:1"), ("roof.jpg", PICTURE))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert (Submission.objects.count(), SubmissionFile.objects.count(), sealed_files(folder)) == (0, 0, [])


class _Locked(Exception):
    """What SQLite says when somebody else writes for too long."""

    sqlite_errorname = "SQLITE_BUSY"
    sqlstate = "55P03"


# Later versions of the same answers


def test_a_new_version_takes_the_place_of_the_one_it_names(sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    assert sender.send(filled("uuid:2", deprecates="uuid:1")).status_code == 201
    assert sender.send(filled("uuid:3", deprecates="uuid:2")).status_code == 201
    assert [*standing("uuid:1"), *standing("uuid:2"), *standing("uuid:3")] == ["superseded", "superseded", "stored"]
    told = submission_told(submission_id=Submission.objects.get(instance_id="uuid:3").id)
    assert told.replaces == Submission.objects.get(instance_id="uuid:2").id


def test_a_new_version_of_one_that_is_no_longer_current_is_refused_and_kept(sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    sender.send(filled("uuid:2", deprecates="uuid:1"))
    assert sender.send(filled("uuid:3", deprecates="uuid:1")).status_code == 409
    assert standing("uuid:2") == ["stored"]
    assert standing("uuid:3") == ["conflict"]


def test_an_update_that_comes_before_what_it_changes_waits_and_is_taken_then(sender: Phone, heard: list[Any]) -> None:
    assert sender.send(filled("uuid:3", deprecates="uuid:2")).status_code == 202
    assert sender.send(filled("uuid:2", deprecates="uuid:1")).status_code == 202
    assert (standing("uuid:2"), heard) == (["quarantined"], [])
    assert sender.send(filled("uuid:1")).status_code == 201
    assert [*standing("uuid:1"), *standing("uuid:2"), *standing("uuid:3")] == ["superseded", "superseded", "stored"]
    assert heard == [Submission.objects.get(instance_id="uuid:3").id]


def test_nobody_replaces_what_somebody_else_has_sent(sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    assert phone("stranger").send(filled("uuid:2", deprecates="uuid:1")).status_code == 409
    assert standing("uuid:1") == ["stored"]


@pytest.mark.parametrize("before", ["uuid:1", "uuid:2"])
def test_a_form_that_replaces_itself_or_goes_in_a_circle_is_kept(sender: Phone, before: str) -> None:
    assert sender.send(filled("uuid:1", deprecates=before)).status_code in (201, 202)
    assert sender.send(filled("uuid:2", deprecates="uuid:1")).status_code in (201, 202)
    assert Submission.objects.count() == 2


# Forms and keys that are not there any more


def test_a_form_or_version_that_is_not_here_is_quarantined_and_goes_on_once_it_is_published(
    sender: Phone, heard: list[Any]
) -> None:
    xml = filled("uuid:1", {"photo": "roof.jpg"}, form_id="unknown")
    assert sender.send(xml).status_code == 202
    assert sender.send(filled("uuid:2", version="99")).status_code == 202
    assert [*standing("uuid:1"), *standing("uuid:2")] == ["quarantined", "quarantined"]
    publish("unknown")
    assert sender.send(xml, ("roof.jpg", PICTURE)).status_code == 201
    assert standing("uuid:1") == ["stored"]
    assert heard == [Submission.objects.get(instance_id="uuid:1").id]


def test_a_retired_version_is_still_taken(sender: Phone) -> None:
    retired = publish(version="0")
    retired.retired_at = timezone.now()
    retired.save()
    assert sender.send(filled("uuid:1", version="0")).status_code == 201
    assert standing("uuid:1") == ["stored"]


def test_forms_queued_behind_a_key_that_ended_are_quarantined_and_receipted(sender: Phone, heard: list[Any]) -> None:
    sender.send(filled("uuid:0"))
    now = timezone.now()
    revoke_key(viewer=viewer_by_id(_given_by(sender), now=now), key_id=sender.key_id, wipe=True, now=now)
    assert sender.send(filled("uuid:1", {"photo": "roof.jpg"}), ("roof.jpg", PICTURE)).status_code == 202
    assert standing("uuid:1") == ["quarantined"]
    assert sender.receipts("uuid:1")[0]["standing"] == "quarantined"
    assert len(heard) == 1
    for path in ("formList", "visits"):
        assert Client().get(f"{sender.address}/{path}").status_code == 403
    gone = Client().get(f"{sender.address}/me")
    assert (gone.status_code, gone.json()) == (410, {"wipe": True})


def _given_by(sender: Phone) -> str:
    from samutphok.access.models import PhoneKey

    return PhoneKey.objects.get(pk=sender.key_id).given_by


def test_a_disabled_volunteer_s_forms_are_quarantined_where_the_office_finds_them(sender: Phone) -> None:
    now = timezone.now()
    disable_account(viewer=operator(now=now), username=sender.account.username, now=now)
    assert sender.send(filled("uuid:1")).status_code == 202
    row = Submission.objects.get()
    assert (row.standing, row.reason, row.area_code) == ("quarantined", "key_revoked", "830101")


def test_a_new_key_of_the_same_volunteer_lets_the_same_forms_go_on(sender: Phone) -> None:
    from samutphok.access.actions import give_key

    now = timezone.now()
    office = viewer_by_id(_given_by(sender), now=now)
    revoke_key(viewer=office, key_id=sender.key_id, now=now)
    xml = filled("uuid:1")
    sender.send(xml)
    given = give_key(viewer=office, account_id=sender.account.id, now=now)
    assert Phone(sender.account, given.key.id, given.token).send(xml).status_code == 201
    assert standing("uuid:1") == ["stored"]


def test_a_form_that_the_office_set_aside_is_told_so_when_it_comes_again(sender: Phone) -> None:
    xml = filled("uuid:1")
    sender.send(xml)
    Submission.objects.update(standing=Standing.SET_ASIDE)
    answer = sender.send(xml)
    assert answer.status_code == 202
    assert "เคยส่งแล้ว" in answer.content.decode()
    assert standing("uuid:1") == ["set_aside"]


@pytest.mark.parametrize("years", [-10, 10])
def test_a_phone_s_clock_decides_nothing(sender: Phone, years: int) -> None:
    told = datetime.now(UTC) + timedelta(days=365 * years)
    assert sender.send(filled("uuid:1", {"note": told.isoformat()})).status_code == 201
    assert abs(Submission.objects.get().received_at - timezone.now()) < timedelta(minutes=1)


def test_area_owner_and_role_cannot_be_sent_along(sender: Phone) -> None:
    inner = "<area_code>10</area_code><account_id>x</account_id><standing>taken</standing>"
    body, kind = multipart(
        filled("uuid:1", inner=inner), area_code="10", account_id=str(uuid4()), standing="taken", role="national"
    )
    Client().post(f"{sender.address}/submission?area_code=10", body, content_type=kind)
    row = Submission.objects.get()
    assert (row.area_code, row.account_id, row.standing) == ("830101", str(sender.account.id), "stored")
    assert len(submission_told(submission_id=row.id).answers.unknown) == 3


# Bodies that are cut off, too large, or no form


def test_a_body_cut_off_anywhere_leaves_nothing_behind(sender: Phone, folder: Path) -> None:
    body, kind = multipart(filled("uuid:1", {"photo": "roof.jpg"}), ("roof.jpg", PICTURE))
    for end in range(0, len(body) - 4, 7):
        assert Client().post(f"{sender.address}/submission", body[:end], content_type=kind).status_code == 400
    assert (Submission.objects.count(), sealed_files(folder)) == (0, [])


def test_a_body_shorter_than_it_said_is_refused(sender: Phone) -> None:
    from io import BytesIO

    from django.test import RequestFactory

    from samutphok.api.openrosa.submission import submission

    body, kind = multipart(filled("uuid:1"))
    request = RequestFactory().post("/", body, content_type=kind)
    request.META |= {"CONTENT_LENGTH": str(len(body) + 5), "wsgi.input": BytesIO(body)}
    assert submission(request, token=sender.token).status_code == 400
    assert Submission.objects.count() == 0


def test_a_body_sent_in_chunks_is_taken(sender: Phone) -> None:
    from io import BytesIO

    from django.test import RequestFactory

    from samutphok.api.openrosa.submission import submission

    body, kind = multipart(filled("uuid:1"))
    request = RequestFactory().post("/", body, content_type=kind, HTTP_TRANSFER_ENCODING="chunked")
    del request.META["CONTENT_LENGTH"]
    request.META["wsgi.input"] = BytesIO(body)
    assert submission(request, token=sender.token).status_code == 201


def test_too_much_at_once_is_413_with_words_before_it_is_read(sender: Phone) -> None:
    from django.test import RequestFactory

    from samutphok.api.openrosa.submission import submission

    for length in (MOST_BYTES + 1, 10**15):
        request = RequestFactory().post("/", b"", content_type="multipart/form-data; boundary=x")
        request.META |= {"CONTENT_LENGTH": str(length), "wsgi.input": None}
        answer = submission(request, token=sender.token)
        assert answer.status_code == 413
        assert "20 เมกะไบต์" in answer.content.decode()


def test_too_many_files_are_413_and_none_is_kept(sender: Phone, folder: Path) -> None:
    files = [(f"{number}.jpg", b"%d" % number) for number in range(MOST_FILES + 1)]
    assert sender.send(filled("uuid:1"), *files).status_code == 413
    assert sender.send(filled("uuid:1"), *files * 2).status_code == 413
    assert (Submission.objects.count(), sealed_files(folder)) == (0, [])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"<data/>", "text/xml"),
        (b"--x--\r\n", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (b"--x\r\n--x--\r\n", "multipart/form-data; boundary="),
        (b"\r\n", "multipart/form-data"),
        (
            b"--x\r\nContent-Disposition: form-data; name*=klingon''a\r\n\r\n1\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_what_is_no_form_is_400(sender: Phone, body: bytes, kind: str) -> None:
    assert Client().post(f"{sender.address}/submission", body, content_type=kind).status_code == 400
    assert Submission.objects.count() == 0


def test_two_sets_of_answers_in_one_post_are_refused(sender: Phone) -> None:
    body, kind = multipart(filled("uuid:1"), ("xml_submission_file", filled("uuid:2")))
    assert Client().post(f"{sender.address}/submission", body, content_type=kind).status_code == 400


# Keys


def test_a_key_that_never_was_answers_like_a_form_that_is_not_there(sender: Phone) -> None:
    unknown = f"/v1/key/{'x' * 43}"
    answers = [Client().get(f"{unknown}/{path}") for path in ("me", "visits")]
    answers += [Client().post(f"{unknown}/{path}") for path in ("submission", "receipts")]
    answers += [Client().get(f"/v1/key/{'x' * 5000}/me"), Client().get("/v1/key/ไม่มี/me")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_key_is_no_session_and_sets_no_cookie(sender: Phone) -> None:
    client = Client()
    answer = sender.send(filled("uuid:1"), client=client)
    assert not answer.cookies
    assert client.get("/households/").status_code == 302
    assert client.get("/households/", headers={"Authorization": f"Bearer {sender.token}"}).status_code == 302
    assert client.get(f"/households/?key={sender.token}").status_code == 302


def test_a_post_needs_no_csrf_token(sender: Phone) -> None:
    assert sender.send(filled("uuid:1"), client=Client(enforce_csrf_checks=True)).status_code == 201


def test_no_key_and_no_answer_stands_in_any_log_or_audit_row(sender: Phone) -> None:
    with logged() as log:
        sender.send(filled("uuid:1", {"note": "ความลับของบ้านนี้"}))
        sender.send(filled("uuid:1", {"note": "ความลับอื่น"}))
        sender.send(b"<broken")
        Client().get(f"{sender.address}/nowhere")
        logging.getLogger("django.request").warning("%s: %s", "Bad Gateway", f"{sender.address}/submission")
        told = log.getvalue()
    assert "Conflict" in told
    assert "Bad Gateway" in told
    assert sender.token not in told
    assert "ความลับ" not in told
    rows = [" ".join(str(value) for value in row) for row in Entry.objects.values_list()]
    assert not any(
        sender.token in row or str(sender.key_id) in row.replace(f"field-key:{sender.key_id}", "") for row in rows
    )
    kept = Entry.objects.filter(act="keep_submission").values_list("purpose", flat=True)
    assert [purpose.startswith("key:") for purpose in kept] == [True, True]


def test_receipts_tell_only_what_the_same_account_has_sent(sender: Phone) -> None:
    sender.send(filled("uuid:1"))
    assert phone("stranger").receipts("uuid:1") == []
    assert [receipt["form"] for receipt in sender.receipts("uuid:1", "uuid:none")] == [FORM]


@pytest.mark.parametrize("asked", [b"", b"[]", b"{}", b'{"instances": "a"}', b'{"instances": [1]}', b"[" * 60_000])
def test_a_question_for_receipts_that_is_none_is_400(sender: Phone, asked: bytes) -> None:
    answer = Client().post(f"{sender.address}/receipts", asked, content_type="application/json")
    assert answer.status_code == 400


def test_head_tells_how_much_may_be_sent_and_nothing_else(sender: Phone) -> None:
    answer = Client().head(f"{sender.address}/submission")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["X-OpenRosa-Version"] == "1.0"
    assert answer["X-OpenRosa-Accept-Content-Length"] == str(MOST_BYTES)
    assert configured.DATA_UPLOAD_MAX_MEMORY_SIZE < MOST_BYTES  # Django's own limit is not the one that holds here


def test_two_contents_under_one_name_are_both_in_the_receipt(sender: Phone) -> None:
    xml = filled("uuid:1", {"roof": "สังกะสี", "photo": "1.jpg"})
    sender.send(xml, ("1.jpg", b"one"), ("1.jpg", b"two"))
    sender.send(xml, ("1.jpg", b"two"))
    files = sender.receipts("uuid:1")[0]["files"]
    told = sorted((file["name"], file["sha256"], file["present"]) for file in files)
    assert told == sorted(("1.jpg", hashlib.sha256(content).hexdigest(), True) for content in (b"one", b"two"))
