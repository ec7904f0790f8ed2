"""What a team does with its matter: read it, act, change who is in it, keep the facts that benefits ask for."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record
from samutphok.protected.actions.opening import named_team, subject_of
from samutphok.protected.domain.matters import LONGEST, MOVES, WORDS_NEEDED, MatterView
from samutphok.protected.errors import BadTeam, MatterNotFound, MatterStale, NotNow, WordsMissing
from samutphok.protected.models import Matter, MatterAct, TeamMember
from samutphok.protected.queries.matters import as_view, folded
from samutphok.protected.queries.rights import facts_asked
from samutphok.protected.queries.scope import matter_reached, own_id
from samutphok.protected.sealing import seal


@dataclass(frozen=True, slots=True)
class Done:
    """An act as it comes from the form. act_id: by which a form sent twice is one act; version: the one that was read."""

    act_id: uuid.UUID
    name: str
    words: str
    version: int
    next_on: date | None = None


@transaction.atomic
def open_matter(*, viewer: Viewer, matter_id: uuid.UUID, now: datetime) -> MatterView:
    """The matter for its team, or for who broke the glass; that it was read is on record before it is. Raises MatterNotFound."""
    row, own, until = matter_reached(viewer, matter_id, now=now)
    outcome = "done" if until is None else "glass_broken"
    record(actor=viewer.account_id, act="read_protected", subject=subject_of(row.id), outcome=outcome, now=now)
    if own is not None:
        TeamMember.objects.filter(pk=own.pk).update(seen_at=now)
    return as_view(row, viewer, until)


@transaction.atomic
def act_on(*, viewer: Viewer, matter_id: uuid.UUID, done: Done, now: datetime) -> None:
    """Records an act of the team. Raises MatterNotFound, MatterStale, NotNow, WordsMissing."""
    row = _own(viewer, matter_id, now)
    if kept := MatterAct.objects.filter(pk=done.act_id).first():
        if kept.matter_id != row.id:
            raise NotNow
        return
    if row.version != done.version:
        raise MatterStale
    words = done.words.strip()
    if (done.name in WORDS_NEEDED and not words) or len(words) > LONGEST:
        raise WordsMissing
    _keep(row, done, words, viewer, now)


@transaction.atomic
def name_team(
    *, viewer: Viewer, matter_id: uuid.UUID, team: Collection[uuid.UUID | str], version: int, now: datetime
) -> None:
    """Says who is in the team from now on; who is not named any more sees nothing at their next request.

    Raises MatterNotFound, MatterStale, BadTeam.
    """
    row = _own(viewer, matter_id, now)
    if row.version != version:
        raise MatterStale
    if not team:
        raise BadTeam
    members = named_team(viewer=viewer, area_code=row.area_code, team=team, now=now)
    wanted = {one.account_id for one in members}
    row.team.exclude(account_id__in=wanted).delete()
    known = set(row.team.values_list("account_id", flat=True))
    TeamMember.objects.bulk_create(
        TeamMember(matter=row, account_id=one.account_id, agency=one.agency)
        for one in members
        if one.account_id not in known
    )
    _keep(row, Done(uuid.uuid4(), "name_team", "", version), "", viewer, now)


@transaction.atomic
def keep_facts(*, viewer: Viewer, matter_id: uuid.UUID, facts: Mapping[str, object], now: datetime) -> None:
    """Seals what the benefits of the compartment ask for; facts that none of them reads are left out. Raises MatterNotFound."""
    row = _own(viewer, matter_id, now)
    asked = {one.name for one in facts_asked(on=timezone.localdate(now))}
    kept = {name: value for name, value in facts.items() if name in asked and isinstance(value, bool | float)}
    row.facts_sealed = seal(kept, bound_to=f"facts:{row.id}") if kept else ""
    row.changed_at = now
    row.save(update_fields=["facts_sealed", "changed_at"])
    _mark_seen(row, viewer, now)
    record(actor=viewer.account_id, act="work_protected", subject=subject_of(row.id), now=now)


def _own(viewer: Viewer, matter_id: uuid.UUID, now: datetime) -> Matter:
    """The matter, locked, when the viewer is in its team; who broke the glass may not act."""
    Matter.objects.select_for_update().filter(pk=matter_id).first()
    row, own, _until = matter_reached(viewer, matter_id, now=now)
    if own is None:
        raise MatterNotFound
    return row


def _keep(row: Matter, done: Done, words: str, viewer: Viewer, now: datetime) -> None:
    state, _said = folded(row.acts.all())
    following = MOVES.after(state.state, done.name)
    if following is None:
        raise NotNow
    act = MatterAct(id=done.act_id, matter=row, name="act", at=now, recorded_at=now, by=viewer.account_id)
    told = {"name": done.name, "words": words, "next_on": done.next_on.isoformat() if done.next_on else ""}
    act.sealed = seal(told, bound_to=f"act:{act.id}")
    act.save(force_insert=True)
    row.closed, row.version, row.changed_at = following == "closed", row.version + 1, now
    row.save(update_fields=["closed", "version", "changed_at"])
    _mark_seen(row, viewer, now)
    record(actor=viewer.account_id, act="work_protected", subject=subject_of(row.id), now=now)


def _mark_seen(row: Matter, viewer: Viewer, now: datetime) -> None:
    row.team.filter(account=own_id(viewer)).update(seen_at=now)
