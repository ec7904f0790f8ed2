"""Joining, dividing and moving as the desk does it: on what the worker saw, and not on what changed meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.linkage.actions.families import join_households, move_member, split_household, take_back
from samutphok.linkage.actions.settling import enter_gate
from samutphok.linkage.domain.things import Thing
from samutphok.linkage.errors import FamilyChanged, NotAMember, UnknownThing
from samutphok.linkage.models import LinkDecision
from samutphok.linkage.queries import family_shape, was_done
from samutphok.linkage.shapes import words_of_family


class Do(StrEnum):
    """What can be done to a family's shape."""

    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Change:
    """What a worker wants. other: the family to join, or to move to; people: whom; seen: of the shape they saw."""

    do: Do
    household_id: UUID
    other_id: UUID | None
    people: Collection[UUID]
    reason: str
    seen: str


@transaction.atomic
def change_family(*, viewer: Viewer, change: Change, act_id: UUID, now: datetime) -> None:
    """Carry out a change of families. The same act again changes nothing.

    Raises FamilyChanged when members came or went since `seen`, UnknownThing, OtherOffice, NotAMember, RuledApart.
    """
    enter_gate()
    if was_done(viewer=viewer, act_id=act_id):
        return
    shape = family_shape(viewer=viewer, household_id=change.household_id, other_id=change.other_id)
    if shape.seen != change.seen:
        raise FamilyChanged
    household, other, reason = change.household_id, change.other_id, change.reason
    if change.do is Do.SPLIT:
        split_household(
            viewer=viewer, household_id=household, person_ids=change.people, reason=reason, act_id=act_id, now=now
        )
        return
    if other is None:
        raise UnknownThing
    if change.do is Do.MERGE:
        join_households(viewer=viewer, into=household, absorbed=other, reason=reason, act_id=act_id, now=now)
        return
    if len(change.people) != 1:
        raise NotAMember
    (person,) = change.people
    move_member(
        viewer=viewer,
        person_id=person,
        from_household=household,
        to_household=other,
        reason=reason,
        act_id=act_id,
        now=now,
    )


@transaction.atomic
def undo_family_word(*, viewer: Viewer, household_id: UUID, decision_id: UUID, now: datetime) -> None:
    """Take back a join, a move or a division of this family; a division by joining the two again.

    Raises UnknownThing (absent, out of scope, of another family, or no word about a family's shape: these look alike),
    OtherOffice.
    """
    said = words_of_family(household_id).filter(pk=decision_id).first()
    if said is None:
        raise UnknownThing
    if said.kind == LinkDecision.Kind.SPLIT:
        old, new = Thing.read(said.left).uuid, Thing.read(said.right).uuid
        join_households(viewer=viewer, into=old, absorbed=new, reason="undone", now=now)
        return
    take_back(viewer=viewer, decision_id=decision_id, reason="undone", now=now)
