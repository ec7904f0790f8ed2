"""Attacks on aid: acts resent with other content, budget lines of elsewhere, days long gone, cells that run."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from desk_office import log_in, make_families
from django.urls import reverse
from django.utils import timezone
from register_rows import NOW
from test_aid_cash import BOSS, CLERK, WORKER, asked, ready, step, who

from samutphok.access.domain import Role
from samutphok.aid.actions import apply_for_aid, approve, give, open_budget_line, pay
from samutphok.aid.domain.ledger import NewGift
from samutphok.aid.errors import ActUsed, BudgetLineNotFound
from samutphok.aid.models import Application, BudgetLine, LedgerEntry
from samutphok.kernel.errors import Error

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def families(db):
    return make_families(drawn=False)


def a_line(viewer, area, baht=5000, code="E1"):
    return open_budget_line(
        viewer=viewer, now=NOW, area_code=area, year=2570, code=code, label="ฉุกเฉิน", baht=Decimal(baht)
    )


def food(household, **told):
    told = {"kind": "food", "quantity": Decimal(1), "value_baht": Decimal(500), "source": "budget"} | told
    return NewGift(household_id=household, given_on=NOW.date(), act_id=told.pop("act_id", uuid4()), **told)


def test_what_is_left_of_another_provinces_money_is_not_told(families):
    elsewhere = a_line(who("far", area="82"), "82", baht=123)
    made = ready(families.poor)
    with pytest.raises(BudgetLineNotFound):
        step(approve, made, budget_line_id=elsewhere)
    assert BudgetLine.objects.get(pk=elsewhere).taken == 0


def test_an_act_that_is_sent_again_with_other_content_is_refused(families):
    wanted = asked(families.poor)
    apply_for_aid(viewer=CLERK, asked=wanted, now=NOW)
    for other in (replace(wanted, baht=Decimal(2999)), replace(wanted, kind="low-income-family-aid")):
        with pytest.raises(ActUsed):
            apply_for_aid(viewer=CLERK, asked=other, now=NOW)
    with pytest.raises(ActUsed):
        apply_for_aid(viewer=WORKER, asked=wanted, now=NOW)
    gift = food(families.poor)
    give(viewer=CLERK, gift=gift, now=NOW)
    for other in (replace(gift, quantity=Decimal(2)), replace(gift, source="supporter")):
        with pytest.raises(ActUsed):
            give(viewer=CLERK, gift=other, now=NOW)
    with pytest.raises(ActUsed):
        give(viewer=WORKER, gift=gift, now=NOW)
    assert LedgerEntry.objects.count() == 1


def test_a_payment_never_takes_an_entry_that_stands_for_its_own(families):
    line = a_line(BOSS, "83")
    made = ready(families.poor)
    step(approve, made, budget_line_id=line)
    gift = food(families.poor, kind="emergency-aid", value_baht=Decimal(3000), although="x")
    given = give(viewer=BOSS, gift=gift, now=NOW)
    with pytest.raises(ActUsed):
        step(pay, made, act_id=given)
    assert Application.objects.get().entry_id is None


@pytest.mark.parametrize("day", ["1/1/2400", "1/1/0544", "31/12/2599", "1/1/9999", "0001-01-01", "9999-12-31"])
def test_days_that_cannot_be_are_refused(client, day, families):
    log_in(client)
    told = {
        "act_id": str(uuid4()),
        "kind": "food",
        "quantity": "1",
        "source": "budget",
        "given_on": day,
        "although": "x",
    }
    answer = client.post(reverse("aid_give", args=[families.poor]), told)
    assert answer.status_code == 422
    held = {"act_id": str(uuid4()), "title": "งาน", "kind": "food", "quantity": "1", "source": "budget", "held_on": day}
    answer = client.post(reverse("aid_handout_new"), held | {"area": "83", "most": "10"})
    assert answer.status_code in (302, 422)
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize(
    "giver", ["=1+1", "--1", "-1-1", "\t=1", "＝1+1", "@SUM(1)", "+66", "\u200b=1", "-2+3+cmd|' /C calc'!A0"]
)
def test_no_cell_of_the_ledgers_file_runs(client, giver, families):
    log_in(client)
    now = timezone.now()
    viewer = replace(BOSS, now=now)
    give(viewer=viewer, gift=replace(food(families.poor, giver=giver), given_on=timezone.localdate(now)), now=now)
    file = client.get(reverse("aid_ledger_file")).content.decode("utf-8-sig")
    import csv
    import io

    cells = [cell for row in csv.reader(io.StringIO(file)) for cell in row]
    told = next(cell for cell in cells if giver.strip()[-1:] in cell and giver.strip() in cell)
    assert told.startswith("'")


def test_forms_cannot_say_who_where_and_how_it_stands(client, families):
    log_in(client, Role.TAMBON, "830101", username="clerk2")
    told = {
        "act_id": str(uuid4()), "kind": "food", "quantity": "1", "source": "budget", "although": "x",
        "area_code": "82", "recorded_by": "boss", "reverses": str(uuid4()), "fiscal_year": "2500", "satang": "1",
        "household_id": str(families.well), "household": str(families.well), "entry": "1", "state": "paid",
    }  # fmt: skip
    assert client.post(reverse("aid_give", args=[families.target]), told).status_code == 302
    row = LedgerEntry.objects.get()
    assert (row.household_id, row.area_code) == (families.target, "83010101")
    assert client.post(reverse("aid_give", args=[families.well]), told | {"act_id": str(uuid4())}).status_code == 404
    asked_for = {"act_id": str(uuid4()), "kind": "emergency-aid", "baht": "1000", "because": "x", "state": "paid",
                 "asked_by": "other", "area_code": "82", "satang": "999999", "version": "7"}  # fmt: skip
    client.post(reverse("aid_apply", args=[families.target]), asked_for)
    made = Application.objects.get()
    assert (made.state, made.satang, made.area_code) == ("applied", 100_000, "83010101")


@pytest.mark.parametrize(
    "written", ["020-3-33444-5", "๐๒๐ ๓๓๓ ๔๔๔๕", "020 333 4445", "０２０３３３４４４５", "020\u00a0333\u20104445"]
)
def test_one_account_is_one_account_however_it_is_written(families, written):
    apply_for_aid(viewer=CLERK, asked=asked(families.poor), now=NOW)
    try:
        apply_for_aid(viewer=CLERK, asked=replace(asked(families.target), account=written), now=NOW)
    except Error:
        return
    assert len({one.account_index for one in Application.objects.all()}) == 1
