"""One family read at the desk and all families read by the engine: the same registers and rules give the same answer."""

import pytest
from register_rows import viewer
from small_office import DRAWN_FOR, attach_families, draw, made_up_families

from samutphok.insights.queries.family_visits import heard
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.logbook.domain.standing import HouseholdVisits
from samutphok.logbook.queries import household_record
from samutphok.registry.models import Household
from samutphok.targeting.domain.doorstep import assess
from samutphok.targeting.queries import definition_named, household_listings, levels_named

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_without_a_visit_every_family_gets_the_level_the_facts_and_the_definitions_of_its_list() -> None:
    attach_families(made_up_families(60))
    draw("83")
    checked, levels_seen = 0, set()
    for household in Household.objects.filter(area_code__startswith="83"):
        (listing,) = household_listings(viewer=viewer("83"), household_id=household.id)
        drawn, entry = listing.drawn, listing.entry
        record = household_record(viewer=viewer("83"), household_id=household.id, as_of=DRAWN_FOR)
        found = assess(
            heard(record, HouseholdVisits((), {}, (), ())),
            levels_named(drawn.levels),
            [definition_named(name) for name in drawn.definitions()],
            words=load_vocabulary(),
            as_of=drawn.as_of,
        )
        assert {name: found.facts.get(name) for name in entry.facts} == dict(entry.facts)
        assert found.level.level == entry.level
        assert sorted(found.level.missing) == sorted(entry.level_open)
        for one in found.definitions:
            said = entry.clauses[one.definition.name]
            assert (one.met, one.unknown, one.persons) == (said.met, said.unknown, said.persons)
        checked += 1
        levels_seen.add(entry.level)
    assert checked > 40
    assert levels_seen >= {None, 2}
