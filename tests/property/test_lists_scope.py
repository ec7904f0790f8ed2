"""Whatever is marked, kept, shared or tampered with: nothing outside the grants is listed or leaves in a file."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from register_rows import NOW, viewer
from small_office import VILLAGES, attach_families, draw, made_up_families

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.insights.actions import export_families, keep_view, new_worklist, put_on_worklist, share
from samutphok.insights.domain.choice import Dimension, DimensionChoice, FamilyFilter, FamilyOrder
from samutphok.insights.domain.saved import USUAL_COLUMNS, kept_filter, read_filter
from samutphok.insights.errors import NotCleared, PageNotFound
from samutphok.insights.queries import family_list, kept_list, kept_lists
from samutphok.registry.models import Household

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FAMILIES = made_up_families(40, seed=11)
PLACES = sorted({village[:digits] for village in VILLAGES for digits in (2, 4, 6, 8)})
EXPORTING = (Role.PROVINCE, Role.AMPHOE)
READING = (*EXPORTING, Role.TAMBON, Role.VOLUNTEER)
SOME = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
FILTERS = st.builds(
    FamilyFilter,
    area_code=st.sampled_from(["", "TH", *PLACES]),
    choice=st.builds(DimensionChoice, st.frozensets(st.sampled_from(Dimension), max_size=2)),
    level=st.sampled_from([None, None, 0, 2]),
    target_poor=st.sampled_from([None, None, True, False]),
    order=st.sampled_from(FamilyOrder),
)
MARKS = st.lists(st.integers(0, len(FAMILIES) + 2), max_size=12)


@pytest.fixture(scope="module", autouse=True)
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One office with a list of the country, rolled back after the last test."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            attach_families(FAMILIES)
            draw("")
            yield
            transaction.set_rollback(True)
        connection.close()


def who(role: Role, place: str, account: str = "reader") -> Viewer:
    return Viewer(account, "ผู้ทดสอบ", (Grant(role, (place,), id="grant"),), now=NOW)


def ids() -> dict[tuple[str, str, str], UUID]:
    return {(one.area_code, one.house_code, one.family_no): one.id for one in Household.objects.all()}


def marked(marks: list[int]) -> tuple[UUID, ...]:
    """Households of the whole country by number; a number beyond them is an id of nothing."""
    known = list(ids().values())
    return tuple(known[mark] if mark < len(known) else UUID(int=mark) for mark in marks)


def mine(place: str) -> set[UUID]:
    known = ids()
    return {known[family.key] for family in FAMILIES if family.inside(place)}


def outside(place: str, wanted: FamilyFilter) -> bool:
    """Whether the filter asks for an area that shares nothing with the place."""
    area = "" if wanted.area_code == "TH" else wanted.area_code
    return not area.startswith(place) and not place.startswith(area)


def keys(rows: Any) -> list[UUID | None]:
    return [row.household_id for row in rows]


@SOME
@given(st.sampled_from(READING), st.sampled_from(PLACES), MARKS, FILTERS)
def test_marked_families_are_listed_only_inside_the_grant(
    role: Role, place: str, marks: list[int], wanted: FamilyFilter
) -> None:
    asked = replace(wanted, only=marked(marks))
    try:
        shown = keys(family_list(viewer=who(role, place), wanted=asked, page=1, page_size=100).rows)
    except NotCleared:
        assert role is Role.VOLUNTEER or outside(place, wanted)
        return
    assert set(shown) <= mine(place) & set(marked(marks))
    if wanted == FamilyFilter(order=wanted.order):
        assert set(shown) == mine(place) & set(marked(marks))


@SOME
@given(st.sampled_from(EXPORTING), st.sampled_from(PLACES), st.none() | MARKS, FILTERS)
def test_a_file_holds_the_rows_of_the_page_in_its_order(
    role: Role, place: str, marks: list[int] | None, wanted: FamilyFilter
) -> None:
    assume(not outside(place, wanted))
    asked = replace(wanted, only=None if marks is None else marked(marks))
    reader = who(role, place)
    page = family_list(viewer=reader, wanted=asked, page=1, page_size=100).rows
    assert list(export_families(viewer=reader, wanted=asked, now=NOW)) == list(page)
    assert set(keys(page)) <= mine(place)


@SOME
@given(st.sampled_from(PLACES), st.sampled_from(READING), st.sampled_from(PLACES), FILTERS)
def test_a_shared_list_opens_for_the_same_area_alone_and_never_widens_it(
    shared_in: str, role: Role, place: str, wanted: FamilyFilter
) -> None:
    assume(not outside(shared_in, wanted))
    owner, reader = who(Role.PROVINCE, shared_in, "owner"), who(role, place)
    with transaction.atomic():
        view = keep_view(viewer=owner, name="มุมมอง", wanted=wanted, columns=USUAL_COLUMNS, now=NOW)
        picked = new_worklist(viewer=owner, name="รายการ", now=NOW)
        if mine(shared_in):
            put_on_worklist(viewer=owner, list_id=picked.id, wanted=FamilyFilter(), now=NOW)
        assert kept_lists(viewer=reader) == ()
        for one in (view, picked):
            share(viewer=owner, list_id=one.id, with_office=True, now=NOW)
        if place != shared_in:
            for one in (view, picked):
                with pytest.raises(PageNotFound):
                    kept_list(viewer=reader, list_id=one.id)
            with pytest.raises(PageNotFound):
                family_list(viewer=reader, wanted=FamilyFilter(picked=picked.id), page=1, page_size=100)
        else:
            for one in (view, picked):
                try:
                    found = kept_list(viewer=reader, list_id=one.id)
                    rows = family_list(viewer=reader, wanted=found.wanted, page=1, page_size=100).rows
                except NotCleared:
                    assert role is Role.VOLUNTEER
                    continue
                assert set(keys(rows)) <= mine(place)
        transaction.set_rollback(True)


@given(FILTERS, st.none() | st.lists(st.uuids(), max_size=3).map(tuple), st.text(max_size=8))
def test_a_filter_is_kept_as_it_is_but_for_the_searched_words(
    wanted: FamilyFilter, only: tuple[UUID, ...] | None, text: str
) -> None:
    asked = replace(wanted, only=only, text=text)
    assert read_filter(kept_filter(asked)) == replace(asked, text="")


def test_the_office_of_these_tests_has_families_on_both_sides_of_every_border() -> None:
    assert all(0 < len(mine(place)) < len(FAMILIES) for place in PLACES)
    assert family_list(viewer=viewer(""), wanted=FamilyFilter(), page=1, page_size=100).total == len(FAMILIES)
