"""Finding the family whose paper form is typed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import names
from samutphok.kernel.errors import Bilingual
from samutphok.registry.domain.roll import RollFamily
from samutphok.registry.queries import family_roll, find_households

AT_MOST = 20  # more would not be read: a longer name or the house code tells them apart
_VILLAGE_AND_TAMBON = (8, 6)  # digits: a village's name alone ('village 1') stands in every tambon


@dataclass(frozen=True, slots=True)
class FamilyAtDesk:
    """A family as somebody with a paper form in hand recognises it. head: its eldest member; place: village and tambon."""

    id: UUID
    head: str
    members: int
    house_code: str
    family_no: str
    place: Bilingual


@dataclass(frozen=True, slots=True)
class FamiliesAtDesk:
    """The families found. exact: False when these are the nearest spellings; more: others are as near."""

    families: tuple[FamilyAtDesk, ...]
    exact: bool
    more: bool


def families_at_desk(*, viewer: Viewer, text: str) -> FamiliesAtDesk:
    """The families that the viewer may list (S1) by a name, a house code or a citizen number, the nearest first.

    The text may hold a citizen number, so it belongs into no log.
    """
    found = find_households(viewer=viewer, text=text, limit=AT_MOST)
    return FamiliesAtDesk(_told(viewer, found.households), found.exact, found.more)


def family_at_desk(*, viewer: Viewer, household_id: UUID) -> FamilyAtDesk | None:
    """One family that the viewer may list, or None."""
    return next(iter(_told(viewer, (household_id,))), None)


def _told(viewer: Viewer, households: tuple[UUID, ...]) -> tuple[FamilyAtDesk, ...]:
    roll = family_roll(viewer=viewer, first=households, areas=(), most=AT_MOST)
    known = {family.id: family for family in roll.families}
    codes = {family.area_code[:length] for family in roll.families for length in _VILLAGE_AND_TAMBON}
    places = names(codes)
    return tuple(_family(known[one], places) for one in households if one in known)


def _family(family: RollFamily, places: Mapping[str, AreaView]) -> FamilyAtDesk:
    return FamilyAtDesk(
        id=family.id,
        head=family.members[0].identity.full_name if family.members else "",
        members=len(family.members),
        house_code=family.house_code,
        family_no=family.family_no,
        place=Bilingual(_place(family.area_code, places, "th"), _place(family.area_code, places, "en")),
    )


def _place(code: str, places: Mapping[str, AreaView], language: str) -> str:
    around = [code[:length] for length in _VILLAGE_AND_TAMBON]
    return " ".join(places[one].title(language) for one in around if one in places) or code
