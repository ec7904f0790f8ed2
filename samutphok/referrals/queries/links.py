"""Ways in for agencies without accounts. A token that is wrong, old, revoked, locked or done with looks absent."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from samutphok.access.domain import Viewer
from samutphok.foundation.privacy import blind_index, unseal
from samutphok.referrals.domain.links import LinkPage, LinkStanding, holder
from samutphok.referrals.domain.referral import ReferralView
from samutphok.referrals.domain.table import Reach, Side
from samutphok.referrals.errors import LinkNotFound, ReferralNotFound
from samutphok.referrals.models import AnswerLink, Letter, Referral
from samutphok.referrals.queries.rules import letters_on, rules_on
from samutphok.referrals.queries.views import note_reading, reach_of, view_of


def token_index(token: str) -> str:
    """By what a link is found; the token itself is kept nowhere."""
    return blind_index("referral-link", token)


def living_link(token: str, *, now: datetime) -> AnswerLink:
    """The link of a token while it may be used; raises LinkNotFound."""
    row = AnswerLink.objects.filter(token_index=token_index(token)).select_related("letter").first()
    if row is None or not _lives(row, now):
        raise LinkNotFound
    return row


def code_of(row: AnswerLink) -> str:
    """The code that belongs to a link."""
    return unseal(row.code_sealed, bound_to=f"link:{row.pk}")


def link_page(token: str, *, link_id: UUID, now: datetime) -> LinkPage:
    """What is behind a link whose code was given. Raises LinkNotFound, also when nothing of it can be answered any more."""
    link = living_link(token, now=now)
    if link.pk != link_id:
        raise LinkNotFound
    rows = list(_rows(link.letter).prefetch_related("acts"))
    views = tuple(
        view_of(row, row.acts.all(), reader=Side.AGENCY, now=now, may_act=reach_of(row, now) is Reach.FIELDS)
        for row in rows
        if reach_of(row, now) is not Reach.NOTHING
    )
    if not views or all(row.ended_at for row in rows):
        raise LinkNotFound
    letter = link.letter
    named = [f"household:{row.household_id}" for row in rows]
    note_reading(by=f"link:{link.pk}", act="read_referral", subject=f"letter:{letter.pk}", fields=named, now=now)
    number = letters_on(letter.dated).of_letter(letter.office, letter.number)
    return LinkPage(link.pk, letter.agency, number, letter.office, link.expires_at, views)


def holder_of(token: str, *, link_id: UUID, referral_id: UUID, now: datetime) -> Viewer:
    """Whoever has link and code, as the viewer of one of its referrals; raises LinkNotFound, ReferralNotFound."""
    link = living_link(token, now=now)
    row = _rows(link.letter).filter(pk=referral_id).first()
    if link.pk != link_id or row is None:
        raise ReferralNotFound
    return holder(link.pk, link.letter.agency, (row.area_code,), now)


def link_standing(view: ReferralView, *, now: datetime) -> LinkStanding | None:
    """How the link of a referral's letter stands: one query. None where there is no letter, or whoever read the referral
    is not of the office that wrote it (`referral_view` has told them apart)."""
    letter_id = view.letter_id
    if letter_id is None or view.reader is not Side.SENDER or not view.may:
        return None
    row = AnswerLink.objects.filter(letter=letter_id, revoked_at=None).order_by("-made_at").first()
    if row is None or not (_lives(row, now) or row.wrong):
        return LinkStanding(letter_id, "", None, None, locked=False)
    return LinkStanding(letter_id, code_of(row), row.expires_at, row.opened_at, locked=not _lives(row, now))


def _rows(letter: Letter) -> "QuerySet[Referral]":
    return Referral.objects.filter(letter=letter, agency=letter.agency).order_by("place")


def _lives(row: AnswerLink, now: datetime) -> bool:
    most = rules_on(row.made_at.date()).wrong_codes
    return row.revoked_at is None and row.expires_at > now and row.wrong < most
