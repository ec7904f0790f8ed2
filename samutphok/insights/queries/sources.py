"""How old each register is where a page looks."""

from datetime import datetime
from functools import cache

from django.utils import timezone

from samutphok.access.domain import covers
from samutphok.insights.domain.area import SourceFreshness
from samutphok.insights.domain.evidence import Evidence
from samutphok.insights.queries.places import prefix_of
from samutphok.intake.domain.batch import StagedBatch
from samutphok.intake.queries import newest_staged
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy, policy_names
from samutphok.registry.domain.views import Source


def sources_of(code: str, *, now: datetime) -> tuple[SourceFreshness, ...]:
    """Every register that speaks of the area, with its newest batch for it; one query."""
    newest = newest_staged((name, prefix_of(code)) for name in registers_of(code))
    return tuple(freshness(register, batch, now) for (register, _), batch in newest.items())


def registers_of(code: str) -> tuple[str, ...]:
    """The registers that may speak of an area: those of the country, and those of a part of it that meets the area."""
    extents = {name: load_policy("registers", name).raw.get("area", "") for name in policy_names("registers")}
    prefix = prefix_of(code)
    return tuple(name for name, extent in extents.items() if covers(extent, prefix) or covers(prefix, extent))


def freshness(register: str, newest: StagedBatch | None, now: datetime) -> SourceFreshness:
    """How old a register is by its newest batch; None when none has arrived."""
    if newest is None:
        return SourceFreshness(register, register_label(register), None, None, 0, None)
    return SourceFreshness(
        register=register,
        label=register_label(register),
        as_of=newest.as_of,
        received_at=newest.received_at,
        rows=newest.rows,
        days_old=(timezone.localdate(now) - newest.as_of).days,
    )


def evidence_of(source: Source) -> Evidence:
    """Where a fact of the registry comes from, as a page says it."""
    return Evidence(
        register=source.register,
        label=register_label(source.register),
        as_of=source.as_of,
        batch_id=source.batch_id,
        row_number=source.row_number,
    )


@cache
def register_label(register: str) -> Bilingual:
    """The register's title as its policy file has it."""
    title = load_policy("registers", register).get("title")
    return Bilingual(title["th"], title["en"])
