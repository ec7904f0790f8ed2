"""Supporters see needs and never a family; what they promise reaches families through case workers, and they hear of it."""

from decimal import Decimal
from uuid import uuid4

import pytest
from desk_office import log_in
from django.urls import reverse
from django.utils import timezone
from register_rows import viewer

from samutphok.access.domain import Role
from samutphok.access.queries import viewer_of
from samutphok.aid.actions import deliver_match, end_pledge, match, pledge, tell_need, unmatch
from samutphok.aid.domain.needs import NewPledge, PledgeState
from samutphok.aid.errors import BadPledge, PledgeNotFound, StepNotOpen
from samutphok.aid.models import Match, Need, Pledge
from samutphok.aid.queries import given_to, own_pledges, pledge_of, shown_needs
from samutphok.messaging.models import Message
from samutphok.registry.models import Household

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NAME = "ครอบครัวที่ไม่ควรเห็น"


def needs(count: int, amphoe: str = "8301", each: int = 1) -> list[Need]:
    now = timezone.now()
    made = []
    for number in range(count):
        home = Household.objects.create(area_code=f"{amphoe}01{number % 9 + 1:02d}", created_at=now)
        told = {"household_id": home.id, "kind": "wheelchair", "quantity": each, "act_id": uuid4(), "now": now}
        made.append(Need.objects.get(pk=tell_need(viewer=viewer("83", now=now), **told)))
    Need.objects.update(family=NAME)
    return made


def supporter(client):
    return viewer_of(log_in(client, Role.SUPPORTER, "83", username="giver"), now=timezone.now())


def test_few_families_are_not_shown_and_cannot_be_promised_to(client):
    giver = supporter(client)
    needs(9, each=3)
    assert shown_needs(giver) == ()
    with pytest.raises(BadPledge):
        pledge(viewer=giver, promised=NewPledge("wheelchair", "8301", Decimal(1), uuid4()), now=giver.now)


def test_the_page_of_needs_names_no_family_and_no_place_below_an_amphoe(client):
    supporter(client)
    made = needs(12, each=2)
    page = client.get(reverse("needs")).content.decode()
    assert "20" in page
    assert NAME not in page
    for one in made:
        assert str(one.household_id) not in page
        assert one.area_code not in page
    assert client.get(reverse("aid_pledges")).status_code == 404
    assert client.get(reverse("aid")).status_code == 404


def test_a_promise_reaches_families_and_the_giver_hears_of_it_without_names(client):
    giver = supporter(client)
    first, second, *_ = needs(12, each=2)
    promised = NewPledge("wheelchair", "8301", Decimal(3), uuid4())
    made = pledge(viewer=giver, promised=promised, now=giver.now)
    assert pledge(viewer=giver, promised=promised, now=giver.now) == made
    with pytest.raises(BadPledge):
        pledge(viewer=giver, promised=NewPledge("wheelchair", "8301", Decimal(18), uuid4()), now=giver.now)
    office, elsewhere = viewer("83", now=giver.now), viewer("82", now=giver.now)
    with pytest.raises(PledgeNotFound):
        pledge_of(elsewhere, made)
    with pytest.raises(PledgeNotFound):
        match(viewer=elsewhere, pledge_id=made, need_id=first.id, quantity=1, act_id=uuid4(), now=giver.now)
    with pytest.raises(BadPledge):
        match(viewer=office, pledge_id=made, need_id=first.id, quantity=3, act_id=uuid4(), now=giver.now)
    one = match(viewer=office, pledge_id=made, need_id=first.id, quantity=2, act_id=uuid4(), now=giver.now)
    two = match(viewer=office, pledge_id=made, need_id=second.id, quantity=1, act_id=uuid4(), now=giver.now)
    with pytest.raises(StepNotOpen):
        end_pledge(viewer=giver, pledge_id=made, act="withdraw", because="", now=giver.now)
    unmatch(viewer=office, match_id=two, now=giver.now)
    assert Need.objects.get(pk=second.id).left == 200
    two = match(viewer=office, pledge_id=made, need_id=second.id, quantity=1, act_id=uuid4(), now=giver.now)
    today = timezone.localdate()
    for each in (one, two, two):
        deliver_match(viewer=office, match_id=each, given_on=today, although="", now=giver.now)
    assert (Pledge.objects.get().state, Match.objects.filter(entry=None).count()) == (PledgeState.DELIVERED, 0)
    assert [entry.source for entry in given_to(office, first.household_id)] == ["supporter"]
    assert not Need.objects.get(pk=first.id).open
    message = Message.objects.get()
    assert (message.template, str(message.account_id)) == ("pledge_result", giver.account_id)
    (shown,) = own_pledges(giver)
    assert (shown.delivered, shown.state) == (Decimal(3), PledgeState.DELIVERED)
    assert NAME not in client.get(reverse("needs")).content.decode()


def test_only_the_giver_takes_a_promise_back(client):
    giver = supporter(client)
    needs(12)
    made = pledge(viewer=giver, promised=NewPledge("wheelchair", "8301", Decimal(5), uuid4()), now=giver.now)
    with pytest.raises(PledgeNotFound):
        end_pledge(viewer=viewer("83"), pledge_id=made, act="withdraw", because="", now=giver.now)
    assert client.post(reverse("needs_withdraw", args=[made])).status_code == 302
    assert Pledge.objects.get().state == PledgeState.WITHDRAWN
    assert shown_needs(giver)[0].quantity == 10
