"""Evidence of help: sealed with the family, seen by who gives help; certificates, bank files, reversals."""

import base64
import io
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
import python_calamine
from desk_office import log_in, make_families
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from register_rows import NOW
from test_aid_cash import ACCOUNT, BOSS, CLERK, ready, step, who
from test_aid_pages import gift, officer_of, opened

from samutphok.access.domain import Role
from samutphok.aid.actions import (
    approve,
    call_handout,
    give,
    make_transfer,
    open_budget_line,
    pay,
    tell_need,
)
from samutphok.aid.actions import reverse as take_back
from samutphok.aid.domain.application import State
from samutphok.aid.domain.handout import NewHandout
from samutphok.aid.errors import ApproverNeeded
from samutphok.aid.models import AidPartner, Application, BudgetLine, EntryEvidence, Guest, LedgerEntry, Need
from samutphok.foundation.audit.models import Entry
from samutphok.logbook.models import Document

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _papers(settings, tmp_path):
    settings.DOCUMENTS = tmp_path


@pytest.fixture
def families():
    return make_families(drawn=False)


def picture(colour="red", form="JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, form)
    return out.getvalue()


def uploaded(content=None, name="../../x.exe"):
    return SimpleUploadedFile(name, content or picture(), content_type="text/html")


DRAWN = "data:image/png;base64," + base64.b64encode(picture("white", "PNG")).decode()


def a_line(viewer, area="83", baht=5000):
    told = {"code": "E1", "label": "ฉุกเฉิน", "baht": Decimal(baht)}
    return open_budget_line(viewer=viewer, now=NOW, area_code=area, year=2570, **told)


def test_a_receipt_and_a_signature_come_with_help_and_lie_with_the_family(client, families):
    log_in(client)
    address = reverse("aid_give", args=[families.poor])
    sent = {"act_id": str(uuid4()), "kind": "food", "quantity": "1", "source": "firm", "evidence": "receipt"}
    bad = client.post(address, sent | {"giver": "ร้านสมมติ", "file": uploaded(b"MZ not a picture")})
    assert bad.status_code == 422
    assert "ร้านสมมติ" in bad.content.decode()
    assert (LedgerEntry.objects.count(), Document.objects.count()) == (0, 0)
    assert client.post(address, sent | {"file": uploaded(), "drawn": DRAWN}).status_code == 302
    assert client.post(address, sent | {"file": uploaded(), "drawn": DRAWN}).status_code == 302  # a double click
    assert sorted(Document.objects.values_list("household_id", flat=True)) == [families.poor] * 2
    assert sorted(EntryEvidence.objects.values_list("kind", flat=True)) == ["receipt", "signature"]
    entry = LedgerEntry.objects.get()
    page = opened(client, "aid_entry", entry.id).content.decode()
    for one in Document.objects.all():
        link = reverse("document", args=[families.poor, one.id])
        assert link in page
        assert client.get(link).headers["Content-Type"] == "image/jpeg"


def test_evidence_is_added_later_once_and_not_from_elsewhere(client, families):
    officer = officer_of(log_in(client))
    made = give(viewer=officer, gift=gift(families.poor), now=timezone.now())
    address = reverse("aid_prove", args=[made])
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"evidence": "paper", "evidence_number": "12/2570"}).status_code == 302
    for _again in range(2):
        assert client.post(address, {"file": uploaded()}).status_code == 302
    assert sorted(EntryEvidence.objects.values_list("kind", flat=True)) == ["paper", "photograph"]
    assert Entry.objects.filter(act="attach_evidence").count() == 3
    client.logout()
    log_in(client, Role.TAMBON, "830303", username="elsewhere")
    assert client.post(address, {"file": uploaded(picture("blue"))}).status_code == 404
    assert EntryEvidence.objects.count() == 2


def test_a_photograph_at_the_table_and_a_signature_are_seen_on_the_entry(client, families):
    officer = officer_of(log_in(client))
    wanted = NewHandout("ถุงยังชีพ", "83", "food", timezone.localdate(), Decimal(1), "firm", uuid4())
    made = call_handout(viewer=officer, wanted=replace(wanted, households=(families.poor,)), now=officer.now)
    guest = Guest.objects.get()
    tapped = {"act_id": str(uuid4()), "guest": str(guest.id), "mark": "signature", "drawn": "M1 1 L20 30"}
    assert client.post(reverse("aid_tap", args=[made]), tapped | {"photo": uploaded()}).status_code == 302
    entry = LedgerEntry.objects.get()
    page = opened(client, "aid_entry", entry.id).content.decode()
    assert 'd="M1 1 L20 30"' in page
    assert Entry.objects.filter(act="read_signature").count() == 1
    assert reverse("document", args=[families.poor, Document.objects.get().id]) in page
    assert str(entry.id) in opened(client, "aid_handout", made).content.decode()
    hand = client.get(reverse("aid_hand", args=[made]))
    assert hand.headers["Cache-Control"] == "private, no-store"


def test_what_was_approved_and_paid_is_taken_back_by_who_approves_and_the_application_says_so(families):
    line = a_line(BOSS)
    made = ready(families.poor)
    step(approve, made, budget_line_id=line)
    entry = uuid4()
    step(pay, made, act_id=entry)
    for clerk in (CLERK, who("amphoe", Role.AMPHOE, "8301")):
        with pytest.raises(ApproverNeeded):
            take_back(viewer=clerk, entry_id=entry, act_id=uuid4(), because="ผิดคน", now=NOW)
    act = uuid4()
    assert take_back(viewer=BOSS, entry_id=entry, act_id=act, because="ผิดคน", now=NOW) == act
    assert take_back(viewer=BOSS, entry_id=entry, act_id=act, because="ผิดคน", now=NOW) == act
    assert Application.objects.get().state == State.RETURNED
    assert BudgetLine.objects.get().taken == 0
    own = give(viewer=CLERK, gift=gift(families.poor, given_on=NOW.date()), now=NOW)
    take_back(viewer=CLERK, entry_id=own, act_id=uuid4(), because="บันทึกซ้ำ", now=NOW)


def test_who_decides_sees_what_speaks_against_it_before_pressing(client, families):
    boss = officer_of(log_in(client, username="boss"))
    a_line(BOSS)
    give(viewer=boss, gift=gift(families.poor, kind="emergency-aid", value_baht=Decimal(1000)), now=timezone.now())
    made = ready(families.poor)
    page = opened(client, "aid_application", made).content.decode()
    assert reverse("aid_findings", args=[made]) in page
    looked = opened(client, "aid_findings", made).content.decode()
    assert "alert-warning" in looked or "alert-danger" in looked
    part = client.get(reverse("aid_findings", args=[made]), headers={"HX-Request": "true"}).content.decode()
    assert 'form="approve-form"' in part
    assert "<html" not in part
    client.logout()
    log_in(client, Role.TAMBON, "830101", username="clerk")
    assert client.get(reverse("aid_findings", args=[made])).status_code in (403, 404)


def test_a_refused_step_keeps_every_word(client, families):
    log_in(client, username="boss")
    made = ready(families.poor)
    address = reverse("aid_application_act", args=[made])
    sent = {"act_id": str(uuid4()), "version": "2", "step": "investigate", "found": "บ้านพังครึ่งหลัง"}
    refused = client.post(address, sent | {"visited_on": "สี่สิบ"}).content.decode()
    assert "บ้านพังครึ่งหลัง" in refused
    assert "สี่สิบ" in refused
    stale = client.post(address, sent | {"version": "1", "step": "refuse", "because": "รายได้เกินเกณฑ์"})
    assert stale.status_code == 412
    assert "รายได้เกินเกณฑ์" in stale.content.decode()


def test_the_bank_gets_a_workbook_with_accounts_as_text(client, families):
    log_in(client, username="boss")
    made = ready(families.poor)
    step(approve, made, budget_line_id=a_line(BOSS))
    sent = make_transfer(viewer=BOSS, area_code="83", application_ids=[made], now=NOW)
    reply = client.post(reverse("aid_transfer_file", args=[sent]), {"format": "xlsx"})
    assert reply.headers["Content-Disposition"].endswith('.xlsx"')
    assert reply.headers["Cache-Control"] == "private, no-store"
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(reply.content)).get_sheet_by_index(0).to_python()
    assert rows[1][2] == ACCOUNT
    assert (rows[1][4], rows[2][4]) == (3000.0, 3000.0)


def test_a_giver_is_honoured_on_paper(client, families):
    log_in(client)
    made = uuid4()
    client.post(reverse("aid_partners"), {"act_id": str(made), "kind": "firm", "name": "บริษัทสมมติ", "area": "8301"})
    refused = client.post(
        reverse("aid_partners"), {"act_id": str(uuid4()), "kind": "firm", "name": "ห้างสมมติ", "area": "x"}
    )
    assert refused.status_code == 422
    assert "ห้างสมมติ" in refused.content.decode()
    client.post(reverse("aid_partners"), {"act_id": str(uuid4()), "partner": str(made), "act": "honour"})
    honour = LedgerEntry.objects.get(kind="certificate")
    assert AidPartner.objects.get().name == "บริษัทสมมติ"
    assert reverse("aid_certificate", args=[honour.id]) in opened(client, "aid_partners").content.decode()
    assert client.get(reverse("aid_certificate", args=[honour.id])).content.startswith(b"%PDF")
    food = give(viewer=BOSS, gift=gift(families.poor, given_on=NOW.date()), now=NOW)
    assert client.get(reverse("aid_certificate", args=[food])).status_code == 404


def test_needs_are_closed_and_budget_lines_changed_on_their_pages(client, families):
    log_in(client)
    need = tell_need(viewer=BOSS, household_id=families.poor, kind="wheelchair", quantity=1, act_id=uuid4(), now=NOW)
    assert reverse("aid_need_close", args=[need]) in opened(client, "aid_give", families.poor).content.decode()
    assert client.post(reverse("aid_need_close", args=[need])).status_code == 302
    assert Need.objects.get().open is False
    assert client.post(reverse("aid_need_close", args=[uuid4()])).status_code == 404
    address = reverse("aid_budget")
    sent = {"area": "83", "code": "F", "label": "ฟื้นฟูบ้าน", "baht": "x"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "ฟื้นฟูบ้าน" in refused.content.decode()
    client.post(address, sent | {"baht": "900"})
    line = BudgetLine.objects.get()
    BudgetLine.objects.update(taken=50_000)
    short = client.post(address, {"line": str(line.id), "baht": "499"})
    assert short.status_code == 409
    assert 'value="499"' in short.content.decode()
    assert client.post(address, {"line": str(line.id), "baht": "500"}).status_code == 302
    assert BudgetLine.objects.get().satang == 50_000
