"""A referral goes on to another agency from its page: with a service of the place, or without one."""

from uuid import UUID, uuid4

import pytest
from desk_office import log_in, make_families
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from register_rows import viewer
from test_referral_way import officer

from samutphok.access.domain import Role
from samutphok.referrals.actions import refer
from samutphok.referrals.domain.referral import NewReferral, Reach
from samutphok.referrals.domain.table import State
from samutphok.referrals.models import Referral
from samutphok.referrals.queries import referral_view

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OFFER = "education/school-place"


@pytest.fixture
def sent(client: Client) -> UUID:
    """A child without school, by mistake at the labour office."""
    family = make_families(drawn=False).poor
    log_in(client)
    asked = NewReferral(family, "labour", "", "out_of_school")
    return refer(viewer=viewer("83"), referral=asked, now=timezone.now())


def goes_on(client: Client, referral: UUID, offer: str, act: UUID | None = None):
    form = {"act": str(act or uuid4()), "offer": offer, "said": "เด็กยังไม่มีที่เรียน"}
    return client.post(reverse("referral_transfer", args=[referral]), form)


def test_one_that_is_absent_or_elsewhere_does_not_go_on(client: Client, sent: UUID) -> None:
    assert goes_on(client, uuid4(), OFFER).status_code == 404
    log_in(client, Role.AMPHOE, "8303", username="elsewhere")  # the family lives in 8301
    assert goes_on(client, sent, OFFER).status_code == 404
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("offer", "status"),
    [("", 422), ("Ä", 422), ("nobody", 404), ("education/nothing", 404), ("public-health/school-place", 422)],
)
def test_to_an_agency_or_service_that_cannot_be_nothing_goes_on(client, sent, offer, status) -> None:
    assert goes_on(client, sent, offer).status_code == status
    assert Referral.objects.get().state == State.SENT


def test_the_page_offers_who_helps_against_the_problem_there_but_not_the_agency_that_has_it(client, sent) -> None:
    page = client.get(reverse("referral", args=[sent])).content.decode()
    assert f'<option value="{OFFER}"' in page
    assert '<option value="education"' in page
    assert '<option value="labour"' not in page


def test_it_goes_on_once_for_the_chosen_service_and_the_first_agency_no_longer_sees_it(client, sent) -> None:
    act = uuid4()
    first, again = (goes_on(client, sent, OFFER, act) for _ in range(2))
    fresh = Referral.objects.exclude(pk=sent).get()
    assert first.url == again.url == reverse("referral", args=[fresh.pk])
    assert (fresh.agency, fresh.service, fresh.before_id) == ("education", "school-place", sent)
    assert Referral.objects.get(pk=sent).state == State.TRANSFERRED
    assert referral_view(officer("labour"), sent).reach is Reach.SHELL
    assert "เด็กยังไม่มีที่เรียน" in client.get(first.url).content.decode()
