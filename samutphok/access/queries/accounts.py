"""The accounts that an administrator manages: those whose every grant lies within one of the administrator's own."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from samutphok.access.domain import (
    DEMO_ACCOUNTS,
    AccountFilter,
    AccountList,
    AccountState,
    AccountView,
    Action,
    DemoAccount,
    Grant,
    Sensitivity,
    Viewer,
    reaches,
)
from samutphok.access.domain.places import ancestors
from samutphok.access.errors import AccountNotFound
from samutphok.access.models import Account, GivenGrant, GrantedArea
from samutphok.access.queries.scope import granted_inside
from samutphok.access.queries.viewers import as_grant
from samutphok.areas.queries import coverage
from samutphok.foundation.privacy import pseudonym

_STANDING = Prefetch("grants", GivenGrant.objects.filter(withdrawn_at=None).order_by("valid_from", "pk"))


def accounts(*, viewer: Viewer) -> tuple[AccountView, ...]:
    """The accounts this viewer manages, by user name."""
    return _views(_managed(viewer).order_by("username").prefetch_related(_STANDING))


def account_list(*, viewer: Viewer, wanted: AccountFilter, now: datetime, page_size: int = 25) -> AccountList:
    """One page of the accounts this viewer manages, by user name, with who is locked out.

    A page after the last one is empty. Six queries, whatever the number of accounts.
    """
    found = _managed(viewer).filter(_matching(wanted, now))
    start = (wanted.page - 1) * page_size
    shown = _views(found.order_by("username").prefetch_related(_STANDING)[start : start + page_size])
    locked = _locked([one.username for one in shown], now)
    states = tuple(AccountState(one, locked_out=one.username in locked) for one in shown)
    return AccountList(wanted, states, total=found.count(), page_size=page_size)


def account_named(username: str, *, viewer: Viewer) -> AccountView:
    """The account with this user name; raises AccountNotFound, also when others manage it."""
    return _one(Account.objects.filter(username=username), viewer)


def account_by_id(account_id: str, *, viewer: Viewer, now: datetime) -> AccountState:
    """The account with this id, and whether it is locked out; raises AccountNotFound, also when others manage it."""
    try:
        found = _one(Account.objects.filter(pk=account_id), viewer)
    except ValidationError as error:
        raise AccountNotFound from error
    second = Authenticator.objects.filter(user_id=found.id, type=Authenticator.Type.TOTP).exists()
    return AccountState(found, locked_out=found.username in _locked([found.username], now), second_factor=second)


def manages(viewer: Viewer, grants: Iterable[Grant]) -> bool:
    """Whether the viewer is an administrator of whoever holds these grants."""
    held = viewer.reaching(Action.MANAGE_ACCOUNTS, Sensitivity.S0)
    return bool(held) and all(any(reaches(own, grant) for own in held) for grant in grants)


def view(row: Account) -> AccountView:
    """The frozen view of a stored account."""
    return _views([row])[0]


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The one-click accounts that stand ready; none outside a demo."""
    if not settings.DEMO:
        return ()
    ready = set(Account.objects.filter(demo=True, is_active=True).values_list("username", flat=True))
    return tuple(account for account in DEMO_ACCOUNTS if account.username in ready)


def login_name(username: str) -> str:
    """The pseudonym under which tries to log in by this name are counted: people type anything into that field."""
    return pseudonym("username", username)


def _one(found: QuerySet[Account], viewer: Viewer) -> AccountView:
    row = found.prefetch_related(_STANDING).first()
    if row is None or not manages(viewer, (shown := view(row)).grants):
        raise AccountNotFound
    return shown


def _managed(viewer: Viewer) -> QuerySet[Account]:
    """`manages` as a condition of the database: no standing grant that none of the viewer's own reaches."""
    held = viewer.reaching(Action.MANAGE_ACCOUNTS, Sensitivity.S0)
    if not held:
        return Account.objects.none()
    unreached = GivenGrant.objects.filter(account=OuterRef("pk"), withdrawn_at=None)
    for own in held:
        beyond = GrantedArea.objects.filter(~granted_inside(own.areas), grant=OuterRef("pk"))
        bound = {name: value for name in ("agency", "programme", "purpose") if (value := getattr(own, name))}
        reached = Q(**bound) if "" in own.areas else Q(~Exists(beyond), **bound)
        unreached = unreached.exclude(reached) if reached else unreached.none()
    return Account.objects.filter(~Exists(unreached))


def _matching(wanted: AccountFilter, now: datetime) -> Q:
    condition = Q()
    if wanted.text:
        condition &= Q(username__icontains=wanted.text) | Q(display_name__icontains=wanted.text)
    if wanted.active is not None:
        condition &= Q(is_active=wanted.active)
    if wanted.role or wanted.area_code:
        held = GivenGrant.objects.filter(account=OuterRef("pk"), withdrawn_at=None).exclude(valid_to__lte=now)
        if wanted.role:
            held = held.filter(role=wanted.role)
        if wanted.area_code:
            above = Q(code__in=ancestors(wanted.area_code))
            here = GrantedArea.objects.filter(granted_inside([wanted.area_code]) | above, grant=OuterRef("pk"))
            held = held.filter(Exists(here))
        condition &= Q(Exists(held))
    return condition


def _locked(usernames: Sequence[str], now: datetime) -> set[str]:
    """Which of these names have failed so often lately that no further try is let in."""
    named = {login_name(username): username for username in usernames}
    lately = AccessAttempt.objects.filter(username__in=named, attempt_time__gte=now - settings.AXES_COOLOFF_TIME)
    failed = lately.values("username", "ip_address").annotate(times=Sum("failures_since_start"))
    often = failed.filter(times__gte=settings.AXES_FAILURE_LIMIT)
    return {named[name] for name in often.values_list("username", flat=True)}


def _views(rows: Iterable[Account]) -> tuple[AccountView, ...]:
    listed = list(rows)
    given = {row.pk: list(row.grants.all()) for row in listed}
    covered = coverage(code for grants in given.values() for one in grants for code in one.areas if code[:1] == "L")
    return tuple(
        AccountView(
            id=str(row.pk),
            username=row.username,
            display_name=row.get_full_name(),
            agency=row.agency,
            active=row.is_active,
            demo=row.demo,
            grants=tuple(as_grant(one, covered) for one in given[row.pk]),
            email=row.email,
            language=row.language,
            last_login=row.last_login,
            one_time_until=row.one_time_until,
            has_password=row.has_usable_password(),
        )
        for row in listed
    )
