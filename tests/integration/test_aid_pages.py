"""The pages of aid: who may open them, what they say when something is wrong, and that they work."""

import csv
import io
from decimal import Decimal
from uuid import uuid4

import pytest
from desk_office import log_in, make_families
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samutphok.access.domain import Role
from samutphok.access.queries import viewer_of
from samutphok.aid.actions import call_handout, give, open_budget_line
from samutphok.aid.domain.handout import NewHandout
from samutphok.aid.domain.ledger import NewGift, year_of
from samutphok.aid.models import AidPartner, Application, Guest, LedgerEntry, TransferFile
from samutphok.areas.actions import note_area

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MOST_QUERIES, MOST_BYTES = 12, 100_000


@pytest.fixture
def families():
    return make_families(drawn=False)


def officer_of(account):
    return viewer_of(account, now=timezone.now())


def gift(household, **told):
    given = {"kind": "food", "quantity": Decimal(1), "source": "firm", "given_on": timezone.localdate()}
    return NewGift(household_id=household, act_id=uuid4(), **(given | told))


def opened(client, name, *args, **query):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        reply = client.get(reverse(name, args=args), query)
    assert reply.status_code == 200, name
    assert len(asked) <= MOST_QUERIES, (name, [one["sql"][:120] for one in asked])
    assert len(reply.content) < MOST_BYTES
    return reply


def test_a_family_out_of_reach_looks_absent_on_every_page(client, families):
    log_in(client, Role.TAMBON, "830303")
    for name in ("aid_give", "aid_apply", "aid_need"):
        assert client.get(reverse(name, args=[families.poor])).status_code == 404
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404
    for name in ("aid_entry", "aid_application", "aid_handout", "aid_hand", "aid_sheet", "aid_pledge"):
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404


def test_every_list_opens_empty_within_its_budget(client, families):
    log_in(client)
    for name in (
        "aid",
        "aid_ledger",
        "aid_applications",
        "aid_transfers",
        "aid_handouts",
        "aid_handout_new",
        "aid_pledges",
        "aid_partners",
    ):
        opened(client, name)
    for name in ("aid_give", "aid_apply", "aid_need"):
        opened(client, name, families.poor)


def test_help_is_written_down_asked_about_and_taken_back(client, families):
    log_in(client)
    address = reverse("aid_give", args=[families.poor])
    sent = {"act_id": str(uuid4()), "kind": "ban-por-piang", "quantity": "1", "source": "agency"}
    assert client.post(address, sent).status_code == 422  # the value is missing
    assert client.post(address, sent | {"value_baht": "19000"}).status_code == 302
    assert client.post(address, sent | {"value_baht": "19000"}).status_code == 302  # a double click
    assert LedgerEntry.objects.count() == 1
    again = sent | {"act_id": str(uuid4()), "value_baht": "19000"}
    asked = client.post(address, again)
    assert asked.status_code == 409
    assert b'name="although"' in asked.content
    assert client.post(address, again | {"although": "สร้างเพิ่ม"}).status_code == 302
    entry = LedgerEntry.objects.order_by("recorded_at").first()
    opened(client, "aid_entry", entry.id)
    back = reverse("aid_reverse", args=[entry.id])
    assert client.post(back, {"act_id": str(uuid4()), "because": ""}).status_code == 422
    assert client.post(back, {"act_id": str(uuid4()), "because": "บันทึกซ้ำ"}).status_code == 302
    shown = opened(client, "aid").content.decode()
    assert "19,000" in shown
    assert "38,000" not in shown


def test_the_file_is_as_narrow_as_the_page_and_every_cell_inert(client, families):
    officer = officer_of(log_in(client))
    give(viewer=officer, gift=gift(families.poor, giver='=HYPERLINK("x")'), now=timezone.now())
    give(viewer=officer, gift=gift(families.well), now=timezone.now())
    rows = list(csv.reader(io.StringIO(client.get(reverse("aid_ledger_file")).content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    assert (
        len(list(csv.reader(io.StringIO(client.get(reverse("aid_ledger_file"), {"area": "8303"}).content.decode()))))
        == 2
    )
    client.logout()
    log_in(client, Role.TAMBON, "830101", username="tambon")
    assert client.get(reverse("aid_ledger_file")).status_code == 404


def test_cash_aid_walks_over_the_pages(client, families):
    note_area("83", name_th="ภูเก็ต", seen_on=timezone.localdate())
    clerk = log_in(client, Role.TAMBON, "830101", username="clerk")
    address = reverse("aid_apply", args=[families.poor])
    sent = {"act_id": str(uuid4()), "kind": "emergency-aid", "baht": "2000", "because": "ไฟไหม้", "account": "12"}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"account": "0203334445", "bank": "=กรุงไทย"}).status_code == 302
    made = Application.objects.get()
    act = reverse("aid_application_act", args=[made.id])
    told = {"act_id": str(uuid4()), "version": "1", "step": "investigate", "found": "พบจริง"}
    assert client.post(act, told | {"found": ""}).status_code == 422
    assert client.post(act, told).status_code == 302
    page = opened(client, "aid_application", made.id).content.decode()
    assert 'value="approve"' not in page
    client.logout()
    boss = officer_of(log_in(client, username="boss"))
    line = open_budget_line(
        viewer=boss,
        area_code="83",
        year=year_of(timezone.localdate()),
        code="E",
        label="ฉุกเฉิน",
        baht=Decimal(5000),
        now=boss.now,
    )
    assert 'value="approve"' in opened(client, "aid_application", made.id).content.decode()
    approve = {"act_id": str(uuid4()), "version": "2", "step": "approve", "budget_line": str(line)}
    assert client.post(act, approve | {"version": "1"}).status_code == 412
    assert client.post(act, approve).status_code == 302
    assert client.post(reverse("aid_transfers"), {"application": [str(made.id)]}).status_code == 302
    file = client.post(reverse("aid_transfer_file", args=[TransferFile.objects.get().id])).content.decode()
    assert "'0203334445" in file
    assert ",=" not in file
    assert client.get(reverse("aid_receipt", args=[made.id])).status_code == 404
    assert client.post(act, {"act_id": str(uuid4()), "version": "4", "step": "pay"}).status_code == 302
    pdf = client.get(reverse("aid_receipt", args=[made.id]))
    assert pdf.content.startswith(b"%PDF")
    opened(client, "aid_transfers")
    opened(client, "aid")
    assert str(clerk.pk) == made.asked_by


def test_a_hand_out_is_held_from_the_screen(client, families):
    officer = officer_of(log_in(client))
    wanted = NewHandout(
        title="มอบถุงยังชีพ",
        area_code="83",
        kind="food",
        held_on=timezone.localdate(),
        quantity=Decimal(1),
        value_baht=Decimal(700),
        source="firm",
        act_id=uuid4(),
        households=(families.target, families.poor, families.well, uuid4()),
    )
    made = call_handout(viewer=officer, wanted=wanted, now=officer.now)
    assert Guest.objects.count() == 3
    first, second, third = Guest.objects.order_by("place")
    opened(client, "aid_hand", made)
    address = reverse("aid_tap", args=[made])
    tapped = {"act_id": str(uuid4()), "guest": str(first.id), "mark": "signature", "drawn": "M1 1 L20 30"}
    assert client.post(address, tapped, headers={"X-Requested-With": "fetch"}).content == b"received"
    assert client.post(address, tapped, headers={"X-Requested-With": "fetch"}).content == b"same_act"
    other = tapped | {"act_id": str(uuid4())}
    assert client.post(address, other, headers={"X-Requested-With": "fetch"}).content == b"received_before"
    thumb = {"act_id": str(uuid4()), "guest": str(second.id), "mark": "thumb", "proxy": "หลาน"}
    assert client.post(address, thumb).status_code == 302
    assert LedgerEntry.objects.count() == 2
    assert client.get(reverse("aid_sheet", args=[made])).content.startswith(b"%PDF")
    assert client.post(reverse("aid_typed", args=[made]), {"places": "1-9"}).status_code == 302
    assert LedgerEntry.objects.count() == 3
    assert "2,100" in opened(client, "aid_handout", made).content.decode()
    client.post(reverse("aid_handout_close", args=[made]))
    late = {"act_id": str(uuid4()), "guest": str(third.id), "mark": "thumb"}
    assert client.post(address, late, headers={"X-Requested-With": "fetch"}).content == b"received_before"
    opened(client, "aid_hand", made)


def test_funds_get_contributions_and_firms_certificates(client, families):
    log_in(client)
    address = reverse("aid_partners")
    for kind, name in (("fund", "กองทุนทดสอบ"), ("firm", "บริษัททดสอบ")):
        client.post(address, {"act_id": str(uuid4()), "kind": kind, "name": name, "area": "8301"})
    fund, firm = AidPartner.objects.get(kind="fund"), AidPartner.objects.get(kind="firm")
    act = {"act_id": str(uuid4()), "partner": str(fund.id), "act": "contribute", "baht": "20000"}
    client.post(address, act)
    client.post(address, act)
    client.post(address, act | {"act_id": str(uuid4()), "act": "report", "baht": "85000", "members": "310"})
    client.post(address, {"act_id": str(uuid4()), "partner": str(firm.id), "act": "honour"})
    assert sorted(LedgerEntry.objects.values_list("kind", "satang")) == [
        ("certificate", 0),
        ("fund-contribution", 2_000_000),
    ]
    shown = opened(client, "aid_partners").content.decode()
    assert "85,000" in shown
