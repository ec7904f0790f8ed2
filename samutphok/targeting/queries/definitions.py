"""Definitions of the office database, as far as a viewer may know of them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from samutphok.access.domain import Action, RecordScope, Viewer, covers
from samutphok.access.queries import within
from samutphok.targeting.domain.approval import LocalDefinitionView, Move, State, Step, Version
from samutphok.targeting.domain.stored_drafts import restored
from samutphok.targeting.errors import DefinitionNotFound
from samutphok.targeting.models import DefinitionStep, LocalDefinition
from samutphok.targeting.queries.rules import versions


def local_definitions(*, viewer: Viewer) -> tuple[LocalDefinitionView, ...]:
    """The definitions that concern the viewer's areas, the latest change first, without their steps. One query.

    Approved ones of the areas they lie in and of areas inside them; what is still written, in areas where the viewer
    writes or approves.
    """
    writing = within(viewer, Action.EDIT_DEFINITION) | within(viewer, Action.APPROVE_DEFINITION)
    approved = Q(state=State.APPROVED) & (within(viewer, Action.VIEW_COUNTS) | _around(viewer))
    rows = LocalDefinition.objects.filter(writing | approved).exclude(state=State.DISCARDED)
    return tuple(definition_view(row) for row in rows.order_by("-changed_at"))


def local_definition(*, viewer: Viewer, definition_id: UUID) -> LocalDefinitionView:
    """One definition with its steps; raises DefinitionNotFound, also where the viewer may not know of it."""
    row = LocalDefinition.objects.filter(pk=definition_id).prefetch_related("steps").first()
    if row is None or not _may_know(viewer, row):
        raise DefinitionNotFound
    return definition_view(row, row.steps.all())


def written_definition(*, viewer: Viewer, definition_id: UUID) -> tuple[str, str]:
    """Name and text of a definition's frozen file; raises DefinitionNotFound, also for a draft, which has none."""
    row = LocalDefinition.objects.filter(pk=definition_id).exclude(sha256="").first()
    if row is None or not _may_know(viewer, row):
        raise DefinitionNotFound
    return row.name, row.written


def definitions_waiting(*, viewer: Viewer) -> int:
    """Proposals that this viewer may decide: in their area, and not written or proposed by themselves. One query."""
    own = DefinitionStep.objects.filter(by=viewer.account_id, move__in=(Move.BEGIN, Move.EDIT, Move.PROPOSE))
    rows = LocalDefinition.objects.filter(within(viewer, Action.APPROVE_DEFINITION), state=State.PROPOSED)
    return rows.exclude(pk__in=own.values("definition")).count()


def definitions_of(area: str, *, among: Iterable[Version] | None = None) -> tuple[Version, ...]:
    """Every version, in force or not, that holds for the whole area, a policy file's or an approved one."""
    everything = versions() if among is None else among
    return tuple(one for one in everything if covers("" if one.area == "TH" else one.area, area))


def may_write(viewer: Viewer, area: str) -> bool:
    """Whether the viewer writes definitions of this area."""
    return viewer.may(Action.EDIT_DEFINITION, RecordScope(area))


def may_approve(viewer: Viewer, area: str) -> bool:
    """Whether the viewer approves definitions of this area, if somebody else wrote them."""
    return viewer.may(Action.APPROVE_DEFINITION, RecordScope(area))


def definition_view(row: LocalDefinition, steps: Iterable[DefinitionStep] = ()) -> LocalDefinitionView:
    """The frozen view of a stored definition."""
    return LocalDefinitionView(
        id=row.pk,
        name=row.name,
        family=row.family,
        area=row.area_code,
        state=State(row.state),
        version=row.version,
        draft=restored(row.content),
        sha256=row.sha256,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        copied_from=row.copied_from,
        changed_at=row.changed_at,
        steps=tuple(Step(Move(one.move), one.by, one.by_name, one.at, one.note) for one in steps),
    )


def _may_know(viewer: Viewer, row: LocalDefinition) -> bool:
    if may_write(viewer, row.area_code) or may_approve(viewer, row.area_code):
        return row.state != State.DISCARDED
    seen = viewer.prefixes(Action.VIEW_COUNTS)
    return row.state == State.APPROVED and any(
        covers(prefix, row.area_code) or covers(row.area_code, prefix) for prefix in seen
    )


def _around(viewer: Viewer) -> Q:
    """Definitions of the areas that the viewer's own lie in."""
    prefixes = viewer.prefixes(Action.VIEW_COUNTS)
    return Q(area_code__in={prefix[:length] for prefix in prefixes for length in (2, 4, 6) if len(prefix) > length})
