"""What volunteers find becomes a request by itself; a centre that can help at once writes it into the ledger."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from areas_noted import noted
from desk_office import make_families
from django.utils import timezone
from request_office import desk, row_of, take
from visit_office import Filled, make_form, tell, volunteer

from samutphok.access.domain import Role
from samutphok.aid.domain.kinds import Form, Receiver
from samutphok.aid.domain.ledger import NewGift
from samutphok.aid.errors import BadGift
from samutphok.aid.queries import given_to
from samutphok.aid.queries.rules import rules_on
from samutphok.logbook.models import Visit
from samutphok.requests.actions import help_at_once
from samutphok.requests.actions.hearing import hear_visit
from samutphok.requests.domain.asking import Channel, Outcome
from samutphok.requests.errors import FamilyMissing
from samutphok.requests.models import Request
from samutphok.requests.queries import request_view

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def visited(household: UUID, answers: dict[str, str]) -> UUID:
    make_form()
    tell(volunteer("somsri"), Filled(household, {"bmn9": "1"}, base=1))
    row = Visit.objects.get()
    row.answers = [["", name, value] for name, value in answers.items()]
    row.save()
    return row.id


def hear(visit: UUID, household: UUID) -> object:
    return hear_visit(visit_id=visit, household_id=household, now=timezone.now())


def something() -> NewGift:
    """A thing that a centre has at hand for a family."""
    today = timezone.localdate()
    kind = next(
        one.id for one in rules_on(today).kinds.values() if one.to is Receiver.FAMILY and one.form is Form.GOODS
    )
    return NewGift(None, kind, Decimal(1), "agency", today, uuid4(), value_baht=Decimal(500))


def test_a_visit_without_anything_urgent_makes_no_request() -> None:
    families = make_families(drawn=False)
    visit = visited(families.target, {"urgent": "0", "needs_words": "อยากได้งาน"})
    assert hear(visit, families.target) is None
    assert not Request.objects.exists()


def test_what_cannot_wait_is_a_request_once_however_often_it_is_told() -> None:
    families = make_families(drawn=False)
    visit = visited(families.target, {"urgent": "1", "urgent_words": "ยายไม่ได้กินข้าวมาสองวัน"})
    assert [hear(visit, families.target) is None for _ in range(3)] == [False, True, True]
    row = Request.objects.get()
    assert (row.channel, row.urgency, row.household_id) == (Channel.VOLUNTEER, "urgent", families.target)
    assert "สองวัน" in request_view(desk(Role.PROVINCE), row.id).words


def test_first_help_is_in_the_ledger_and_ends_the_request_or_neither() -> None:
    noted()
    families = make_families(drawn=False)
    centre = desk(Role.TAMBON, "830303", username="centre")
    taken = take(centre, household_id=families.well, area_code="", channel=Channel.CENTRE)
    gift = something()
    with pytest.raises(BadGift):
        help_at_once(viewer=centre, request_id=taken.id, gift=replace(gift, kind="nothing"), ends=True, now=centre.now)
    assert row_of(taken).state == "waiting"
    for _ in range(2):
        help_at_once(viewer=centre, request_id=taken.id, gift=gift, ends=True, now=centre.now)
    assert len(given_to(centre, families.well)) == 1
    assert row_of(taken).outcome == Outcome.HELPED


def test_people_on_no_list_are_named_before_the_ledger_holds_their_help() -> None:
    noted()
    centre = desk(Role.TAMBON, "830101", username="centre")
    taken = take(centre)
    gift = something()
    with pytest.raises(FamilyMissing):
        help_at_once(viewer=centre, request_id=taken.id, gift=gift, ends=True, now=centre.now)
