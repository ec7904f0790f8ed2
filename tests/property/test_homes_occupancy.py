"""Occupancy counted by changes equals occupancy counted place by place and day by day."""

from datetime import date, timedelta
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from samutphok.homes.domain.occupancy import Place, Span, by_kind, day_by_day, open_on

START, DAYS = date(2026, 11, 1), 20
IDS = [uuid5(UUID(int=0), str(number)) for number in range(4)]
days = st.integers(-5, DAYS + 5).map(lambda number: START + timedelta(days=number))


@st.composite
def places(draw: st.DrawFn) -> list[Place]:
    """Four places of two kinds, some of which come late or go early."""
    found = []
    for number, key in enumerate(IDS):
        opened = draw(days)
        gone = draw(st.none() | st.integers(0, 15).map(lambda length, begin=opened: begin + timedelta(days=length)))
        found.append(Place(key, ("women", "men")[number % 2], opened, gone))
    return found


@st.composite
def spans(draw: st.DrawFn, *, apart: bool) -> list[Span]:
    """Spans on the places; apart: no two on one place meet, as guests never do."""
    found: list[Span] = []
    for _ in range(draw(st.integers(0, 8))):
        since = draw(days)
        until = draw(st.none() | st.integers(0, 12).map(lambda length, begin=since: begin + timedelta(days=length)))
        one = Span(draw(st.sampled_from(IDS)), since, until, draw(st.integers(1, 4)) if apart else 0)
        if not apart or not any(one.meets(other) for other in found):
            found.append(one)
    return found


@given(places(), spans(apart=False), spans(apart=True))
def test_each_day_is_what_somebody_would_count_who_walks_through_the_house(
    there: list[Place], closures: list[Span], stays: list[Span]
) -> None:
    for one in day_by_day(there, closures, stays, since=START, days=DAYS):
        held = [stay for stay in stays if stay.holds_on(one.day)]
        assert one.open == len(open_on(there, closures, one.day))
        assert one.taken == len({stay.place for stay in held})
        assert one.people == sum(stay.people for stay in held)


@given(places(), spans(apart=False), spans(apart=True), days)
def test_kinds_of_a_day_add_up_to_the_day(
    there: list[Place], closures: list[Span], stays: list[Span], day: date
) -> None:
    kinds = by_kind(there, closures, stays, day)
    assert sum(kind.open for kind in kinds) == len(open_on(there, closures, day))
    assert all(kind.open <= kind.places for kind in kinds)
