"""Attacks on referrals: cases of other families, acts resent by others, numbers beyond reckoning, links tried at once."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from attack_office import logged
from desk_office import log_in, make_families
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from register_rows import NOW, viewer
from test_referral_doors import education, sent
from test_referral_way import do, officer, wanted

from samutphok.aid.models import LedgerEntry
from samutphok.cases.actions import open_case
from samutphok.cases.models import Case
from samutphok.cases.queries.left import open_items
from samutphok.kernel.errors import Error
from samutphok.referrals.actions import act, make_link, open_link, refer
from samutphok.referrals.domain.referral import QueueFilter
from samutphok.referrals.errors import LinkNotFound, WrongCode
from samutphok.referrals.models import AnswerLink, Referral, ReferralAct
from samutphok.referrals.queries import agency_queue, referral_view

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_referral_never_hangs_on_the_case_of_another_family(client):
    families = make_families(drawn=False)
    log_in(client)
    far = open_case(
        viewer=viewer("83", now=timezone.now()), household_id=families.well, because="อื่น", now=timezone.now()
    )
    data = {
        "act": str(uuid4()), "carried": "1", "problem": "out_of_school", "offer": "education", "urgency": "normal",
        "mode": "hand_over", "field": ["name"], "household": [str(families.poor)], "case": str(far),
    }  # fmt: skip
    client.post(reverse("referral_send"), data)
    assert open_items(Case.objects.get(pk=far)) == ()
    assert not Referral.objects.filter(case_id=far).exists()


def test_an_act_that_somebody_else_did_is_never_taken_for_ones_own():
    family, who, agency = make_families(drawn=False).poor, viewer("83"), officer()
    made = refer(viewer=who, referral=wanted(family), now=NOW)
    do(agency, made, "accept")
    note = uuid4()
    act(viewer=who, referral_id=made, act_id=note, act="note", said="โทรแล้ว", now=NOW)
    with pytest.raises(Error):
        act(
            viewer=agency, referral_id=made, act_id=note, act="deliver", said="มอบแล้ว",
            details={"kind": "food", "value_baht": "3000"}, now=NOW,
        )  # fmt: skip
    assert not LedgerEntry.objects.exists()
    assert ReferralAct.objects.get(pk=note).name == "note"


@pytest.mark.parametrize("amount", ["9e999999", "1e999990", "NaN", "-1", "Infinity", "1e-9999999", "๑e๙๙"])
def test_amounts_beyond_reckoning_are_refused(client, amount):
    family = make_families(drawn=False).poor
    education(client)
    made = sent(family)
    client.post(reverse("referral_act", args=[made]), {"act": str(uuid4()), "deed": "accept"})
    for name in ("value_baht", "quantity"):
        told = {"act": str(uuid4()), "deed": "deliver", "kind": "food", "said": "ok", name: amount}
        assert client.post(reverse("referral_act", args=[made]), told).status_code in (409, 422)
    assert not LedgerEntry.objects.exists()


def test_lists_of_what_is_no_id_are_refused(client):
    family = make_families(drawn=False).poor
    education(client)
    sent(family)
    told = {"act": str(uuid4()), "deed": "accept", "household": ["x", "1 or 1=1"]}
    assert client.post(reverse("referrals_many"), told).status_code == 422
    log_in(client, username="second")
    for name in ("referral_send", "referrals_new"):
        data = {"act": str(uuid4()), "carried": "1", "problem": "out_of_school", "household": ["x"]}
        assert client.post(reverse(name), data).status_code in (404, 422)


def test_a_link_that_is_tried_never_stands_in_the_log(client):
    family, who = make_families(drawn=False).poor, viewer("83", now=timezone.now())
    made = refer(viewer=who, referral=wanted(family), now=timezone.now())
    link = make_link(viewer=who, letter_id=referral_view(who, made).letter_id, now=timezone.now())
    address = reverse("referral_door", args=[link.token])
    with logged() as log:
        assert client.head(address).status_code == 200
        wrong = client.post(address, {"code": "00000000"})
        assert wrong.status_code == 403
        client.get(address + "x")
        client.post(f"{address}{made}", {"deed": "accept"})
        client.delete(address)
    assert link.token not in log.getvalue()
    assert link.code not in log.getvalue()
    assert (wrong["Cache-Control"], wrong["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert AnswerLink.objects.get().opened_at is None


def test_the_problem_that_was_shared_is_gone_with_the_other_fields():
    family, who, agency = make_families(drawn=False).poor, viewer("83"), officer()
    made = refer(viewer=who, referral=wanted(family), now=NOW)
    do(agency, made, "refuse", reason="other", said="ไม่ใช่หน้าที่")
    (line,) = agency_queue(agency, QueueFilter()).rows
    assert line.problem == ""
    assert referral_view(agency, made).line.problem == ""


@pytest.mark.django_db(transaction=True)
def test_codes_tried_at_once_are_counted_each():
    family, who = make_families(drawn=False).poor, viewer("83")
    made = refer(viewer=who, referral=wanted(family), now=NOW)
    link = make_link(viewer=who, letter_id=referral_view(who, made).letter_id, now=NOW)
    heard: list[str] = []
    barrier = threading.Barrier(12)

    def guess(code: str) -> None:
        barrier.wait()
        try:
            open_link(token=link.token, code=code, now=NOW)
        except (WrongCode, LinkNotFound) as error:
            heard.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess, args=(f"{n:08}",)) for n in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert heard.count("WrongCode") <= 5
    with pytest.raises(LinkNotFound):
        open_link(token=link.token, code=link.code, now=NOW)
    with pytest.raises(LinkNotFound):
        open_link(token=link.token, code=link.code, now=NOW + timedelta(days=40))
