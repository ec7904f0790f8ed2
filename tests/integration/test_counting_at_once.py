"""Several tables are counted by one question, also those of which nothing can be there."""

import pytest
from desk_office import make_families
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samutphok.foundation.counting import counted
from samutphok.registry.models import Household, Person

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_each_is_counted_under_its_name_by_one_question() -> None:
    make_families(drawn=False)
    homes = Household.objects.order_by("-house_code")
    with CaptureQueriesContext(connection) as asked:
        found = counted(
            homes=homes,
            nothing=homes.none(),
            nobody=Person.objects.filter(pk__in=[]),
            here=homes.filter(area_code="83"),
        )
    assert len(asked.captured_queries) == 1
    assert "GROUP BY" not in asked.captured_queries[0]["sql"]
    assert found == {"homes": Household.objects.count(), "nothing": 0, "nobody": 0, "here": 0}
    assert found["homes"] > 0


def test_what_cannot_be_there_is_none() -> None:
    assert counted(nothing=Household.objects.none(), nobody=Person.objects.none()) == {"nothing": 0, "nobody": 0}
    assert counted(homes=Household.objects.all()) == {"homes": 0}
