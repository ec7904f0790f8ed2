"""To whom a notice speaks: holders of its roles who work inside its areas. Those above them are not addressed."""

from dataclasses import dataclass
from datetime import datetime

from samutphok.access.domain import Action, Grant, Role, Sensitivity, Viewer, covers
from samutphok.access.domain.places import ancestors, intersection


@dataclass(frozen=True, slots=True)
class Address:
    """Roles and areas (prefixes, '' the country) that a notice is written for, and the office that wrote it."""

    roles: frozenset[Role]
    areas: tuple[str, ...]
    author: str  # account id
    office: Role


def addressed(grants: tuple[Grant, ...], account_id: str, to: Address, now: datetime) -> bool:
    """Whether somebody with these grants is to read the notice. Nobody is told to read what they wrote."""
    if account_id == to.author:
        return False
    return any(
        grant.valid_at(now)
        and grant.role in to.roles
        and any(covers(outer, area) for outer in to.areas for area in grant.areas)
        for grant in grants
    )


def readers_of(viewer: Viewer) -> dict[Role, frozenset[str]]:
    """For each role of the viewer, the areas whose notices speak to them: their own and all that hold these."""
    found: dict[Role, frozenset[str]] = {}
    for grant in viewer.grants:
        if grant.valid_at(viewer.now):
            above = frozenset(code for area in grant.areas for code in ancestors(area))
            found[grant.role] = found.get(grant.role, frozenset()) | above
    return found


def may_oversee(viewer: Viewer, to: Address) -> bool:
    """Whether the viewer sees the notice as an office: its author, or one that writes notices for part of its areas."""
    return viewer.account_id == to.author or bool(reading_areas(viewer, to))


def reading_areas(viewer: Viewer, to: Address) -> tuple[str, ...]:
    """Where the viewer sees who has read it: the notice's areas as far as the viewer may write notices for them."""
    return intersection(to.areas, viewer.prefixes(Action.WRITE_NOTICE))


def may_revise(viewer: Viewer, to: Address) -> bool:
    """Whether the viewer speaks for the office that wrote it: somebody of the same role who may write for all its areas."""
    return any(
        grant.role is to.office and all(grant.covers(area) for area in to.areas)
        for grant in viewer.reaching(Action.WRITE_NOTICE, Sensitivity.S0)
    )
