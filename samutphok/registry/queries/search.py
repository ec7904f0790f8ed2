"""Finding a family by the name of a member, also misspelt, by its house code or by a citizen number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from uuid import UUID

from django.db.models import Q, QuerySet

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import inside, within
from samutphok.foundation.privacy import blind_index
from samutphok.kernel.identifiers import PidStatus, read_house_code, read_pid
from samutphok.kernel.thai import normalise_n1, split_title
from samutphok.registry.domain.identity import name_key
from samutphok.registry.domain.views import FoundBy, FoundHousehold, SearchResult
from samutphok.registry.models import Household, Membership, Person
from samutphok.registry.queries.lines import lines, listed, prefix_of
from samutphok.registry.queries.words import NearWord, near_words

CANDIDATES = 300  # people looked at for one search
_ONE_NAME_ONLY = 10  # added to the distance when only one of two names was found


@dataclass(frozen=True, slots=True)
class _Match:
    person: Person
    distance: int

    def rank(self, wanted: frozenset[str]) -> tuple[int, bool, str, str, str]:
        """Nearest first; at one distance those spelt exactly as typed, then by place and name."""
        person = self.person
        as_typed = wanted <= {normalise_n1(person.first_name), normalise_n1(person.last_name)}
        return (self.distance, not as_typed, person.area_code, person.last_key, person.first_key)


def search_households(*, viewer: Viewer, text: str, area_code: str | None = None, limit: int = 50) -> SearchResult:
    """The families inside the viewer's scope that the words point at, the nearest first; each once.

    13 digits are a citizen number, 11 a house code; anything else is a name: one word a first or last name or its
    beginning, more words a first name and a last name. Names are compared by their sound (N2), then by letters. The text
    may hold a citizen number: it belongs into no address and no log.
    """
    number, house_code = read_pid(text), read_house_code(text)
    if number.status is PidStatus.VALID and number.value:
        return _by_number(viewer, number.value, area_code, limit)
    if house_code:
        return _by_house_code(viewer, house_code, area_code, limit)
    return _by_name(viewer, text, area_code, limit)


def _by_number(viewer: Viewer, pid: str, area_code: str | None, limit: int) -> SearchResult:
    holders = Person.objects.filter(identifiers__index=blind_index("pid", pid))
    return _families(viewer, [_Match(person, 0) for person in holders], area_code, limit, FoundBy.NUMBER)


def _by_house_code(viewer: Viewer, house_code: str, area_code: str | None, limit: int) -> SearchResult:
    found = listed(viewer, area_code).filter(house_code=house_code).order_by("area_code", "family_no", "id")
    page = list(found[: limit + 1])
    families = tuple(FoundHousehold(line, FoundBy.HOUSE_CODE) for line in lines(page[:limit]))
    return SearchResult(families, exact=bool(families), more=len(page) > limit)


def _by_name(viewer: Viewer, text: str, area_code: str | None, limit: int) -> SearchResult:
    first, *rest = split_title(text)[1].split() or [""]
    typed = frozenset(normalise_n1(name) for name in (first, "".join(rest)) if name)
    keys = [key for key in (name_key(first), name_key("".join(rest))) if key]
    if not keys:
        return SearchResult((), exact=False, more=False)
    scope = within(viewer, Action.LIST_HOUSEHOLDS, sensitivity=Sensitivity.S1)
    people = Person.objects.filter(scope, inside("area_code", prefix_of(area_code)))
    matches = list(islice(_one_name(people, keys[0]) if len(keys) == 1 else _two_names(people, *keys), CANDIDATES))
    matches.sort(key=lambda match: match.rank(typed))
    return _families(viewer, matches, area_code, limit, FoundBy.NAME)


def _one_name(people: "QuerySet[Person]", key: str) -> Iterator[_Match]:
    """People with this first or last name, nearest words first."""
    for distance, words in _levels(near_words(key)):
        for person in _either_name(people, words, words):
            yield _Match(person, distance)


def _two_names(people: "QuerySet[Person]", first_key: str, last_key: str) -> Iterator[_Match]:
    """People near both names; when there is none, those near one of them, since people marry and are renamed."""
    firsts = {near.word: near.distance for near in near_words(first_key)}
    lasts = {near.word: near.distance for near in near_words(last_key)}
    both = people.filter(last_key__in=lasts, first_key__in=firsts)[:CANDIDATES]
    found = [_Match(person, firsts[person.first_key] + lasts[person.last_key]) for person in both]
    yield from found
    if found:
        return
    exact_last = [word for word, distance in lasts.items() if distance == 0]
    exact_first = [word for word, distance in firsts.items() if distance == 0]
    for person in _either_name(people, exact_first, exact_last):
        yield _Match(person, _ONE_NAME_ONLY)


def _either_name(people: "QuerySet[Person]", firsts: Sequence[str], lasts: Sequence[str]) -> Iterator[Person]:
    """Two bounded queries, each served by its own index."""
    yield from people.filter(last_key__in=lasts)[:CANDIDATES]
    yield from people.filter(~Q(last_key__in=lasts), first_key__in=firsts)[:CANDIDATES]


def _levels(near: Iterable[NearWord]) -> Iterator[tuple[int, list[str]]]:
    for distance, words in groupby(sorted(near), key=lambda word: word.distance):
        yield distance, [word.word for word in words]


def _families(
    viewer: Viewer, matches: Sequence[_Match], area_code: str | None, limit: int, by: FoundBy
) -> SearchResult:
    """The households of today of these people, in their order, narrowed once more by the households' own area."""
    stays = Membership.objects.filter(person_id__in=[match.person.pk for match in matches], valid_to=None)
    homes: dict[UUID, list[UUID]] = {}
    for person, home in stays.values_list("person_id", "household_id").order_by("household_id"):
        homes.setdefault(person, []).append(home)
    nearest: dict[UUID, _Match] = {}
    for match in matches:
        for home in homes.get(match.person.pk, ()):
            nearest.setdefault(home, match)
    allowed = {row.id: row for row in listed(viewer, area_code).filter(pk__in=nearest)}
    chosen = [home for home in nearest if home in allowed]
    shown = chosen[:limit]
    found = tuple(
        FoundHousehold(line, by, nearest[home].distance, _name(nearest[home].person), nearest[home].person.pk)
        for home, line in zip(shown, lines(_in_order(allowed, shown)), strict=True)
    )
    return SearchResult(found, exact=any(one.distance == 0 for one in found), more=len(chosen) > limit)


def _in_order(allowed: dict[UUID, Household], chosen: Sequence[UUID]) -> list[Household]:
    return [allowed[home] for home in chosen]


def _name(person: Person) -> str:
    return f"{person.title}{person.first_name} {person.last_name}".strip()
