"""Finding a family by the name of a member, also misspelt, by its house code or by a citizen number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import inside, within
from samutphok.foundation.privacy import blind_index
from samutphok.kernel.identifiers import PidStatus, read_house_code, read_pid
from samutphok.kernel.thai import normalise_n1, split_title
from samutphok.registry.domain.identity import name_key
from samutphok.registry.domain.views import FoundBy, FoundHousehold, FoundKeys, SearchResult
from samutphok.registry.models import Household, Membership, Person
from samutphok.registry.queries.lines import lines, listed, prefix_of
from samutphok.registry.queries.words import NearWord, near_words

CANDIDATES = 300  # people looked at for one search
_ONE_NAME_ONLY = 10  # added to the distance when only one of two names was found

Level: TypeAlias = tuple[int, list[str], list[str]]  # a distance, first names and last names at that distance


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

    13 digits are a citizen number, 11 a house code; anything else is a name, in Thai or in Latin letters: one word a first
    or last name or its beginning, more words a first name and a last name. Names are compared by their folded spelling
    (N2), then by letters and by sound. The text may hold a citizen number: it belongs into no address and no log.
    """
    house_code = read_house_code(text)
    if house_code and read_pid(text).status is not PidStatus.VALID:
        return _by_house_code(viewer, house_code, area_code, limit)
    by, nearest, cut = _found(viewer, text, area_code)
    shown = list(nearest)[:limit]
    kept = {line.id: line for line in lines(Household.objects.filter(pk__in=shown))}
    found = tuple(
        FoundHousehold(kept[home], by, nearest[home].distance, _name(nearest[home].person), nearest[home].person.pk)
        for home in shown
        if home in kept
    )
    return SearchResult(found, exact=any(one.distance == 0 for one in found), more=len(nearest) > limit or cut)


def find_households(*, viewer: Viewer, text: str, area_code: str | None = None, limit: int = 50) -> FoundKeys:
    """The same families by their keys alone, for a list that shows them with what else it knows."""
    house_code = read_house_code(text)
    if house_code and read_pid(text).status is not PidStatus.VALID:
        keys = list(_of_house(viewer, house_code, area_code).values_list("id", flat=True)[: limit + 1])
        return FoundKeys(tuple(keys[:limit]), exact=True, more=len(keys) > limit)
    _, nearest, cut = _found(viewer, text, area_code)
    shown = list(nearest)[:limit]
    return FoundKeys(
        tuple(shown),
        exact=any(nearest[home].distance == 0 for home in shown),
        more=len(nearest) > limit or cut,
    )


def _found(viewer: Viewer, text: str, area_code: str | None) -> tuple[FoundBy, dict[UUID, _Match], bool]:
    """By what, which households with their nearest member, and whether more people were as near as could be looked at."""
    number = read_pid(text)
    if number.status is PidStatus.VALID and number.value:
        holders = Person.objects.filter(identifiers__index=blind_index("pid", number.value))
        matches = [_Match(person, 0) for person in holders.filter(identifiers__retired_at=None).distinct()]
        return FoundBy.NUMBER, _homes(viewer, matches, area_code), False
    matches = _by_name(viewer, text, area_code)
    return FoundBy.NAME, _homes(viewer, matches, area_code), len(matches) >= CANDIDATES


def _by_house_code(viewer: Viewer, house_code: str, area_code: str | None, limit: int) -> SearchResult:
    page = list(_of_house(viewer, house_code, area_code)[: limit + 1])
    families = tuple(FoundHousehold(line, FoundBy.HOUSE_CODE) for line in lines(page[:limit]))
    return SearchResult(families, exact=bool(families), more=len(page) > limit)


def _of_house(viewer: Viewer, house_code: str, area_code: str | None) -> "QuerySet[Household]":
    """The families of a house, and those with whom a family of it turned out to be one."""
    absorbed = Household.objects.filter(house_code=house_code, survivor__isnull=False).values("survivor")
    here = listed(viewer, area_code).filter(Q(house_code=house_code) | Q(pk__in=absorbed))
    return here.order_by("area_code", "family_no", "id")


def _by_name(viewer: Viewer, text: str, area_code: str | None) -> "list[_Match]":
    first, *rest = split_title(text)[1].split() or [""]
    typed = frozenset(normalise_n1(name) for name in (first, "".join(rest)) if name)
    keys = [key for key in (name_key(first), name_key("".join(rest))) if key]
    if not keys:
        return []
    scope = within(viewer, Action.LIST_HOUSEHOLDS, sensitivity=Sensitivity.S1)
    people = Person.objects.filter(scope, inside("area_code", prefix_of(area_code)))
    matches = list(_one_name(people, keys[0]) if len(keys) == 1 else _two_names(people, *keys))
    return sorted(matches, key=lambda match: match.rank(typed))


def _one_name(people: "QuerySet[Person]", key: str) -> Iterator[_Match]:
    """People with this first or last name, nearest words first."""
    for person in _nearest(people, _levels(near_words(key))):
        yield _Match(person, person.apart)


def _two_names(people: "QuerySet[Person]", first_key: str, last_key: str) -> Iterator[_Match]:
    """People near both names; when there is none, those near one of them, since people marry and are renamed."""
    firsts = {near.word: near.distance for near in near_words(first_key)}
    lasts = {near.word: near.distance for near in near_words(last_key)}
    both = people.filter(last_key__in=lasts, first_key__in=firsts)[:CANDIDATES]
    found = [_Match(person, firsts[person.first_key] + lasts[person.last_key]) for person in both]
    yield from found
    if found:
        return
    exact_first = [word for word, distance in firsts.items() if distance == 0]
    exact_last = [word for word, distance in lasts.items() if distance == 0]
    for person in _nearest(people, [(_ONE_NAME_ONLY, exact_first, exact_last)]):
        yield _Match(person, _ONE_NAME_ONLY)


def _nearest(people: "QuerySet[Person]", levels: Iterable[Level]) -> "QuerySet[Person, Any]":
    """The first people under these words, level by level; `apart` says of which level each is.

    One statement of parts that are each served by their own index: the database reads them in turn and stops when it has
    enough, so that a name which thousands bear costs no more than a rare one.
    """
    parts = [
        people.filter(**{f"{column}__in": words}).annotate(apart=Value(distance, IntegerField())).order_by()
        for distance, firsts, lasts in levels
        for column, words in (("last_key", lasts), ("first_key", firsts))
        if words
    ]
    if not parts:
        return people.none()
    return parts[0].union(*parts[1:], all=True)[:CANDIDATES] if parts[1:] else parts[0][:CANDIDATES]


def _levels(near: Iterable[NearWord]) -> Iterator[Level]:
    for distance, group in groupby(sorted(near), key=lambda word: word.distance):
        words = [word.word for word in group]
        yield distance, words, words


def _homes(viewer: Viewer, matches: Sequence[_Match], area_code: str | None) -> dict[UUID, _Match]:
    """The households of today of these people, in their order, narrowed once more by the households' own area.

    Who turned out to be another is found by their old name and number, and shown as that other one.
    """
    heads = _heads(viewer, matches)
    homes = _today(viewer, {head.pk for head in heads.values()}, area_code)
    nearest: dict[UUID, _Match] = {}
    for match in matches:
        head = heads.get(match.person.pk)
        if head is not None:
            for home in homes.get(head.pk, ()):
                nearest.setdefault(home, _Match(head, match.distance))
    return nearest


def _heads(viewer: Viewer, matches: Sequence[_Match]) -> dict[UUID, Person]:
    """As whom each of these people stands; those who stand as somebody out of scope are left out."""
    found = {match.person.pk: match.person for match in matches}
    pointing = {key: person.survivor_id for key, person in found.items() if person.survivor_id}
    if not pointing:
        return found
    scope = within(viewer, Action.LIST_HOUSEHOLDS, sensitivity=Sensitivity.S1)
    heads = {person.pk: person for person in Person.objects.filter(scope, pk__in=set(pointing.values()))}
    standing = {key: person for key, person in found.items() if key not in pointing}
    return standing | {key: heads[head] for key, head in pointing.items() if head in heads}


def _today(viewer: Viewer, people: set[UUID], area_code: str | None) -> dict[UUID, list[UUID]]:
    """Where each of these people lives today, by whichever of their identities; a family as the one it stands for."""
    prefix = prefix_of(area_code)
    everyone = Person.every.filter(Q(pk__in=people) | Q(survivor__in=people)).values("pk")
    stays = Membership.objects.filter(person_id__in=everyone, valid_to=None, household__retired_at=None)
    own = within(viewer, Action.LIST_HOUSEHOLDS, "household__area_code", sensitivity=Sensitivity.S1)
    joined = within(viewer, Action.LIST_HOUSEHOLDS, "household__survivor__area_code", sensitivity=Sensitivity.S1)
    stands = Q(own, inside("household__area_code", prefix), household__survivor=None)
    absorbed = Q(joined, inside("household__survivor__area_code", prefix), household__survivor__isnull=False)
    rows = stays.filter(stands | absorbed).annotate(
        who=Coalesce("person__survivor_id", "person_id"), home=Coalesce("household__survivor_id", "household_id")
    )
    homes: dict[UUID, list[UUID]] = {}
    for person, home in rows.values_list("who", "home").distinct().order_by("home"):
        homes.setdefault(person, []).append(home)
    return homes


def _name(person: Person) -> str:
    return f"{person.title}{person.first_name} {person.last_name}".strip()
