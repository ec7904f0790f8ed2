"""Which measure stands behind a page's numbers."""

from collections.abc import Iterable, Sequence

from samutphok.insights.domain.area import MeasureNote
from samutphok.insights.domain.choice import Dimension, Option
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy
from samutphok.targeting.domain.lists import ListView
from samutphok.targeting.queries import measure_named


def measure_note(drawn: Sequence[ListView]) -> MeasureNote | None:
    """The measure of these lists: the oldest data cut and the latest drawing among them; None without a list."""
    if not drawn:
        return None
    first = drawn[0]
    return MeasureNote(
        name=first.measure,
        label=measure_named(first.measure).label,
        source=load_policy("measures", first.measure).source,
        version=first.rule("measures", first.measure).sha256[:12],
        as_of=min(found.data_cut for found in drawn),
        drawn_at=max(found.drawn_at for found in drawn),
    )


def measures_of(lists: Iterable[ListView]) -> tuple[Option, ...]:
    """The measures that have a list among these."""
    names = sorted({found.measure for found in lists})
    return tuple(Option(name, measure_named(name).label) for name in names)


def dimension_label(measure: str, dimension: Dimension) -> Bilingual:
    """The dimension as the measure names it."""
    return next(found.label for found in measure_named(measure).dimensions if found.name == dimension)
