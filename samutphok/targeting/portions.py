"""Which staged batches a drawing reads, and for which areas: the newest for each area, so that no row is read twice.

A province may send its survey amphoe by amphoe, a country comes from 76 files. Every batch speaks for the area that
holds its rows; where a newer batch speaks for a place too, the older one is silent there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samutphok.access.domain import covers
from samutphok.intake.domain.batch import StagedBatch
from samutphok.intake.queries import staged_near
from samutphok.targeting.engine.survey import Part, extents

Portions = dict[str, tuple["Portion", ...]]


@dataclass(frozen=True, slots=True)
class Portion:
    """A staged batch, and the areas inside which newer batches speak."""

    batch: StagedBatch
    without: tuple[str, ...]

    @property
    def part(self) -> Part:
        """The same as the engine reads it."""
        return Part(self.batch.path, self.without)


def newest_portions(registers: Iterable[str], area_prefix: str, *, until: date | None = None) -> Portions:
    """The portions of each register for the area, newest first; none where a register has not arrived.

    until: as the registers stood on that day; None for the newest.
    """
    found = staged_near(((register, area_prefix) for register in registers), until=until)
    return {register: portions(batches) for (register, _), batches in found.items()}


def portions(batches: Sequence[StagedBatch]) -> tuple[Portion, ...]:
    """Batches of one register, newest first, each silent where a newer one speaks; those silent everywhere are left out."""
    kept: list[Portion] = []
    spoken: tuple[str, ...] = ()
    for batch in batches:
        own = _speaks_for(batch) if len(batches) > 1 else ()
        if own and all(any(covers(newer, area) for newer in spoken) for area in own):
            continue
        kept.append(Portion(batch, spoken))
        spoken = tuple(dict.fromkeys([*spoken, *own]))
    return tuple(kept)


def _speaks_for(batch: StagedBatch) -> tuple[str, ...]:
    """The smallest area that holds all rows; for a file of several provinces, the smallest one in each of them."""
    return (batch.area_prefix,) if batch.area_prefix else extents(batch.path)
