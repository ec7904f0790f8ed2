"""What a province needs, what makes it succeed, what threatens it, and the activities that answer."""

from collections.abc import Iterable
from uuid import UUID

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.rounding import rounded
from samutphok.programmes.domain.views import PointView
from samutphok.programmes.errors import ProgrammeNotFound
from samutphok.programmes.models import Point
from samutphok.programmes.queries.scope import may_list


def area_points(*, viewer: Viewer, area_code: str) -> tuple[PointView, ...]:
    """The points of a province's plan that stand, each with the activities that answer it: two queries.

    Raises ProgrammeNotFound for an area whose counts the viewer does not see.
    """
    if not viewer.may(Action.VIEW_COUNTS, RecordScope(area_code), Sensitivity.S0):
        raise ProgrammeNotFound
    rows = list(Point.objects.filter(area_code=area_code).select_related("programme").order_by("at", "id"))
    answers: dict[UUID, list[Point]] = {}
    for row in rows:
        if row.answers_id:
            answers.setdefault(row.answers_id, []).append(row)
    exact = may_list(viewer, area_code)
    return tuple(_view(row, answers.get(row.id, ()), exact) for row in rows if row.answers_id is None)


def _view(row: Point, answers: Iterable[Point], exact: bool) -> PointView:
    families = row.families if exact or row.families is None else rounded(row.families)
    return PointView(
        id=row.id,
        kind=row.kind,
        title=row.title,
        said=row.said,
        agency=row.agency,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        programme=Bilingual(row.programme.name_th, row.programme.name_en or row.programme.name_th)
        if row.programme
        else None,
        dimension=row.dimension,
        families=families,
        evidence=tuple(one if exact else _rounded(one) for one in row.evidence),
        at=row.at,
        closed_on=row.closed_on,
        closed_how=row.closed_how,
        answered_by=tuple(_view(one, (), exact) for one in answers),
    )


def _rounded(one: dict[str, object]) -> dict[str, object]:
    return {name: rounded(value) if isinstance(value, int) else value for name, value in one.items()}
