"""Of the rows that a model joins unseen, at least 999 of 1,000 are joined to the right person: held against the truth of two
generators of people, of which the model has seen one."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest
from hard_families import population, register
from register_rows import LISTED, NOW, stage, viewer

from samutphok.intake.actions import receive_batch, stage_batch
from samutphok.kernel.dates import read_date
from samutphok.linkage.actions import attach_batch, liken_batch
from samutphok.linkage.domain.things import PERSON, Thing
from samutphok.linkage.models import LinkDecision
from samutphok.registry.models import Person, SourceRecord
from samutphok.synthetic import Plan, generate, generate_before

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ROUND, ROUND_BEFORE = date(2018, 9, 30), date(2017, 9, 30)
VILLAGERS, HARD = 1_600, 2_700  # people
Truth = Mapping[tuple[str, date, int], str]  # of a row, by register, cut and number: who it is


@dataclass(frozen=True, slots=True)
class Measured:
    """joined: pairs that the model joined unseen; wrong: of them, those of two people; numbers_apart: of them, those with
    two valid citizen numbers; doubtful: rows and people that no number places."""

    joined: int
    wrong: list[str]
    numbers_apart: int
    doubtful: int

    @property
    def precision(self) -> float:
        return 1 - len(self.wrong) / self.joined


def measured(truth: Truth) -> Measured:
    """What the model joined, held against the truth. A person is who their own rows say that they are."""
    rows = SourceRecord.objects.select_related("batch")
    of_row = {row.pk: truth[row.register, row.batch.as_of, row.row_number] for row in rows}
    of_person: dict[Any, set[str]] = {}
    for row in rows.exclude(state="linked").exclude(person=None):
        of_person.setdefault(row.person_id, set()).add(of_row[row.pk])

    def who(text: str) -> set[str]:
        thing = Thing.read(text)
        return of_person[thing.uuid] if thing.kind == PERSON else {of_row[int(thing.key)]}

    links = LinkDecision.objects.filter(kind="link").exclude(model="")
    wrong = [
        f"{one.left} {one.right} {one.probability} {one.evidence}"
        for one in links
        if not who(one.left) & who(one.right)
    ]
    placed = set(
        SourceRecord.objects.exclude(pid_index="").filter(state="attached").values_list("person_id", flat=True)
    )
    doubtful = Person.objects.exclude(pk__in=placed).count() + rows.filter(state__in=("unlinked", "linked")).count()
    numbers_apart = sum("pid:other" in one.evidence for one in links)
    return Measured(links.count(), wrong, numbers_apart, doubtful)


@pytest.fixture
def villages(tmp_path: Path) -> Truth:
    """Some villages of the product's synthetic province in two survey rounds, as offices send them, through the intake."""
    plan = Plan(provinces=("83",), seed=1, scale=0.03, as_of=ROUND)
    generate(plan, tmp_path)
    generate_before(plan, ROUND_BEFORE, tmp_path / "before")
    persons = parquet.read_table(tmp_path / "truth" / "persons.parquet", columns=["person_id", "area_code"])
    places = sorted(zip(persons["area_code"].to_pylist(), persons["person_id"].to_pylist(), strict=True))
    chosen = {person for _, person in places[:VILLAGERS]}
    truth: dict[tuple[str, date, int], str] = {}
    batches = []
    for folder, cut in ((tmp_path, ROUND), (tmp_path / "before", ROUND_BEFORE)):
        for name, encoding in (("bmn_survey", "utf-8-sig"), ("state_welfare", "utf-8"), ("disability", "utf-8-sig")):
            file, people = only(folder, name, encoding, chosen)
            batches.append(received(file, name, cut))
            truth |= {(name, cut, number): person for number, person in people.items()}
    for batch in batches:
        attach_batch(batch, now=NOW)
    liken_batch(batches[-1], now=NOW)
    return truth


def only(folder: Path, name: str, encoding: str, chosen: set[int]) -> tuple[Path, dict[int, str]]:
    """A register with the rows of these people alone, and who each row is."""
    links = parquet.read_table(folder / "truth" / "links.parquet", filters=[("register", "=", name)]).to_pylist()
    people = {link["row_number"]: link["person_id"] for link in links}
    kept = folder / f"chosen_{name}.csv"
    with (folder / f"{name}.csv").open(encoding=encoding, newline="") as whole, kept.open("w", newline="") as part:
        lines, writer = csv.reader(whole), csv.writer(part)
        writer.writerow(next(lines))
        mine = [(line, people[number]) for number, line in enumerate(lines, start=1) if people[number] in chosen]
        writer.writerows(line for line, _ in mine)
    return kept, {number: str(person) for number, (_, person) in enumerate(mine, start=2)}  # below the line of names


def received(file: Path, name: str, cut: date) -> Any:
    with file.open("rb") as opened:
        batch = receive_batch(viewer=viewer("83"), file=opened, register=name, as_of=cut, now=NOW)
    stage_batch(batch.id)
    return batch.id


@pytest.fixture
def families() -> Truth:
    """Families in which nearly everybody could be somebody else, in a survey and two registers, a third without numbers."""
    people = population(HARD, seed=2)
    truth: dict[tuple[str, date, int], str] = {}
    batches = []
    for name, share, numbers in (("bmn_survey", 0.9, 0.9), ("state_welfare", 0.5, 0.5), ("disability", 0.3, 0.5)):
        rows = register(people, name=name, share=share, numbers=numbers, seed=2)
        truth |= {(name, LISTED, number): str(one["person"]) for number, one in enumerate(rows, start=1)}
        batches.append(stage(name, list(canonical(rows)), as_of=LISTED))
    for batch in batches:
        attach_batch(batch, now=NOW)
    liken_batch(batches[-1], now=NOW)
    return truth


def canonical(rows: Sequence[Mapping[str, str | None]]) -> Iterator[dict[str, Any]]:
    """Rows as intake stages them."""
    for number, one in enumerate(rows):
        birth = read_date(one["birth_date"]) if one["birth_date"] else None
        house = {"house_code": f"8301{number:07d}", "family_no": "1"}
        yield (
            {name: one[name] for name in ("pid", "title", "first_name", "last_name", "sex", "area_code")}
            | house
            | {"birth_date": birth.iso() if birth else None}
        )


@pytest.mark.parametrize("world", ["villages", "families"])
def test_of_a_thousand_rows_that_a_model_joins_at_most_one_is_joined_to_the_wrong_person(
    world: str, request: pytest.FixtureRequest
) -> None:
    found = measured(request.getfixturevalue(world))
    assert found.joined > found.doubtful / 2  # by joining nobody, nobody is joined wrongly
    assert found.precision >= 0.999, found.wrong
    assert found.numbers_apart == 0
