"""Joint work of two agencies: sent at once from one form, each with its own letter and clock, the first one leading."""

from uuid import uuid4

import pytest
from desk_office import log_in, make_families
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from test_referral_way import officer

from samutphok.access.domain import Role
from samutphok.referrals.domain.referral import Mode
from samutphok.referrals.models import Referral
from samutphok.referrals.queries import agency_queue, referral_view
from samutphok.referrals.queries.referrals import QueueFilter

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def form(family, **changed) -> dict[str, object]:
    return {
        "act": str(uuid4()), "carried": "1", "problem": "out_of_school", "offer": "education", "partner": "labour",
        "urgency": "normal", "mode": "hand_over", "field": ["name", "problem"], "household": [str(family)],
        "said": "ขอที่เรียนและงานให้ผู้ปกครอง",
    } | changed  # fmt: skip


def test_who_is_absent_or_whom_an_agency_names_is_not_referred(client: Client) -> None:
    family = make_families(drawn=False).poor
    log_in(client)
    assert client.post(reverse("referral_send"), form(uuid4())).status_code == 404
    log_in(client, Role.AMPHOE, "8303", username="elsewhere")  # the family lives in 8301
    assert client.post(reverse("referral_send"), form(family)).status_code == 404
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("partner", "status"),
    [
        ("education", 422),
        ("education/school-place", 422),
        ("nobody", 404),
        ("labour/school-place", 422),
        ("labour/nothing", 404),
        ("Ä", 422),
    ],
)
def test_a_second_agency_that_cannot_be_sends_nothing_and_keeps_what_was_typed(client, partner, status) -> None:
    family = make_families(drawn=False).poor
    log_in(client)
    answer = client.post(reverse("referral_send"), form(family, partner=partner))
    assert answer.status_code == status
    assert "ขอที่เรียนและงานให้ผู้ปกครอง" in answer.content.decode()
    assert not Referral.objects.exists()


def test_what_is_open_with_the_second_agency_stops_both(client: Client) -> None:
    family = make_families(drawn=False).poor
    log_in(client)
    assert client.post(reverse("referral_send"), form(family, offer="labour", partner="")).status_code == 302
    answer = client.post(reverse("referral_send"), form(family))
    assert answer.status_code == 409
    assert '<option value="labour" selected' in answer.content.decode()
    assert [row.agency for row in Referral.objects.all()] == ["labour"]


def test_both_are_asked_each_with_its_own_letter_and_a_form_sent_twice_is_one_work(client: Client) -> None:
    family = make_families(drawn=False).poor
    log_in(client)
    page = client.get(reverse("referral_new"), {"household": family, "problem": "out_of_school"})
    assert 'name="partner"' in page.content.decode()
    asked = form(family)
    first, again = (client.post(reverse("referral_send"), asked) for _ in range(2))
    lead, part = Referral.objects.order_by("-leads")
    assert first.url == again.url == reverse("referral", args=[lead.pk])
    assert (lead.agency, lead.leads, part.agency, part.leads) == ("education", True, "labour", False)
    assert lead.joint_id == part.joint_id is not None
    assert {lead.mode, part.mode} == {Mode.JOINT}
    assert lead.letter_id != part.letter_id
    assert lead.fields == part.fields == ["name", "problem"]
    assert None not in (lead.due_at, part.due_at)
    now = timezone.now()
    for row, other in ((lead, part), (part, lead)):
        agency = officer(row.agency, now=now)
        assert [one.id for one in agency_queue(agency, QueueFilter()).rows] == [row.pk]
        assert [one for one, _state, _leads in referral_view(agency, row.pk).partners] == [other.agency]
