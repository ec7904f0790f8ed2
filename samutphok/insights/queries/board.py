"""The governor's page: a province tambon by tambon, and what became of its families since the cut before."""

from collections.abc import Mapping, Sequence
from datetime import date

from samutphok.access.domain import Viewer
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import names
from samutphok.insights.domain.area import AreaNumbers, Share
from samutphok.insights.domain.attention import AttentionRule
from samutphok.insights.domain.home import Board, BoardRow, Change, FlowCell, LevelLine, Movement
from samutphok.insights.queries.areas import NO_SWITCH
from samutphok.insights.queries.drawn_areas import shown, tallies_of
from samutphok.insights.queries.places import place_named
from samutphok.targeting.domain.counts import AreaTally
from samutphok.targeting.domain.flows import NO_LEVEL, AreaFlows, Flow, Step
from samutphok.targeting.domain.lists import AreaAsked, ListView
from samutphok.targeting.queries import level_flows

LEVELS = (3, 2, 1, 0, NO_LEVEL)


def board(
    *,
    viewer: Viewer,
    whole: AreaTally,
    amphoe: Sequence[str],
    drawn: Sequence[ListView],
    before: Sequence[ListView],
    rule: AttentionRule,
) -> Board:
    """The board of an area whose counts are `whole`, for whoever may see its families; three queries.

    amphoe: the codes of the amphoe inside it; before: the lists of the cut before, empty without one.
    """
    lists = (tuple(drawn), tuple(before)) if before else (tuple(drawn),)
    counted = tallies_of([AreaAsked(code, None, read) for read in lists for code in amphoe], NO_SWITCH)
    now, past = counted[: len(amphoe)], counted[len(amphoe) :]
    earlier = {row.area_code: row for found in past for row in found.below}
    flows, by_tambon = level_flows(whole.area_code, drawn) if before else (None, ())
    moved = {one.area_code: one for one in by_tambon}
    tambons = [row for found in now for row in found.below]
    known = names(row.area_code for row in tambons)
    rows = [
        _row(
            viewer,
            row,
            known,
            change=change_of(row, earlier.get(row.area_code), drawn, before),
            red=rule.is_red(_share(row), _share(whole)),
            moved=moved.get(row.area_code),
        )
        for row in tambons
    ]
    return Board(
        rows=tuple(sorted(rows, key=lambda row: (-(row.numbers.selected_share.fraction or 0), row.place.code))),
        rule=rule.said,
        rule_source=rule.source,
        movement=movement(flows, drawn, before) if flows else None,
    )


def change_of(
    now: AreaTally | AreaNumbers,
    past: AreaTally | AreaNumbers | None,
    drawn: Sequence[ListView],
    before: Sequence[ListView],
) -> Change | None:
    """Target-poor persons now and on the cut before; None without a list of it."""
    if not before or past is None:
        return None
    return Change(past.target_poor, now.target_poor, _cut(before), _cut(drawn))


def movement(flows: AreaFlows, drawn: Sequence[ListView], before: Sequence[ListView]) -> Movement:
    """The flows of an area as its page shows them."""
    found = {(flow.was, flow.now): flow for flow in flows.flows}
    return Movement(
        cut_before=_cut(before),
        cut=_cut(drawn),
        better=flows.households(Step.BETTER),
        same=flows.households(Step.SAME),
        worse=flows.households(Step.WORSE),
        new=flows.households(Step.NEW),
        gone=flows.households(Step.GONE),
        levels=tuple(
            LevelLine(None if level == NO_LEVEL else level, flows.stand(level), flows.stood(level)) for level in LEVELS
        ),
        cells=tuple(tuple(flow_cell(found, was, now) for now in LEVELS) for was in LEVELS),
    )


def flow_cell(found: Mapping[tuple[int, int], Flow], was: int, now: int) -> FlowCell:
    """How many families went from one level to another; none where nobody did."""
    flow = found.get((was, now), Flow(was, now, 0))
    return FlowCell(flow.households, flow.step.value)


def _row(
    viewer: Viewer,
    row: AreaTally,
    known: Mapping[str, AreaView],
    *,
    change: Change | None,
    red: bool,
    moved: AreaFlows | None,
) -> BoardRow:
    return BoardRow(
        place=place_named(viewer, row.area_code, known),
        numbers=shown(row, exact=True),
        change=change,
        red=red,
        better=moved.households(Step.BETTER) if moved else None,
        worse=moved.households(Step.WORSE) if moved else None,
    )


def _share(row: AreaTally) -> Share:
    return Share(row.target_poor, row.persons)


def _cut(lists: Sequence[ListView]) -> date:
    return min(one.data_cut for one in lists)
