"""The suggestion is the best there is: compared with every possible way to give the families out."""

from itertools import product
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.fieldwork.domain.suggestion import FamilyToVisit, Helper, suggest, way_cost

VILLAGES = ("83030301", "83030302", "83030401")
MIDDLES = {"83030301": (7.98, 98.30), "83030302": (7.99, 98.31)}


def uid(number: int) -> UUID:
    return UUID(int=number)


@st.composite
def offices(draw: st.DrawFn) -> tuple[list[FamilyToVisit], list[Helper], int]:
    """Up to four families, up to three helpers, at most three families each."""
    most = draw(st.integers(1, 3))
    helpers = [
        Helper(
            uid(100 + n), tuple(draw(st.lists(st.sampled_from(VILLAGES), min_size=1, max_size=2, unique=True))), load
        )
        for n, load in enumerate(draw(st.lists(st.integers(0, most), max_size=3)))
    ]
    companions = st.sampled_from([None, *(one.id for one in helpers)])
    levels = st.sampled_from([None, 0, 3])
    families = [
        FamilyToVisit(uid(n), draw(st.sampled_from(VILLAGES)), draw(levels), draw(companions))
        for n in range(draw(st.integers(0, 4)))
    ]
    return families, helpers, most


def worth(families: list[FamilyToVisit], helpers: list[Helper], chosen: tuple[Helper | None, ...]) -> tuple[int, ...]:
    """What is to be small: families without anybody, their need, the way, the unevenness."""
    alone = [family for family, helper in zip(families, chosen, strict=True) if helper is None]
    need = sum(2 + (-1 if family.level is None else family.level) for family in alone)
    way = sum(way_cost(family, one, MIDDLES) for family, one in zip(families, chosen, strict=True) if one)
    loads = [one.families + sum(got is not None and got.id == one.id for got in chosen) for one in helpers]
    return len(alone), need, way, sum(load * load for load in loads)


@settings(max_examples=150, deadline=None)
@given(offices())
def test_no_other_way_to_give_them_out_is_better(office: tuple[list[FamilyToVisit], list[Helper], int]) -> None:
    families, helpers, most = office
    found = suggest(families, helpers, most=most, middles=MIDDLES)
    by_id = {one.id: one for one in helpers}
    chosen = tuple(by_id[one.helper] if one.helper else None for one in found)

    def allowed(way: tuple[Helper | None, ...]) -> bool:
        return all(one.families + sum(got is one for got in way) <= max(most, one.families) for one in helpers)

    every = (way for way in product([*helpers, None], repeat=len(families)) if allowed(way))
    assert allowed(chosen)
    # need comes in with the families left alone: as few as possible is the same as the least need only when ways are equal
    assert worth(families, helpers, chosen) == min(worth(families, helpers, way) for way in every)


@settings(max_examples=50, deadline=None)
@given(offices())
def test_each_choice_says_why_and_how_many_it_makes(office: tuple[list[FamilyToVisit], list[Helper], int]) -> None:
    families, helpers, most = office
    found = suggest(families, helpers, most=most, middles=MIDDLES)
    assert [one.household_id for one in found] == [one.household_id for one in families]
    for one in found:
        assert (one.helper is None) == (one.nearness is None)
        assert one.helper is None or 0 < one.families_then <= most
    last = {one.helper: one.families_then for one in found if one.helper}
    for helper in helpers:
        got = sum(one.helper == helper.id for one in found)
        assert last.get(helper.id, helper.families) == helper.families + got
