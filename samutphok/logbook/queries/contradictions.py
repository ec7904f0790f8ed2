"""Where visits and registers contradict each other: findings for those who verify."""

from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer, decide
from samutphok.access.queries import inside, within
from samutphok.areas.domain import COUNTRY
from samutphok.foundation.audit.actions import record as record_act
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.visits import ContradictionKind, ContradictionPage, ContradictionView
from samutphok.logbook.models import Contradiction
from samutphok.logbook.queries.projected import catalogue
from samutphok.registry.queries import identities_of

MOST = 200


def contradictions(*, viewer: Viewer, household_id: UUID | None = None) -> tuple[ContradictionView, ...]:
    """The open contradictions in the viewer's scope (S2), the longest open first, at most 200; or those of one family.

    Reading them is recorded, once for each family, before the answer goes out.
    """
    rows = _open(viewer).select_related("household").order_by("opened_at", "id")
    found = list((rows if household_id is None else rows.filter(household__in=identities_of(household_id)))[:MOST])
    if household_id is None:
        _note_reading(viewer, found)
    return tuple(_view(row) for row in found)


def contradiction_page(
    *, viewer: Viewer, area_code: str = "", fact: str = "", page: int = 1, page_size: int = 25
) -> ContradictionPage:
    """One page of the open contradictions of an area (a prefix, '' all of the viewer's), the longest open first.

    facts: about what there are how many in the area, the commonest first; `fact` narrows the rows to one of them. A page
    after the last one is the last. Reading a page is recorded once, with its families, before the answer goes out.
    """
    here = _open(viewer).filter(inside("household__area_code", area_code))
    counted = here.values_list("fact").annotate(times=Count("pk")).order_by("-times", "fact")
    facts = tuple((name, _label(name), times) for name, times in counted)
    total = sum(times for name, _, times in facts if fact in ("", name))
    shown = min(page, -(-total // page_size) or 1)
    wanted = here.filter(fact=fact) if fact else here
    rows = list(wanted.select_related("household").order_by("opened_at", "id")[(shown - 1) * page_size :][:page_size])
    _note_page(viewer, area_code, rows)
    return ContradictionPage(tuple(map(_view, rows)), total, shown, page_size, facts)


def contradictions_waiting(*, viewer: Viewer) -> int:
    """How many open contradictions there are in the viewer's scope: one query."""
    return _open(viewer).count()


def _open(viewer: Viewer) -> "QuerySet[Contradiction]":
    scope = within(viewer, Action.VIEW_HOUSEHOLD, "household__area_code", sensitivity=Sensitivity.S2)
    return Contradiction.objects.filter(scope, closed_at=None, household__retired_at=None)


def _view(row: Contradiction) -> ContradictionView:
    return ContradictionView(
        id=row.id,
        household_id=row.household_id,
        area_code=row.household.area_code,
        person_id=row.person_id,
        kind=ContradictionKind(row.kind),
        fact=row.fact,
        label=_label(row.fact),
        said=row.said,
        visit_id=row.visit_id,
        register=row.register,
        register_as_of=row.register_as_of,
        register_value=row.register_value,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def _label(fact: str) -> Bilingual:
    known = catalogue().get(fact)
    return known.label if known else Bilingual(fact, fact)


def _note_page(viewer: Viewer, area_code: str, rows: list[Contradiction]) -> None:
    if not rows:
        return
    families = sorted({f"household:{row.household_id}" for row in rows})
    opened = decide(viewer, Action.VIEW_HOUSEHOLD, RecordScope(rows[0].household.area_code), Sensitivity.S2)
    with transaction.atomic(savepoint=False):
        record_act(
            actor=viewer.account_id,
            act="read_contradictions",
            subject=f"area:{area_code or COUNTRY}",
            grant=opened.grant.id if opened.grant else "",
            fields=families,
            now=viewer.now,
        )


def _note_reading(viewer: Viewer, rows: list[Contradiction]) -> None:
    areas = {row.household_id: row.household.area_code for row in rows}
    with transaction.atomic(savepoint=False):
        for household, area_code in areas.items():
            opened = decide(viewer, Action.VIEW_HOUSEHOLD, RecordScope(area_code), Sensitivity.S2)
            record_act(
                actor=viewer.account_id,
                act="read_contradictions",
                subject=f"household:{household}",
                grant=opened.grant.id if opened.grant else "",
                fields=("contradictions",),
                now=viewer.now,
            )
