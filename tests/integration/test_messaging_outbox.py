"""A message is left with the act that it tells of, or not at all."""

import pytest
from django.db import transaction
from django.utils import timezone

from samutphok.messaging.actions import send
from samutphok.messaging.domain import Phone
from samutphok.messaging.errors import BadAddress, BadMessage
from samutphok.messaging.models import Message

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CANARY = "0812345678"


def leave(**values: str) -> None:
    send(to=Phone(CANARY), template="request_taken", values=values or {"number": "1300-69-000001"}, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_a_message_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        leave()


def test_an_act_that_fails_takes_its_message_along() -> None:
    with transaction.atomic():
        leave()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"number": "1", "name": "สมชาย"},
        {"number": "1103701234567"},
        {"number": "1", "day": "พรุ่งนี้"},
        {"number": "1", "day": "2026-13-01"},
        {"number": "1", "link": "https://elsewhere.example/"},
        {"number": "1", "link": "//elsewhere.example/"},
        {"number": "1", "link": "/protected/"},
        {"number": "ถูกทำร้าย ที่บ้าน"},
    ],
)
def test_what_the_template_does_not_declare_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(BadMessage):
        send(to=Phone(CANARY), template="request_taken", values=values, now=timezone.now())


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(BadMessage):
        send(to=Phone(CANARY), template="free_text", values={}, now=timezone.now())


@pytest.mark.parametrize("number", ["", "076123456", "08123", "081234567890", "+4479460000", "abc"])
def test_a_number_that_no_sms_reaches_is_refused(number: str) -> None:
    with pytest.raises(BadAddress):
        send(to=Phone(number), template="request_taken", values={"number": "1"}, now=timezone.now())


def test_number_and_values_are_sealed() -> None:
    leave(number="1300-69-000001", check="471100")
    row = Message.objects.values().get()
    assert CANARY not in str(row)
    assert "471100" not in str(row)
