"""How old each register is where a page looks."""

from datetime import datetime
from functools import cache

from samutphok.insights.domain.area import SourceFreshness
from samutphok.insights.queries.places import prefix_of
from samutphok.intake.domain.batch import StagedBatch
from samutphok.intake.queries import newest_staged
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy, policy_names


def sources_of(code: str, *, now: datetime) -> tuple[SourceFreshness, ...]:
    """Every register the product knows, with its newest batch for the area; one query."""
    newest = newest_staged((name, prefix_of(code)) for name in policy_names("registers"))
    return tuple(_freshness(register, batch, now) for (register, _), batch in newest.items())


def _freshness(register: str, newest: StagedBatch | None, now: datetime) -> SourceFreshness:
    if newest is None:
        return SourceFreshness(register, register_label(register), None, None, 0, None)
    return SourceFreshness(
        register=register,
        label=register_label(register),
        as_of=newest.as_of,
        received_at=newest.received_at,
        rows=newest.rows,
        days_old=(now.date() - newest.as_of).days,
    )


@cache
def register_label(register: str) -> Bilingual:
    """The register's title as its policy file has it."""
    title = load_policy("registers", register).get("title")
    return Bilingual(title["th"], title["en"])
