"""Area pages and lists of families against plain Python: the same families, the same counts, the same scope."""

from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from register_rows import NOW, viewer
from small_office import FIRST, Family, attach_families, draw, made_up_families

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.foundation.audit.models import Entry as Act
from samutphok.insights.actions import export_families
from samutphok.insights.domain.area import AreaNumbers
from samutphok.insights.domain.choice import Combine, Dimension, DimensionChoice, FamilyFilter, FamilyOrder
from samutphok.insights.domain.disclosure import rounded
from samutphok.insights.domain.families import FamilyList, FamilyRow
from samutphok.insights.errors import MayNotExport, NotCleared, PageNotFound
from samutphok.insights.queries import area_page, family_list, family_page, home
from samutphok.insights.queries import families as searching
from samutphok.kernel.errors import NotFound
from samutphok.registry.models import Household
from samutphok.targeting.models import Entry, TargetList
from samutphok.targeting.queries import families

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FAMILIES = made_up_families()
MOST_QUERIES = 12
PROVINCE, COUNTRY_LEAD = viewer("83"), viewer("")
SWITCHES = [frozenset(chosen) for size in range(4) for chosen in combinations(Dimension, size)] + [frozenset(Dimension)]
CHOICES = [DimensionChoice(chosen, combine) for chosen in SWITCHES for combine in Combine]


@pytest.fixture(scope="module", autouse=True)
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The office is made once and rolled back after the last test; nothing in here writes but the audit."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            attach_families(FAMILIES)
            draw("")
            yield
            transaction.set_rollback(True)
        connection.close()


def under(choice: DimensionChoice, family: Family) -> bool:
    """The switches by brute force."""
    failed = {Dimension(name) for name in family.dimensions}
    if not choice.dimensions:
        return True
    return choice.dimensions <= failed if choice.combine is Combine.ALL else bool(choice.dimensions & failed)


def key(row: FamilyRow) -> tuple[str, str, str]:
    return row.area_code, row.house_code, row.family_no


def listed(who: Viewer, wanted: FamilyFilter, *, page_size: int = 7) -> tuple[list[FamilyRow], FamilyList]:
    """Every page of a list, one after the other."""
    first = family_list(viewer=who, wanted=wanted, page=1, page_size=page_size)
    rows = list(first.rows)
    for page in range(2, first.pages + 1):
        rows += family_list(viewer=who, wanted=wanted, page=page, page_size=page_size).rows
    return rows, first


# Counts


@pytest.mark.parametrize("code", ["TH", "83", "8301", "830303", "83030301", "82"])
def test_an_area_s_numbers_are_those_of_its_families_under_every_choice_of_switches(code: str) -> None:
    here = [one for one in FAMILIES if one.inside(code)]
    poor = [one for one in here if one.dimensions]
    for choice in CHOICES:
        numbers = area_page(viewer=COUNTRY_LEAD, code=code, choice=choice, now=NOW).numbers
        chosen = [one for one in poor if under(choice, one)]
        assert numbers == AreaNumbers(
            households=len(here),
            persons=sum(len(one.members) for one in here),
            registered=sum(person.validated is not None for one in here for person in one.members),
            validated=sum(one.validated for one in here),
            poor=sum(len(one.members) for one in poor),
            poor_and_registered=sum(person.validated is not None for one in poor for person in one.members),
            poor_households=len(poor),
            target_poor=sum(one.target_poor for one in poor),
            selected=sum(one.target_poor for one in chosen),
            selected_households=sum(one.target_poor > 0 for one in chosen),
        )


@pytest.mark.parametrize("code", ["TH", "83", "8301", "830303"])
def test_the_areas_inside_add_up_to_the_area(code: str) -> None:
    for choice in CHOICES[::3]:
        page = area_page(viewer=COUNTRY_LEAD, code=code, choice=choice, now=NOW)
        assert page.numbers is not None
        for name in page.numbers.__slots__:
            assert sum(getattr(row.numbers, name) for row in page.rows) == getattr(page.numbers, name), name
        assert [row.place.code for row in page.rows] == sorted(
            {one.village[: len(page.rows[0].place.code)] for one in FAMILIES if one.inside(code)}
        )


def test_each_dimension_stands_beside_its_share_in_the_country() -> None:
    page = area_page(viewer=COUNTRY_LEAD, code="8301", now=NOW)
    assert page.beside
    assert (page.beside.name.en, page.beside.published_year) == ("Thailand", None)
    assert [count.dimension for count in page.profile] == list(Dimension)
    for count in page.profile:
        for share, code in ((count.here, "8301"), (count.beside, "TH")):
            assert share
            inside = [one for one in FAMILIES if one.inside(code)]
            assert share.count == sum(one.target_poor for one in inside if count.dimension.value in one.dimensions)
            assert share.of == sum(len(one.members) for one in inside)


def test_a_village_shows_the_families_behind_its_selected_persons() -> None:
    choice = DimensionChoice(frozenset({Dimension.LIVING, Dimension.INCOME}))
    page = area_page(viewer=PROVINCE, code="83030301", choice=choice, now=NOW)
    behind = {one.key for one in FAMILIES if one.inside("83030301") and one.target_poor and under(choice, one)}
    assert {key(row) for row in page.families} == behind
    assert page.families_total == len(behind)
    assert page.numbers is not None
    assert page.numbers.selected_households == len(behind)


# Who sees which counts


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (viewer(), "83"),
        (viewer("82"), "83"),
        (viewer("83"), "TH"),
        (viewer("83"), "82"),
        (viewer("8301", role=Role.AMPHOE), "83"),
        (viewer("830101", role=Role.TAMBON), "830102"),
        (viewer("", role=Role.ADMINISTRATOR), "83"),
        (viewer("83"), "8399"),
        (viewer("83"), "x"),
        (viewer("83"), ""),
    ],
)
def test_an_area_out_of_scope_reads_as_absent(who: Viewer, code: str) -> None:
    with pytest.raises(PageNotFound):
        area_page(viewer=who, code=code, now=NOW)


def _exact_and(role: Role) -> tuple[Any, Any]:
    who = viewer("", role=role)
    return area_page(viewer=COUNTRY_LEAD, code="8301", now=NOW), area_page(viewer=who, code="8301", now=NOW)


def test_whoever_may_not_list_families_sees_every_count_rounded_to_five() -> None:
    exact, page = _exact_and(Role.AUDITOR)
    assert (exact.rounded, page.rounded) == (False, True)
    for name in exact.numbers.__slots__:
        assert getattr(page.numbers, name) == rounded(getattr(exact.numbers, name))
    for of_exact, row in zip(exact.rows, page.rows, strict=True):
        for name in row.numbers.__slots__:
            assert getattr(row.numbers, name) == rounded(getattr(of_exact.numbers, name))
    for of_exact, count in zip(exact.profile, page.profile, strict=True):
        for share, known in ((count.here, of_exact.here), (count.beside, of_exact.beside)):
            assert (share.count, share.of) == (rounded(known.count), rounded(known.of))


def test_the_national_desk_sees_names_and_no_poverty_so_its_counts_are_rounded() -> None:
    exact, page = _exact_and(Role.NATIONAL)
    assert page.rounded
    assert page.numbers.target_poor == rounded(exact.numbers.target_poor)
    village = area_page(viewer=viewer("", role=Role.NATIONAL), code="83030301", now=NOW)
    assert (village.families, village.families_total) == ((), 0)


def test_the_share_beside_is_rounded_where_that_area_is_not_the_viewer_s() -> None:
    page = area_page(viewer=viewer("8301", role=Role.AMPHOE), code="8301", now=NOW)
    exact = area_page(viewer=COUNTRY_LEAD, code="8301", now=NOW)
    assert not page.rounded
    for count, known in zip(page.profile, exact.profile, strict=True):
        assert count.here == known.here
        assert (count.beside.count, count.beside.of) == (rounded(known.beside.count), rounded(known.beside.of))


# Lists


@pytest.mark.parametrize("area", ["", "83", "8303", "830101", "83030301"])
def test_totals_and_rows_are_the_families_that_hold_under_every_combination_of_filters(area: str) -> None:
    entries = {(one.area_code, one.house_code, one.family_no): one for one in Entry.objects.all()}
    definitions = [rule["name"] for rule in TargetList.objects.get().rules if rule["kind"] == "definitions"]
    choices = [CHOICES[0], *CHOICES[3::7]]
    for choice, poor, level, definition in product(choices, (None, True, False), (None, 0, 2), ("", *definitions)):
        wanted = FamilyFilter(
            area_code=area, choice=choice, target_poor=poor, level=level, definition=definition, order=FamilyOrder.AREA
        )
        page = family_list(viewer=PROVINCE, wanted=wanted, page=1, page_size=100)
        expected = {
            one.key
            for one in FAMILIES
            if one.inside("83")
            and one.inside(area)
            and under(choice, one)
            and poor in (None, one.target_poor > 0)
            and level in (None, entries[one.key].level)
            and (not definition or entries[one.key].clauses[definition]["persons"])
        }
        assert {key(row) for row in page.rows} == expected, wanted
        assert page.total == len(page.rows) == len(expected), wanted


def test_a_definition_or_level_that_no_list_knows_takes_nobody() -> None:
    for wanted in (FamilyFilter(definition="unknown"), FamilyFilter(level=9)):
        page = family_list(viewer=PROVINCE, wanted=wanted, page=1, page_size=100)
        assert (page.total, page.rows) == (len(page.rows), ())


ORDERS: dict[FamilyOrder, Callable[[FamilyRow], Any]] = {
    FamilyOrder.NEED: lambda row: (-len(row.dimensions), -row.dependants, row.income_per_person or float("inf")),
    FamilyOrder.AREA: key,
    FamilyOrder.LEVEL: lambda row: -(-1 if row.level is None else row.level),
    FamilyOrder.INCOME: lambda row: row.income_per_person or float("inf"),
}


@pytest.mark.parametrize("few", [0, families.FEW])
@pytest.mark.parametrize("order", FamilyOrder)
@pytest.mark.parametrize(
    "who", [PROVINCE, viewer("8301", "82", role=Role.PROVINCE), viewer("830303", role=Role.TAMBON)]
)
def test_pages_follow_one_another_in_order_and_show_each_family_once(
    order: FamilyOrder, who: Viewer, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(families, "FEW", few)
    rows, first = listed(who, FamilyFilter(order=order))
    mine = {one.key for one in FAMILIES if any(one.inside(area) for area in who.grants[0].areas)}
    assert len(rows) == len({key(row) for row in rows}) == first.total
    assert {key(row) for row in rows} == mine
    if order in ORDERS:
        assert [ORDERS[order](row) for row in rows] == sorted(ORDERS[order](row) for row in rows)
    whole = family_list(viewer=who, wanted=FamilyFilter(order=order), page=1, page_size=200).rows
    assert [key(row) for row in rows] == [key(row) for row in whole]


def test_a_page_beyond_the_last_is_the_last() -> None:
    last = family_list(viewer=PROVINCE, wanted=FamilyFilter(), page=10**6, page_size=7)
    assert last.page == last.pages
    assert len(last.rows) == (last.total - 1) % 7 + 1


def test_export_has_the_rows_of_all_pages_in_their_order() -> None:
    for wanted in (
        FamilyFilter(),
        FamilyFilter(area_code="8303", target_poor=True, order=FamilyOrder.INCOME),
        FamilyFilter(choice=CHOICES[5], order=FamilyOrder.NAME),
        FamilyFilter(text=FAMILIES[1].surname),
    ):
        rows, _first = listed(PROVINCE, wanted)
        assert list(export_families(viewer=PROVINCE, wanted=wanted, now=NOW)) == rows
        assert rows


def test_export_leaves_out_what_may_only_be_read() -> None:
    grants = (Grant(Role.AMPHOE, ("8301",), id="one"), Grant(Role.TAMBON, ("830303",), id="two"))
    who = Viewer("account", "ผู้ทดสอบ", grants, now=NOW)
    read = {one.key for one in FAMILIES if one.inside("8301") or one.inside("830303")}
    taken = {one.key for one in FAMILIES if one.inside("8301")}
    assert {key(row) for row in listed(who, FamilyFilter())[0]} == read
    assert {key(row) for row in export_families(viewer=who, wanted=FamilyFilter(), now=NOW)} == taken
    assert not list(export_families(viewer=who, wanted=FamilyFilter(area_code="830303"), now=NOW))


# Scope


SCOPES = [
    (viewer("", role=Role.NATIONAL), ("TH",), False, False),
    (viewer("83"), ("83",), True, True),
    (viewer("8303", role=Role.AMPHOE), ("8303",), True, True),
    (viewer("830303", role=Role.TAMBON), ("830303",), True, False),
    (viewer("830303", role=Role.VOLUNTEER), ("830303",), False, False),
    (viewer("83", role=Role.VERIFIER), ("83",), True, False),
    (viewer("83", role=Role.AGENCY_OFFICER), (), False, False),
    (viewer("", role=Role.AUDITOR), (), False, False),
    (viewer("", role=Role.ADMINISTRATOR), (), False, False),
    (viewer(), (), False, False),
]


@pytest.mark.parametrize(("who", "areas", "cleared", "exports"), SCOPES)
def test_list_search_export_and_page_reach_the_same_families(
    who: Viewer, areas: tuple[str, ...], cleared: bool, exports: bool
) -> None:
    mine = [one for one in FAMILIES if any(one.inside(area) for area in areas)]
    rows, first = listed(who, FamilyFilter(order=FamilyOrder.NAME))
    assert {key(row) for row in rows} == {one.key for one in mine}
    assert first.total == len(mine)
    assert first.full == cleared
    for family in FAMILIES[::9]:
        found, _page = listed(who, FamilyFilter(text=family.surname, order=FamilyOrder.NAME))
        assert (family.key in {key(row) for row in found}) == (family in mine)
        assert {key(row) for row in found} <= {one.key for one in mine}
        household = Household.objects.get(
            area_code=family.village, house_code=family.house_code, family_no=family.family_no
        )
        if family in mine:
            assert family_page(viewer=who, household_id=household.id, now=NOW).full == cleared
        else:
            with pytest.raises(NotFound) as absent:
                family_page(viewer=who, household_id=household.id, now=NOW)
            with pytest.raises(NotFound) as never_was:
                family_page(viewer=who, household_id=uuid4(), now=NOW)
            assert absent.value.problem == never_was.value.problem
    if exports:
        exported = {key(row) for row in export_families(viewer=who, wanted=FamilyFilter(), now=NOW)}
        assert exported == {one.key for one in mine}
    else:
        with pytest.raises(MayNotExport):
            export_families(viewer=who, wanted=FamilyFilter(), now=NOW)


@pytest.mark.parametrize("who", [viewer("", role=Role.NATIONAL), viewer("830303", role=Role.VOLUNTEER)])
@pytest.mark.parametrize(
    "wanted",
    [
        FamilyFilter(target_poor=True),
        FamilyFilter(target_poor=False),
        FamilyFilter(level=0),
        FamilyFilter(choice=DimensionChoice(frozenset({Dimension.INCOME}))),
        FamilyFilter(definition="phuket-2564"),
        FamilyFilter(order=FamilyOrder.INCOME),
        FamilyFilter(order=FamilyOrder.LEVEL),
    ],
)
def test_whoever_sees_names_only_cannot_filter_or_sort_by_poverty(who: Viewer, wanted: FamilyFilter) -> None:
    with pytest.raises(NotCleared):
        family_list(viewer=who, wanted=wanted, page=1, page_size=10)


def test_names_only_means_that_nothing_else_is_in_the_rows_nor_in_their_order() -> None:
    who = viewer("830303", role=Role.VOLUNTEER)
    rows, page = listed(who, FamilyFilter())
    assert (page.levels, page.definitions) == ((), ())
    for row in rows:
        told = (row.dependants, row.income_per_person, row.dimensions, row.target_poor, row.level, row.level_missing)
        assert told == (0, None, (), 0, None, ())
        assert row.definitions == ()
    assert [key(row) for row in rows] == sorted(key(row) for row in rows)


def test_a_mixed_scope_shows_poverty_only_where_all_of_it_may_be_seen() -> None:
    grants = (Grant(Role.VOLUNTEER, ("830101",), id="one"), Grant(Role.TAMBON, ("830303",), id="two"))
    who = Viewer("account", "ผู้ทดสอบ", grants, now=NOW)
    assert not listed(who, FamilyFilter())[1].full
    assert listed(who, FamilyFilter(area_code="830303"))[1].full
    assert not listed(who, FamilyFilter(area_code="830101"))[1].full


def test_an_area_outside_the_scope_filters_everything_away() -> None:
    page = family_list(
        viewer=viewer("8303", role=Role.AMPHOE), wanted=FamilyFilter(area_code="8301"), page=1, page_size=9
    )
    assert (page.rows, page.total) == ((), 0)
    wider = family_list(
        viewer=viewer("8303", role=Role.AMPHOE), wanted=FamilyFilter(area_code="83"), page=1, page_size=99
    )
    assert {key(row) for row in wider.rows} == {one.key for one in FAMILIES if one.inside("8303")}


def test_a_search_in_an_area_is_not_crowded_out_by_people_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "FOUND_AT_MOST", 1)
    named = {one.village for one in FAMILIES for person in one.members if FIRST[person.number % len(FIRST)] == FIRST[0]}
    assert len(named) > 1
    for village in named - {"82010101"}:
        page = family_list(viewer=PROVINCE, wanted=FamilyFilter(text=FIRST[0], area_code=village), page=1, page_size=9)
        assert [row.area_code for row in page.rows] == [village]


def test_nothing_of_the_highest_sensitivity_is_offered_or_told() -> None:
    household = Household.objects.filter(area_code="83030301").first()
    assert household is not None
    page = family_page(viewer=PROVINCE, household_id=household.id, now=NOW)
    told = repr((page, family_list(viewer=PROVINCE, wanted=FamilyFilter(), page=1, page_size=100))).lower()
    assert page.definitions
    for word in ("hiv", "เอชไอวี", "mental", "ทางจิต"):
        assert word not in told


# The trail


def test_reading_a_family_s_poverty_is_recorded_and_reading_its_name_is_not() -> None:
    household = Household.objects.filter(area_code="83030301").first()
    assert household is not None
    family_page(viewer=viewer("830303", role=Role.VOLUNTEER), household_id=household.id, now=NOW)
    assert not Act.objects.filter(act="read_household").exists()
    family_page(viewer=viewer("830303", role=Role.TAMBON), household_id=household.id, now=NOW)
    act = Act.objects.get(act="read_household")
    assert (act.actor, act.subject, act.grant) == ("account", f"household:{household.id}", "grant")


def test_an_export_is_recorded_before_its_first_row_and_without_the_search_text() -> None:
    rows = export_families(viewer=PROVINCE, wanted=FamilyFilter(area_code="8301", text=FAMILIES[0].surname), now=NOW)
    act = Act.objects.get(act="export_households")
    assert (act.actor, act.subject, act.grant) == ("account", "area:8301", "grant")
    assert FAMILIES[0].surname not in repr(vars(act))
    assert next(rows).name


def test_without_its_record_there_is_no_export(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_facts: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Act.objects, "create", broken)
    with pytest.raises(OSError, match="disk full"):
        export_families(viewer=PROVINCE, wanted=FamilyFilter(), now=NOW)


def test_a_grant_that_has_ended_exports_nothing() -> None:
    ended = Viewer("account", "ผู้ทดสอบ", (Grant(Role.PROVINCE, ("83",), valid_to=NOW, id="grant"),), now=NOW)
    with pytest.raises(MayNotExport):
        export_families(viewer=ended, wanted=FamilyFilter(), now=NOW)
    assert not Act.objects.filter(act="export_households").exists()


# What pages cost


SIX = viewer("81", "82", "83", "85", "91", "92")


@pytest.mark.parametrize("who", [PROVINCE, SIX, viewer("830303", role=Role.TAMBON), viewer("", role=Role.NATIONAL)])
def test_no_page_asks_the_database_more_than_twelve_times(who: Viewer) -> None:
    household = Household.objects.filter(area_code="83030301").first()
    assert household is not None
    home_id, area = household.id, "830303"
    name = FamilyFilter(area_code=area, order=FamilyOrder.NAME)
    calls: dict[str, Callable[[], Any]] = {
        "home": lambda: home(viewer=who, now=NOW),
        "area": lambda: area_page(viewer=who, code=area, choice=CHOICES[4], now=NOW),
        "village": lambda: area_page(viewer=who, code="83030301", now=NOW),
        "list": lambda: family_list(viewer=who, wanted=FamilyFilter(), page=1, page_size=25),
        "filtered list": lambda: family_list(viewer=who, wanted=name, page=1, page_size=25),
        "family": lambda: family_page(viewer=who, household_id=home_id, now=NOW),
    }
    asked = {}
    for page, call in calls.items():
        with CaptureQueriesContext(connection) as queries:
            call()
        asked[page] = len([one for one in queries.captured_queries if "SAVEPOINT" not in one["sql"]])
    assert max(asked.values()) <= MOST_QUERIES, asked
