"""Who hears of a referral: the agency, the worker who sent it, and those above when a clock has run out."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Role
from samutphok.access.queries.reaching import accounts_reaching
from samutphok.messaging.actions import send
from samutphok.messaging.domain import Account, Email, Recipient
from samutphok.messaging.errors import BadAddress
from samutphok.partners.queries import contact_of
from samutphok.referrals.domain.table import Deed, Side
from samutphok.referrals.models import Referral


def tell_agency(row: Referral, *, template: str, now: datetime, head: bool = False) -> int:
    """Tells the agency's officers of the area, and its office by e-mail where one is known; returns how many were told.

    head: its head is told, who reads the office's post; officers as well, so that nobody is surprised.
    """
    officers = accounts_reaching(
        action=Action.ANSWER_REFERRAL, area_code=row.area_code, agency=row.agency, now=now, roles=(Role.AGENCY_OFFICER,)
    )
    email = contact_of(agency=row.agency, area_code=row.area_code, on=timezone.localdate(now)).email
    to: list[Recipient] = [Account(one) for one in officers]
    if email and (head or not officers):
        to.append(Email(email))
    return _tell(row, to, template, now)


def tell_office(row: Referral, *, template: str, now: datetime, roles: Iterable[Role]) -> int:
    """Tells those who look after the area's referrals: the provincial office, or the governor."""
    found = accounts_reaching(action=Action.SUPERVISE_CASES, area_code=row.area_code, now=now, roles=tuple(roles))
    return _tell(row, [Account(one) for one in found], template, now)


def tell_owner(row: Referral, *, template: str, now: datetime) -> int:
    """Tells the worker who answers for it on the sender's side."""
    return _tell(row, [Account(row.owner)] if _is_account(row.owner) else [], template, now)


def tell_step(row: Referral, step: Deed, *, now: datetime) -> int:
    """A step of the running clock, told to whom it concerns."""
    match step:
        case Deed.REMIND if row.side == Side.AGENCY:
            return tell_agency(row, template="referral_reminder", now=now)
        case Deed.REMIND:
            return tell_owner(row, template="referral_reminder", now=now)
        case Deed.ESCALATE_HEAD:
            return tell_agency(row, template="referral_escalated", now=now, head=True)
        case Deed.ESCALATE_PROVINCE:
            return tell_office(row, template="referral_escalated", now=now, roles=(Role.PROVINCE,))
        case Deed.ESCALATE_GOVERNOR:
            return tell_office(row, template="referral_escalated", now=now, roles=(Role.GOVERNOR,))
    return 0


def _tell(row: Referral, to: Iterable[Recipient], template: str, now: datetime) -> int:
    day = row.appointment_at if template == "referral_answered" else row.due_at
    values = {
        "number": row.number,
        "agency": row.agency,
        "day": timezone.localdate(day).isoformat() if day else "",
        "link": f"/referrals/{row.pk}/",
    }
    told = 0
    for recipient in to:
        try:
            send(to=recipient, template=template, values=values, now=now, area_code=row.area_code)
        except BadAddress:  # of a contact that somebody filled in wrongly: the referral itself is not lost by it
            continue
        told += 1
    return told


def _is_account(by: str) -> bool:
    try:
        UUID(by)
    except ValueError:
        return False
    return True
