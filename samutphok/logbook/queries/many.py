"""What stands by the visits of some hundred families at once, and which papers are kept with them."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.document import KIND_LABELS, DocumentKind
from samutphok.logbook.domain.merge import FactKey, facts_of
from samutphok.logbook.models import Document, Visit
from samutphok.logbook.queries.projected import catalogue
from samutphok.logbook.queries.visits import logbook_of

_PIECE = 900  # keys in one query, as SQLite takes them


def answers_standing(*, viewer: Viewer, household_ids: Collection[UUID]) -> dict[UUID, dict[FactKey, str]]:
    """The answers that stand by the visits of each family whose poverty and health the viewer may read (S2).

    What two visits say differently is left out until somebody decides. The caller records the reading.
    """
    keys, found = list(dict.fromkeys(household_ids)), dict[UUID, dict[FactKey, str]]()
    scope = within(viewer, Action.VIEW_HOUSEHOLD, "household__area_code", sensitivity=Sensitivity.S2)
    known = catalogue()
    for start in range(0, len(keys), _PIECE):
        rows = Visit.objects.filter(scope, household__in=keys[start : start + _PIECE], household__retired_at=None)
        visits: dict[UUID, list[Visit]] = defaultdict(list)
        for row in rows:
            visits[row.household_id].append(row)
        for household, made in visits.items():
            states = facts_of(logbook_of(sorted(made, key=lambda one: one.said().order)))
            found[household] = {
                key: state.standing[-1].value
                for key, state in states.items()
                if key.fact in known
                and known[key.fact].sensitivity <= Sensitivity.S2
                and len({one.value for one in state.standing}) == 1
            }
    return found


def papers_kept(*, viewer: Viewer, household_ids: Collection[UUID]) -> dict[UUID, tuple[Bilingual, ...]]:
    """What kinds of papers are kept with each family, as far as the viewer may read them; never what they are called."""
    keys, found = list(dict.fromkeys(household_ids)), defaultdict[UUID, set[DocumentKind]](set)
    scope = within(viewer, Action.VIEW_HOUSEHOLD, "household__area_code", sensitivity=Sensitivity.S2)
    for start in range(0, len(keys), _PIECE):
        rows = Document.objects.filter(
            scope,
            household__in=keys[start : start + _PIECE],
            state=Document.State.ACTIVE,
            sensitivity__lte=Sensitivity.S2,
        )
        for household, kind in rows.values_list("household_id", "kind"):
            found[household].add(DocumentKind(kind))
    return {key: tuple(KIND_LABELS[kind] for kind in DocumentKind if kind in kinds) for key, kinds in found.items()}
