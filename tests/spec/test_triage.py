"""Triage as a policy officer reads it: which problems, which services, which facts, and how the family is gone about."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy
from samutphok.logbook.domain.problems import FamilyProblem, SaidBy, Shown
from samutphok.partners.domain import AgencyContact, Capacity, Level, Service, ServiceOffer
from samutphok.triage.domain import Because, Kind, read_triage, sort_out

DAY = date(2026, 11, 2)
RULES = read_triage(load_policy("triage", "triage-2569"))
CHILD = UUID(int=1)
PAPER = (Bilingual("บัตรประชาชน", "Citizen card"),)


def problem(code: str, person: UUID | None = None) -> FamilyProblem:
    return FamilyProblem(
        code, Bilingual(code, code), "income", person, (Shown(SaidBy.REGISTER, DAY, "bmn", "bmn_survey"),)
    )


def offer(agency: str, *problems: str, **more: Any) -> ServiceOffer:
    said = {"free": None, "days": 10, "documents": PAPER, "capacity": Capacity.OPEN} | more
    label = Bilingual(f"บริการของ {agency}", f"A service of {agency}")
    return ServiceOffer(
        service=f"{agency}-{problems[0]}",
        agency=agency,
        label=label,
        area="830303",
        problems=frozenset(problems),
        free=said["free"],
        documents=said["documents"],
        expected_days=said["days"],
        contact=AgencyContact(),
        capacity=said["capacity"],
        level=Level.PROVINCE,
        detail=Service(f"{agency}-{problems[0]}", agency, label, frozenset(problems)),
    )


SCHOOL = offer("education", "out_of_school")
LABOUR = offer("labour", "no_work")
CARE = offer("public-health", "elder_uncared")
HOUSE = offer("codi", "insecure_house", days=120)
FULL = offer("labour", "no_work", free=0, capacity=Capacity.COUNTED)
SOME = offer("labour", "no_work", free=3, capacity=Capacity.COUNTED)
BUDGET = offer("msdhs", "low_income", capacity=Capacity.BUDGET)
GRANT = offer("finance", "right_not_received")
REGISTRAR = offer("interior", "no_identity")
FOUR = (SCHOOL, offer("agriculture", "debt"), offer("msdhs", "low_income"), offer("culture", "untidy_house"))

# problems, services here, facts -> how the family is gone about
FAMILIES = [
    ("a child without a school place, and a school has room", ["out_of_school"], [SCHOOL], {}, Kind.SOLVABLE_NOW),
    ("no problem is known", [], [SCHOOL], {}, Kind.NOTHING),
    ("the course is full: one agency, and wait", ["no_work"], [FULL], {}, Kind.ONE_AGENCY),
    ("three places are free", ["no_work"], [SOME], {}, Kind.SOLVABLE_NOW),
    ("help takes four months", ["insecure_house"], [HOUSE], {}, Kind.ONE_AGENCY),
    ("nobody offers anything here", ["debt"], [], {}, Kind.CONFERENCE),
    (
        "one can be solved now, one takes long",
        ["out_of_school", "insecure_house"],
        [SCHOOL, HOUSE],
        {},
        Kind.SOLVABLE_NOW,
    ),
    ("cannot work while a grandmother lies uncared", ["no_work", "elder_uncared"], [LABOUR, CARE], {}, Kind.CONFERENCE),
    (
        "the same agency meets both: no table needed",
        ["no_work", "elder_uncared"],
        [offer("msdhs", "no_work"), offer("msdhs", "elder_uncared")],
        {},
        Kind.SOLVABLE_NOW,
    ),
    (
        "four agencies for one family ask for one table",
        ["out_of_school", "debt", "low_income", "untidy_house"],
        FOUR,
        {},
        Kind.CONFERENCE,
    ),
    ("children and no grown-up", ["out_of_school"], [SCHOOL], {"children": 2, "grown": 0}, Kind.DANGER),
    (
        "an adult of unknown age is no sign",
        ["out_of_school"],
        [SCHOOL],
        {"children": 2, "grown": None},
        Kind.SOLVABLE_NOW,
    ),
    ("bedridden, and nobody to care", ["bedridden"], [], {"bedridden_uncared": 1}, Kind.DANGER),
    ("nowhere to sleep", [], [], {"homeless": True}, Kind.DANGER),
    ("something cannot wait", ["low_income"], [BUDGET], {"urgent": True}, Kind.DANGER),
    (
        "the breadwinner gone, children and no adult of working age",
        ["lost_income"],
        [offer("msdhs", "lost_income")],
        {"breadwinner_lost": True, "children": 2, "adults": 0, "grown": 1},
        Kind.CONFERENCE,
    ),
]


@pytest.mark.parametrize(
    ("codes", "offers", "facts", "kind"), [row[1:] for row in FAMILIES], ids=[r[0] for r in FAMILIES]
)
def test_a_family_is_sorted_by_what_can_be_done(codes: list[str], offers: Any, facts: Any, kind: Kind) -> None:
    found = sort_out([problem(code) for code in codes], list(offers), facts, RULES)
    assert found.kind is kind
    assert kind is Kind.NOTHING or found.reasons


def test_what_is_solvable_stays_solvable_within_a_family_that_needs_a_table() -> None:
    problems = [problem("no_work"), problem("elder_uncared"), problem("out_of_school")]
    found = sort_out(problems, [SCHOOL, LABOUR, CARE], {}, RULES)
    assert found.kind is Kind.CONFERENCE
    assert found.first is not None
    assert {one.code for one in found.problems if one.kind is Kind.SOLVABLE_NOW} == {"elder_uncared", "out_of_school"}
    work = next(one for one in found.problems if one.code == "no_work")
    assert work.kind is Kind.CONFERENCE
    assert work.reasons[0].words.en == "Cannot go to work while somebody at home needs care"


def test_without_a_citizen_number_only_the_registrar_can_be_asked() -> None:
    found = sort_out([problem("no_identity"), problem("right_not_received")], [REGISTRAR, GRANT], {}, RULES)
    by_code = {one.code: one for one in found.problems}
    assert by_code["no_identity"].kind is Kind.SOLVABLE_NOW
    assert Because.PAPERS_AT_HAND in {one.because for one in by_code["right_not_received"].reasons}
    assert by_code["right_not_received"].kind is Kind.CONFERENCE


def test_two_members_with_one_problem_are_one_line() -> None:
    found = sort_out([problem("out_of_school", CHILD), problem("out_of_school", UUID(int=2))], [SCHOOL], {}, RULES)
    assert [one.persons for one in found.problems] == [(CHILD, UUID(int=2))]


def test_a_guess_is_told_as_a_guess_and_stands_after_what_is_certain() -> None:
    unknown = offer("msdhs", "low_income", days=None, capacity=Capacity.BUDGET)
    found = sort_out([problem("low_income"), problem("out_of_school")], [unknown, SCHOOL], {}, RULES)
    assert [one.code for one in found.problems] == ["out_of_school", "low_income"]
    assert [one.sure for one in found.problems] == [True, False]


def test_every_rule_speaks_of_problems_that_the_catalogue_knows() -> None:
    known = {one["name"] for one in load_policy("problems", "problems-2564").raw["problems"]}
    named = {code for rule in RULES.depends for code in (rule.problem, *rule.waits_for)}
    assert named <= known
