"""Field keys: whose phone is asking, and which keys an account has."""

import hmac
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from samutphok.access.domain import (
    AccountView,
    Action,
    FieldKey,
    Grant,
    KeyHolder,
    Role,
    Sensitivity,
    Viewer,
    reaches,
)
from samutphok.access.domain.keys import note_due
from samutphok.access.errors import KeyNotFound
from samutphok.access.models import Account, GivenGrant, PhoneKey
from samutphok.access.queries.accounts import view
from samutphok.access.queries.viewers import as_grant
from samutphok.areas.queries import coverage
from samutphok.foundation.privacy import blind_index
from samutphok.foundation.statements import Given, Row, Statement

_LONGEST_TOKEN = 64  # characters; more is no token, and is not hashed either
_OF_A_KEY = ("pk", "token_index", "seen_at", "revoked_at", "wipe", "account_id")
_OF_ITS_ACCOUNT = ("account__is_active", "account__username", "account__display_name")
_OF_A_GRANT = ("id", "role", "areas", "agency", "programme", "purpose", "valid_from", "valid_to")


@Statement
def _key_and_grants() -> "QuerySet[PhoneKey, Any]":
    """Grain: a grant that was not withdrawn of the account whose key this is; one row without a grant when it has none."""
    standing = FilteredRelation("account__grants", condition=Q(account__grants__withdrawn_at=None))
    keys = PhoneKey.objects.filter(token_index=Given("index")).annotate(held=standing).order_by("held__id")
    return keys.values(*_OF_A_KEY, *_OF_ITS_ACCOUNT, *(f"held__{column}" for column in _OF_A_GRANT))


def _grant(row: Row) -> Grant:
    return as_grant(GivenGrant(**{column: row[f"held__{column}"] for column in _OF_A_GRANT}))


def key_holder(*, token: str, now: datetime) -> KeyHolder | None:
    """Whose phone has this token, read anew at each request; None when no key ever had it.

    One query. The key stays found after it was taken back, so that what a phone still holds can be kept.
    """
    if not 0 < len(token) <= _LONGEST_TOKEN:
        return None
    index = token_index(token)
    rows = _key_and_grants.rows(index=index)
    if not rows or not hmac.compare_digest(rows[0]["token_index"], index):
        return None
    key = rows[0]
    given = (_grant(row) for row in rows if key["account__is_active"] and row["held__id"] is not None)
    grants = tuple(grant for grant in given if grant.valid_at(now))
    name = Account(username=key["account__username"], display_name=key["account__display_name"]).get_full_name()
    return KeyHolder(
        key_id=key["pk"],
        viewer=Viewer(str(key["account_id"]), name, grants, now=now),
        revoked=key["revoked_at"] is not None or not grants,
        wipe=key["wipe"],
        unnoted=note_due(seen_at=key["seen_at"], revoked_at=key["revoked_at"], now=now),
    )


def keys_of(account_ids: Iterable[str | UUID], *, viewer: Viewer) -> dict[str, tuple[FieldKey, ...]]:
    """The keys of these accounts by account id, newest first; only of accounts whose keys the viewer may manage.

    Three queries at most, whatever the number of accounts.
    """
    held = _grants(UUID(str(account_id)) for account_id in account_ids)
    found: dict[str, list[FieldKey]] = {str(pk): [] for pk in held if may_manage_keys(viewer, str(pk), held[pk])}
    for row in PhoneKey.objects.filter(account_id__in=found).order_by("-given_at", "pk"):
        found[str(row.account_id)].append(key_view(row))
    return {account: tuple(keys) for account, keys in found.items()}


def managed_key(key_id: UUID | str, *, viewer: Viewer) -> FieldKey:
    """The key, if the viewer may manage it. Raises KeyNotFound."""
    row = PhoneKey.objects.filter(pk=_uuid(key_id)).first()
    if row is None or not may_manage_keys(viewer, str(row.account_id), _grants([row.account_id])[row.account_id]):
        raise KeyNotFound
    return key_view(row)


def keyed_account(account_id: UUID | str, *, viewer: Viewer) -> AccountView:
    """The account, if the viewer may manage its keys. Raises KeyNotFound."""
    row = Account.objects.filter(pk=_uuid(account_id)).first()
    if row is None or not may_manage_keys(viewer, str(row.pk), _grants([row.pk])[row.pk]):
        raise KeyNotFound
    return view(row)


def may_manage_keys(viewer: Viewer, account_id: str, grants: Iterable[Grant]) -> bool:
    """Whether the viewer may give keys to the account with these grants, and take them back.

    Whoever gives a key sees its token, so nobody gives one that reaches further than they do themselves: a coordinator
    gives to volunteers all of whose grants lie in the coordinator's area, and to themselves for their own phone.
    """
    coordinating = viewer.reaching(Action.MANAGE_FIELDWORK, Sensitivity.S1)
    if not coordinating or account_id == viewer.account_id:
        return bool(coordinating)
    given = tuple(grants)
    return bool(given) and all(
        grant.role is Role.VOLUNTEER and any(reaches(own, grant) for own in coordinating) for grant in given
    )


def key_view(row: PhoneKey) -> FieldKey:
    """The frozen view of a stored key."""
    return FieldKey(
        id=row.pk,
        account_id=str(row.account_id),
        label=row.label,
        given_at=row.given_at,
        given_by=row.given_by,
        seen_at=row.seen_at,
        revoked_at=row.revoked_at,
        wipe=row.wipe,
    )


def token_index(token: str) -> str:
    """The keyed hash by which a token is found; it leads back to nothing."""
    return blind_index("field_key", token)


def _grants(account_ids: Iterable[UUID]) -> dict[UUID, tuple[Grant, ...]]:
    """The standing grants of each account, or the withdrawn ones where none stands: a lost phone is told all the same."""
    standing: dict[UUID, list[Grant]] = {pk: [] for pk in account_ids}
    withdrawn: dict[UUID, list[Grant]] = {pk: [] for pk in standing}
    rows = list(GivenGrant.objects.filter(account_id__in=standing).order_by("pk"))
    covered = coverage({code for row in rows for code in row.areas if code[:1] == "L"})
    for row in rows:
        (standing if row.withdrawn_at is None else withdrawn)[row.account_id].append(as_grant(row, covered))
    return {pk: tuple(standing[pk] or withdrawn[pk]) for pk in standing}


def _uuid(text: UUID | str) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise KeyNotFound from error
