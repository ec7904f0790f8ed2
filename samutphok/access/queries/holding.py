"""Who holds a role in an area: the readers of a notice, and everybody who may see something of a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import BooleanField, Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from samutphok.access.domain import Action, Grant, Holder, HolderPage, HolderTally, RecordScope, Role, Viewer
from samutphok.access.domain.places import ancestors, intersection
from samutphok.access.errors import AreaNotFound
from samutphok.access.models import Account, GivenGrant, GrantedArea
from samutphok.access.queries.scope import granted_inside
from samutphok.access.queries.viewers import as_grant
from samutphok.areas.queries import coverage


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose grants are meant: these roles, held for an area inside `areas` (prefixes), looked at by virtue of `action`.

    `done`: account ids (a values queryset) that have done what is asked about. `but_not`: an account left out.
    """

    roles: frozenset[Role]
    areas: tuple[str, ...]
    action: Action
    done: Iterable[object] = ()
    but_not: str = ""


def holders(
    *, viewer: Viewer, asked: Asked, done: bool | None = None, page: int = 1, page_size: int = 50
) -> tuple[tuple[HolderTally, ...], HolderPage]:
    """Who holds such a grant inside the viewer's areas: counted by place and role, and one page of people by name.

    Places are provinces, or amphoe when all lies in one province; a person of two roles or places is counted in each.
    `done` narrows the page to those who have done what is asked about, or have not.
    """
    areas = intersection(asked.areas, viewer.prefixes(asked.action))
    if not areas or not asked.roles:
        return (), HolderPage((), page=page, page_size=page_size, total=0, done=0)
    held = GrantedArea.objects.filter(
        granted_inside(areas), grant__in=_standing(viewer.now), grant__role__in=asked.roles
    )
    if asked.but_not:
        held = held.exclude(grant__account_id=asked.but_not)
    in_one_province = "" not in areas and len({area[:2] for area in areas}) == 1
    return _tallies(held, asked, 4 if in_one_province else 2), _people(held, asked, done, page, page_size)


def _tallies(held: QuerySet[GrantedArea], asked: Asked, length: int) -> tuple[HolderTally, ...]:
    rows = (
        held.annotate(place=_place(length), done=_done(asked, "grant__account_id"))
        .values("place", "grant__role", "done")
        .annotate(people=Count("grant__account_id", distinct=True))
        .order_by("place", "grant__role")
    )
    counted: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        count = counted.setdefault((row["place"], row["grant__role"]), [0, 0])
        count[0] += row["people"]
        count[1] += row["people"] if row["done"] else 0
    return tuple(HolderTally(place, Role(role), people, done) for (place, role), (people, done) in counted.items())


def _people(held: QuerySet[GrantedArea], asked: Asked, done: bool | None, page: int, page_size: int) -> HolderPage:
    everybody = Account.objects.filter(Exists(held.filter(grant__account_id=OuterRef("pk"))))
    people = everybody.annotate(done=_done(asked, "pk"))
    counted = people.aggregate(total=Count("pk"), finished=Count("pk", filter=Q(done=True)))
    total, finished = counted["total"], counted["finished"]
    shown = people if done is None else people.filter(done=done)
    start = (page - 1) * page_size
    rows = list(shown.order_by("done", "display_name", "pk")[start : start + page_size])
    places = _places(held, rows)
    listed = total if done is None else finished if done else total - finished
    return HolderPage(
        tuple(Holder(str(row.pk), row.get_full_name(), row.agency, *places[row.pk], done=row.done) for row in rows),
        page=page,
        page_size=page_size,
        total=total,
        done=finished,
        listed=listed,
    )


def reaching_area(*, viewer: Viewer, prefix: str, now: datetime, page: int = 1, page_size: int = 50) -> HolderPage:
    """Everybody whose grant reaches something of an area, the widest grants first; one line a grant.

    Raises AreaNotFound when the viewer may not see there who may see what.
    """
    if not viewer.may(Action.VIEW_ACCESS, RecordScope(prefix)):
        raise AreaNotFound
    reaching = granted_inside([prefix]) | Q(code__in=ancestors(prefix)) if prefix else Q()
    here = GrantedArea.objects.filter(reaching, grant=OuterRef("pk"))
    grants = _standing(now).filter(Exists(here))
    start = (page - 1) * page_size
    rows = list(grants.order_by("role", "account__display_name", "pk")[start : start + page_size])
    covered = coverage(code for row in rows for code in row.areas if code[:1] == "L")
    holders = tuple(_holder(row, as_grant(row, covered)) for row in rows)
    total = grants.count()
    return HolderPage(holders, page=page, page_size=page_size, total=total, done=0, listed=total)


def _holder(row: GivenGrant, grant: Grant) -> Holder:
    account = row.account
    return Holder(
        str(account.pk),
        account.get_full_name(),
        grant.agency or account.agency,
        (grant.role,),
        grant.areas,
        until=grant.valid_to,
    )


def _standing(now: datetime) -> QuerySet[GivenGrant]:
    """The grants in force of accounts that may log in."""
    grants = GivenGrant.objects.select_related("account").filter(
        account__is_active=True, withdrawn_at=None, valid_from__lte=now
    )
    grants = grants.exclude(valid_to__lte=now)
    return grants if settings.DEMO else grants.filter(account__demo=False)


def _place(length: int) -> Case:
    """The province or amphoe of a granted area; local governments have none below their province."""
    return Case(
        When(code__startswith="L", then=Substr("code", 2, 2)),
        When(code__startswith="C", then=Substr("code", 2, length)),
        default=Substr("code", 1, length),
        output_field=CharField(),
    )


def _done(asked: Asked, field: str) -> Q | Value:
    if asked.done == ():
        return Value(False, output_field=BooleanField())
    return Q(**{f"{field}__in": asked.done})


def _places(
    held: QuerySet[GrantedArea], rows: Sequence[Account]
) -> dict[object, tuple[tuple[Role, ...], tuple[str, ...]]]:
    """By which roles and areas each of these people is meant."""
    found: dict[object, tuple[dict[Role, None], dict[str, None]]] = {row.pk: ({}, {}) for row in rows}
    named = held.filter(grant__account_id__in=list(found)).order_by("code")
    for account, role, code in named.values_list("grant__account_id", "grant__role", "code"):
        found[account][0][Role(role)] = None
        found[account][1][code] = None
    return {account: (tuple(roles), tuple(codes)) for account, (roles, codes) in found.items()}
