"""How urgent a request is by what was answered, why, and when it falls due: the shipped policy, as a table."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from samutphok.kernel.sealed_words import sealed_words_on
from samutphok.partners.queries import calendar
from samutphok.requests.domain.asking import Kind, Urgency
from samutphok.requests.domain.rules import suggest
from samutphok.requests.domain.standing import MOVES
from samutphok.requests.domain.telling import may_be_said
from samutphok.requests.queries.rules import rules_on

DAY = date(2026, 11, 23)
RULES = rules_on(DAY)
UNSAID = sealed_words_on(DAY)
C, U, N, INFO = Urgency


@pytest.mark.parametrize(
    ("kind", "safety", "problems", "urgency", "because", "call"),
    [
        ("help", [], [], N, "kind:help", ()),
        ("information", [], [], INFO, "kind:information", ()),
        ("information", ["no_food"], [], U, "safety:no_food", ()),
        ("help", ["no_food", "life"], [], C, "safety:life", ("1669",)),
        ("help", ["life", "fire_flood"], ["homeless"], C, "safety:life", ("1669", "191")),
        ("help", [], ["debt", "homeless"], U, "problem:homeless", ()),
        ("help", [], ["out_of_school"], N, "kind:help", ()),
        ("access", [], [], N, "kind:access", ()),
        ("help", ["hiv"], [], U, "safety:hiv", ()),
    ],
)
def test_urgency_and_its_reason(
    kind: str, safety: list[str], problems: list[str], urgency: Urgency, because: str, call: tuple[str, ...]
) -> None:
    found = suggest(RULES, kind=Kind(kind), safety=safety, problems=problems)
    assert (found.urgency, found.because, found.call) == (urgency, because, call)


@pytest.mark.parametrize(
    ("answer", "matter"),
    [
        ("violence", "violence"),
        ("trafficking", "trafficking"),
        ("mental_crisis", "mental_crisis"),
        ("hiv", "hiv"),
        ("secret", "other"),
        ("life", ""),
    ],
)
def test_what_belongs_to_a_named_team(answer: str, matter: str) -> None:
    assert suggest(RULES, kind=Kind.HELP, safety=[answer], problems=[]).protected == matter


@pytest.mark.parametrize(
    ("kind", "urgency", "term"),
    [
        ("help", C, timedelta(minutes=15)),
        ("help", U, timedelta(hours=24)),
        ("help", N, timedelta(days=7)),
        ("access", N, timedelta(days=30)),
        ("access", U, timedelta(hours=24)),
        ("correction", N, timedelta(days=15)),
        ("complaint", N, timedelta(days=15)),
    ],
)
def test_when_it_falls_due(kind: str, urgency: Urgency, term: timedelta) -> None:
    hours = calendar(on=DAY)
    start = datetime(2026, 11, 23, 10, 0, tzinfo=hours.zone)
    assert RULES.due(kind=Kind(kind), urgency=urgency, start=start, calendar=hours) == start + term


def test_a_question_asked_on_friday_evening_waits_for_the_office() -> None:
    hours = calendar(on=DAY)
    friday = datetime(2026, 11, 27, 20, 0, tzinfo=hours.zone)
    due = RULES.due(kind=Kind.INFORMATION, urgency=INFO, start=friday, calendar=hours)
    assert due.date() >= date(2026, 11, 30)


@pytest.mark.parametrize(
    ("said", "may"), [("มารับได้พรุ่งนี้", True), ("", True), ("ผลตรวจ HIV", False), ("๑๙๙๐๑๒๓๔๕๖๗๘๙", False)]
)
def test_what_a_caller_may_be_told(said: str, may: bool) -> None:
    assert may_be_said(said, UNSAID) is may


def test_no_answer_of_the_policy_gives_anything_away() -> None:
    assert all(may_be_said(words, UNSAID) for one in RULES.answers.values() for words in (one.th, one.en))


def test_the_documents_show_the_table_of_moves() -> None:
    assert MOVES.diagram() in (Path(__file__).parents[2] / "docs" / "requests.md").read_text()
