"""Multidimensional poverty of an area and of those inside it, from the lists drawn by an Alkire-Foster measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samutphok.insights.domain.area import MeasureNote
from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.disclosure import disclose_index
from samutphok.insights.domain.index import PovertyIndex
from samutphok.insights.queries.places import prefix_of
from samutphok.targeting.domain.scores import ScoreAsked, ScoreListView, ScoreTally
from samutphok.targeting.queries import score_lists_for, score_tallies


@dataclass(frozen=True, slots=True)
class Indices:
    """The index of an area, and of those inside it by code."""

    measure: MeasureNote
    cut_off: float
    here: PovertyIndex
    below: Mapping[str, PovertyIndex]


def indices_of(
    code: str, known: Sequence[ScoreListView], *, measure: str, year: int | None, exact: bool
) -> Indices | None:
    """The index by that measure, of a year or by the lists in force; None when no list of it speaks of the area.

    The sums behind it are rounded unless the viewer may see the families: one query.
    """
    drawn = score_lists_for(prefix_of(code), measure=measure, year=year, among=known)
    if not drawn:
        return None
    (tallies,) = score_tallies([ScoreAsked(code, None, drawn)])
    return Indices(
        measure=_note(drawn),
        cut_off=drawn[0].k,
        here=_index(tallies.here, exact),
        below={row.area_code: _index(row, exact) for row in tallies.below},
    )


def _index(tally: ScoreTally, exact: bool) -> PovertyIndex:
    index = PovertyIndex(
        persons=tally.persons,
        poor=tally.poor,
        scores=sum(tally.scores.values()),
        by_dimension=tuple(tally.scores.get(dimension, 0.0) for dimension in Dimension),
    )
    return index if exact else disclose_index(index)


def _note(drawn: Sequence[ScoreListView]) -> MeasureNote:
    first = drawn[0]
    return MeasureNote(
        name=first.measure,
        label=first.label,
        source=first.source,
        version=first.rule.sha256[:12],
        as_of=min(one.data_cut for one in drawn),
        drawn_at=max(one.drawn_at for one in drawn),
    )
