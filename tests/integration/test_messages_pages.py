"""Pages of messages, and the doors by which gateways answer."""

import base64
import hashlib
import hmac
import json
import uuid
from datetime import timedelta

import pytest
from desk_office import log_in
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samutphok.access.domain import Role
from samutphok.foundation.privacy import blind_index
from samutphok.messaging.actions import send
from samutphok.messaging.domain import Account, Phone
from samutphok.messaging.models import Message, OptOut, Reach

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NUMBER = "0812345678"


def failed(area: str = "83") -> Message:
    now = timezone.now()
    made = send(
        to=Phone(NUMBER), template="request_taken", values={"number": "69-7", "check": "4711"}, now=now, area_code=area
    )
    Message.objects.filter(pk=made).update(state="failed", error="http_402", tries=7, next_at=None)
    return Message.objects.get(pk=made)


def test_a_message_that_is_not_there_cannot_be_sent_again(client: Client) -> None:
    log_in(client)
    assert client.post(f"/messages/{uuid.uuid4()}/retry").status_code == 404


def test_messages_of_another_province_are_not_there(client: Client) -> None:
    row = failed("82")
    log_in(client)
    assert "ส่งอีกครั้ง" not in client.get("/messages/").content.decode()
    assert client.post(f"/messages/{row.id}/retry").status_code == 404


@pytest.mark.parametrize(
    ("role", "area"), [(Role.AMPHOE, "8301"), (Role.TAMBON, "830101"), (Role.HOTLINE, "83"), (Role.AUDITOR, "TH")]
)
def test_only_those_who_manage_messages_see_what_failed(client: Client, role: Role, area: str) -> None:
    log_in(client, role, area)
    assert client.get("/messages/").status_code == 404


def test_what_was_sent_cannot_be_sent_again(client: Client) -> None:
    row = failed()
    Message.objects.update(state="sent")
    log_in(client)
    assert client.post(f"/messages/{row.id}/retry").status_code == 409


def test_the_page_tells_kind_way_and_reason_and_neither_words_nor_number(client: Client) -> None:
    failed()
    log_in(client)
    with CaptureQueriesContext(connection) as asked:
        text = client.get("/messages/").content.decode()
    assert len(asked) <= 12
    assert "เครดิตกับผู้ให้บริการหมด" in text
    for hidden in (NUMBER, "812345678", "4711", "69-7"):
        assert hidden not in text


def test_what_failed_is_sent_again(client: Client) -> None:
    row = failed()
    log_in(client)
    assert client.post(f"/messages/{row.id}/retry").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.tries, row.error) == ("waiting", 0, "")


def test_own_messages_are_new_once_and_nobody_elses_are_there(client: Client) -> None:
    me, now = log_in(client), timezone.now()
    other = log_in(Client(), username="other")
    send(to=Account(me.pk), template="referral_answered", values={"number": "M-1", "link": "/referrals/x/"}, now=now)
    send(to=Account(other.pk), template="referral_answered", values={"number": "O-2"}, now=now)
    with CaptureQueriesContext(connection) as asked:
        first = client.get("/messages/mine/").content.decode()
    assert len(asked) <= 12
    assert "M-1" in first
    assert 'href="/referrals/x/"' in first
    assert "O-2" not in first
    assert "is-new" in first
    assert "is-new" not in client.get("/messages/mine/").content.decode()


def test_a_channel_that_is_none_is_refused_and_one_that_is_is_kept(client: Client) -> None:
    me = log_in(client)
    assert client.post("/messages/mine/channel", {"channel": "pigeon"}).status_code == 422
    assert client.post("/messages/mine/channel", {"channel": "email"}).status_code == 302
    assert Reach.objects.get(account=me).channel == "email"


def signed(body: bytes, secret: str = "s3cret") -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def line(client: Client, body: bytes, signature: str) -> int:
    return client.post("/gateways/line", body, "application/json", headers={"X-Line-Signature": signature}).status_code


@pytest.mark.parametrize("signature", ["", "x", signed(b"{}", "wrong"), signed(b"{}", "")])
def test_line_is_not_believed_without_its_signature(client: Client, settings: LazySettings, signature: str) -> None:
    assert line(client, b"{}", signature) == 404
    settings.MESSAGES = settings.MESSAGES | {"line_secret": "s3cret"}
    assert line(client, b"{}", signature) == 404


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b'{"events": 1}', b'{"events": [1, {"type": "follow"}, {"source": []}]}']
)
def test_what_line_tells_and_nobody_understands_is_dropped(client: Client, settings: LazySettings, body: bytes) -> None:
    settings.MESSAGES = settings.MESSAGES | {"line_secret": "s3cret"}
    assert line(client, body, signed(body)) == 204


def test_a_code_joins_line_to_the_account_and_blocking_parts_them(client: Client, settings: LazySettings) -> None:
    settings.MESSAGES = settings.MESSAGES | {"line_secret": "s3cret", "line_token": "t", "line_name": "@office"}
    me = log_in(client)
    page = client.post("/messages/mine/channel", {"code": "yes"}).content.decode()
    code = page.partition('line-code">')[2].partition("<")[0]
    said = {
        "type": "message",
        "source": {"userId": "U-of-the-account"},
        "message": {"type": "text", "text": code.lower()},
    }
    body = json.dumps({"events": [said]}).encode()
    assert line(client, body, signed(body)) == 204
    reach = Reach.objects.get(account=me)
    assert (reach.channel, reach.line_index) == ("line", blind_index("line", "U-of-the-account"))
    assert "U-of-the-account" not in reach.line_sealed
    gone = json.dumps({"events": [{"type": "unfollow", "source": {"userId": "U-of-the-account"}}]}).encode()
    assert line(client, gone, signed(gone)) == 204
    assert Reach.objects.get(account=me).line_sealed == ""


def test_an_old_code_joins_nothing(client: Client, settings: LazySettings) -> None:
    settings.MESSAGES = settings.MESSAGES | {"line_secret": "s3cret", "line_token": "t", "line_name": "@office"}
    log_in(client)
    page = client.post("/messages/mine/channel", {"code": "yes"}).content.decode()
    code = page.partition('line-code">')[2].partition("<")[0]
    Reach.objects.update(link_until=timezone.now() - timedelta(seconds=1))
    body = json.dumps({"events": [{"type": "message", "source": {"userId": "U1"}, "message": {"text": code}}]}).encode()
    line(client, body, signed(body))
    assert Reach.objects.get().line_sealed == ""


def reply(client: Client, text: str, secret: str = "Bearer s3cret") -> int:
    told = json.dumps({"from": "+66812345678", "text": text})
    return client.post("/gateways/sms", told, "application/json", headers={"Authorization": secret}).status_code


def test_a_word_stops_sms_and_another_begins_them_again(client: Client, settings: LazySettings) -> None:
    assert reply(client, "หยุด") == 404
    settings.MESSAGES = settings.MESSAGES | {"sms_secret": "s3cret"}
    assert reply(client, "หยุด", "Bearer wrong") == 404
    assert reply(client, "ขอบคุณครับ หยุดพัก") == 204
    assert not OptOut.objects.exists()
    assert reply(client, " STOP ") == 204
    assert reply(client, "หยุด") == 204
    assert OptOut.objects.get().address_index == blind_index("phone", NUMBER)
    assert reply(client, "เริ่ม") == 204
    assert not OptOut.objects.exists()
