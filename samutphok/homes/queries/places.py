"""Homes and their places on a day: for staff with who holds them, for everybody who places people only what is free."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer, covers
from samutphok.access.queries import within
from samutphok.homes.domain.occupancy import KindOnDay, Place, Span, by_kind
from samutphok.homes.domain.stays import BEFORE, HERE
from samutphok.homes.domain.views import FreePlaces, HomeView, PlaceView
from samutphok.homes.errors import HomeNotFound
from samutphok.homes.models import Closure, Home, Spell, Stay
from samutphok.homes.models import Place as PlaceRow
from samutphok.homes.queries.rules import rules_on
from samutphok.kernel.errors import Bilingual


def free_places(area_code: str, on: date) -> tuple[FreePlaces, ...]:
    """Places free on a day in the homes that serve an area, most first: counts of places, of which nobody is told."""
    serving = [one for one in _standing(on) if covers(one.serves, area_code)]
    found = _kinds(serving, on)
    rows = [
        FreePlaces(home.id, name_of(home), kind.kind, kind.free, kind.open)
        for home in serving
        for kind in found[home.id]
    ]
    return tuple(sorted(rows, key=lambda one: (-one.free, one.home.th, one.kind)))


def homes(*, viewer: Viewer, now: datetime) -> tuple[HomeView, ...]:
    """The homes in which the viewer works, and those that serve an area whose families they work with: four queries."""
    today = timezone.localdate(now)
    asks = viewer.prefixes(Action.WORK_CASE)
    shown = [
        one
        for one in _standing(today)
        if works_in(viewer, one) or any(covers(one.serves, area) or covers(area, one.serves) for area in asks)
    ]
    kinds = _kinds(shown, today)
    rows = Stay.objects.filter(home__in=[one.id for one in shown], state__in=BEFORE).values("home", "kind")
    waiting: dict[UUID, dict[str, int]] = {}
    for row in rows.annotate(many=Count("id")).order_by():
        waiting.setdefault(row["home"], {})[row["kind"]] = row["many"]
    return tuple(view_of(one, viewer, kinds[one.id], waiting.get(one.id, {})) for one in shown)


def home_view(*, viewer: Viewer, home_id: UUID, now: datetime) -> HomeView:
    """One home with its places of today; raises HomeNotFound when the viewer does not work in it."""
    home = managed(viewer).filter(pk=home_id).first()
    if home is None:
        raise HomeNotFound
    return view_of(home, viewer, _kinds([home], timezone.localdate(now))[home.id], {})


def home_named(*, viewer: Viewer, home_id: UUID) -> HomeView:
    """One home without its places, for pages that only name it: one query. Raises HomeNotFound as `home_view` does."""
    home = managed(viewer).filter(pk=home_id).first()
    if home is None:
        raise HomeNotFound
    return view_of(home, viewer, (), {})


def places(*, viewer: Viewer, home_id: UUID, now: datetime) -> tuple[PlaceView, ...]:
    """Every place that stands in a home today, with who holds it; raises HomeNotFound."""
    today = timezone.localdate(now)
    if not managed(viewer).filter(pk=home_id).exists():
        raise HomeNotFound
    held = dict(Stay.objects.filter(home=home_id, state__in=HERE).values_list("place_id", "id"))
    open_ended = Q(until=None) | Q(until__gt=today)
    closed: dict[UUID, Closure] = {}
    for one in Closure.objects.filter(open_ended, place__home=home_id).order_by("-since"):
        closed[one.place_id] = one
    rows = PlaceRow.objects.filter(Q(gone_on=None) | Q(gone_on__gt=today), home=home_id).order_by("kind", "label")
    return tuple(_place(row, held.get(row.id), closed.get(row.id)) for row in rows)


def place_free(home_id: UUID, place_id: UUID, *, on: date) -> bool:
    """Whether a place may be given from a day on: it stands, no closure is to come, and nobody has it then or later."""
    row = PlaceRow.objects.filter(pk=place_id, home=home_id, opened_on__lte=on, gone_on=None).first()
    if row is None:
        return False
    later = Q(until=None) | Q(until__gt=on)
    taken = Spell.objects.filter(later, place=row).exists()
    return not taken and not Closure.objects.filter(later, place=row).exists()


def free_now(home_id: UUID, *, on: date) -> tuple[tuple[UUID, str, str], ...]:
    """Id, label and kind of the places that may be given from a day on: one query."""
    later = Q(until=None) | Q(until__gt=on)
    busy = Exists(Spell.objects.filter(later, place=OuterRef("pk"))) | Exists(
        Closure.objects.filter(later, place=OuterRef("pk"))
    )
    rows = PlaceRow.objects.filter(~busy, home=home_id, opened_on__lte=on, gone_on=None)
    return tuple(rows.order_by("kind", "label").values_list("id", "label", "kind"))


def managed(viewer: Viewer) -> "QuerySet[Home]":
    """The homes in which the viewer works."""
    return Home.objects.filter(within(viewer, Action.MANAGE_HOME))


def works_in(viewer: Viewer, home: Home) -> bool:
    """Whether the viewer works in a home."""
    return viewer.may(Action.MANAGE_HOME, RecordScope(home.area_code), Sensitivity.S2)


def name_of(home: Home) -> Bilingual:
    """The home's name; in Thai where nobody wrote an English one."""
    return Bilingual(home.name_th, home.name_en or home.name_th)


def view_of(home: Home, viewer: Viewer, kinds: Sequence[KindOnDay], waiting: dict[str, int]) -> HomeView:
    """The frozen view of a home."""
    return HomeView(
        id=home.id,
        name=name_of(home),
        area_code=home.area_code,
        serves=home.serves,
        phone=home.phone,
        opened_on=home.opened_on,
        manages=works_in(viewer, home),
        kinds=tuple(kinds),
        waiting=waiting,
    )


def places_of(home_ids: Iterable[UUID]) -> tuple[Place, ...]:
    """The places of homes, also those that are no more, as `domain.occupancy` takes them."""
    rows = PlaceRow.objects.filter(home__in=list(home_ids)).order_by("kind", "label")
    return tuple(Place(row.id, row.kind, row.opened_on, row.gone_on) for row in rows)


def spans_of(home_ids: Iterable[UUID], *, since: date, until: date) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Closures, and who held which place, as far as they touch the days from `since` to before `until`: two queries."""
    touching = (Q(until=None) | Q(until__gt=since)) & Q(since__lt=until, place__home__in=list(home_ids))
    closures = Closure.objects.filter(touching).values_list("place_id", "since", "until")
    spells = Spell.objects.filter(touching).values_list("place_id", "since", "until", "people")
    return tuple(Span(place, begin, end, 0) for place, begin, end in closures), tuple(Span(*row) for row in spells)


def _standing(day: date) -> list[Home]:
    return list(
        Home.objects.filter(Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day).order_by("name_th", "id")
    )


def _kinds(rows: Sequence[Home], on: date) -> dict[UUID, tuple[KindOnDay, ...]]:
    """The kinds of places of each home on a day: three queries for all of them."""
    ids = [one.id for one in rows]
    mine = dict(PlaceRow.objects.filter(home__in=ids).values_list("id", "home_id"))
    known = places_of(ids)
    closures, spells = spans_of(ids, since=on, until=on + timedelta(days=1))
    order = {kind: number for number, kind in enumerate(rules_on(on).places)}
    known = tuple(sorted(known, key=lambda one: order.get(one.kind, len(order))))
    return {home: by_kind([one for one in known if mine[one.id] == home], closures, spells, on) for home in ids}


def _place(row: PlaceRow, stay: UUID | None, closed: Closure | None) -> PlaceView:
    return PlaceView(
        id=row.id,
        kind=row.kind,
        label=row.label,
        holds=row.holds,
        stay_id=stay,
        closure_id=closed.id if closed else None,
        closed_since=closed.since if closed else None,
        closed_until=closed.until if closed else None,
        closed_because=closed.because if closed else "",
    )


def other_homes(*, home_id: UUID, on: date) -> tuple[tuple[UUID, Bilingual], ...]:
    """The homes to which a guest of this one may be passed: those that serve the same area. Two queries, names alone."""
    serves = Home.objects.filter(pk=home_id).values("serves")
    rows = Home.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), serves__in=serves).exclude(pk=home_id)
    return tuple((one.id, name_of(one)) for one in rows.order_by("name_th", "id"))
