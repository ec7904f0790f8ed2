"""The facts that benefits read, gathered from the newest staged registers of an area: for jobs, which show them to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from samutphok.foundation.warehouse import naming
from samutphok.kernel.policies import load_policy
from samutphok.registry.actions.lookups import households_of_batch
from samutphok.targeting.actions import oldest_cut, read_registers, sources_read
from samutphok.targeting.domain.evidence import RegisterEvidence, read_evidence
from samutphok.targeting.domain.lists import SURVEY
from samutphok.targeting.engine import rights
from samutphok.targeting.engine.survey import joined_number as joined_number
from samutphok.targeting.portions import Portions, newest_portions

EVIDENCE = "registers-2569"
OTHERS = ("state_welfare", "disability", "elderly_allowance", "provincial_aid")


@dataclass(frozen=True, slots=True)
class RightsFacts:
    """What was gathered. sources: as lists keep them; data_cut: the oldest day among the registers."""

    evidence: RegisterEvidence
    sources: list[dict[str, Any]]
    data_cut: date
    batches: Portions


def register_evidence() -> RegisterEvidence:
    """What registers show, as policy/evidence has it."""
    return read_evidence(load_policy("evidence", EVIDENCE))


def lay_rights_facts(*, area_prefix: str, as_of: date, path: Path, scratch: Path) -> RightsFacts:
    """Writes the area's persons with the facts that benefits read (`engine.rights.lay_down`) to `path`, as Parquet.

    Raises MissingRegister when the survey or the welfare register has not arrived.
    """
    read_registers(area_prefix)
    found = {name: read for name, read in newest_portions((SURVEY, *OTHERS), area_prefix).items() if read}
    evidence = register_evidence()
    parts = {name: tuple(portion.part for portion in read) for name, read in found.items()}
    with naming(*(portion.batch.path for read in found.values() for portion in read)):
        rights.lay_down(
            rights.RightsRegisters(parts[SURVEY], {name: parts.get(name, ()) for name in OTHERS}),
            evidence,
            as_of=as_of,
            prefix=area_prefix,
            path=path,
            scratch=scratch,
        )
    return RightsFacts(evidence, sources_read(found), oldest_cut(found, found), found)


def homes_of(batches: Portions) -> Iterator[tuple[int, UUID]]:
    """The household of each row of the surveys, by its number among the joined rows."""
    for place, portion in enumerate(batches[SURVEY]):
        for row, household in households_of_batch(portion.batch.id):
            yield joined_number(place, row), household
