"""A free place is given once, whoever asks at the same moment and however often the same act arrives."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections
from register_rows import NOW, viewer

from samutphok.foundation.audit.models import Entry as Audited
from samutphok.partners.actions import return_place, set_capacity, take_place
from samutphok.partners.errors import BadEntry, NoPlaceLeft, NotYourDirectory
from samutphok.partners.models import Change, Entry
from samutphok.partners.queries import services_for

TODAY = date(2026, 11, 23)


def take(act: UUID, area: str = "83010101") -> int | None:
    return take_place(by="system", service="skills-training", area_code=area, act_id=act, now=NOW)


def offer(area: str = "83010101"):
    found = services_for(problems=["no_work"], area_code=area, on=TODAY)
    return next(one for one in found if one.service == "skills-training")


@pytest.mark.database
@pytest.mark.django_db
class TestPlaces:
    def test_only_those_who_keep_the_directory_count(self) -> None:
        with pytest.raises(NotYourDirectory):
            set_capacity(viewer=viewer("82"), service="skills-training", area_code="83", free=3, now=NOW)
        with pytest.raises(BadEntry):
            set_capacity(viewer=viewer("83"), service="skills-training", area_code="83", free=-1, now=NOW)
        assert Entry.objects.count() == 0

    def test_nobody_counts_so_nothing_runs_out(self) -> None:
        assert take(uuid4()) is None
        assert offer().free is None
        assert offer().has_room
        assert Change.objects.count() == 0

    def test_the_last_place_is_given_once_and_comes_back_once(self) -> None:
        set_capacity(viewer=viewer("83"), service="skills-training", area_code="83", free=1, now=NOW)
        first = uuid4()
        assert take(first) == 0
        assert take(first) == 0  # the same act again
        assert not offer().has_room
        with pytest.raises(NoPlaceLeft):
            take(uuid4())
        assert return_place(by="system", act_id=first, now=NOW) == 1
        assert return_place(by="system", act_id=first, now=NOW) == 1
        assert return_place(by="system", act_id=uuid4(), now=NOW) is None
        assert offer().free == 1
        assert list(Audited.objects.order_by("id").values_list("act", flat=True)) == [
            "set_places",
            "take_place",
            "return_place",
        ]

    def test_the_nearest_count_holds(self) -> None:
        for area, free in (("83", 5), ("830101", 1)):
            set_capacity(viewer=viewer("83"), service="skills-training", area_code=area, free=free, now=NOW)
        assert (offer().free, offer().free_area) == (1, "830101")
        assert offer("83020101").free == 5
        take(uuid4())
        with pytest.raises(NoPlaceLeft):
            take(uuid4())
        assert offer("83020101").free == 5

    def test_full_services_come_after_those_with_room(self) -> None:
        set_capacity(viewer=viewer("83"), service="job-placement", area_code="83", free=0, now=NOW)
        found = services_for(problems=["no_work"], area_code="8301", on=TODAY)
        assert found[-1].service == "job-placement"

    def test_one_query_answers_for_many_problems(self, django_assert_max_num_queries) -> None:
        set_capacity(viewer=viewer("83"), service="skills-training", area_code="83", free=2, now=NOW)
        with django_assert_max_num_queries(1):
            found = services_for(problems=["no_work", "out_of_school", "elder_uncared"], area_code="83010101", on=TODAY)
        assert {"school-place", "skills-training", "home-care-volunteer"} <= {one.service for one in found}


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_get_the_five_places_there_are() -> None:
    set_capacity(viewer=viewer("83"), service="skills-training", area_code="83", free=5, now=NOW)
    acts = [uuid4() for _ in range(12)]

    def one(act: UUID) -> bool:
        try:
            take(act)
        except NoPlaceLeft:
            return False
        finally:
            connections[connection.alias].close()
        return True

    with ThreadPoolExecutor(6) as pool:
        got = list(pool.map(one, [act for act in acts for _ in range(2)]))  # each act twice, side by side
    assert sum(got[0::2]) <= 5 >= sum(got[1::2])
    assert Entry.objects.get(kind="places").free == 0
    assert Change.objects.filter(name="take").count() == 5
