"""Who may take a piece of work on, and whether those who hold one still can."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from samutphok.access.domain import CLEARANCE, SHOWS, Action, RecordScope, Role, Viewer
from samutphok.access.domain.places import ancestors
from samutphok.access.models import GivenGrant, GrantedArea
from samutphok.access.queries.scope import granted_inside
from samutphok.access.queries.viewers import as_grant
from samutphok.areas.queries import coverage

MOST = 400  # people offered at once


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who may take a piece of work on: by which roles, and in which areas (prefixes)."""

    id: str
    name: str
    agency: str
    roles: tuple[Role, ...]
    areas: tuple[str, ...]


def workers(*, viewer: Viewer, action: Action, area_code: str) -> tuple[Worker, ...]:
    """Colleagues who may do this to every record somewhere in the area, or in all of it; by name, at most 400.

    Nobody for a viewer without any grant. Those whose grants lie wholly inside the area are among them.
    """
    if not viewer.grants:
        return ()
    here = GrantedArea.objects.filter(granted_inside([area_code]) | Q(code__in=(*ancestors(area_code), "TH")))
    rows = _standing(action, viewer.now).filter(pk__in=here.values("grant_id"))
    found = _workers(rows.order_by("account__display_name", "account_id", "pk")[: 2 * MOST], action, viewer.now)
    return tuple(found)[:MOST]


def workers_named(account_ids: Iterable[str], *, action: Action, now: datetime) -> dict[str, Worker]:
    """Of these accounts those that may do this to every record somewhere now: closed, disabled or without a grant left
    out. Two queries at most."""
    rows = _standing(action, now).filter(account_id__in=_ids(account_ids))
    return {one.id: one for one in _workers(rows.order_by("account_id", "pk"), action, now)}


def _standing(action: Action, now: datetime) -> "QuerySet[GivenGrant]":
    roles = [role for role, allowed in CLEARANCE.items() if action in allowed and allowed[action] >= SHOWS[action]]
    grants = GivenGrant.objects.select_related("account").filter(
        role__in=roles,
        withdrawn_at=None,
        valid_from__lte=now,
        account__is_active=True,
        agency="",
        programme="",
        purpose="",
    )
    grants = grants.exclude(valid_to__lte=now)
    return grants if settings.DEMO else grants.filter(account__demo=False)


def _workers(rows: Iterable[GivenGrant], action: Action, now: datetime) -> list[Worker]:
    listed = list(rows)
    covered = coverage(code for row in listed for code in row.areas if code[:1] == "L")
    grants = defaultdict(list)
    for row in listed:
        grants[row.account_id].append(as_grant(row, covered))
    accounts = {row.account_id: row.account for row in listed}
    found = []
    for key, held in grants.items():
        areas = Viewer(str(key), "", tuple(held), now=now).prefixes(action)
        if areas:
            roles = tuple(dict.fromkeys(grant.role for grant in held))
            account = accounts[key]
            found.append(Worker(str(key), account.get_full_name(), account.agency, roles, areas))
    return found


def may_work(worker: Worker, record: RecordScope) -> bool:
    """Whether the place of a record lies in one of the worker's areas."""
    return any(prefix == "" or record.area_code.startswith(prefix) for prefix in worker.areas)


def _ids(texts: Iterable[str]) -> set[UUID]:
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found
