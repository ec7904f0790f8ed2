"""Searching 85,000 names on any database: it counts shared pieces of a name, the ranking is then done here.

Neither pg_trgm nor FTS5 is used: two engines would give two orders, and FTS5 finds nothing under three characters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from django.db.models import Case, Q, QuerySet, Value, When

from samutphok.areas.domain.names import Asked, asked, likeness, pieces
from samutphok.areas.models import Area

_CONSIDERED = 300  # of each sort of candidate, from the top of the tree
_LONGEST = 100  # characters of a name with its places; the rest of a longer text is not read
_PLACES = 50  # a name that fits more places than this narrows nothing
_PART = 2.0  # a likeness from here on means that the text itself stands in the name


@dataclass(frozen=True, slots=True)
class Hit:
    """An area found, and how well it fits."""

    found: Area
    likeness: float


def search_areas(text: str, *, limit: int) -> list[Area]:
    """The best fitting areas of today for 'กะทู้', 'ต.ฉลอง', 'Puket' or 'ฉลอง ภูเก็ต' (a name and what it lies in)."""
    text = text[:_LONGEST]
    today = Area.objects.filter(valid_to=None)
    hits = _hits(today, text)
    name, *places = text.split()[:4] or [""]
    if places and not any(hit.likeness >= _PART for hit in hits):
        for place in places:
            today = today.filter(_inside(place))
        hits = _hits(today, name) or hits
    return [hit.found for hit in hits[:limit]]


def _inside(place: str) -> Q:
    """The areas that lie in a province, amphoe or tambon of this name; all areas, when too many are named so (เมือง)."""
    places = [hit.found.code for hit in _hits(Area.objects.filter(level__range=(2, 6)), place) if hit.likeness >= _PART]
    if len(places) > _PLACES:
        return Q()
    inside = Q(pk__in=[])
    for code in places:
        inside |= Q(code__startswith=code) | Q(code__startswith=f"C{code}") | Q(code__startswith=f"L{code}")
    return inside


def _hits(areas: QuerySet[Area], text: str) -> list[Hit]:
    wanted = asked(text)
    if not wanted.sound:
        return []
    candidates = _candidates(areas.filter(kind__in=wanted.kinds) if wanted.kinds else areas, wanted)
    hits = [Hit(found, likeness(wanted.sound, found.search_key)) for found in candidates]
    typed = text.strip().casefold()
    return nsmallest(_CONSIDERED, (hit for hit in hits if hit.likeness), key=lambda hit: _order(hit, typed))


def _order(hit: Hit, typed: str) -> tuple[float, bool, int, str]:
    """Best fit first; of names that sound the same, those spelled as typed; then from the top of the tree."""
    names = filter(None, (hit.found.name_th, hit.found.name_en.casefold()))
    spelled = any(name in typed or typed in name for name in names)
    return -hit.likeness, not spelled, hit.found.level, hit.found.code


def _candidates(areas: QuerySet[Area], wanted: Asked) -> Iterable[Area]:
    """Names with the sound in them; whole names and beginnings are asked for apart, since each answer may be cut."""
    candidates: dict[str, Area] = {}
    for part in (f"|{wanted.sound}|", f"|{wanted.sound}", wanted.sound):
        candidates |= {area.code: area for area in areas.filter(search_key__contains=part)[:_CONSIDERED]}
    return candidates.values() or _with_pieces(areas, wanted.sound)


def _with_pieces(areas: QuerySet[Area], sound: str) -> QuerySet[Area]:
    """Names that share most pieces with the sound."""
    searched = pieces(sound)
    shared = sum(
        (Case(When(search_key__contains=piece, then=Value(1)), default=Value(0)) for piece in searched), Value(0)
    )
    alike = areas.annotate(shared=shared).filter(shared__gte=max(1, len(searched) // 3))
    return alike.order_by("-shared", "level", "code")[:_CONSIDERED]
