"""Reading for the pages where families are joined, divided and members moved: who is where now, and what was said before."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.linkage.domain.shapes import FamilyNow, FamilyWord, Shape
from samutphok.linkage.domain.things import Thing
from samutphok.linkage.errors import UnknownThing
from samutphok.linkage.models import LinkDecision
from samutphok.registry.domain.roll import FamilyRoll
from samutphok.registry.queries import family_roll

_MOST = 20
_KINDS = (LinkDecision.Kind.LINK, LinkDecision.Kind.MOVE, LinkDecision.Kind.SPLIT)


def family_shape(*, viewer: Viewer, household_id: UUID, other_id: UUID | None = None) -> Shape:
    """A family, and another one, as they stand. Raises UnknownThing when one is absent or the viewer may not decide there.

    `seen` names what was seen: who lives in which of the two; a decision on other members is stale. Four queries at most.
    """
    wanted = [household_id] if other_id is None else [household_id, other_id]
    roll = family_roll(viewer=viewer, first=set(wanted), areas=(), most=len(wanted))
    found = {family.id: family for family in families_of(viewer, roll)}
    if not set(wanted) <= set(found):
        raise UnknownThing
    families = tuple(found[key] for key in wanted)
    told = ";".join(f"{one.id}:{','.join(sorted(str(member.person_id) for member in one.members))}" for one in families)
    return Shape(families[0], families[1] if other_id else None, hashlib.sha256(told.encode()).hexdigest()[:16])


def was_done(*, viewer: Viewer, act_id: UUID) -> bool:
    """Whether the viewer did this act already, as after a double click: what it was done to may look otherwise by now."""
    return LinkDecision.objects.filter(pk=act_id, by=viewer.account_id).exists()


def families_named(*, viewer: Viewer, household_ids: Collection[UUID]) -> tuple[FamilyNow, ...]:
    """Those of these families about which the viewer may decide, with their members."""
    roll = family_roll(viewer=viewer, first=set(household_ids), areas=(), most=max(1, len(household_ids)))
    return families_of(viewer, roll)


def families_of(viewer: Viewer, roll: FamilyRoll) -> tuple[FamilyNow, ...]:
    """The families of a roll about which the viewer may decide."""
    return tuple(
        FamilyNow(one.id, one.area_code, one.house_code, one.members)
        for one in roll.families
        if viewer.may(Action.DECIDE_LINK, RecordScope(one.area_code))
    )


def words_about_family(*, viewer: Viewer, household_id: UUID) -> tuple[FamilyWord, ...]:
    """What was said of a family's shape, the newest first; empty for whoever may not decide there. Two queries."""
    rows = [
        row
        for row in words_of_family(household_id).order_by("-number")[:_MOST]
        if viewer.may(Action.DECIDE_LINK, RecordScope(row.area_code))
    ]
    back = LinkDecision.objects.filter(withdraws__in=[row.pk for row in rows]).values_list("withdraws", flat=True)
    gone = set(back)
    return tuple(
        FamilyWord(row.pk, row.kind, row.by, row.at, row.reason, Thing.read(row.right), row.pk not in gone)
        for row in rows
    )


def words_of_family(household_id: UUID) -> QuerySet[LinkDecision]:
    """The lines of the log by which this family was joined, divided or moved in; for whom, the caller asks."""
    text = str(Thing.household(household_id))
    mine = Q(left=text) | Q(right=text) | Q(into=text)
    return LinkDecision.objects.filter(mine, kind__in=_KINDS)
