"""An area as TPMAP published it: public counts, exact for everybody who may open the page."""

from collections.abc import Mapping
from dataclasses import replace

from samutphok.access.domain import Viewer
from samutphok.areas.queries import names
from samutphok.insights.domain.area import AreaNumbers, AreaPage, AreaRow, Published
from samutphok.insights.domain.choice import Cut, Dimension, DimensionChoice
from samutphok.insights.queries.places import place_named
from samutphok.insights.queries.profiles import profile, published_country, published_shares
from samutphok.published.domain import PublishedCounts
from samutphok.published.queries import published_below


def published_page(viewer: Viewer, page: AreaPage, found: Mapping[str, PublishedCounts]) -> AreaPage:
    """The page with TPMAP's own counts for its numbers. Of switches they know none or one, never a combination."""
    counts = found[page.place.code]
    beside, shares = published_country(page.place.code, found)
    below = published_below(page.place.code, year=counts.year)
    known = names(one.area_code for one in below)
    here = published(counts, page.choice)
    return replace(
        page,
        cut=Cut(counts.year, published=True),
        numbers=here.numbers,
        switches_apply=len(page.choice.dimensions) <= 1,
        profile=profile(here.by_dimension, shares),
        beside=beside,
        rows=tuple(
            AreaRow(place_named(viewer, one.area_code, known), shown.numbers, shown.by_dimension, published=shown)
            for one in below
            for shown in (published(one, page.choice),)
        ),
        published=here,
    )


def published(counts: PublishedCounts, choice: DimensionChoice) -> Published:
    """An area's published counts under the switches: one dimension is known by itself, several together are not."""
    chosen = [bit for bit, dimension in enumerate(Dimension) if dimension in choice.dimensions]
    selected = counts.target_by_dimension[chosen[0]] if len(chosen) == 1 else counts.target_poor
    return Published(
        year=counts.year,
        numbers=AreaNumbers(
            households=counts.households,
            persons=counts.persons,
            registered=counts.registered,
            validated=counts.validated,
            poor=counts.poor,
            poor_and_registered=counts.poor_and_registered,
            poor_households=None,
            target_poor=counts.target_poor,
            selected=selected,
            selected_households=None,
        ),
        by_dimension=published_shares(counts),
        source=counts.source,
        loaded_at=counts.loaded_at,
    )
