"""Referrals go to a colleague when somebody leaves: from the list, first whom to, then done, each clock running on."""

from uuid import uuid4

import pytest
from desk_office import log_in, make_families
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from test_referral_doors import sent

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role
from samutphok.access.queries import operator
from samutphok.referrals.models import Referral

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GIVE = "referrals_give"


def colleague(name: str, *areas: str) -> str:
    now = timezone.now()
    account = NewAccount(name, name)
    made = create_account(viewer=operator(now=now), account=account, password="ยากจะเดาได้-2569", now=now)
    give_grant(viewer=operator(now=now), username=name, grant=Grant(Role.AMPHOE, areas), now=now)
    return str(made.id)


def test_what_is_absent_forbidden_or_not_chosen_changes_nothing(client: Client) -> None:
    family = make_families(drawn=False).poor
    made = sent(family)
    owner = Referral.objects.get().owner
    log_in(client, Role.AMPHOE, "8303")  # the family lives in 8301
    there, here = colleague("there", "8301"), colleague("here", "8303")
    form = {"referral": [str(made)], "to": there, "sure": "1"}
    assert client.post(reverse(GIVE), form | {"referral": [str(uuid4())]}).status_code == 404
    assert client.post(reverse(GIVE), form).status_code == 404
    log_in(client, username="chief")
    for wrong in ({"to": ""}, {"to": here}, {"referral": []}):
        assert client.post(reverse(GIVE), form | wrong).status_code == 422, wrong
    assert client.post(reverse(GIVE), form | {"referral": ["x"]}).status_code == 422
    assert Referral.objects.get().owner == owner


def test_a_supervisor_gives_what_was_marked(client: Client) -> None:
    made = sent(make_families(drawn=False).poor)
    log_in(client)
    there = colleague("there", "8301")
    colleague("elsewhere", "8303")
    assert f'value="{made}"' in client.get(reverse("referrals_sent")).content.decode()
    one = client.get(reverse("referral", args=[made])).content.decode()
    assert f'action="{reverse(GIVE)}"' in one
    assert f'name="referral" value="{made}"' in one
    page = client.post(reverse(GIVE), {"referral": [str(made)]}).content.decode()
    assert f'value="{there}"' in page
    assert "elsewhere" not in page
    due = Referral.objects.get().due_at
    for _ in range(2):
        assert client.post(reverse(GIVE), {"referral": [str(made)], "to": there, "sure": "1"}).status_code == 302
    row = Referral.objects.get()
    assert (row.owner, row.due_at, row.acts.filter(name="reassign").count()) == (there, due, 1)
