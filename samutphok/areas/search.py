"""Searching 85,000 names on any database: it counts shared pieces of a name, the ranking is then done here.

Neither pg_trgm nor FTS5 is used: two engines would give two orders, and FTS5 finds nothing under three characters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from django.db.models import Case, QuerySet, Value, When

from samutphok.areas.domain.codes import lineage
from samutphok.areas.domain.names import Asked, asked, likeness, pieces
from samutphok.areas.models import Area

_CONSIDERED = 300  # of each sort of candidate, the higher levels of the tree first
_PART = 2.0  # a likeness from here on means that the text itself stands in the name


@dataclass(frozen=True, slots=True)
class Hit:
    """An area found, and how well it fits."""

    found: Area
    likeness: float


def search_areas(text: str, *, limit: int) -> list[Area]:
    """The best fitting areas of today for 'กะทู้', 'ต.ฉลอง', 'Puket' or 'ฉลอง ภูเก็ต' (a name and what it lies in)."""
    hits = _hits(asked(text), text)
    name, *places = text.split()[:4] or [""]
    if places and not any(hit.likeness >= _PART for hit in hits):
        hits = _inside(_hits(asked(name), name), places) or hits
    return [hit.found for hit in hits[:limit]]


def _inside(hits: Iterable[Hit], places: Iterable[str]) -> list[Hit]:
    """The hits that lie in all the places named after them."""
    around = [{hit.found.code for hit in _hits(asked(place), place) if hit.likeness >= _PART} for place in places]
    return [hit for hit in hits if all(codes.intersection(lineage(hit.found.code)) for codes in around)]


def _hits(wanted: Asked, text: str) -> list[Hit]:
    if not wanted.sound:
        return []
    today = Area.objects.filter(valid_to=None)
    today = today.filter(kind=wanted.kind) if wanted.kind else today
    candidates = {found.code: found for found in _with_text(today, wanted.sound)}
    if not candidates:
        candidates = {found.code: found for found in _with_pieces(today, wanted.sound)}
    hits = [Hit(found, likeness(wanted.sound, found.search_key)) for found in candidates.values()]
    spelled = text.strip().casefold()

    def order(hit: Hit) -> tuple[float, bool, int, str]:
        names = (hit.found.name_th, hit.found.name_en.casefold())
        return (
            -hit.likeness,
            not any(name in spelled or spelled in name for name in names if name),
            hit.found.level,
            hit.found.code,
        )

    return nsmallest(_CONSIDERED, (hit for hit in hits if hit.likeness), key=order)


def _with_text(areas: QuerySet[Area], sound: str) -> Iterable[Area]:
    """Names that begin with the sound, then names that have it anywhere; both, for each may be cut."""
    yield from areas.filter(search_key__contains=f"|{sound}|")[:_CONSIDERED]
    yield from areas.filter(search_key__contains=f"|{sound}")[:_CONSIDERED]
    yield from areas.filter(search_key__contains=sound)[:_CONSIDERED]


def _with_pieces(areas: QuerySet[Area], sound: str) -> Iterable[Area]:
    """Names that share most pieces with the sound."""
    searched = pieces(sound)
    shared = sum(
        (Case(When(search_key__contains=piece, then=Value(1)), default=Value(0)) for piece in searched), Value(0)
    )
    alike = areas.annotate(shared=shared).filter(shared__gte=max(1, len(searched) // 3))
    return alike.order_by("-shared", "level", "code")[:_CONSIDERED]
