"""Counting, once at the drawing, which level each family stood at on the list before and stands at now."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from samutphok.targeting.domain.flows import ELSEWHERE
from samutphok.targeting.domain.lists import ListView
from samutphok.targeting.models import Entry, LevelFlow, TargetList
from samutphok.targeting.queries.lists import complete_lists, list_before, list_view

TAMBON = 6  # digits: flows are kept by tambon
STEP = 2000

_Row = tuple[str, int | None, int | None, int]


def count_flows(drawn: TargetList) -> None:
    """Count the flows into a list from the one before it, and into the lists that now have it before them."""
    lists = complete_lists()
    mine = list_view(drawn)
    later = [one for one in lists if (before := list_before(one, among=lists)) and before.id == mine.id]
    for one in (mine, *later):
        before = list_before(one, among=lists)
        if before is not None:
            _keep(one, before)


@transaction.atomic
def _keep(drawn: ListView, before: ListView) -> None:
    LevelFlow.objects.filter(target_list=drawn.id).delete()
    counted: Counter[tuple[str, int, int]] = Counter()
    for area, was, now, households in (*_now(drawn, before), *_gone(drawn, before)):
        counted[area, ELSEWHERE if was is None else was, ELSEWHERE if now is None else now] += households
    LevelFlow.objects.bulk_create(
        (
            LevelFlow(target_list_id=drawn.id, before_id=before.id, area_code=area, was=was, now=now, households=count)
            for (area, was, now), count in sorted(counted.items())
        ),
        batch_size=STEP,
    )


def _now(drawn: ListView, before: ListView) -> Iterable[_Row]:
    """Grain: tambon, level before (NULL for none) and level now of the families on this list."""
    stood = Entry.objects.filter(household=OuterRef("household"), target_list=before.id).values("level")[:1]
    families = Entry.objects.filter(target_list=drawn.id).annotate(was=Subquery(stood))
    return ((area, was, now, count) for area, was, now, count in _by_tambon(families, "was", "level"))


def _gone(drawn: ListView, before: ListView) -> Iterable[_Row]:
    """Grain: tambon and level of the families that stand on the list before and not on this one."""
    here = Entry.objects.filter(household=OuterRef("household"), target_list=drawn.id)
    families = Entry.objects.filter(~Exists(here), target_list=before.id)
    return ((area, was, None, count) for area, was, count in _by_tambon(families, "level"))


def _by_tambon(families: "QuerySet[Entry]", *keys: str) -> Iterable[tuple[Any, ...]]:
    counted = families.annotate(tambon=Substr("area_code", 1, TAMBON)).order_by()
    return counted.values("tambon", *keys).annotate(households=Count("pk")).values_list("tambon", *keys, "households")
