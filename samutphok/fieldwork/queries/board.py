"""The board of whoever leads the work of an area: where it stands by parts and on a map, and who could go where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Viewer, covers
from samutphok.areas.domain import COUNTRY
from samutphok.fieldwork.domain.board import Board, BoardRow, Counts, Dot
from samutphok.fieldwork.domain.rules import FieldRules
from samutphok.fieldwork.domain.shortage import Strength, missing, strength, strength_of
from samutphok.fieldwork.domain.suggestion import FamilyToVisit, Point, Suggestion, middles_of, suggest
from samutphok.fieldwork.queries.families import families_named
from samutphok.fieldwork.queries.people import helpers_in, volunteers_by_part
from samutphok.fieldwork.queries.rules import rules_on
from samutphok.fieldwork.queries.work import companion_of, counts_by_part, standings
from samutphok.logbook.queries import places
from samutphok.targeting.domain.lists import AreaAsked, ListView
from samutphok.targeting.queries import area_tallies, current_lists, lists_for

AMPHOE, TAMBON, VILLAGE = 4, 6, 8  # digits
DOTS = 1_500  # families on the map


def leads(viewer: Viewer) -> tuple[str, ...]:
    """The areas whose fieldwork the viewer leads: prefixes, none inside another."""
    return viewer.prefixes(Action.MANAGE_FIELDWORK)


def board(*, viewer: Viewer, area: str, now: datetime) -> Board:
    """The work of one area by its parts, the volunteers of its villages against the target, and a map: six queries.

    Targets are counted by village, so they are told for an amphoe or less. Outside what the viewer leads nothing is counted.
    """
    digits = next((step for step in (2, AMPHOE, TAMBON) if len(area) < step), VILLAGE)
    counts = counts_by_part(viewer=viewer, area=area, digits=digits, now=now)
    villages = _strengths(viewer, area, now)
    rows = tuple(
        BoardRow(
            code, counts.get(code, Counts()), strength_of(one for key, one in villages.items() if covers(code, key))
        )
        for code in sorted(counts.keys() | {key[:digits] for key in villages})
    )
    where = standings(viewer=viewer, area=area, now=now, most=DOTS)
    known = places([household for household, _ in where])
    dots = tuple(Dot(known[household], standing) for household, standing in where if household in known)
    return Board(
        area=area,
        rows=rows,
        whole=sum((row.counts for row in rows), Counts()),
        strength=strength_of(villages.values()),
        missing=missing(villages),
        dots=dots,
        placeless=len(where) - len(dots),
        now=now,
    )


def suggestions(
    *, viewer: Viewer, area: str, household_ids: Sequence[UUID], now: datetime, without: Collection[UUID] = ()
) -> tuple[Suggestion, ...]:
    """Who could go to these families, of the volunteers of the area that the viewer leads; `without` some of them.

    A family that no list names keeps the place of its row. Where villages lie is told by earlier visits there.
    """
    listed = families_named(household_ids, viewer=viewer)
    stands_by = companion_of(household_ids)
    families = [
        FamilyToVisit(one, listed[one].area_code, listed[one].level, stands_by.get(one))
        for one in household_ids
        if one in listed
    ]
    helpers = [one for one in helpers_in(viewer=viewer, area=area).values() if one.id not in without]
    rules = rules_on(timezone.localdate(now))
    return suggest(families, helpers, most=rules.most_families, middles=_middles(viewer, area, now))


def _middles(viewer: Viewer, area: str, now: datetime) -> dict[str, Point]:
    """The middle of each village, of the families there that were visited at a place."""
    where = [household for household, _ in standings(viewer=viewer, area=area, now=now, most=DOTS)]
    known = places(where)
    listed = families_named(list(known), viewer=viewer)
    return middles_of((listed[one].area_code, point) for one, point in known.items() if one in listed)


def _strengths(viewer: Viewer, area: str, now: datetime) -> dict[str, Strength]:
    """Volunteers against the target, by village; without targets where the area is wider than an amphoe."""
    rules = rules_on(timezone.localdate(now))
    people = volunteers_by_part(viewer=viewer, area=area, digits=VILLAGE, now=now)
    homes = _households(area, current_lists()) if len(area) >= AMPHOE else {}
    return {code: _strength(rules, homes.get(code), people.get(code, (0, 0))) for code in people.keys() | homes.keys()}


def _strength(rules: FieldRules, households: int | None, people: tuple[int, int]) -> Strength:
    return strength(rules, households=households, volunteers=people[0], certified=people[1])


def _households(area: str, lists: Iterable[ListView]) -> Mapping[str, int]:
    """Households by village, of the lists that cover the area."""
    drawn = tuple(one for one in lists_for(area, among=tuple(lists)) if covers(one.area_prefix, area))
    if not drawn:
        return {}
    if len(area) == VILLAGE:
        own = area_tallies([AreaAsked(area, None, drawn)], mask=0, every=False)
        return {area: own[0].here.households}
    if len(area) == TAMBON:
        tambons = [area]
    else:
        below = area_tallies([AreaAsked(area or COUNTRY, None, drawn)], mask=0, every=False)
        tambons = [row.area_code for row in below[0].below]
    found = area_tallies([AreaAsked(code, None, drawn) for code in tambons], mask=0, every=False)
    return {row.area_code: row.households for one in found for row in one.below}
