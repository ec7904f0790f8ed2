"""Opening a protected matter, by its team or by whoever hears of it and hands it over."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Role, Sensitivity, Viewer
from samutphok.access.queries import Able, able_in
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import pseudonym
from samutphok.protected.domain.matters import LONGEST, Kind, Story
from samutphok.protected.errors import BadMatter, BadTeam, MayNotOpen
from samutphok.protected.models import Matter, TeamMember
from samutphok.protected.sealing import household_index, seal
from samutphok.registry.queries import household_area

HAND_OVER = (Action.WORK_PROTECTED, Action.TAKE_REQUEST, Action.WORK_CASE, Action.JOIN_VISIT, Action.MANAGE_HOME)


@transaction.atomic
def open_protected(
    *,
    viewer: Viewer,
    story: str | Story,
    kind: Kind | str = Kind.OTHER,
    household_id: uuid.UUID | None = None,
    area_code: str = "",
    team: Collection[uuid.UUID | str] = (),
    now: datetime,
) -> uuid.UUID:
    """Opens a matter that nobody but its team sees, the opener neither unless they are named; returns its id.

    For whoever works with families of the area: they hand over what they heard and keep no trace of it. Without a team it
    is the opener's, when their role works on such matters, else the province's office's. The place is the household's
    where one is given. Raises MayNotOpen, BadMatter, BadTeam, HouseholdNotFound.
    """
    told = story if isinstance(story, Story) else Story(Kind(kind), story, household_id=household_id)
    if not told.story.strip() or any(len(text) > LONGEST for text in (told.story, told.people, told.safe_contact)):
        raise BadMatter
    if told.household_id is not None:
        seen = Action.VIEW_HOUSEHOLD
        area_code = household_area(
            viewer=viewer, household_id=told.household_id, action=seen, sensitivity=Sensitivity.S1
        )
    if not area_code[:2].isdigit() or not _may_open(viewer, area_code):
        raise MayNotOpen
    place = area_code[:4]
    members = named_team(viewer=viewer, area_code=place, team=team, now=now)
    row = Matter(area_code=place, opened_at=now, opened_by=viewer.account_id, changed_at=now)
    row.sealed = seal(story_content(told), bound_to=f"matter:{row.id}")
    row.household_index = household_index(told.household_id) if told.household_id else ""
    row.save(force_insert=True)
    TeamMember.objects.bulk_create(
        TeamMember(matter=row, account_id=one.account_id, agency=one.agency) for one in members
    )
    record(actor=viewer.account_id, act="open_protected", subject=subject_of(row.id), now=now)
    return row.id


def named_team(*, viewer: Viewer, area_code: str, team: Collection[uuid.UUID | str], now: datetime) -> tuple[Able, ...]:
    """The accounts as members, each of whom may work on such matters there. Raises BadTeam."""
    wanted = {uuid.UUID(str(one)) for one in team}
    able = able_in(action=Action.WORK_PROTECTED, area_code=area_code, now=now, among=wanted or None)
    if not wanted:
        own = tuple(one for one in able if str(one.account_id) == viewer.account_id)
        able = own or tuple(one for one in able if one.role is Role.PROVINCE)
    if not able or {one.account_id for one in able} < wanted:
        raise BadTeam
    return able


def story_content(told: Story) -> dict[str, str]:
    """A story as it is sealed."""
    return {
        "kind": told.kind,
        "story": told.story.strip(),
        "people": told.people.strip(),
        "safe_contact": told.safe_contact.strip(),
        "family": told.family.strip(),
        "household_id": str(told.household_id or ""),
    }


def subject_of(matter_id: uuid.UUID) -> str:
    """How the audit trail speaks of a matter."""
    return pseudonym("protected", str(matter_id))


def _may_open(viewer: Viewer, area_code: str) -> bool:
    place = {grant.agency for grant in viewer.grants}
    record_scope = RecordScope(area_code, agencies=frozenset(place))
    return any(viewer.may(action, record_scope, Sensitivity.S1) for action in HAND_OVER)
