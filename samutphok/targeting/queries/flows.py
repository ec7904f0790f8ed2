"""Reading the flows between levels, as they were counted when a list was drawn."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from samutphok.access.queries import inside
from samutphok.kernel.identifiers import COUNTRY
from samutphok.targeting.domain.flows import AreaFlows, Flow, added_flows
from samutphok.targeting.domain.lists import ListView
from samutphok.targeting.models import Entry, LevelFlow


def level_flows(code: str, drawn: Sequence[ListView]) -> tuple[AreaFlows, tuple[AreaFlows, ...]]:
    """The flows of an area since the list before, and those of its tambons in code order; both empty without one.

    code: 'TH', or 2 to 6 digits. These are statistics: the caller says who gets them, and how exact. One query.
    """
    prefix = "" if code == COUNTRY else code
    lists: list[UUID] = [one.id for one in drawn]
    rows = LevelFlow.objects.filter(inside("area_code", prefix), target_list__in=lists).order_by(
        "area_code", "was", "now"
    )
    by_tambon: dict[str, list[Flow]] = {}
    for row in rows:
        by_tambon.setdefault(row.area_code, []).append(Flow(row.was, row.now, row.households))
    everything = (flow for flows in by_tambon.values() for flow in flows)
    return added_flows(code, everything), tuple(added_flows(tambon, flows) for tambon, flows in by_tambon.items())


def worsened(drawn: ListView, before: ListView) -> Iterator[tuple[UUID, str, int, int]]:
    """Families whose level is higher on a list than on the one before: household, area, then and now; -1 none. One query.

    Levels that were open count for nothing. For jobs, which show them to nobody.
    """
    decided = Q(level__gte=0) | Q(level_open=[])
    then = Entry.objects.filter(decided, target_list=before.id, household=OuterRef("household")).values("level")[:1]
    rows = Entry.objects.filter(target_list=drawn.id, household__isnull=False, level__gte=0).annotate(
        was=Subquery(then)
    )
    found = rows.filter(level__gt=F("was")).order_by("household")
    yield from found.values_list("household", "area_code", "was", "level")
