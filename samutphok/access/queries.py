"""Reading accounts and grants, and narrowing the queries of every other capability to what a viewer may see."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q

from samutphok.access.domain import (
    COUNTRY,
    DEMO_ACCOUNTS,
    SHOWS,
    AccountView,
    Action,
    DemoAccount,
    Grant,
    Role,
    Sensitivity,
    Viewer,
    outermost,
    reaches,
)
from samutphok.access.errors import AccountNotFound
from samutphok.access.models import Account, GivenGrant
from samutphok.areas.domain import COUNTRY as COUNTRY_CODE
from samutphok.areas.queries import covered_by

NOTHING = Q(pk__in=[])
_STANDING = Prefetch("grants", GivenGrant.objects.filter(withdrawn_at=None).order_by("valid_from", "pk"))


def viewer_of(account: object, *, now: datetime) -> Viewer:
    """The viewer that an account is now; read anew at each request, so a withdrawn grant is gone at the next.

    Anonymous, unknown and disabled accounts hold no grant and therefore see nothing.
    """
    if not isinstance(account, Account):
        return Viewer("", "", (), now=now)
    held = GivenGrant.objects.filter(account_id=account.pk, account__is_active=True, withdrawn_at=None)
    grants = tuple(grant for row in held.order_by("pk") if (grant := as_grant(row)).valid_at(now))
    return Viewer(str(account.pk), account.get_full_name(), grants, now=now)


def viewer_by_id(account_id: str, *, now: datetime) -> Viewer:
    """The viewer of an account by its id, for a job that acts in its name; without the account, one without grants."""
    try:
        account = Account.objects.filter(pk=account_id).first()
    except ValidationError:  # no id at all: an installation's own jobs have no account
        account = None
    return viewer_of(account, now=now)


def operator(*, now: datetime) -> Viewer:
    """Whoever has the machine's command line: may manage every account, and reads no family."""
    return Viewer("operator", "operator", (Grant(Role.ADMINISTRATOR, (COUNTRY,)),), now=now)


def as_grant(row: GivenGrant) -> Grant:
    """The grant that a stored row means now, its local governments resolved into the areas they cover today."""
    return Grant(
        role=Role(row.role),
        areas=resolve(row.areas),
        agency=row.agency,
        programme=row.programme,
        purpose=row.purpose,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        id=str(row.pk),
    )


def resolve(areas: Iterable[str]) -> tuple[str, ...]:
    """Prefixes for the areas as a person names them: 'TH' is '', a local government is what it covers."""
    prefixes: list[str] = []
    for code in areas:
        if code.startswith("L"):
            prefixes.extend(covered_by(code))
        else:
            prefixes.append(COUNTRY if code == COUNTRY_CODE else code)
    return outermost(prefixes)


def accounts(*, viewer: Viewer) -> tuple[AccountView, ...]:
    """The accounts this viewer manages, by user name: those whose every grant lies within one of the viewer's own."""
    rows = Account.objects.order_by("username").prefetch_related(_STANDING)
    return tuple(shown for row in rows if manages(viewer, (shown := view(row)).grants))


def account_named(username: str, *, viewer: Viewer) -> AccountView:
    """The account with this user name; raises AccountNotFound, also when others manage it."""
    row = Account.objects.filter(username=username).prefetch_related(_STANDING).first()
    if row is None or not manages(viewer, (shown := view(row)).grants):
        raise AccountNotFound
    return shown


def manages(viewer: Viewer, grants: Iterable[Grant]) -> bool:
    """Whether the viewer is an administrator of whoever holds these grants."""
    held = viewer.reaching(Action.MANAGE_ACCOUNTS, Sensitivity.S0)
    return bool(held) and all(any(reaches(own, grant) for own in held) for grant in grants)


def view(row: Account) -> AccountView:
    """The frozen view of a stored account."""
    grants = tuple(as_grant(grant) for grant in row.grants.all())
    return AccountView(str(row.pk), row.username, row.get_full_name(), row.agency, row.is_active, row.demo, grants)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The one-click accounts that stand ready; none outside a demo."""
    if not settings.DEMO:
        return ()
    ready = set(Account.objects.filter(demo=True, is_active=True).values_list("username", flat=True))
    return tuple(account for account in DEMO_ACCOUNTS if account.username in ready)


def within(
    viewer: Viewer,
    action: Action,
    field: str = "area_code",
    *,
    sensitivity: Sensitivity | None = None,
    agency_field: str | None = None,
) -> Q:
    """The condition that keeps a queryset inside what the viewer may see; no grant, no rows.

    `field` holds the area code of a row. Grants bound to an agency count only where `agency_field` names the column
    with the agency a row is shared with. `sensitivity` is what the caller will show, by default what the action shows.
    """
    narrowed = NOTHING
    for prefix in viewer.prefixes(action, sensitivity):
        if prefix == COUNTRY:
            return Q()
        narrowed |= inside(field, prefix)
    return narrowed | _shared(viewer, action, field, sensitivity, agency_field) if agency_field else narrowed


def inside(field: str, prefix: str) -> Q:
    """Rows in the area `prefix`, as a range: an index serves that under every collation, which it does not for LIKE."""
    if prefix == COUNTRY:
        return Q()
    if len(prefix) >= 8 or not prefix.isdigit():
        return Q(**{field: prefix})
    return Q(**{f"{field}__gte": prefix, f"{field}__lte": prefix.ljust(8, "9")})


def _shared(viewer: Viewer, action: Action, field: str, sensitivity: Sensitivity | None, agency_field: str | None) -> Q:
    shared = NOTHING
    for grant in viewer.reaching(action, SHOWS[action] if sensitivity is None else sensitivity):
        if grant.agency and not grant.programme and not grant.purpose:
            for prefix in grant.areas:
                shared |= inside(field, prefix) & Q(**{str(agency_field): grant.agency})
    return shared
