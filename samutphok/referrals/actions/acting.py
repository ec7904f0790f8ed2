"""What either side does with a referral: each one act, kept once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.foundation.privacy import seal
from samutphok.referrals.actions.delivering import give_delivered
from samutphok.referrals.actions.keeping import Doing, keep, locked
from samutphok.referrals.actions.telling import tell_agency, tell_owner
from samutphok.referrals.domain.checks import checked
from samutphok.referrals.domain.referral import NewReferral
from samutphok.referrals.domain.sharing import told
from samutphok.referrals.domain.table import MAY, Deed, Reach, Side, State, reach
from samutphok.referrals.errors import Changed, NotNow, ReferralNotFound
from samutphok.referrals.models import Referral, ReferralAct
from samutphok.referrals.queries.families import families_told
from samutphok.referrals.queries.rules import rules_on


@transaction.atomic
def act(
    *,
    viewer: Viewer,
    referral_id: UUID,
    act_id: UUID,
    act: str,
    said: str = "",
    details: Mapping[str, Any] | None = None,
    now: datetime,
    version: int | None = None,
) -> State:
    """Does one of the table's acts in the viewer's name and returns the state that follows.

    act: a name of `Deed`; details by act: reason (refuse, return, withdraw, settle), on (appoint: a moment in ISO form),
    until (send_again, renew: a day). An act that was kept before (same act_id) changes nothing. version: what the form had
    read; Changed when somebody acted since. Raises ReferralNotFound, NotNow, Changed, ReasonMissing, WordsMissing, BadMoment.
    """
    deed = Deed(act) if act in set(Deed) else None
    row = locked(referral_id)
    side = side_of(viewer, row, deed)
    if deed is None or deed not in MAY[side]:
        raise NotNow
    if done := ReferralAct.objects.filter(pk=act_id, referral=row).first():
        if (done.by, done.name) != (viewer.account_id, deed):
            raise NotNow  # the id of an act that was somebody else's, or another one
        return State(row.state)
    if version is not None and version != row.version:
        raise Changed
    rules, today = rules_on(timezone.localdate(row.made_at)), timezone.localdate(now)
    given = checked(deed, details or {}, said, rules=rules, today=today, until=row.until)
    if deed is Deed.TAKE:
        given = {"by": viewer.account_id}
    if deed in (Deed.SEND_AGAIN, Deed.RENEW):
        _read_anew(viewer, row, given, now)
    keep(row, Doing(act_id, deed, now, viewer.account_id, side, given, said), now=now)
    if deed is Deed.DELIVER:
        give_delivered(viewer, row, given, act_id=act_id, now=now)
    _tell(row, deed, side, now)
    return State(row.state)


def side_of(viewer: Viewer, row: Referral, deed: Deed | None) -> Side:
    """On which side the viewer acts; whoever is on both acts on the side that may. Raises ReferralNotFound."""
    sides = [side for side, scope in _scopes(viewer) if Referral.objects.filter(scope, pk=row.pk).exists()]
    shared = timezone.localdate(viewer.now) <= row.until
    if Side.AGENCY in sides and reach(State(row.state), shared=shared) is Reach.NOTHING:
        sides.remove(Side.AGENCY)
    if not sides:
        raise ReferralNotFound
    return next((side for side in sides if deed in MAY[side]), sides[0])


def _scopes(viewer: Viewer) -> tuple[tuple[Side, Any], ...]:
    return (
        (Side.SENDER, within(viewer, Action.WORK_CASE)),
        (Side.AGENCY, within(viewer, Action.ANSWER_REFERRAL, agency_field="agency")),
    )


def _read_anew(viewer: Viewer, row: Referral, given: Mapping[str, Any], now: datetime) -> None:
    """What is shared is read again, so that the agency does not work on what is no longer so."""
    if given.get("until"):
        row.until = max(row.until, date.fromisoformat(given["until"]))
    if row.until < timezone.localdate(now):
        raise NotNow
    families = families_told(viewer=viewer, wanted={row.household_id: row.person_id}, problem=row.problem, now=now)
    if row.household_id not in families:
        raise ReferralNotFound
    row.shared_sealed = seal(told(row.fields, families[row.household_id]), bound_to=f"shared:{row.pk}")


def _tell(row: Referral, deed: Deed, side: Side, now: datetime) -> None:
    if deed in (Deed.NOTE, Deed.TAKE, Deed.REASSIGN, Deed.RENEW):
        return
    if side is Side.AGENCY:
        tell_owner(row, template="referral_answered", now=now)
    elif deed in (Deed.ANSWER, Deed.SEND_AGAIN):
        tell_agency(row, template="referral_made", now=now)


__all__ = ["NewReferral", "act", "side_of"]
