"""What a register-wide counting says of each family is what the interpreter says of that family alone."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samutphok.entitlements.domain.household import read_household
from samutphok.entitlements.domain.vocabulary import rights_vocabulary
from samutphok.entitlements.files import persons_file
from samutphok.entitlements.queries import benefits, household_answers
from samutphok.uptake.domain.standing import Group, Standing, standing_of
from samutphok.uptake.engine.counting import judge

ON = date(2026, 11, 23)
NAMES = (
    "elderly-allowance",
    "disability-allowance",
    "child-support-grant",
    "low-income-family-aid",
    "elder-in-hardship",
)
AMONG = tuple(one for one in benefits() if one.name in NAMES)
PERSON = ("nationality_thai", "state_pension", "disability_card", "welfare_card", "thai_parent", "in_hardship")
maybe = st.sampled_from([None, True, False])
persons = st.fixed_dictionaries(
    {
        **dict.fromkeys(PERSON, maybe),
        "birth_date": st.sampled_from(
            [None, "1930-01-01", "1950-10-01", "1966-11-23", "1990-02-03", "2010", "2022-05-05"]
        ),
        "got_elderly-allowance": maybe,
        "got_elder-in-hardship": maybe,
        "elder_aid_times": st.sampled_from([None, 0, 3]),
    }
)
families = st.fixed_dictionaries(
    {
        "area_code": st.sampled_from(["83010101", "83010102", "83010201", "83030301"]),
        "income_per_person": st.sampled_from([None, 20_000.0, 100_000.0, 100_001.0]),
        "breadwinner_lost": maybe,
        "family_aid_times": st.sampled_from([None, 0]),
        "members": st.lists(persons, min_size=1, max_size=4),
    }
)
OF_HOUSE = ("income_per_person", "breadwinner_lost", "family_aid_times")
TYPES = {
    **dict.fromkeys(
        (*PERSON, "got_elderly-allowance", "got_elder-in-hardship", "breadwinner_lost", "disabled"), pa.bool_()
    ),
    **dict.fromkeys(("birth_date", "household_id", "person_id", "area_code", "group"), pa.string()),
    **dict.fromkeys(("elder_aid_times", "family_aid_times", "row_number"), pa.int64()),
    "income_per_person": pa.float64(),
}


def rows_of(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for family in drawn:
        first = len(rows) + 1
        for member in family["members"]:
            rows.append(
                member
                | {name: family[name] for name in (*OF_HOUSE, "area_code")}
                | {"row_number": len(rows) + 1, "person_id": str(len(rows) + 1), "household_id": str(first)}
                | {"group": group_of(member["birth_date"]), "disabled": member["disability_card"] is True}
            )
    return rows


def group_of(birth: str | None) -> str:
    if birth is None:
        return ""
    return "elderly" if birth < "1966-11-24" else "adult" if birth < "2008-11-24" else "child"


def oracle(drawn: list[dict[str, Any]], given_: list[tuple[int, str]]) -> Counter[tuple[str, str, str, str]]:
    """(area, benefit, group, standing) -> how many, and the money of the unclaimed under standing 'month'."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    row = 0
    for family in drawn:
        first, members = row + 1, family["members"]
        stated = [
            {k: v for k, v in one.items() if not k.startswith("got_")} | {"person_id": str(row + n)}
            for n, one in enumerate(members, 1)
        ]
        content = {"household": {name: family[name] for name in OF_HOUSE}, "persons": stated}
        household = read_household(content, file="family", on=ON, vocabulary=rights_vocabulary())
        for said in household_answers(household, among=AMONG, on=ON):
            name = said.answer.benefit.name
            own = members[int(said.person_id) - row - 1] if said.person_id else None
            got = own.get(f"got_{name}") if own else any_of(members, f"got_{name}")
            if (int(said.person_id) if said.person_id else first, name) in given_:
                got = True
            standing = standing_of(said.answer.outcome, got)
            part = (group_of(own["birth_date"]) or Group.AGE_OPEN.value) if own else Group.FAMILY.value
            disabled = own["disability_card"] is True if own else any(one["disability_card"] is True for one in members)
            for group in (part, Group.ALL.value, *([Group.DISABLED.value] if disabled else [])):
                for length in (2, 4, 6, 8):
                    area = family["area_code"][:length]
                    counted[area, name, group, standing.value] += 1
                    counted[area, name, group, "asked"] += 1
                    if standing is Standing.UNCLAIMED and said.answer.benefit.per.value == "baht_per_month":
                        counted[area, name, group, "unclaimed_year"] += round(12 * (said.answer.amount or 0))
        row += len(members)
    return counted


def stated_of(members: list[dict[str, Any]], before: int) -> list[dict[str, Any]]:
    """The members as a family's file states them; ids follow the `before` rows that came earlier."""
    return [
        {name: value for name, value in one.items() if not name.startswith("got_")} | {"person_id": str(before + place)}
        for place, one in enumerate(members, 1)
    ]


def any_of(members: list[dict[str, Any]], column: str) -> bool | None:
    known = [one[column] for one in members if column in one and one[column] is not None]
    return any(known) if known else None


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(drawn=st.lists(families, min_size=1, max_size=8), data=st.data())
def test_counts_are_the_interpreters_answers_and_add_up(drawn: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = rows_of(drawn)
    firsts = sorted({int(one["household_id"]) for one in rows})
    given_ = [(row, "low-income-family-aid") for row in data.draw(st.sets(st.sampled_from(firsts), max_size=2))]
    with tempfile.TemporaryDirectory() as folder:
        people, answers = Path(folder) / "p.parquet", Path(folder) / "a.parquet"
        schema = pa.schema(list(TYPES.items()))
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), people)
        persons_file(people, out=answers, among=AMONG, on=ON, engine="duckdb", memory_limit="500MB", reasons=True)
        judged = judge(people, answers, among=AMONG, got=given_, scratch=Path(folder))
        found = list(judged.counts("83"))
        missing = list(judged.missing("83"))
    expected = oracle(drawn, given_)
    said: Counter[tuple[str, str, str, str]] = Counter()
    for one in found:
        for name in (*(each.value for each in Standing if each is not Standing.NO), "asked", "unclaimed_year"):
            if one[name]:
                said[one["area"], one["benefit"], one["counted"], name] = round(one[name])
    assert said == Counter({key: count for key, count in expected.items() if key[3] != "no" and count})
    whole = {key: count for key, count in said.items() if key[0] == "83" and key[2] == "all"}
    for (_, benefit, _, standing), count in whole.items():
        parts = ("child", "adult", "elderly", "age_open", "family")
        assert count == sum(said["83", benefit, part, standing] for part in parts)
        for length in (4, 6, 8):
            inside = [n for k, n in said.items() if len(k[0]) == length and k[1:] == (benefit, "all", standing)]
            assert count == sum(inside)
    for one in missing:  # no fact keeps more answers open than there are open answers
        assert one["n"] <= expected[one["area"], one["benefit"], one["counted"], "unknown"]


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(drawn=st.lists(families, min_size=1, max_size=5))
def test_missing_facts_are_those_that_the_interpreter_names(drawn: list[dict[str, Any]]) -> None:
    rows = rows_of(drawn)
    with tempfile.TemporaryDirectory() as folder:
        people, answers = Path(folder) / "p.parquet", Path(folder) / "a.parquet"
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(list(TYPES.items()))), people)
        persons_file(people, out=answers, among=AMONG, on=ON, engine="duckdb", memory_limit="500MB", reasons=True)
        told = {
            (one["household_id"], one["person_id"], one["benefit"]): one for one in pq.read_table(answers).to_pylist()
        }
    row = 0
    for family in drawn:
        stated = [
            {k: v for k, v in one.items() if not k.startswith("got_")} | {"person_id": str(row + n)}
            for n, one in enumerate(family["members"], 1)
        ]
        content = {"household": {name: family[name] for name in OF_HOUSE}, "persons": stated}
        for said in household_answers(
            read_household(content, file="f", on=ON, vocabulary=rights_vocabulary()), among=AMONG, on=ON
        ):
            one = told[str(row + 1), said.person_id, said.answer.benefit.name]
            missing = {name for name in one["missing"].split(",") if name}
            assert missing == (set(said.answer.missing) if said.answer.outcome.value == "unknown" else set())
            failed = {reason.clause.id for reason in said.answer.reasons if reason.met is False}
            assert {name for name in one["failed"].split(",") if name} == failed
        row += len(family["members"])
