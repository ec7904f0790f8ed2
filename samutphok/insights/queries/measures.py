"""Which measure stands behind a page's numbers."""

from collections.abc import Iterable, Sequence
from functools import cache

from samutphok.insights.domain.area import MeasureNote
from samutphok.insights.domain.choice import Option
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy
from samutphok.targeting.domain.lists import ListView
from samutphok.targeting.domain.scores import ScoreListView
from samutphok.targeting.queries import measure_named


def measure_note(drawn: Sequence[ListView]) -> MeasureNote | None:
    """The measure of these lists: the oldest data cut and the latest drawing among them; None without a list."""
    if not drawn:
        return None
    first = drawn[0]
    return MeasureNote(
        name=first.measure,
        label=measure_named(first.measure).label,
        source=_source_of(first.measure),
        version=first.rule("measures", first.measure).sha256[:12],
        as_of=min(found.data_cut for found in drawn),
        drawn_at=max(found.drawn_at for found in drawn),
        drawn_by=tuple(dict.fromkeys(found.drawn_by for found in drawn if found.drawn_by)),
    )


@cache
def _source_of(measure: str) -> Bilingual:
    return load_policy("measures", measure).source


def measures_of(lists: Iterable[ListView], scores: Iterable[ScoreListView] = ()) -> tuple[Option, ...]:
    """The measures that have a list in force among these, those of weighed deprivations last."""
    names = sorted({found.measure for found in lists if found.current})
    weighed = {found.measure: found.label for found in scores if found.current}
    return (
        *(Option(name, measure_named(name).label) for name in names),
        *(Option(name, weighed[name]) for name in sorted(weighed)),
    )
