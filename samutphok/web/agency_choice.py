"""Agencies to tick, in groups of tiles: the ministries stand open, all others fold away until one of them is ticked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samutphok.partners.domain import Organization
from samutphok.partners.queries import organizations

MSDHS = "msdhs"


@dataclass(frozen=True, slots=True)
class Tile:
    """An agency to tick. short: as offices abbreviate it, '' without one."""

    code: str
    short: str
    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Agencies of one kind. open: shown without unfolding."""

    title: str
    tiles: tuple[Tile, ...]
    open: bool

    @property
    def ticked(self) -> int:
        """How many of them are ticked."""
        return sum(one.ticked for one in self.tiles)


def agency_groups(*, on: date, area_code: str, ticked: Collection[str] = ()) -> tuple[Group, ...]:
    """The agencies that work in an area: ministries with Bangkok, departments of the ministry, all others."""
    found = organizations(on=on, area_code=area_code)
    ministries = [one for one in found if one.in_memorandum]
    own = [one for one in found if one.parent == MSDHS and not one.in_memorandum]
    others = [one for one in found if one not in ministries and one not in own]
    titled = (
        (_("Ministries and Bangkok"), ministries),
        (_("Departments of MSDHS"), own),
        (_("Other agencies"), others),
    )
    groups = []
    for place, (title, agencies) in enumerate(titled):
        tiles = tuple(_tile(one, ticked) for one in agencies)
        if tiles:
            groups.append(Group(title, tiles, place == 0 or any(one.ticked for one in tiles)))
    return tuple(groups)


def _tile(one: Organization, ticked: Collection[str]) -> Tile:
    language = get_language() or "th"
    label, short = one.label.in_language(language), one.short.in_language(language)
    return Tile(one.code, "" if short == label else short, label, one.code in ticked)
