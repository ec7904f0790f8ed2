"""Writing, proposing and approving a committee's definition: each act with its step and its audit row, in one transaction."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, covers, decide
from samutphok.foundation.audit.actions import record as record_act
from samutphok.kernel.dates import buddhist_year
from samutphok.kernel.identifiers import read_area_code
from samutphok.kernel.policies import read_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.approval import LocalDefinitionView, Move, State, in_force_on, moved
from samutphok.targeting.domain.drafts import ClauseDraft, Draft, draft_of, frozen
from samutphok.targeting.domain.gaps import gaps_in
from samutphok.targeting.domain.stored_drafts import restored, stored
from samutphok.targeting.errors import (
    DefinitionMoved,
    DefinitionNotFound,
    DraftIncomplete,
    MayNotDefine,
    OwnProposal,
    ReasonMissing,
    StaleDraft,
    TooManyDefinitions,
)
from samutphok.targeting.models import DefinitionStep, LocalDefinition
from samutphok.targeting.queries.definitions import definition_view, definitions_of
from samutphok.targeting.queries.rules import DEFINITIONS, rule_file

MOST_IN_FORCE = 24  # bits of `Entry.met`, with room
LONGEST_NOTE = 2000


@transaction.atomic
def begin_definition(*, viewer: Viewer, area: str, copy_of: str = "", now: datetime) -> LocalDefinitionView:
    """A new draft for an area, empty or as a copy of a definition that holds there.

    A copy of one of the very same area is its next version and will supersede it; any other begins a family of its own.
    Raises MayNotDefine, and InvalidInput when the area is none or there is nothing of that name to copy.
    """
    _require(viewer, Action.EDIT_DEFINITION, area)
    if not copy_of:
        return _begin(viewer, Draft(area=area), family="", now=now)
    if copy_of not in {one.name for one in definitions_of(area)}:
        raise DefinitionNotFound
    file = rule_file(DEFINITIONS, copy_of)
    family = str(file.raw.get("family", file.name)) if file.get("area") == area else ""
    return _begin(
        viewer, draft_of(file, area=area, vocabulary=load_vocabulary()), family=family, copy_of=copy_of, now=now
    )


@transaction.atomic
def begin_from_file(*, viewer: Viewer, area: str, raw: bytes, now: datetime) -> LocalDefinitionView:
    """A new draft for an area out of a definition's YAML, such as another office exported.

    Whatever area, name and dates the file states, the draft is this area's and its resolution is still to come. Raises
    MayNotDefine, and PolicyError with the line for a file that is not right.
    """
    _require(viewer, Action.EDIT_DEFINITION, area)
    file = read_policy(raw, shown="definition.yaml")
    return _begin(viewer, draft_of(file, area=area, vocabulary=load_vocabulary()), family="", now=now)


@transaction.atomic
def save_draft(
    *, viewer: Viewer, definition_id: UUID, draft: Draft, version: int, now: datetime
) -> LocalDefinitionView:
    """The draft as its authors have it now. The area and sealed clauses stay as they were, whatever is sent.

    version: the one the author saw; raises StaleDraft when another was saved since, DefinitionMoved when it is no draft.
    """
    row = _to_act_on(viewer, definition_id, Action.EDIT_DEFINITION)
    kept = _as_it_was(draft, restored(row.content))
    if stored(kept) == row.content and row.version == version:
        return definition_view(row)
    return _move(viewer, row, _Act(Move.EDIT, changes={"content": stored(kept)}), version=version, now=now)


@transaction.atomic
def propose(*, viewer: Viewer, definition_id: UUID, version: int, note: str = "", now: datetime) -> LocalDefinitionView:
    """Freezes the draft as a policy file and lays it before a second person. Raises DraftIncomplete for a gap in it."""
    row = _to_act_on(viewer, definition_id, Action.EDIT_DEFINITION)
    draft, words = restored(row.content), load_vocabulary()
    if gaps := gaps_in(draft, words):
        raise DraftIncomplete(gaps[0].text)
    raw = frozen(draft, name=row.name, family=row.family, vocabulary=words)
    changes = {
        "written": raw.decode(),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
    }
    return _move(viewer, row, _Act(Move.PROPOSE, note, changes), version=version, now=now)


@transaction.atomic
def withdraw(*, viewer: Viewer, definition_id: UUID, version: int, now: datetime) -> LocalDefinitionView:
    """Takes a proposal back to write on."""
    row = _to_act_on(viewer, definition_id, Action.EDIT_DEFINITION)
    return _move(viewer, row, _Act(Move.WITHDRAW, changes=_UNFROZEN), version=version, now=now)


@transaction.atomic
def send_back(*, viewer: Viewer, definition_id: UUID, version: int, reason: str, now: datetime) -> LocalDefinitionView:
    """Gives a proposal back to its authors with the reason. Raises ReasonMissing without one."""
    row = _to_act_on(viewer, definition_id, Action.APPROVE_DEFINITION)
    if not reason.strip():
        raise ReasonMissing
    return _move(viewer, row, _Act(Move.SEND_BACK, reason, _UNFROZEN), version=version, now=now)


@transaction.atomic
def approve(
    *, viewer: Viewer, definition_id: UUID, version: int, sha256: str, note: str = "", now: datetime
) -> LocalDefinitionView:
    """Puts a proposal in force from its day on; it never changes again.

    sha256: of what the viewer read. Raises OwnProposal for its authors, StaleDraft when it is not what was read,
    DefinitionMoved when it is no proposal, TooManyDefinitions.
    """
    row = _to_act_on(viewer, definition_id, Action.APPROVE_DEFINITION)
    if moved(State(row.state), Move.APPROVE) is None:
        raise DefinitionMoved
    if viewer.account_id in definition_view(row, row.steps.all()).authors():
        raise OwnProposal
    if hashlib.sha256(row.written.encode()).hexdigest() != row.sha256 or row.sha256 != sha256:
        raise StaleDraft
    _require_room(row)
    return _move(viewer, row, _Act(Move.APPROVE, note), version=version, now=now)


@transaction.atomic
def discard(*, viewer: Viewer, definition_id: UUID, version: int, now: datetime) -> LocalDefinitionView:
    """Puts a draft aside for good; its steps stay."""
    row = _to_act_on(viewer, definition_id, Action.EDIT_DEFINITION)
    return _move(viewer, row, _Act(Move.DISCARD), version=version, now=now)


@dataclass(frozen=True, slots=True)
class _Act:
    """A move with its note and the columns that it changes."""

    move: Move
    note: str = ""
    changes: Mapping[str, object] = field(default_factory=dict)


_UNFROZEN: Mapping[str, object] = {"written": "", "sha256": "", "valid_from": None, "valid_to": None}


def _begin(viewer: Viewer, draft: Draft, *, family: str, copy_of: str = "", now: datetime) -> LocalDefinitionView:
    read_area_code(draft.area)
    key = uuid4()
    name = f"{draft.area}-{buddhist_year(timezone.localdate(now))}-{key.hex[:6]}"
    row = LocalDefinition.objects.create(
        id=key,
        name=name,
        family=family or name,
        area_code=draft.area,
        state=State.DRAFT,
        content=stored(draft),
        copied_from=copy_of,
        changed_at=now,
    )
    _note(viewer, row, Move.BEGIN, "", now)
    return definition_view(row)


def _to_act_on(viewer: Viewer, definition_id: UUID, action: Action) -> LocalDefinition:
    """The definition, locked until the transaction ends; absent where the viewer has nothing to do with its area."""
    row = LocalDefinition.objects.select_for_update().filter(pk=definition_id).first()
    if row is None or row.state == State.DISCARDED:
        raise DefinitionNotFound
    _require(viewer, action, row.area_code)
    return row


def _require(viewer: Viewer, action: Action, area: str) -> None:
    scope = RecordScope(area)
    if not decide(viewer, action, scope).allowed:
        known = any(
            decide(viewer, other, scope).allowed for other in (Action.EDIT_DEFINITION, Action.APPROVE_DEFINITION)
        )
        raise MayNotDefine if known else DefinitionNotFound


def _require_room(row: LocalDefinition) -> None:
    standing = definitions_of(row.area_code)
    begins = row.valid_from
    if begins is None or any((one.family, one.area) == (row.family, row.area_code) for one in standing):
        return
    if len([one for one in in_force_on(begins, standing) if covers(one.area, row.area_code)]) >= MOST_IN_FORCE:
        raise TooManyDefinitions(MOST_IN_FORCE)


def _move(viewer: Viewer, row: LocalDefinition, act: _Act, *, version: int, now: datetime) -> LocalDefinitionView:
    """Does the move where table and version allow it, notes who did it, and records it."""
    after = moved(State(row.state), act.move)
    if after is None:
        raise DefinitionMoved
    same = LocalDefinition.objects.filter(pk=row.pk, state=row.state, version=version)
    if not same.update(state=after, version=version + 1, changed_at=now, **act.changes):
        raise StaleDraft
    _note(viewer, row, act.move, act.note.strip()[:LONGEST_NOTE], now)
    return definition_view(LocalDefinition.objects.get(pk=row.pk))


def _note(viewer: Viewer, row: LocalDefinition, move: Move, note: str, now: datetime) -> None:
    DefinitionStep.objects.create(
        definition=row, move=move, by=viewer.account_id, by_name=viewer.name, at=now, note=note
    )
    record_act(
        actor=viewer.account_id,
        act=f"{move.value}_definition",
        subject=f"local-definition:{row.pk}",
        outcome=row.name,
        now=now,
    )


def _as_it_was(draft: Draft, before: Draft) -> Draft:
    """What nobody edits: the area, and clauses on sealed facts, which may only be left out."""
    sealed = {one.id: one for one in before.clauses if one.sealed}
    clauses = tuple(sealed.get(one.id, _unsealed(one)) for one in draft.clauses)
    return replace(draft, area=before.area, clauses=clauses)


def _unsealed(clause: ClauseDraft) -> ClauseDraft:
    return replace(clause, sealed=False)
