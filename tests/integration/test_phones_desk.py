"""Setting up a volunteer's phone: the token is shown once, to whoever leads the volunteer, and leads to nothing else."""

import base64
import json
import re
import zlib
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from desk_office import log_in
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samutphok.access.domain import Role
from samutphok.access.errors import KeyNotFound
from samutphok.access.models import PhoneKey
from samutphok.access.queries import field_operator, key_holder
from samutphok.areas.actions import note_areas
from samutphok.cli.main import main
from samutphok.fieldwork.actions import take_on
from samutphok.fieldwork.domain.giving import NewVolunteer
from samutphok.fieldwork.models import Volunteer
from samutphok.fieldwork.queries.phones import phones_of
from samutphok.foundation.audit.models import Entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]

VILLAGE = "83030301"
TOKEN = re.compile(r"#key=([\w-]{43})")


@pytest.fixture
def somsri() -> UUID:
    now = timezone.now()
    note_areas({VILLAGE, "83010101"}, seen_on=now.date())
    return take_on(viewer=field_operator(now=now), volunteer=NewVolunteer("สมศรี ใจดี", (VILLAGE,)), now=now)


def at(name: str, volunteer: UUID, *more: UUID) -> str:
    return reverse(name, args=[volunteer, *more])


def coordinator(area: str = "830303", role: Role = Role.TAMBON, username: str = "officer") -> Client:
    client = Client()
    log_in(client, role, area, username=username)
    return client


def token_of(client: Client, volunteer: UUID, label: str = "") -> str:
    answer = client.post(at("phone_new", volunteer), {"label": label})
    assert answer.status_code == 200
    return TOKEN.search(answer.content.decode()).group(1)


def test_somebody_elses_volunteer_looks_like_one_that_is_not_there(somsri: UUID) -> None:
    key = PhoneKey.objects.get(pk=key_holder(token=token_of(coordinator(), somsri), now=timezone.now()).key_id)
    for client in (coordinator("830101", username="beside"), coordinator("830303", Role.VOLUNTEER, "peer")):
        for volunteer in (somsri, uuid4()):
            assert client.get(at("phones", volunteer)).status_code == 404
            assert client.post(at("phone_new", volunteer)).status_code == 404
            assert client.post(at("phone_revoke", volunteer, key.pk), {"lost": "yes"}).status_code == 404
    key.refresh_from_db()
    assert key.revoked_at is None
    assert PhoneKey.objects.count() == 1


def test_a_key_is_taken_back_by_the_page_of_its_own_volunteer_only(somsri: UUID) -> None:
    now, client = timezone.now(), coordinator()
    other = take_on(viewer=field_operator(now=now), volunteer=NewVolunteer("มาลี", (VILLAGE,)), now=now)
    key = key_holder(token=token_of(client, somsri), now=now).key_id
    assert client.post(at("phone_revoke", other, key), {"lost": "no"}).status_code == 404
    assert client.post(at("phone_revoke", somsri, key), {"lost": "perhaps"}).status_code == 422
    assert client.post(at("phone_new", somsri), {"label": "x" * 61}).status_code == 422
    assert PhoneKey.objects.get(pk=key).revoked_at is None


def test_the_codes_are_shown_once_and_the_token_stands_in_no_address_log_or_table(somsri: UUID) -> None:
    client = coordinator()
    answer = client.post(at("phone_new", somsri), {"label": "ซัมซุงสีดำ"})
    page = answer.content.decode()
    token = TOKEN.search(page).group(1)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert page.count("<svg") >= 2
    assert f"http://testserver/v1/key/{token}" in page
    assert not key_holder(token=token, now=timezone.now()).revoked
    again = client.get(at("phones", somsri)).content.decode()
    assert "ซัมซุงสีดำ" in again
    assert token not in again
    assert token not in repr(list(Entry.objects.values())) + repr(list(PhoneKey.objects.values()))


def test_a_public_address_stands_in_the_codes_however_the_desk_was_opened(somsri: UUID, settings) -> None:
    settings.ADDRESS = "https://desk.example.go.th"
    page = coordinator().post(at("phone_new", somsri)).content.decode()
    assert "https://desk.example.go.th/field/#key=" in page
    assert "testserver" not in page


def test_taken_back_and_lost_count_at_the_phones_next_request(somsri: UUID) -> None:
    client = coordinator()
    kept, ended, lost = (token_of(client, somsri) for _ in range(3))
    for token, told in ((ended, "no"), (lost, "yes")):
        key = key_holder(token=token, now=timezone.now()).key_id
        assert client.post(at("phone_revoke", somsri, key), {"lost": told}).status_code == 302
    states = [
        (found.revoked, found.wipe) for found in (key_holder(token=t, now=timezone.now()) for t in (kept, ended, lost))
    ]
    assert states == [(False, False), (True, False), (True, True)]
    page = client.get(at("phones", somsri)).content.decode()
    for words in ("ยังไม่ได้ตั้งค่า", "ยกเลิกแล้ว", "แจ้งหาย รอลบเมื่อติดต่อเข้ามา"):
        assert words in page


def told(out: str) -> dict[str, str]:
    """The lines 'name TAB value' of the command."""
    return dict(line.split("\t", 1) for line in out.splitlines() if line.count("\t") == 1)


@pytest.mark.usefixtures("somsri")
def test_the_command_line_takes_a_volunteer_on_and_writes_both_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    png, svg = tmp_path / "collect.png", tmp_path / "app.svg"
    words = [
        "volunteer",
        "add",
        "มานะ ทองคำ",
        "--area",
        VILLAGE,
        "--kind",
        "อสม",
        "--address",
        "https://a.example.go.th",
    ]
    assert main([*words, "--qr", str(png), "--app-qr", str(svg), "--username", "mana"]) == 0
    said = told(capsys.readouterr().out)
    assert said["address"] == f"https://a.example.go.th/v1/key/{said['token']}"
    assert said["app"] == f"https://a.example.go.th/field/#key={said['token']}"
    assert png.read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in svg.read_bytes()
    taken = Volunteer.objects.get(name="มานะ ทองคำ")
    assert (taken.kind, taken.account.username) == ("health", "mana")
    assert str(key_holder(token=said["token"], now=timezone.now()).key_id) == said["key"]
    main(["volunteer", "list"])
    listed = capsys.readouterr().out
    assert said["key"] in listed
    assert said["token"] not in listed
    assert main(["volunteer", "revoke", said["key"], "--wipe"]) == 0
    assert key_holder(token=said["token"], now=timezone.now()).wipe


def test_one_more_phone_is_given_by_the_volunteers_id(somsri: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["volunteer", "key", str(somsri), "--phone", "เครื่องสำรอง"]) == 0
    assert PhoneKey.objects.get().label == "เครื่องสำรอง"
    assert told(capsys.readouterr().out)["address"].startswith("http://localhost:8000/v1/key/")


@pytest.mark.parametrize(
    "words", [["--address", "nowhere"], ["--area", "99999999"], ["--username", "bad name"]], ids=lambda words: words[0]
)
def test_what_cannot_be_leaves_no_volunteer_account_or_key(
    somsri: UUID, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = Volunteer.objects.count(), PhoneKey.objects.count()
    area = [] if "--area" in words else ["--area", VILLAGE]
    assert main(["volunteer", "add", "มานะ ทองคำ", *area, *words]) == 2
    assert capsys.readouterr().err
    assert (Volunteer.objects.count(), PhoneKey.objects.count()) == before


def test_collects_code_on_the_page_is_what_collect_reads(somsri: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("samutphok.web.views.phones.qr_svg", lambda text, title: drawn.append(text) or "")
    client = coordinator()
    client.post(at("phone_new", somsri))
    app, collect = drawn
    settings = json.loads(zlib.decompress(base64.b64decode(collect)))
    assert settings["general"]["server_url"].endswith(TOKEN.search(app).group(1))


def test_no_key_without_a_volunteer() -> None:
    with pytest.raises(KeyNotFound):
        phones_of(viewer=field_operator(now=timezone.now()), volunteer_id=uuid4())
