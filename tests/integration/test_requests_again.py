"""A second call about an open request is added to it; first help is looked at; a name half typed is not called wrong."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from areas_noted import noted
from desk_office import log_in, make_families
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from request_office import NEED, PHONE, desk, row_of, take

from samutphok.access.domain import Role, Viewer
from samutphok.access.queries import viewer_of
from samutphok.aid.models import LedgerEntry
from samutphok.requests.actions import hear_again, settle_request
from samutphok.requests.errors import NotAllowedNow, RequestNotFound
from samutphok.requests.models import Request, RequestAct

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def hotline() -> Viewer:
    noted()
    return desk()


def call(**said):
    return replace(NEED, id=uuid4(), **said)


def test_a_second_call_is_added_once_and_never_makes_it_less_urgent(hotline: Viewer) -> None:
    first = take(hotline)
    before = row_of(first)
    worse = call(words="ไม่มีข้าวกินแล้ว", safety=("cannot_wait",))
    for _again in range(2):
        assert hear_again(viewer=hotline, request_id=first.id, asked=worse, now=hotline.now) == first
    row = row_of(first)
    assert Request.objects.count() == 1
    assert list(row.acts.order_by("at").values_list("name", flat=True)) == ["take", "hear_again"]
    assert row.rank < before.rank
    assert row.due_at < before.due_at
    assert row.safety == ["cannot_wait"]
    assert "ไม่มีข้าว" not in str(RequestAct.objects.values())
    hear_again(viewer=hotline, request_id=first.id, asked=call(words="โทรถามอีก"), now=hotline.now)
    assert (row_of(first).rank, row_of(first).due_at) == (row.rank, row.due_at)


def test_nothing_is_added_to_what_is_ended_or_out_of_reach(hotline: Viewer) -> None:
    first = take(hotline)
    with pytest.raises(RequestNotFound):
        hear_again(viewer=desk(Role.HOTLINE, "82", username="far"), request_id=first.id, asked=call(), now=hotline.now)
    settle_request(viewer=hotline, request_id=first.id, outcome="solved", said="แก้แล้ว", now=hotline.now)
    with pytest.raises(NotAllowedNow):
        hear_again(viewer=hotline, request_id=first.id, asked=call(), now=hotline.now)


def test_the_screen_offers_to_add_the_call(client: Client) -> None:
    noted()
    officer = viewer_of(log_in(client, Role.HOTLINE), now=timezone.now())
    first = take(officer)
    sent = {
        "id": str(uuid4()),
        "channel": "hotline",
        "kind": "help",
        "phone": PHONE,
        "area": "830101",
        "words": "อีกครั้ง",
    }
    looked = client.post(reverse("request_look"), sent).content.decode()
    assert f'name="again" value="{first.id}"' in looked
    kept = client.post(reverse("request_new"), sent | {"again": str(first.id), "take": "1"})
    assert kept.headers["Location"] == reverse("request", args=[first.id])
    assert Request.objects.count() == 1
    client.post(reverse("request_new"), sent | {"id": str(uuid4()), "take": "1"})
    assert Request.objects.count() == 2


def test_first_help_given_before_is_asked_about_and_passed_over_with_a_reason(client: Client) -> None:
    families = make_families(drawn=False)
    officer = viewer_of(log_in(client, Role.TAMBON, "830101"), now=timezone.now())
    first, second = (take(officer, household_id=families.poor) for _ in range(2))
    sent = {"gift": "food", "quantity": "2", "value": "700"}
    assert client.post(reverse("request_do", args=[first.id, "help"]), sent | {"act": str(uuid4())}).status_code == 302
    asked = client.post(reverse("request_do", args=[second.id, "help"]), sent | {"act": str(uuid4())})
    assert asked.status_code == 409
    assert b'name="although"' in asked.content
    assert b'value="700"' in asked.content
    again = sent | {"act": str(uuid4()), "although": "บ้านไฟไหม้ ของเดิมหมด"}
    assert client.post(reverse("request_do", args=[second.id, "help"]), again).status_code == 302
    assert LedgerEntry.objects.count() == 2
    assert LedgerEntry.objects.filter(although="บ้านไฟไหม้ ของเดิมหมด", satang=int(Decimal(70_000))).exists()


def test_a_name_half_typed_is_not_called_wrong(client: Client) -> None:
    make_families(drawn=False)
    log_in(client, Role.HOTLINE)
    hint = "ไม่มีชื่อที่สะกด"
    for typed, wrong in (("มะลิ", False), ("มะลิวัล", False), ("มะลิวัลย์ ทอ", False)):
        page = client.post(reverse("request_families"), {"q": typed, "channel": "hotline", "kind": "help"})
        assert (hint in page.content.decode()) is wrong, typed
