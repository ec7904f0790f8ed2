"""The kinds of help that the provinces report are there, in their own units; the diagram in the documents is the table."""

from datetime import date
from pathlib import Path

import pytest

from samutphok.aid.domain.application import APPLICATION
from samutphok.aid.domain.kinds import Form, Receiver
from samutphok.aid.queries.rules import limit_on, rules_on

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "form", "to", "unit"),
    [
        ("small-children-money", Form.MONEY, Receiver.FAMILY, "ครั้ง"),
        ("upbringing", Form.SERVICE, Receiver.FAMILY, "ครั้ง"),
        ("fund-contribution", Form.MONEY, Receiver.FUND, "ครั้ง"),
        ("ban-por-piang", Form.HOUSE, Receiver.FAMILY, "หลัง"),
        ("baan-mankong", Form.HOUSE, Receiver.FAMILY, "ครัวเรือน"),
        ("wheelchair", Form.GOODS, Receiver.PERSON, "คัน"),
        ("certificate", Form.HONOUR, Receiver.FIRM, "ฉบับ"),
    ],
)
def test_what_phuket_reported_can_be_written_down(kind, form, to, unit):
    found = rules_on(DAY).kinds[kind]
    assert (found.form, found.to, found.unit.th) == (form, to, unit)


@pytest.mark.parametrize(
    ("kind", "ceiling", "times"),
    [
        ("emergency-aid", 3_000, 3),
        ("low-income-family-aid", 3_000, 3),
        ("elder-in-hardship", 3_000, 3),
        ("poor-child-aid", 3_000, None),
        ("elder-funeral", 3_000, None),
        ("ban-por-piang", 19_000, None),
        ("home-adaptation-elderly", 40_000, None),
        ("food", None, None),
    ],
)
def test_limits_are_those_of_the_benefits(kind, ceiling, times):
    limit = limit_on(rules_on(DAY).kinds[kind], DAY)
    assert limit.ceiling == (ceiling * 100 if ceiling else None)
    assert limit.times == times


def test_every_limit_names_a_number_of_its_benefit():
    for kind in rules_on(DAY).kinds.values():
        limit = limit_on(kind, DAY)
        assert bool(kind.ceiling) == (limit.ceiling is not None)


def test_the_diagram_in_the_documents_is_the_table():
    text = (Path(__file__).parents[2] / "docs/aid.md").read_text()
    drawn = text.split("```mermaid\n")[1].split("```")[0]
    assert sorted(drawn.split("\n")) == sorted(APPLICATION.diagram().split("\n"))
