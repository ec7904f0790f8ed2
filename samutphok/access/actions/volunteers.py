"""Taking a volunteer in: an account that reaches families of the coordinator's own area, and nothing of their poverty."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.actions.accounts import add_account
from samutphok.access.actions.grants import add_grant
from samutphok.access.actions.keys import revoke_key
from samutphok.access.domain import AccountView, Action, Grant, NewAccount, Role, Viewer, covers
from samutphok.access.models import GivenGrant, PhoneKey
from samutphok.access.queries import keyed_account
from samutphok.access.queries.viewers import resolve
from samutphok.foundation.audit.actions import record


@transaction.atomic
def enrol_volunteer(
    *, viewer: Viewer, account: NewAccount, areas: Sequence[str], until: datetime | None = None, now: datetime
) -> AccountView:
    """An account without a password and its grant as a volunteer in these tambon or villages.

    A coordinator does so within their own area; the volunteer's phone is let in by a key (`give_key`), the desk once
    an administrator gives a one-time code. Raises NotAnAdministrator, BadAccount, UsernameTaken, TooWide, BadGrant, and
    what `areas` says of a code that is malformed or unknown.
    """
    made = add_account(viewer, account, None, made_by_virtue_of=Action.MANAGE_FIELDWORK, now=now)
    grant = Grant(Role.VOLUNTEER, tuple(areas), valid_to=until)
    add_grant(viewer, made.id, grant, given_by_virtue_of=Action.MANAGE_FIELDWORK, now=now)
    return made


@transaction.atomic
def let_volunteer_into(*, viewer: Viewer, account_id: UUID, areas: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Lets a volunteer go to families of further villages, within the coordinator's own area; returns the new ones.

    A village that a standing grant of theirs covers changes nothing. Raises what `give_grant` does.
    """
    standing = GivenGrant.objects.filter(account_id=account_id, role=Role.VOLUNTEER, withdrawn_at=None)
    current = standing.exclude(valid_to__lte=now).values_list("areas", flat=True)
    held = [prefix for named in current for prefix in resolve(named)]
    fresh = tuple(code for code in sorted(set(areas)) if not any(covers(prefix, code) for prefix in held))
    if fresh:
        grant = Grant(Role.VOLUNTEER, fresh)
        add_grant(viewer, str(account_id), grant, given_by_virtue_of=Action.MANAGE_FIELDWORK, now=now)
    return fresh


@transaction.atomic
def dismiss_volunteer(*, viewer: Viewer, account_id: UUID | str, now: datetime) -> None:
    """When a volunteer stops: ends their grants as a volunteer and their phones' keys; what they did stays on record.

    Forms that a phone still holds are kept apart when they arrive. Dismissing twice changes nothing more. Raises
    KeyNotFound when the viewer does not lead this volunteer.
    """
    account = keyed_account(account_id, viewer=viewer)
    standing = GivenGrant.objects.select_for_update().filter(account_id=account.id, withdrawn_at=None)
    ended = list(standing.filter(role=Role.VOLUNTEER).values_list("pk", flat=True))
    GivenGrant.objects.filter(pk__in=ended).update(withdrawn_at=now, withdrawn_by=viewer.account_id)
    for grant_id in ended:
        record(actor=viewer.account_id, act="withdraw_grant", subject=f"grant:{grant_id}", now=now)
    keys = PhoneKey.objects.select_for_update().filter(account_id=account.id, revoked_at=None)
    for key_id in keys.values_list("pk", flat=True):
        revoke_key(viewer=viewer, key_id=key_id, now=now)
