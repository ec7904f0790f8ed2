"""How somebody gets in: a one-time code in place of a lost password, the second factor anew, a lock taken off."""

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.db import transaction

from samutphok.access.domain import AccountState, AccountView, Viewer
from samutphok.access.errors import NotLockedOut, OwnAccount
from samutphok.access.models import Account, GivenGrant, PhoneKey
from samutphok.access.queries import account_by_id, login_name
from samutphok.foundation.audit.actions import record

CODE_LASTS = timedelta(hours=72)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when read aloud or from paper
_GROUPS, _GROUP = 4, 4


@transaction.atomic
def give_one_time_code(*, viewer: Viewer, account_id: str, now: datetime) -> str:
    """A code that opens the account once within 72 hours, for its holder to set a password of their own; shown once.

    The password of before ends, and with it every session. Until the new one is set the account sees nothing, because
    the administrator knows the code. Raises AccountNotFound, OwnAccount.
    """
    account = _another(viewer, account_id, now).account
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    Account.objects.filter(pk=account.id).update(password=make_password(code), one_time_until=now + CODE_LASTS)
    _record(viewer, "give_one_time_code", account, now)
    return code


@transaction.atomic
def remove_second_factor(*, viewer: Viewer, account_id: str, now: datetime) -> None:
    """Forgets a lost phone: its holder logs in by password and sets up a second step anew.

    Raises AccountNotFound, OwnAccount.
    """
    account = _another(viewer, account_id, now).account
    Authenticator.objects.filter(user_id=account.id).delete()
    _record(viewer, "remove_second_factor", account, now)


@transaction.atomic
def unlock_account(*, viewer: Viewer, account_id: str, now: datetime) -> None:
    """Lets somebody try again at once who typed a wrong password too often. Raises AccountNotFound, NotLockedOut."""
    found = account_by_id(account_id, viewer=viewer, now=now)
    if not found.locked_out:
        raise NotLockedOut
    AccessAttempt.objects.filter(username=login_name(found.account.username)).delete()
    _record(viewer, "unlock_account", found.account, now)


@transaction.atomic
def close_account(*, viewer: Viewer, account_id: str, now: datetime) -> int:
    """When somebody leaves: withdraws every grant, ends the account with its password, second factor and phone keys.

    What they did stays on record under their name. Returns how many grants ended; closing twice changes nothing more.
    Raises AccountNotFound, OwnAccount.
    """
    account = _another(viewer, account_id, now).account
    standing = GivenGrant.objects.filter(account_id=account.id, withdrawn_at=None)
    ended = [str(pk) for pk in standing.values_list("pk", flat=True)]
    standing.update(withdrawn_at=now, withdrawn_by=viewer.account_id)
    for grant_id in ended:
        record(actor=viewer.account_id, act="withdraw_grant", subject=f"grant:{grant_id}", now=now)
    Authenticator.objects.filter(user_id=account.id).delete()
    keys = PhoneKey.objects.filter(account_id=account.id, revoked_at=None)
    keys.update(revoked_at=now, revoked_by=viewer.account_id)
    if account.active:
        unusable = make_password(None)
        Account.objects.filter(pk=account.id).update(is_active=False, password=unusable, one_time_until=None)
        _record(viewer, "close_account", account, now)
    return len(ended)


def _another(viewer: Viewer, account_id: str, now: datetime) -> AccountState:
    found = account_by_id(account_id, viewer=viewer, now=now)
    if found.account.id == viewer.account_id:
        raise OwnAccount
    return found


def _record(viewer: Viewer, act: str, account: AccountView, now: datetime) -> None:
    record(actor=viewer.account_id, act=act, subject=f"account:{account.id}", now=now)
