"""Problems by dimension, indicator by indicator, with the survey row that says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.record import Answer, DimensionFacts, Finding, IndicatorFacts
from samutphok.registry.domain.views import RowView


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a measure's catalogue."""

    number: int
    column: str
    text: Bilingual
    of_household: bool


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of a measure with its indicators, in the catalogue's order."""

    name: str
    label: Bilingual
    indicators: tuple[Indicator, ...]


def catalogue(raw: Mapping[str, Any]) -> tuple[Dimension, ...]:
    """The dimensions of a measure's policy file."""
    return tuple(
        Dimension(
            name=dimension["name"],
            label=Bilingual(dimension["label"]["th"], dimension["label"]["en"]),
            indicators=tuple(
                Indicator(one["number"], one["column"], Bilingual(one["th"], one["en"]), one["of"] == "household")
                for one in dimension["indicators"]
            ),
        )
        for dimension in raw["dimensions"]
    )


def dimension_facts(dimensions: Iterable[Dimension], survey_rows: Sequence[RowView]) -> tuple[DimensionFacts, ...]:
    """What the newest survey row of each member says of every indicator; one failure counts for the household."""
    facts = []
    for dimension in dimensions:
        indicators = tuple(_indicator_facts(indicator, survey_rows) for indicator in dimension.indicators)
        answer = _together(indicator.answer for indicator in indicators)
        facts.append(DimensionFacts(dimension.name, dimension.label, answer, indicators))
    return tuple(facts)


def _indicator_facts(indicator: Indicator, rows: Sequence[RowView]) -> IndicatorFacts:
    findings = tuple(
        Finding(row.person_id, _answer(row.values.get(indicator.column)), row.source)
        for row in rows
        if indicator.column in row.values
    )
    return IndicatorFacts(
        number=indicator.number,
        column=indicator.column,
        text=indicator.text,
        of_household=indicator.of_household,
        answer=_together(finding.answer for finding in findings),
        findings=findings,
    )


def _answer(value: object) -> Answer:
    """1 passed, 0 failed, anything else says nothing."""
    return {1: Answer.PASSED, 0: Answer.FAILED}.get(value, Answer.UNKNOWN) if isinstance(value, int) else Answer.UNKNOWN


def _together(answers: Iterable[Answer]) -> Answer:
    """Failed beats passed beats unknown."""
    found = set(answers)
    return next((answer for answer in (Answer.FAILED, Answer.PASSED) if answer in found), Answer.UNKNOWN)
