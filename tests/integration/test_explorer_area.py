"""The area explorer against plain Python: years, the cut before, weighed deprivations, TPMAP beside, and who sees how much."""

import uuid
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection, transaction
from register_rows import NOW, viewer
from small_office import DIMENSION_OF, Family, attach_families, draw, made_up_families

from samutphok.access.domain import Role, Viewer
from samutphok.insights.domain.area import AreaPage
from samutphok.insights.domain.choice import Basis, Dimension, DimensionChoice
from samutphok.insights.domain.disclosure import rounded
from samutphok.insights.errors import PageNotFound
from samutphok.insights.queries import area_page
from samutphok.published.models import AreaFigure
from samutphok.targeting.models import AreaCount, TargetList
from samutphok.targeting.scoring import draw_scores

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FAMILIES = [one for one in made_up_families() if one.inside("83")]
PROVINCE, NATIONAL = viewer("83"), viewer("", role=Role.NATIONAL)
NEWEST, MPI = Basis(), Basis(measure="mpi-2561")
IN_DIMENSION = {name: sum(one == name for one in DIMENSION_OF.values()) for name in DIMENSION_OF.values()}
EARLIER_CUT = date(2016, 6, 30)
FIGURES = {
    # code: parent, then households, persons, registered, validated, poor, poor and registered, target-poor
    "TH": ("", 1000, 3000, 900, 700, 400, 120, 83),
    "82": ("TH", 101, 303, 91, 71, 41, 13, 7),
    "83": ("TH", 202, 606, 182, 142, 82, 26, 14),
    "8201": ("82", 101, 303, 91, 71, 41, 13, 7),
    "8301": ("83", 102, 306, 92, 72, 42, 13, 8),
}


@pytest.fixture(scope="module", autouse=True)
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A province with its list, an index, a list of the cut before, and TPMAP's counts; rolled back after the last test."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            attach_families(made_up_families())
            drawn = draw("83")
            draw_scores(viewer=PROVINCE, area_prefix="83", measure=MPI.measure, now=NOW)
            _earlier_list(drawn.id)
            _publish()
            yield
            transaction.set_rollback(True)
        connection.close()


def _earlier_list(drawn: uuid.UUID) -> None:
    """The same list as it might have been two years before: half of the validated persons more."""
    counts = list(AreaCount.objects.filter(target_list=drawn))
    earlier = TargetList.objects.get(pk=drawn)
    earlier.pk, earlier.current, earlier.data_cut = uuid.uuid4(), False, EARLIER_CUT
    earlier.save(force_insert=True)
    for row in counts:
        row.pk, row.target_list, row.validated = None, earlier, row.validated + row.validated // 2
    AreaCount.objects.bulk_create(counts)


def _publish() -> None:
    for code, (parent, *numbers) in FIGURES.items():
        households, persons, registered, validated, poor, poor_and_registered, target_poor = numbers
        AreaFigure.objects.create(
            area_code=code,
            parent=parent,
            year=2561,
            households=households,
            persons=persons,
            registered=registered,
            validated=validated,
            poor=poor,
            poor_and_registered=poor_and_registered,
            target_poor=target_poor,
            by_dimension=[[target_poor, target_poor, target_poor - bit] for bit in range(5)],
            loaded_at=NOW,
        )


def page_of(code: str, basis: Basis = NEWEST, who: Viewer = PROVINCE, *switches: Dimension) -> AreaPage:
    return area_page(viewer=who, code=code, choice=DimensionChoice(frozenset(switches)), basis=basis, now=NOW)


def score(family: Family) -> Fraction:
    """The five dimensions weigh a fifth each, the indicators inside each the same."""
    names = [DIMENSION_OF[number] for number in family.fails if number in DIMENSION_OF]
    return sum((Fraction(1, 5 * IN_DIMENSION[name]) for name in names), Fraction(0))


# Years


def test_the_newest_list_is_shown_until_the_address_names_a_year() -> None:
    newest = page_of("83")
    assert [cut.value for cut in newest.cuts] == [str(newest.cut.year), "2559", "tpmap-2561"]  # type: ignore[union-attr]
    past = page_of("83", Basis(cut="2559"))
    assert past.cut
    assert (past.cut.year, past.measure and past.measure.as_of) == (2559, EARLIER_CUT)
    assert past.numbers != newest.numbers


def test_the_cut_before_stands_beside_the_numbers_as_it_was() -> None:
    now, past = page_of("8301"), page_of("8301", Basis(cut="2559"))
    assert now.earlier
    assert (now.earlier.as_of, now.earlier.numbers) == (EARLIER_CUT, past.numbers)
    assert past.earlier is None


def test_a_year_that_an_area_does_not_have_gives_way_to_the_newest() -> None:
    assert page_of("83", Basis(cut="2570")) == page_of("83")


def test_families_open_from_the_list_in_force_alone() -> None:
    village = next(one.village for one in FAMILIES if one.target_poor)
    assert page_of(village).listed
    assert page_of(village).families_total > 0
    past = page_of(village, Basis(cut="2559"))
    assert (past.listed, past.families, past.families_total) == (False, (), 0)


# Weighed deprivations


@pytest.mark.parametrize("code", ["83", "8301", "830303", "83030301"])
def test_h_a_and_m0_are_those_of_the_families(code: str) -> None:
    here = [one for one in FAMILIES if one.inside(code)]
    poor = [one for one in here if score(one) >= Fraction(1, 5)]
    people, among_poor = sum(len(one.members) for one in here), sum(len(one.members) for one in poor)
    deprived = sum((score(one) * len(one.members) for one in poor), Fraction(0))
    index = page_of(code, MPI).index
    assert index
    assert (index.persons, index.poor) == (people, among_poor)
    assert index.scores == pytest.approx(float(deprived))
    assert index.headcount == pytest.approx(among_poor / people)
    assert index.intensity == (pytest.approx(float(deprived / among_poor)) if among_poor else None)
    assert index.mpi == pytest.approx(float(deprived / people))
    assert index.contributions is None or sum(index.contributions) == pytest.approx(1)


def test_the_parts_of_an_index_are_those_of_the_areas_inside() -> None:
    page = page_of("83", MPI)
    assert page.index
    inside = [row.index for row in page.rows if row.index]
    assert len(inside) == len(page.rows)
    assert sum(one.poor for one in inside) == page.index.poor
    assert sum(one.scores for one in inside) == pytest.approx(page.index.scores)


# TPMAP's published counts


def test_without_a_list_tpmap_s_own_counts_are_shown_and_say_so() -> None:
    page = page_of("82", who=viewer("82"))
    assert page.numbers
    assert page.cut
    assert (page.cut.published, page.measure, page.listed) == (True, None, False)
    assert (page.numbers.persons, page.numbers.target_poor, page.numbers.poor_households) == (303, 7, None)
    assert [row.place.code for row in page.rows] == ["8201"]
    assert page.beside
    assert page.beside.published_year == 2561


def test_published_counts_are_exact_for_whoever_may_open_the_page() -> None:
    page = page_of("82", who=NATIONAL)
    assert page.numbers
    assert (page.rounded, page.numbers.target_poor) == (False, 7)


def test_published_counts_know_one_dimension_but_no_combination() -> None:
    cut = Basis(cut="tpmap-2561")
    one = page_of("83", cut, PROVINCE, Dimension.INCOME)
    two = page_of("83", cut, PROVINCE, Dimension.INCOME, Dimension.HEALTH)
    assert one.numbers
    assert two.numbers
    assert (one.switches_apply, one.numbers.selected) == (True, 11)
    assert (two.switches_apply, two.numbers.selected) == (False, 14)


def test_tpmap_stands_beside_our_own_numbers_when_it_is_asked_for() -> None:
    plain, compared = page_of("83"), page_of("83", Basis(compare=True))
    assert (plain.comparable, plain.published) == (True, None)
    assert compared.published
    assert compared.numbers == plain.numbers
    assert compared.published.numbers.target_poor == 14
    beside = {row.place.code: row.published and row.published.numbers.target_poor for row in compared.rows}
    assert beside == {"8301": 8, "8303": None}


def test_an_area_of_which_nothing_was_published_cannot_be_compared() -> None:
    page = page_of("830101", Basis(compare=True))
    assert (page.comparable, page.published) == (False, None)


# Who sees how much


def test_whoever_may_not_list_families_sees_every_new_number_rounded() -> None:
    for basis in (NEWEST, MPI, Basis(compare=True)):
        shown, exact = page_of("83", basis, NATIONAL), page_of("83", basis, PROVINCE)
        assert (shown.rounded, shown.listed) == (True, False)
        assert shown.earlier
        assert exact.earlier
        assert shown.earlier.numbers.target_poor == rounded(exact.earlier.numbers.target_poor)
        for row, known in zip(shown.rows, exact.rows, strict=True):
            assert [(one.count, one.of) for one in row.by_dimension] == [
                (rounded(one.count), rounded(one.of)) for one in known.by_dimension
            ]
            assert (row.index is None) == (known.index is None)
            if row.index and known.index:
                assert (row.index.persons, row.index.poor) == (rounded(known.index.persons), rounded(known.index.poor))
                assert row.index.scores % 5 == 0


def test_the_country_says_how_many_provinces_stand_behind_its_numbers() -> None:
    page = page_of("TH", who=NATIONAL)
    assert page.coverage
    assert (page.coverage.count, page.coverage.of) == (1, 77)
    assert page_of("83").coverage is None


def test_nothing_of_the_cut_before_the_index_or_tpmap_is_shown_out_of_scope() -> None:
    for basis in (Basis(cut="2559"), MPI, Basis(cut="tpmap-2561", compare=True)):
        with pytest.raises(PageNotFound):
            page_of("83", basis, viewer("82"))
