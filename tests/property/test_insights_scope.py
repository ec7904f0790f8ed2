"""Whatever grants somebody holds and whatever they ask for, no family outside is listed, counted, found or exported."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_rows import NOW
from small_office import VILLAGES, Family, attach_families, draw, made_up_families

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.insights.actions import export_families
from samutphok.insights.domain.choice import Combine, Dimension, DimensionChoice, FamilyFilter, FamilyOrder
from samutphok.insights.errors import MayNotExport, NotCleared, PageNotFound
from samutphok.insights.queries import area_page, family_list, family_page, home
from samutphok.kernel.errors import NotFound
from samutphok.registry.models import Household

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FAMILIES = made_up_families(50, seed=9)
LISTING = {Role.NATIONAL, Role.GOVERNOR, Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.VOLUNTEER, Role.VERIFIER}
CLEARED = LISTING - {Role.NATIONAL, Role.VOLUNTEER}
EXPORTING = {Role.PROVINCE, Role.AMPHOE}
PLACES = sorted({village[:digits] for village in VILLAGES for digits in (0, 2, 4, 6, 8)} | {"84", "8305"})
WHILE = st.sampled_from([None, NOW - timedelta(days=1), NOW, NOW + timedelta(days=1)])
GRANTS = st.lists(
    st.builds(
        Grant,
        role=st.sampled_from(Role),
        areas=st.lists(st.sampled_from(PLACES), min_size=1, max_size=3).map(tuple),
        agency=st.sampled_from(["", "", "", "labour"]),
        programme=st.sampled_from(["", "", "", "housing"]),
        valid_from=WHILE,
        valid_to=WHILE,
        id=st.just("grant"),
    ),
    max_size=3,
)
FILTERS = st.builds(
    FamilyFilter,
    text=st.sampled_from(["", "", *(family.surname for family in FAMILIES[:8])]),
    area_code=st.sampled_from(["", "TH", *filter(None, PLACES)]),
    choice=st.builds(
        DimensionChoice, st.frozensets(st.sampled_from(Dimension), max_size=3), combine=st.sampled_from(Combine)
    ),
    level=st.sampled_from([None, None, 0, 1, 2, 3]),
    target_poor=st.sampled_from([None, True, False]),
    definition=st.sampled_from(["", "", "phuket-2564"]),
    order=st.sampled_from(FamilyOrder),
)
OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module", autouse=True)
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One office with a list of the country and a newer, narrower one inside it, rolled back after the last test."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            attach_families(FAMILIES)
            draw("")
            draw("8301")
            yield
            transaction.set_rollback(True)
        connection.close()


def holder(grants: list[Grant]) -> Viewer:
    return Viewer("account", "ผู้ทดสอบ", tuple(grants), now=NOW)


def holds(grant: Grant, roles: set[Role]) -> bool:
    """Written out here once more, without the product's own decision."""
    begun = grant.valid_from is None or grant.valid_from <= NOW
    going_on = grant.valid_to is None or grant.valid_to > NOW
    return begun and going_on and grant.role in roles and not grant.agency and not grant.programme


def reached(grants: list[Grant], roles: set[Role]) -> set[tuple[str, str, str]]:
    places = [area for grant in grants if holds(grant, roles) for area in grant.areas]
    return {family.key for family in FAMILIES if any(family.inside(area) for area in places)}


def fits(family: Family, wanted: FamilyFilter) -> bool:
    """The filters that need no rule: place, dimensions, target-poor."""
    failed = {Dimension(name) for name in family.dimensions}
    chosen = wanted.choice.dimensions
    by_switch = chosen <= failed if wanted.choice.combine is Combine.ALL else not chosen or bool(chosen & failed)
    return family.inside(wanted.area_code) and by_switch and wanted.target_poor in (None, family.target_poor > 0)


def keys(rows: Any) -> list[tuple[str, str, str]]:
    return [(row.area_code, row.house_code, row.family_no) for row in rows]


@OFTEN
@given(GRANTS, FILTERS)
def test_a_list_has_only_families_of_the_grants_and_all_that_the_filters_take(
    grants: list[Grant], wanted: FamilyFilter
) -> None:
    try:
        page = family_list(viewer=holder(grants), wanted=wanted, page=1, page_size=100)
    except NotCleared:
        assert reached(grants, CLEARED) != {family.key for family in FAMILIES}
        return
    shown = keys(page.rows)
    may = reached(grants, LISTING)
    assert set(shown) <= may
    assert page.total == len(shown) == len(set(shown))
    assert set(shown) <= {family.key for family in FAMILIES if fits(family, wanted)}
    if not (wanted.text or wanted.level is not None or wanted.definition):
        cleared_for = may if not page.full else reached(grants, CLEARED)
        assert set(shown) == {family.key for family in FAMILIES if fits(family, wanted) and family.key in cleared_for}
    if page.full:
        assert set(shown) <= reached(grants, CLEARED)
    else:
        assert not any(row.target_poor or row.dimensions or row.definitions for row in page.rows)


@OFTEN
@given(GRANTS, FILTERS)
def test_an_export_is_never_wider_than_the_grants_that_allow_it(grants: list[Grant], wanted: FamilyFilter) -> None:
    may = reached(grants, EXPORTING)
    try:
        rows = keys(export_families(viewer=holder(grants), wanted=wanted, now=NOW))
    except MayNotExport:
        assert not any(holds(grant, EXPORTING) for grant in grants)
        return
    assert set(rows) <= may & {family.key for family in FAMILIES if fits(family, wanted)}
    assert len(rows) == len(set(rows))
    if not (wanted.text or wanted.level is not None or wanted.definition):
        assert set(rows) == {family.key for family in FAMILIES if fits(family, wanted) and family.key in may}


@OFTEN
@given(GRANTS, st.sampled_from([place or "TH" for place in PLACES]))
def test_an_area_s_page_opens_inside_the_grants_alone_and_is_exact_only_where_families_may_be_listed(
    grants: list[Grant], code: str
) -> None:
    def covered(roles: set[Role], *, agency: bool) -> bool:
        prefix = "" if code == "TH" else code
        held = [one for one in grants if holds(one, roles) or (agency and one.agency and holds(plain(one), roles))]
        return any(prefix.startswith(area) for grant in held for area in grant.areas)

    def plain(grant: Grant) -> Grant:
        return Grant(grant.role, grant.areas, "", grant.programme, "", grant.valid_from, grant.valid_to)

    counting = set(Role) - {Role.ADMINISTRATOR, Role.SUPPORTER}
    try:
        page = area_page(viewer=holder(grants), code=code, now=NOW)
    except PageNotFound:
        assert not covered(counting, agency=True) or code in {"84", "8305"}  # not among this office's areas
        return
    assert covered(counting, agency=True)
    assert page.rounded == (not covered(CLEARED, agency=False))
    assert {row.household_id for row in page.families} == set() or not page.rounded
    if page.rounded and page.numbers:
        assert all(getattr(page.numbers, name) % 5 == 0 for name in page.numbers.__slots__)


@OFTEN
@given(GRANTS, st.sampled_from(FAMILIES))
def test_a_family_s_page_opens_inside_the_grants_alone(grants: list[Grant], family: Family) -> None:
    found = Household.objects.get(area_code=family.village, house_code=family.house_code, family_no=family.family_no)
    try:
        page = family_page(viewer=holder(grants), household_id=found.id, now=NOW)
    except NotFound:
        assert family.key not in reached(grants, LISTING)
        return
    assert family.key in reached(grants, LISTING)
    assert page.full == (family.key in reached(grants, CLEARED))
    if not page.full:
        assert (page.level, page.dimensions, page.definitions, page.help, page.target_poor) == (None, (), (), (), 0)


@OFTEN
@given(GRANTS)
def test_home_speaks_of_the_areas_of_the_grants_alone(grants: list[Grant]) -> None:
    page = home(viewer=holder(grants), now=NOW)
    mine = {area or "TH" for grant in grants for area in grant.areas}
    assert {summary.place.code for summary in page.areas} <= mine
