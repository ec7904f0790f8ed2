"""One way for every act upon a stay: the home is locked, the act kept once, the stay folded anew from all of them.

The home's row is the lock of all its places: two who admit to the last bed come one after the other.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.homes.domain.asking import Doing
from samutphok.homes.domain.due import next_due
from samutphok.homes.domain.rules import HomeRules
from samutphok.homes.domain.stays import STAYS
from samutphok.homes.errors import ActNotAllowed, HomeNotFound, NotOfTheRules, StayChanged, StayNotFound
from samutphok.homes.models import CarePlan, Home, Stay, StayAct
from samutphok.homes.queries.places import managed
from samutphok.homes.queries.rules import rules_on


@dataclass(frozen=True, slots=True)
class Held:
    """A stay that is locked for an act, with the rules of the day. day: on which the act happened."""

    stay: Stay
    rules: HomeRules
    day: date


def locked_home(viewer: Viewer, home_id: UUID) -> Home:
    """A home in which the viewer works, locked until the transaction ends; raises HomeNotFound."""
    home = managed(viewer).select_for_update().filter(pk=home_id).first()
    if home is None:
        raise HomeNotFound
    return home


def held(*, viewer: Viewer, stay_id: UUID, doing: Doing, now: datetime) -> Held | None:
    """The stay, locked with its home, ready for the act; None when this very act is kept already.

    Raises StayNotFound, ActNotAllowed, StayChanged for a version that is no longer the newest, NotOfTheRules for a day
    to come.
    """
    home_id = Stay.objects.filter(pk=stay_id).values_list("home_id", flat=True).first()
    if home_id is None or not managed(viewer).select_for_update().filter(pk=home_id).exists():
        raise StayNotFound
    stay = Stay.objects.select_for_update().get(pk=stay_id)
    if StayAct.objects.filter(pk=doing.id, stay=stay).exists():
        return None
    if STAYS.after(stay.state, doing.name) is None:
        raise ActNotAllowed
    if doing.version is not None and doing.version != stay.version:
        raise StayChanged
    today = timezone.localdate(now)
    if doing.on is not None and doing.on > today:
        raise NotOfTheRules
    return Held(stay, rules_on(today), doing.on or today)


def keep(*, viewer: Viewer, stay: Stay, doing: Doing, now: datetime, rules: HomeRules) -> None:
    """Keeps the act and rewrites what the stay's row repeats of all its acts, with the audit row."""
    said: dict[str, Any] = dict(doing.said) | ({"on": doing.on.isoformat()} if doing.on else {})
    last = StayAct.objects.filter(stay=stay).aggregate(at=Max("at"))["at"]
    at = now if last is None else max(now, last + timedelta(microseconds=1))  # the lock says which of two came first
    StayAct.objects.create(
        id=doing.id, stay=stay, name=doing.name, at=at, recorded_at=now, by=viewer.account_id, details=said
    )
    project(stay, rules)
    subject, fields = f"stay:{stay.id}", [doing.name]
    record(actor=viewer.account_id, act="act_on_stay", subject=subject, fields=fields, now=now)


def project(stay: Stay, rules: HomeRules) -> None:
    """Writes to the row what the acts come to."""
    folded = STAYS.fold(as_acts(StayAct.objects.filter(stay=stay)))
    stay.state = folded.state
    urgency = folded.last("change_urgency")
    stay.urgency = urgency.details["urgency"] if urgency else stay.urgency
    leave = folded.last("leave")
    review_on = CarePlan.objects.filter(stay=stay).order_by("-version").values_list("review_on", flat=True).first()
    back_on = date.fromisoformat(leave.details["until"]) if leave else None
    due = next_due(folded.state, admitted_on=stay.admitted_on, review_on=review_on, back_on=back_on, rules=rules)
    stay.due_on, stay.due_for = due.on, due.what
    stay.version += 1
    stay.save()
