"""Giving a phone its key, and taking it back; forgetting everything on a phone that is lost."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from samutphok.access.domain import FieldKey, GivenKey, KeyHolder, Viewer
from samutphok.access.errors import KeyNotTaken
from samutphok.access.models import PhoneKey
from samutphok.access.queries.keys import key_view, keyed_account, managed_key, token_index
from samutphok.foundation.audit.actions import record

_TOKEN_BYTES = 32
_LONGEST_LABEL = 60


@transaction.atomic
def give_key(*, viewer: Viewer, account_id: UUID | str, label: str = "", now: datetime) -> GivenKey:
    """A new key for one phone of the account; its token is told this once and kept nowhere.

    Keys of other phones stay. Raises KeyNotFound when the viewer does not manage the account's keys, KeyNotTaken.
    """
    account = keyed_account(account_id, viewer=viewer)
    if not account.active or not any(grant.valid_at(now) for grant in account.grants):
        raise KeyNotTaken
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = PhoneKey.objects.create(
        account_id=account.id,
        token_index=token_index(token),
        label=" ".join(label.split())[:_LONGEST_LABEL],
        given_at=now,
        given_by=viewer.account_id,
    )
    _record(viewer, "give_field_key", row, now)
    return GivenKey(key_view(row), token)


@transaction.atomic
def revoke_key(*, viewer: Viewer, key_id: UUID | str, wipe: bool = False, now: datetime) -> FieldKey:
    """Ends a key: it counts at the phone's next request. With `wipe` the phone forgets everything when it next calls.

    A key already taken back can still be marked as lost, and is never unmarked. Raises KeyNotFound.
    """
    key = managed_key(key_id, viewer=viewer)
    row = PhoneKey.objects.select_for_update().get(pk=key.id)
    if row.revoked_at is None or (wipe and not row.wipe):
        # A phone that was told of the end and not of the wipe has not been told: the moment counts anew.
        row.revoked_at, row.revoked_by, row.wipe = now, viewer.account_id, wipe
        row.save(update_fields=["revoked_at", "revoked_by", "wipe"])
        _record(viewer, "wipe_phone" if wipe else "revoke_field_key", row, now)
    return key_view(row)


def note_key_seen(*, holder: KeyHolder, now: datetime) -> None:
    """Writes down that the phone was here; not at every request, see `KeyHolder.unnoted`."""
    if holder.unnoted:
        PhoneKey.objects.filter(Q(seen_at=None) | Q(seen_at__lt=now), pk=holder.key_id).update(seen_at=now)


def _record(viewer: Viewer, act: str, row: PhoneKey, now: datetime) -> None:
    subject, fields = f"field-key:{row.pk}", [f"account:{row.account_id}"]
    record(actor=viewer.account_id, act=act, subject=subject, fields=fields, now=now)
