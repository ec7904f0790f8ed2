"""Making, opening and revoking the one-time links by which an agency without accounts answers a letter."""

import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import seal
from samutphok.referrals.actions.acting import act
from samutphok.referrals.domain.links import CODE_DIGITS, TOKEN_BYTES, MadeLink
from samutphok.referrals.domain.table import State
from samutphok.referrals.errors import ReferralNotFound, WrongCode
from samutphok.referrals.models import AnswerLink, Letter, Referral
from samutphok.referrals.queries.links import code_of, holder_of, living_link, token_index
from samutphok.referrals.queries.rules import rules_on

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@transaction.atomic
def make_link(*, viewer: Viewer, letter_id: UUID, now: datetime) -> MadeLink:
    """A fresh link for a letter's agency; earlier ones of the letter end. Its token is told now and never again.

    Raises ReferralNotFound when the viewer does not work with every family of the letter.
    """
    letter = _own(viewer, letter_id)
    _revoke(letter, viewer, now)
    token, code = secrets.token_urlsafe(TOKEN_BYTES), "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    link_id = uuid4()
    expires = now + timedelta(days=rules_on(timezone.localdate(now)).link_days)
    AnswerLink.objects.create(
        id=link_id,
        letter=letter,
        token_index=token_index(token),
        code_sealed=seal(code, bound_to=f"link:{link_id}"),
        made_by=viewer.account_id,
        made_at=now,
        expires_at=expires,
    )
    record(actor=viewer.account_id, act="make_referral_link", subject=f"letter:{letter_id}", now=now)
    return MadeLink(link_id, token, code, expires)


@transaction.atomic
def revoke_link(*, viewer: Viewer, letter_id: UUID, now: datetime) -> None:
    """Ends the links of a letter; raises ReferralNotFound."""
    _revoke(_own(viewer, letter_id), viewer, now)
    record(actor=viewer.account_id, act="revoke_referral_link", subject=f"letter:{letter_id}", now=now)


def open_link(*, token: str, code: str, now: datetime) -> UUID:
    """The id of the link when the code is its own. A wrong one is counted, and after some the link is locked.

    Raises LinkNotFound, WrongCode.
    """
    if not _tried(token, code, now):
        raise WrongCode
    return living_link(token, now=now).pk


def answer_by_link(
    *,
    token: str,
    link_id: UUID,
    referral_id: UUID,
    act_id: UUID,
    deed: str,
    said: str,
    details: Mapping[str, Any],
    version: int | None,
    now: datetime,
) -> State:
    """An act of the agency, done by whoever has link and code; as `act` otherwise. Raises LinkNotFound too."""
    who = holder_of(token, link_id=link_id, referral_id=referral_id, now=now)
    return act(
        viewer=who,
        referral_id=referral_id,
        act_id=act_id,
        act=deed,
        said=said,
        details=details,
        now=now,
        version=version,
    )


@transaction.atomic
def _tried(token: str, code: str, now: datetime) -> bool:
    """Whether the code is right; the count of wrong ones is kept also when the answer is no."""
    AnswerLink.objects.select_for_update().filter(token_index=token_index(token)).first()  # tries come one by one
    link = living_link(token, now=now)
    given = "".join(one for one in code.translate(_THAI_DIGITS) if one in "0123456789")
    right = hmac.compare_digest(code_of(link), given)
    if right:
        AnswerLink.objects.filter(pk=link.pk).update(opened_at=now, wrong=0)
    else:
        AnswerLink.objects.filter(pk=link.pk).update(wrong=F("wrong") + 1)
    record(
        actor=f"link:{link.pk}",
        act="open_referral_link",
        subject=f"letter:{link.letter_id}",
        outcome="done" if right else "refused",
        now=now,
    )
    return right


def _own(viewer: Viewer, letter_id: UUID) -> Letter:
    letter = Letter.objects.filter(pk=letter_id).first()
    rows = Referral.objects.filter(letter=letter_id)
    inside = rows.filter(within(viewer, Action.WORK_CASE)).count()
    if letter is None or not inside or inside < rows.count():
        raise ReferralNotFound
    return letter


def _revoke(letter: Letter, viewer: Viewer, now: datetime) -> None:
    AnswerLink.objects.filter(letter=letter, revoked_at=None).update(revoked_at=now, revoked_by=viewer.account_id)
