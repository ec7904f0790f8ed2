"""Drawing an area by an Alkire-Foster measure, beside its target list: counts by area, no families."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.warehouse import naming
from samutphok.kernel.identifiers import area_parent
from samutphok.kernel.policies import load_policy, policy_names
from samutphok.targeting.actions import (
    MEMORY,
    STEP,
    SURVEY,
    oldest_cut,
    read_registers,
    require_drawing,
    require_valid,
    sources_read,
)
from samutphok.targeting.domain.alkire_foster import AlkireFosterMeasure, read_alkire_foster
from samutphok.targeting.domain.scores import ScoreListView
from samutphok.targeting.engine.scores import score_counts
from samutphok.targeting.models import ScoreCount, ScoreList
from samutphok.targeting.portions import Portions
from samutphok.targeting.queries.scores import score_list_view
from samutphok.targeting.workplace import workplace

ALKIRE_FOSTER = "alkire-foster"


def score_measures(surveyed: date) -> tuple[str, ...]:
    """The names of the Alkire-Foster measures that hold for a survey of that day."""
    named = (name for name in policy_names("measures") if is_score_measure(name))
    return tuple(name for name in named if load_policy("measures", name).holds_on(surveyed))


def is_score_measure(name: str) -> bool:
    """Whether the measure of that name is drawn as scores; raises InvalidInput when there is none of that name."""
    return bool(load_policy("measures", name).raw.get("rule") == ALKIRE_FOSTER)


def draw_scores(
    *, viewer: Viewer, area_prefix: str, measure: str, now: datetime, cut: date | None = None
) -> ScoreListView:
    """Draw an area by an Alkire-Foster measure from the newest staged surveys in it, and put the counts in force.

    cut: the survey as it stood on that day, to draw an earlier round, which steps back behind a later one. The same
    survey and measure give the same counts, which are then returned as they are. Raises what `require_drawing` raises,
    MissingRegister, MeasureNotValid, and PolicyError for a file that is no such measure.
    """
    require_drawing(viewer, area_prefix)
    file = load_policy("measures", measure)
    rules = read_alkire_foster(file)
    batches = {SURVEY: read_registers(area_prefix, until=cut)[SURVEY]}
    require_valid(file, batches)
    wanted = {
        "area_prefix": area_prefix,
        "measure": file.name,
        "rule": {"kind": "measures", "name": file.name, "sha256": file.sha256},
        "sources": sources_read(batches),
    }
    with workplace(f"{area_prefix or 'TH'}-{file.name}") as scratch:
        standing = ScoreList.objects.filter(**wanted).first()
        counts = []
        if standing is None:
            parts = [portion.part for portion in batches[SURVEY]]
            with naming(*(part.path for part in parts)):
                counts = score_counts(parts, rules, file, prefix=area_prefix, scratch=scratch, memory=MEMORY)
            standing = _new(wanted, rules, batches, now=now)
        _put_in_force(standing, counts, behind_later=cut is not None, viewer=viewer, now=now)
    return score_list_view(standing)


def _new(wanted: Mapping[str, Any], rules: AlkireFosterMeasure, batches: Portions, *, now: datetime) -> ScoreList:
    return ScoreList(
        **wanted,
        k=rules.k,
        indicators=[{"name": one.name, "dimension": one.dimension, "weight": one.weight} for one in rules.indicators],
        data_cut=oldest_cut(batches, (SURVEY,)),
        drawn_at=now,
    )


@transaction.atomic
def _put_in_force(
    drawn: ScoreList, counts: Sequence[Mapping[str, Any]], *, behind_later: bool, viewer: Viewer, now: datetime
) -> None:
    """Keeps a new list whole, or one that stood; the one in force until now steps back, unless its survey is a later one."""
    others = ScoreList.objects.filter(area_prefix=drawn.area_prefix, measure=drawn.measure, current=True)
    others = others.exclude(pk=drawn.pk)
    if not (behind_later and others.filter(data_cut__gt=drawn.data_cut).exists()):
        others.update(current=False)
        drawn.current = True
    drawn.save()
    ScoreCount.objects.bulk_create(
        (ScoreCount(score_list=drawn, parent=area_parent(row["area_code"]) or "", **row) for row in counts),
        batch_size=STEP,
    )
    record_act(
        actor=viewer.account_id,
        act="draw_scores",
        subject=f"score-list:{drawn.id}",
        outcome=f"measure:{drawn.measure}",
        now=now,
    )
