"""Who may see and do what: one pure decision, deny by default.

A grant is role x area x agency x programme x purpose x validity. Everything that shows a record (lists, counts, search,
exports, pages) is narrowed by the same grants.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from samutphok.access.domain.places import covers, outermost
from samutphok.access.domain.roles import CLEARANCE, SHOWS, Action, Role, Sensitivity


class Reason(StrEnum):
    """Why a decision came out as it did; the order is how near the viewer came."""

    NO_GRANT = "no_grant"
    NOT_VALID_NOW = "not_valid_now"
    ROLE_MAY_NOT = "role_may_not"
    OUT_OF_AREA = "out_of_area"
    OTHER_AGENCY = "other_agency"
    OTHER_PROGRAMME = "other_programme"
    OTHER_PURPOSE = "other_purpose"
    NOT_CLEARED = "not_cleared"
    NOT_IN_CASE_TEAM = "not_in_case_team"
    GRANTED = "granted"


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission given to one account.

    `areas` are prefixes of area codes ('' the whole country); local governments are already resolved into the prefixes
    they cover. An empty agency, programme or purpose binds to none. Valid from `valid_from` to just before `valid_to`.
    """

    role: Role
    areas: tuple[str, ...]
    agency: str = ""
    programme: str = ""
    purpose: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    id: str = ""

    def valid_at(self, now: datetime) -> bool:
        """Whether the grant holds at that moment."""
        return (self.valid_from is None or self.valid_from <= now) and (self.valid_to is None or now < self.valid_to)

    def covers(self, code: str) -> bool:
        """Whether the area lies in one of the grant's areas."""
        return any(covers(prefix, code) for prefix in self.areas)

    @property
    def bound_to_agency(self) -> bool:
        """Reaches only the records shared with its agency; an agency officer always is, even if no agency was named."""
        return bool(self.agency) or self.role is Role.AGENCY_OFFICER


@dataclass(frozen=True, slots=True)
class RecordScope:
    """What the decision must know of a record: where it is, with whom it is shared, who is its named case team."""

    area_code: str
    agencies: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()
    case_team: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer with its reason, and the grant that opened the way."""

    allowed: bool
    reason: Reason
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who reads or acts now, with the grants they hold. No grants: sees nothing."""

    account_id: str
    name: str
    grants: tuple[Grant, ...]
    now: datetime = field(kw_only=True)

    def may(
        self, action: Action, record: RecordScope, sensitivity: Sensitivity | None = None, purpose: str = ""
    ) -> bool:
        """`decide` in short."""
        return decide(self, action, record, sensitivity, purpose).allowed

    def clearance(self, action: Action, record: RecordScope, purpose: str = "") -> Sensitivity | None:
        """The highest sensitivity this viewer may meet in the record; None when not even statistics."""
        reached = (level for level in reversed(Sensitivity) if self.may(action, record, level, purpose))
        return next(reached, None)

    def prefixes(self, action: Action, sensitivity: Sensitivity | None = None) -> tuple[str, ...]:
        """The areas in which the viewer may do this to every record, none inside another; `('',)` is the country.

        Grants bound to an agency, programme or purpose give none (but for statistics, to which agencies do not matter):
        they reach single records. S3 is never reached by area.
        """
        level = SHOWS[action] if sensitivity is None else sensitivity
        return outermost(
            prefix for grant in self.reaching(action, level) if not _bound(grant, level) for prefix in grant.areas
        )

    def reaching(self, action: Action, sensitivity: Sensitivity) -> tuple[Grant, ...]:
        """The grants, bound or not, whose role may do this at this sensitivity now. None for S3."""
        return tuple(
            grant
            for grant in self.grants
            if grant.valid_at(self.now)
            and (cleared := CLEARANCE[grant.role].get(action)) is not None
            and sensitivity <= cleared
        )


def decide(
    viewer: Viewer,
    action: Action,
    record: RecordScope,
    sensitivity: Sensitivity | None = None,
    purpose: str = "",
) -> Decision:
    """Whether the viewer may do this to the record, at the sensitivity of what it shows and for the purpose.

    `sensitivity` defaults to what the action ordinarily shows (`SHOWS`). Of many obstacles the nearest miss is named.
    """
    level = SHOWS[action] if sensitivity is None else sensitivity
    order = list(Reason)
    nearest = Decision(False, Reason.NO_GRANT)
    for grant in viewer.grants:
        reason = _obstacle(grant, viewer, action, record, level, purpose)
        if reason is None:
            return Decision(True, Reason.GRANTED, grant)
        if order.index(reason) > order.index(nearest.reason):
            nearest = Decision(False, reason)
    return nearest


def _obstacle(
    grant: Grant, viewer: Viewer, action: Action, record: RecordScope, level: Sensitivity, purpose: str
) -> Reason | None:
    cleared = CLEARANCE[grant.role].get(action)
    if not grant.valid_at(viewer.now):
        return Reason.NOT_VALID_NOW
    if cleared is None:
        return Reason.ROLE_MAY_NOT
    if not grant.covers(record.area_code):
        return Reason.OUT_OF_AREA
    if level is not Sensitivity.S0 and grant.bound_to_agency and grant.agency not in record.agencies:
        return Reason.OTHER_AGENCY
    if grant.programme and grant.programme not in record.programmes:
        return Reason.OTHER_PROGRAMME
    if grant.purpose and grant.purpose != purpose:
        return Reason.OTHER_PURPOSE
    if level is Sensitivity.S3:
        return None if viewer.account_id in record.case_team else Reason.NOT_IN_CASE_TEAM
    return None if level <= cleared else Reason.NOT_CLEARED


def _bound(grant: Grant, level: Sensitivity) -> bool:
    return bool(grant.programme or grant.purpose or (grant.bound_to_agency and level is not Sensitivity.S0))


def reaches(held: Grant, other: Grant) -> bool:
    """Whether `other` lies within `held` by area, agency, programme and purpose."""
    bindings = (
        (held.agency, other.agency),
        (held.programme, other.programme),
        (held.purpose, other.purpose),
    )
    return all(held.covers(area) for area in other.areas) and all(own in ("", new) for own, new in bindings)


def grant_within(wanted: Grant, held: Grant) -> bool:
    """Whether a grant to be given is no wider than the giver's own: in what it reaches, and in when it ends."""
    ends_in_time = held.valid_to is None or (wanted.valid_to is not None and wanted.valid_to <= held.valid_to)
    return reaches(held, wanted) and ends_in_time
