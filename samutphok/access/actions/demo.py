"""One-click accounts of a demonstration. Outside a demo they are not made, not listed and not let in."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from samutphok.access.actions.accounts import create_account
from samutphok.access.actions.grants import give_grant
from samutphok.access.domain import DEMO_ACCOUNTS, DemoAccount, Grant, NewAccount
from samutphok.access.errors import NotADemo, UsernameTaken
from samutphok.access.models import Account
from samutphok.access.queries import operator
from samutphok.foundation.audit.actions import record

_BACKEND = "samutphok.access.login.PasswordBackend"


@transaction.atomic
def make_demo_accounts(now: datetime) -> tuple[DemoAccount, ...]:
    """Makes the demonstration's accounts that are missing, one per role, without passwords; returns all of them.

    Raises NotADemo when the installation is none, UsernameTaken when a real person has one of the names.
    """
    if not settings.DEMO:
        raise NotADemo
    for wanted in DEMO_ACCOUNTS:
        existing = Account.objects.filter(username=wanted.username).first()
        if existing is None:
            _make(wanted, now)
        elif not existing.demo:
            raise UsernameTaken
    return DEMO_ACCOUNTS


def _make(wanted: DemoAccount, now: datetime) -> None:
    viewer = operator(now=now)
    account = NewAccount(wanted.username, wanted.title.th, agency=wanted.agency, demo=True)
    create_account(viewer=viewer, account=account, now=now)
    grant = Grant(wanted.role, wanted.areas, agency=wanted.agency)
    give_grant(viewer=viewer, username=wanted.username, grant=grant, now=now)


@transaction.atomic
def enter_demo(*, request: HttpRequest, username: str, now: datetime) -> None:
    """Opens the request's session as a demo account. Raises NotADemo outside a demo and for any other account."""
    offered = settings.DEMO and any(username == one.username for one in DEMO_ACCOUNTS)
    account = Account.objects.filter(username=username, demo=True, is_active=True).first() if offered else None
    if account is None:
        raise NotADemo
    record(actor=str(account.pk), act="enter_demo", subject=f"account:{account.pk}", now=now)
    login(request, account, backend=_BACKEND)
