"""What becomes of a message when gateways are slow, busy, broken, forgetful or not who they say."""

import json
import logging
import ssl
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.utils import timezone
from message_gateway import FakeGateway, fake_gateway

from samutphok.access.actions import create_account
from samutphok.access.domain import NewAccount
from samutphok.access.queries import operator
from samutphok.foundation.privacy import blind_index
from samutphok.messaging.actions import send
from samutphok.messaging.actions.delivering import deliver
from samutphok.messaging.actions.forgetting import forget_old
from samutphok.messaging.domain import Account, Email, Phone, Recipient
from samutphok.messaging.models import Message, OptOut

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 12:00 in Thailand
NIGHT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # 22:30
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 8:00 of the next day
NUMBER = "081-234-5678"


@pytest.fixture
def sms(settings: LazySettings) -> Iterator[FakeGateway]:
    with fake_gateway() as fake:
        settings.MESSAGES = settings.MESSAGES | {
            "sms_url": fake.url,
            "sms_auth": "Bearer canary-token",
            "patience": 0.3,
        }
        yield fake


@pytest.fixture(autouse=True)
def steady_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samutphok.messaging.actions.delivering.timezone.now", lambda: NOON - timedelta(days=900))


def left(to: Recipient | None = None, template: str = "request_taken", now: datetime = NOON, **more: Any) -> Message:
    return Message.objects.get(
        pk=send(to=to or Phone(NUMBER), template=template, values={"number": "69-000001"}, now=now, **more)
    )


def tried(row: Message, now: datetime = NOON) -> Message:
    deliver(message_id=row.id, now=now)
    row.refresh_from_db()
    return row


def worked_off(row: Message, now: datetime = NOON) -> Message:
    """Tried whenever it is due, as its jobs would."""
    for _ in range(20):
        row = tried(row, now)
        if row.next_at is None:
            return row
        now = max(row.next_at, now)
    raise AssertionError("it never ends")


# Nothing is there to reach


def test_a_message_that_is_not_there_is_left_alone() -> None:
    deliver(message_id=uuid.uuid4(), now=NOON)


def test_without_a_gateway_a_stranger_is_skipped_and_nothing_fails() -> None:
    assert tried(left()).state == "skipped"


def test_without_a_gateway_a_colleague_finds_it_at_the_desk() -> None:
    made = create_account(viewer=operator(now=timezone.now()), account=NewAccount("a", "b"), now=timezone.now())
    assert tried(left(Account(made.id))).state == "shown"


def test_who_opted_out_gets_nothing(sms: FakeGateway) -> None:
    OptOut.objects.create(channel="sms", address_index=blind_index("phone", "0812345678"), at=NOON)
    assert tried(left()).state == "declined"
    assert not sms.asked


# The gateway takes it


def test_an_sms_goes_out_once_with_number_text_and_key(sms: FakeGateway) -> None:
    row = worked_off(left())
    [asked] = sms.asked
    said = json.loads(asked["body"])
    assert (row.state, row.reply, row.tries) == ("sent", "gw-1", 1)
    assert said["to"] == "+66812345678"
    assert said["text"] == "รับเรื่องของท่านแล้ว เลขที่ 69-000001"
    assert said["key"] == asked["headers"]["idempotency-key"]


def test_a_providers_own_names_and_a_form_are_the_operators_to_say(sms: FakeGateway, settings: LazySettings) -> None:
    settings.MESSAGES = settings.MESSAGES | {"sms_fields": "to=msisdn,text=message", "sms_form": True}
    worked_off(left())
    assert sms.asked[0]["body"].startswith(b"msisdn=%2B66812345678&message=")


def test_no_sms_carries_a_link(sms: FakeGateway, settings: LazySettings) -> None:
    settings.ADDRESS = "https://desk.example"
    send(to=Phone(NUMBER), template="request_taken", values={"number": "1", "link": "/ask/answer/"}, now=NOON)
    worked_off(Message.objects.get())
    assert "desk.example" not in json.loads(sms.asked[0]["body"])["text"]


def test_an_e_mail_carries_its_link_and_its_key(settings: LazySettings) -> None:
    settings.MESSAGES, settings.ADDRESS = settings.MESSAGES | {"email": True}, "https://desk.example"
    to = Email("teacher@school.example", "en")
    send(
        to=to, template="referral_made", values={"number": "7", "agency": "education", "link": "/referrals/"}, now=NOON
    )
    worked_off(Message.objects.get())
    [letter] = mail.outbox
    assert letter.subject == "New referral, number 7"
    assert letter.body.endswith("Open it at https://desk.example/referrals/")
    assert "A referral has come for Education." in letter.body
    assert letter.extra_headers["Message-ID"].startswith("<")


# Bad days: no message is lost, none comes twice


@pytest.mark.parametrize("mood", ["broken", "busy", "lost", "slow", "garbage", "sign_in", "elsewhere", "not_ours"])
def test_after_a_bad_answer_it_is_tried_again_and_comes_once(sms: FakeGateway, mood: str) -> None:
    sms.moods = [mood]
    row = worked_off(left())
    assert row.state == "sent"
    assert len(sms.asked) == 2
    assert len(sms.sent) == 1
    assert len({asked["headers"]["idempotency-key"] for asked in sms.asked}) == 1


def test_a_busy_gateway_is_given_the_time_it_asks_for(sms: FakeGateway) -> None:
    sms.moods = ["busy"]
    row = tried(left())
    assert (row.state, row.error, row.next_at) == ("waiting", "http_429", NOON + timedelta(seconds=7200))


def test_pauses_grow_and_end(sms: FakeGateway) -> None:
    sms.moods = ["broken"] * 20
    row = worked_off(left())
    assert (row.state, row.error, len(sms.asked)) == ("failed", "http_500", 7)


def test_a_number_that_the_gateway_refuses_is_not_tried_again(sms: FakeGateway) -> None:
    sms.moods = ["refuse"]
    row = worked_off(left())
    assert (row.state, row.error, len(sms.asked)) == ("failed", "http_400", 1)


def test_a_gateway_that_keeps_no_keys_is_not_asked_twice_when_the_answer_is_lost(
    sms: FakeGateway, settings: LazySettings
) -> None:
    settings.MESSAGES = settings.MESSAGES | {"sms_keeps_keys": False}
    sms.moods = ["lost"]
    row = worked_off(left())
    assert (row.state, row.error, len(sms.asked)) == ("failed", "no_answer", 1)


def test_a_gateway_that_is_not_there_is_tried_later(settings: LazySettings) -> None:
    settings.MESSAGES = settings.MESSAGES | {"sms_url": "http://127.0.0.1:9/", "patience": 0.3}
    assert (tried(left()).error, Message.objects.get().state) == ("unreachable", "waiting")


def test_a_number_never_leaves_without_encryption(settings: LazySettings) -> None:
    settings.MESSAGES = settings.MESSAGES | {"sms_url": "http://gateway.example/"}
    assert tried(left()).error == "not_https"


def test_a_gateway_with_a_wrong_certificate_is_refused(
    settings: LazySettings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with fake_gateway() as fake, tls_front(fake, tmp_path_factory) as url:
        settings.MESSAGES = settings.MESSAGES | {"sms_url": url, "patience": 2.0}
        assert tried(left()).error == "certificate"
        assert not fake.asked


def test_a_redirect_is_not_followed(sms: FakeGateway) -> None:
    sms.moods = ["elsewhere"]
    assert tried(left()).error == "http_302"


def test_two_workers_at_once_try_it_once(sms: FakeGateway) -> None:
    row = left()
    tried(row)
    tried(row)
    assert len(sms.asked) == 1


# LINE


def test_line_knows_a_second_try_by_its_key(settings: LazySettings) -> None:
    made = create_account(viewer=operator(now=timezone.now()), account=NewAccount("a", "b"), now=timezone.now())
    from samutphok.foundation.privacy import seal
    from samutphok.messaging.models import Reach

    sealed = seal("U123", bound_to=f"line:{made.id}")
    Reach.objects.create(account_id=made.id, channel="line", line_sealed=sealed)
    with fake_gateway("lost") as fake:
        settings.MESSAGES = settings.MESSAGES | {"line_url": fake.url, "line_token": "t", "patience": 0.3}
        row = worked_off(left(Account(made.id), "referral_answered"))
    assert (row.state, row.channel, len(fake.sent), len(fake.asked)) == ("sent", "line", 1, 2)
    assert json.loads(fake.asked[0]["body"])["to"] == "U123"


# When people sleep, and how much is too much


def test_nobody_is_woken(sms: FakeGateway) -> None:
    row = tried(left(now=NIGHT), NIGHT)
    assert (row.state, row.next_at, sms.asked) == ("waiting", MORNING, [])
    assert worked_off(row, NIGHT).sent_at == MORNING


def test_not_before_is_kept(sms: FakeGateway) -> None:
    later = NOON + timedelta(hours=2)
    row = tried(left(not_before=later))
    assert not sms.asked
    assert tried(row, later).state == "sent"


def test_more_than_so_many_a_day_wait_until_tomorrow(sms: FakeGateway) -> None:
    rows = [left() for _ in range(6)]
    for row in rows:
        tried(row)
    assert len(sms.sent) == 5
    rows[5].refresh_from_db()
    assert rows[5].next_at == NOON + timedelta(days=1)


# What stays


def test_nothing_of_it_is_logged(sms: FakeGateway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sms.moods = ["broken", "lost", "garbage", "refuse"]
    worked_off(left())
    assert not [line for line in caplog.text.splitlines() if "812345678" in line or "canary-token" in line]


def test_a_number_is_forgotten_in_time(sms: FakeGateway) -> None:
    worked_off(left())
    assert forget_old(now=NOON + timedelta(days=29)) == 0
    assert forget_old(now=NOON + timedelta(days=31)) == 1
    assert Message.objects.get().address_sealed == ""


def tls_front(fake: FakeGateway, folder: pytest.TempPathFactory) -> Any:
    """The fake gateway behind a certificate that nobody vouches for."""
    import threading
    from contextlib import contextmanager
    from http.server import HTTPServer

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID
    from message_gateway import _Handler

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2090, 1, 1))
    certificate = made.sign(key, hashes.SHA256())
    file = folder.mktemp("tls") / "both.pem"
    private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(key.private_bytes(*private) + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    @contextmanager
    def serving() -> Iterator[str]:
        with HTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"fake": fake})) as server:
            server.socket = context.wrap_socket(server.socket, server_side=True)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            yield f"https://localhost:{server.server_address[1]}/"
            server.shutdown()

    return serving()
