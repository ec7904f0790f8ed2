"""Whatever is done with places, in whatever order and however often: never below zero, each act once, the sum adds up."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from register_rows import viewer

from samutphok.partners.actions import return_place, set_capacity, take_place
from samutphok.partners.errors import NoPlaceLeft
from samutphok.partners.models import Change, Entry

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
STEPS = some.one_of(
    some.tuples(some.just("set"), some.integers(0, 4)),
    some.tuples(some.just("take"), some.integers(0, 5)),
    some.tuples(some.just("return"), some.integers(0, 5)),
)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(STEPS, max_size=20))
def test_places_add_up(steps: list[tuple[str, int]]) -> None:
    Change.objects.all().delete()
    Entry.objects.all().delete()
    free: int | None = None
    taken: set[int] = set()
    returned: set[int] = set()
    for name, number in steps:
        act = UUID(int=number)
        if name == "set":
            set_capacity(viewer=viewer("83"), service="ban-por-piang", area_code="83", free=number, now=NOW)
            free = number
        elif name == "return":
            told = return_place(by="system", act_id=act, now=NOW)
            if number in taken and number not in returned and free is not None:
                free, returned = free + 1, returned | {number}
            assert told == (free if number in taken else None)
        else:
            try:
                left = take_place(by="system", service="ban-por-piang", area_code="830101", act_id=act, now=NOW)
            except NoPlaceLeft:
                assert free == 0
                assert number not in taken
                continue
            if free is not None and number not in taken:
                free, taken = free - 1, taken | {number}
            assert left == free
        row = Entry.objects.filter(kind="places").first()
        assert (row.free if row else None) == free
        assert free is None or free >= 0
