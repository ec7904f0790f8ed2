"""Lists that were drawn from a batch which has been taken back since. They stay as history; they should be drawn again."""

from collections.abc import Iterable
from uuid import UUID

from samutphok.access.domain import Action, Viewer, covers
from samutphok.intake.queries import undone_among
from samutphok.targeting.domain.lists import ListView
from samutphok.targeting.models import TargetList
from samutphok.targeting.queries.lists import current_lists, list_view


def lists_drawn_from(batch_id: UUID) -> tuple[ListView, ...]:
    """Every list, in force or not, that was drawn from the batch, the newest first. They hold no family and no scope."""
    drawn = (
        TargetList.objects.select_related("drawn_by")
        .filter(complete=True, sources__icontains=str(batch_id))
        .order_by("-drawn_at", "pk")
    )
    return tuple(list_view(row) for row in drawn)


def undone_sources(*drawn: ListView) -> frozenset[UUID]:
    """The batches behind the lists that were taken back since; empty when all of them stand. One query."""
    return undone_among(source.batch for one in drawn for source in one.sources)


def undone_lists_waiting(*, viewer: Viewer, among: Iterable[ListView] | None = None) -> frozenset[UUID]:
    """The lists in force, in areas where the viewer may draw, that rest on a batch that was taken back.

    `among`: lists that were read before, which spares one of the two queries.
    """
    held = viewer.prefixes(Action.DRAW_LIST)
    known = current_lists() if among is None else (one for one in among if one.current)
    drawn = [one for one in known if any(covers(prefix, one.area_prefix) for prefix in held)]
    undone = undone_sources(*drawn)
    return frozenset(one.id for one in drawn if any(source.batch in undone for source in one.sources))
