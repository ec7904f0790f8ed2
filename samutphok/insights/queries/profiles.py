"""The five dimensions of an area, and with what they are compared."""

from collections.abc import Mapping, Sequence

from samutphok.areas.domain import COUNTRY
from samutphok.insights.domain.area import Beside, DimensionCount, Share
from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.disclosure import disclose_share
from samutphok.kernel.errors import Bilingual
from samutphok.published.domain import PublishedCounts
from samutphok.targeting.domain.counts import AreaTally

_COUNTRY_NAME = Bilingual("ประเทศไทย", "Thailand")


def shares_of(counted: AreaTally, exact: bool) -> tuple[Share, ...]:
    """Target-poor persons in each dimension out of all persons, rounded unless the viewer may see the families."""
    shares = tuple(Share(count, counted.persons) for count in counted.target_by_dimension)
    return shares if exact else tuple(map(disclose_share, shares))


def published_shares(counts: PublishedCounts) -> tuple[Share, ...]:
    """The same of an area's published counts."""
    return tuple(Share(count, counts.persons) for count in counts.target_by_dimension)


def published_country(
    code: str, published: Mapping[str, PublishedCounts]
) -> tuple[Beside, tuple[Share, ...]] | tuple[None, None]:
    """TPMAP's country to compare an area with; nothing for the country itself, or when none was loaded."""
    country = published.get(COUNTRY)
    if country is None or code == COUNTRY:
        return None, None
    return Beside(_COUNTRY_NAME, country.year), published_shares(country)


def profile(here: Sequence[Share], beside: Sequence[Share] | None) -> tuple[DimensionCount, ...]:
    """The five dimensions, TPMAP's order, each beside the same elsewhere."""
    others = beside or (None,) * len(here)
    return tuple(DimensionCount(*one) for one in zip(Dimension, here, others, strict=True))
