"""Fair shares over files alone: needs, programmes and rules in, a proposal out. Nobody is given anything by it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from samutphok.allocation.domain.problem import Problem, problem_of, read_sharing_rules
from samutphok.allocation.domain.proposal import Proposal, used, why
from samutphok.allocation.engine.reading import read_needs, read_programmes
from samutphok.allocation.engine.solving import allocate as allocate
from samutphok.allocation.errors import BadNeeds
from samutphok.foundation.warehouse import settle
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.policies import load_policy


@dataclass(frozen=True, slots=True)
class Shared:
    """What `allocate_files` found: the problem as read, and the proposal."""

    problem: Problem
    proposal: Proposal

    def summary(self) -> dict[str, Any]:
        """The proposal in numbers: objective, bound, gap, and for each programme places, baht and the price of a place."""
        problem, proposal = self.problem, self.proposal
        _, places, baht = used(problem, proposal.given)
        supply = problem.supply
        return {
            "needs": len(problem.needs.value),
            "given": int(proposal.given.sum()),
            "objective": proposal.objective,
            "bound": proposal.bound,
            "gap": proposal.gap,
            "programmes": {
                name: {
                    "given": int(places[number]),
                    "capacity": int(supply.capacity[number]),
                    "baht": float(baht[number]),
                    "budget": float(supply.budget[number]) if supply.budget[number] < float("inf") else None,
                    "price_of_a_place": float(proposal.prices[number]),
                }
                for number, name in enumerate(problem.needs.programmes)
            },
            "areas": [
                {
                    "area": share.area,
                    "programme": share.programme or None,
                    "given": int((proposal.given & inside).sum()),
                    "of": int((proposal.given & of).sum()),
                    "floor": share.floor,
                    "ceiling": share.ceiling,
                }
                for share, inside, of in zip(problem.rules.shares, problem.inside, problem.of, strict=True)
            ],
            "why": dict(sorted(Counter(word.value for word in why(problem, proposal.given)).items())),
        }


def allocate_files(*, needs: Path, programmes: Path, rules: Path, out: Path, explain: Path | None = None) -> Shared:
    """Read needs, programmes and rules, write the proposal as Parquet: household_id, programme_id.

    `explain` gets a row a need with whether and why. Each file is written whole or not at all. Raises BadNeeds and PolicyError,
    which name file and row or line.
    """
    sharing = read_sharing_rules(load_policy("measures", rules))
    names, supply = read_programmes(programmes)
    for share in sharing.shares:
        if share.programme and share.programme not in names:
            raise BadNeeds(
                rules.name,
                Bilingual(f"ไม่มีโครงการ {share.programme}", f"there is no programme {share.programme}."),
                Bilingual("ใช้ชื่อโครงการในแฟ้มโครงการ", "Use the name of one of the programmes."),
            )
    problem = problem_of(read_needs(needs, names, sharing), supply, sharing)
    for path in (out, explain):
        if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
            raise InvalidInput(
                problem=Bilingual(f"เขียนผลลัพธ์ที่ {path} ไม่ได้", f"{path} cannot be written."),
                remedy=Bilingual("ระบุชื่อแฟ้ม .parquet ในโฟลเดอร์ที่มีอยู่", "Name a .parquet file in a folder that exists."),
            )
    proposal = allocate(problem)
    if explain is not None:
        _write(
            explain,
            problem,
            None,
            {"value": problem.needs.value, "why": [word.value for word in why(problem, proposal.given)]},
        )
    _write(out, problem, proposal, {})
    return Shared(problem, proposal)


def _write(path: Path, problem: Problem, proposal: Proposal | None, more: dict[str, Any]) -> None:
    """The rows of a proposal, or of all needs, as Parquet."""
    needs = problem.needs
    rows = slice(None) if proposal is None else proposal.given
    table = pa.table(
        {
            "household_id": pa.array(needs.households, pa.string()).take(pa.array(needs.household[rows])),
            "programme_id": pa.array(needs.programmes, pa.string()).take(pa.array(needs.programme[rows])),
            **more,
        }
    )
    written = path.with_name(f".{path.name}.part")
    try:
        parquet.write_table(table, written)
        settle(written, path)
    finally:
        written.unlink(missing_ok=True)
