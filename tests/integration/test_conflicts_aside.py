"""What was joined by itself can be undone: the visit is set aside, and nothing of it is lost."""

from datetime import timedelta

import pytest
from desk_office import Families, make_families
from django.utils import timezone
from register_rows import viewer
from visit_office import Filled, Volunteer, make_form, tell, volunteer

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry
from samutphok.logbook.actions import set_visit_aside
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.errors import VisitBeginsTheFamily, VisitNotFound
from samutphok.logbook.models import HouseholdNow, Visit
from samutphok.logbook.queries import household_versions, joined_visits, last_visits

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def families() -> Families:
    make_form()
    return make_families(drawn=False)


@pytest.fixture
def two(families: Families) -> tuple[Volunteer, Volunteer]:
    return volunteer("somsri"), volunteer("mana")


def joined(families: Families, two: tuple[Volunteer, Volunteer]) -> Visit:
    """Somsri and Mana both knew version 1, and said different things about different matters."""
    tell(two[0], Filled(families.target, {"outcome": "visited", "bmn9": "1"}, base=1))
    second = tell(two[1], Filled(families.target, {"outcome": "refused", "bmn8": "0"}, base=1), later=1)
    return Visit.objects.get(pk=second)


def test_a_visit_joined_by_itself_is_listed_with_those_it_met_to_whoever_decides_there(
    families: Families, two: tuple[Volunteer, Volunteer]
) -> None:
    second = joined(families, two)
    assert second.met == Visit.Met.SOFT
    for who in (viewer("82"), viewer("83", role=Role.VOLUNTEER), viewer("8303"), viewer()):
        assert joined_visits(viewer=who) == ()
    (line,) = joined_visits(viewer=viewer("83"))
    assert (line.visit_id, line.household_id, line.by) == (second.id, families.target, str(two[1].account.pk))
    assert [by for by, _day in line.others] == [str(two[0].account.pk)]


def test_setting_it_aside_takes_its_word_out_of_the_logbook_and_keeps_it_in_the_history(
    families: Families, two: tuple[Volunteer, Volunteer]
) -> None:
    second = joined(families, two)
    before = household_versions([families.target])[families.target]
    assert last_visits([families.target])[families.target].outcome == "refused"
    with pytest.raises(VisitNotFound):
        set_visit_aside(viewer=viewer("82"), visit_id=second.id, now=timezone.now())
    with pytest.raises(VisitNotFound):
        set_visit_aside(viewer=viewer("83", role=Role.VOLUNTEER), visit_id=second.id, now=timezone.now())
    set_visit_aside(viewer=viewer("83"), visit_id=second.id, now=timezone.now() + timedelta(minutes=5))
    assert last_visits([families.target])[families.target].outcome == "visited"
    assert household_versions([families.target])[families.target] == before + 1
    assert HouseholdNow.objects.get(household=families.target).visits == 1
    kept = Visit.objects.get(pk=second.id)
    assert kept.said().answers[FactKey("", "bmn8")] == "0"
    assert joined_visits(viewer=viewer("83")) == ()
    entry = Entry.objects.latest("id")
    assert (entry.act, entry.subject) == ("set_visit_aside", f"household:{families.target}")


def test_it_is_set_aside_once(families: Families, two: tuple[Volunteer, Volunteer]) -> None:
    second = joined(families, two)
    set_visit_aside(viewer=viewer("83"), visit_id=second.id, now=timezone.now())
    count = Visit.objects.count()
    with pytest.raises(VisitNotFound):
        set_visit_aside(viewer=viewer("83"), visit_id=second.id, now=timezone.now())
    assert Visit.objects.count() == count


def test_a_visit_that_met_nobody_and_one_that_began_the_family_stay(
    families: Families, two: tuple[Volunteer, Volunteer]
) -> None:
    alone = tell(two[0], Filled(families.poor, {"bmn9": "1"}, base=1))
    with pytest.raises(VisitNotFound):
        set_visit_aside(viewer=viewer("83"), visit_id=alone, now=timezone.now())
    second = joined(families, two)
    Visit.objects.filter(pk=second.id).update(creates=True)
    with pytest.raises(VisitBeginsTheFamily):
        set_visit_aside(viewer=viewer("83"), visit_id=second.id, now=timezone.now())
