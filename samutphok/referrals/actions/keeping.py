"""How an act is kept: folded with the others, and what the row repeats of them written in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.foundation.privacy import seal
from samutphok.kernel.moves import Act, Folded
from samutphok.partners.actions import return_place, take_place
from samutphok.referrals.domain.clock import Clock, clock_of, taken_steps
from samutphok.referrals.domain.referral import WORDS, ReferralAnswered, ReferralEnded
from samutphok.referrals.domain.table import (
    ANSWERS,
    ENDS,
    MAY,
    MOVES,
    Deed,
    Reach,
    Side,
    State,
    place_held,
    reach,
    turn,
)
from samutphok.referrals.errors import NotNow, ReferralNotFound
from samutphok.referrals.models import Referral, ReferralAct
from samutphok.referrals.queries.rules import office_hours, rules_on

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Doing:
    """An act that somebody wants to do. side: '' of the clock; by: an account's id, or of a link 'link:<id>'."""

    id: UUID
    deed: Deed
    at: datetime
    by: str
    side: str
    details: Mapping[str, Any] = field(default_factory=dict)
    said: str = field(default="", repr=False)


def locked(referral_id: UUID) -> Referral:
    """The row, held until the transaction ends; raises ReferralNotFound."""
    row = Referral.objects.select_for_update().filter(pk=referral_id).first()
    if row is None:
        raise ReferralNotFound
    return row


def keep(row: Referral, doing: Doing, *, now: datetime) -> bool:
    """Keeps an act of a locked row and rewrites what the row repeats; False when this very act was kept before.

    Accepting takes a place of the service where places are counted; one that is not used goes back. Raises NotNow when the
    state at its moment does not allow it, ReferralNotFound when its id is another referral's act, partners' NoPlaceLeft.
    """
    before = ReferralAct.objects.filter(pk=doing.id).values_list("referral_id", flat=True).first()
    if before is not None:
        if before != row.pk:
            raise ReferralNotFound
        return False
    kept = as_acts(ReferralAct.objects.filter(referral=row))
    doing = replace(doing, at=_moment(doing.at, [act.at for act in kept], live=doing.at >= now))
    stood = MOVES.fold(kept)
    folded = MOVES.fold((*kept, Act(doing.id, doing.deed, doing.at, doing.by, doing.details)))
    mine = not doing.side or doing.deed in MAY[Side(doing.side)]
    if not mine or all(act.id != doing.id for act in folded.done):
        raise NotNow
    act_row(row, doing, now=now).save(force_insert=True)
    _place(row, stood, folded, by=doing.by, now=now)
    project(row, folded, now=now)
    row.save()
    note(row, doing, now=now)
    return True


def _place(row: Referral, before: Folded, after: Folded, *, by: str, now: datetime) -> None:
    """Takes or gives back the place that the referral holds, each once, named by the act that took it."""
    (had, used), (has, _used) = place_held(before.done), place_held(after.done)
    if had == has or not row.service:
        return
    if had and not used:
        return_place(by=by, act_id=uuid5(had, "place"), now=now)
    if has:
        take_place(by=by, service=row.service, area_code=row.area_code, act_id=uuid5(has, "place"), now=now)


def _moment(at: datetime, others: Sequence[datetime], *, live: bool) -> datetime:
    """When it happened. Acts of one moment would be ordered by their ids: what is done now comes after all there are."""
    moment = max([at, *(one + _TICK for one in others)]) if live else at
    while moment in others:
        moment += _TICK
    return moment


def act_row(row: Referral, doing: Doing, *, now: datetime) -> ReferralAct:
    """The act as it is stored."""
    said = doing.said.strip()[:WORDS]
    return ReferralAct(
        id=doing.id,
        referral=row,
        name=doing.deed,
        at=doing.at,
        recorded_at=now,
        by=doing.by,
        side=doing.side,
        details=dict(doing.details),
        said_sealed=seal(said, bound_to=f"act:{doing.id}") if said else "",
    )


def note(row: Referral, doing: Doing, *, now: datetime) -> None:
    """The audit row of the act, and the event for whoever follows."""
    fields = [f"household:{row.household_id}", *(row.fields if doing.deed in (Deed.REFER, Deed.SEND_AGAIN) else ())]
    record(
        actor=doing.by,
        act=f"referral_{doing.deed}",
        subject=f"referral:{row.pk}",
        purpose=row.purpose,
        fields=fields,
        now=now,
    )
    if doing.side == Side.AGENCY and doing.deed not in (Deed.TAKE, Deed.NOTE):
        publish(
            ReferralAnswered(
                row.pk, row.household_id, row.agency, row.case_id, doing.deed.value, State(row.state).value
            )
        )
    if row.ended_at is not None:
        publish(ReferralEnded(row.pk, row.household_id, row.case_id, row.step_id, State(row.state).value, doing.by))


def project(row: Referral, folded: Folded, *, now: datetime) -> None:
    """Writes into the row what it repeats of its acts; the row is saved by the caller."""
    state = State(folded.state)
    whose = turn(state)
    calendar = office_hours(row.made_at, row.area_code)
    terms = rules_on(timezone.localdate(row.made_at)).terms_of(row.urgency, row.service)
    clock = clock_of(folded, terms, calendar)
    row.state, row.side, row.clock = state, whose.side if whose else "", clock.kind if clock else ""
    row.due_at = clock.due_at if clock else None
    row.until = _until(row, folded)
    row.owner = _last(folded, Deed.REASSIGN, "to") or row.owner
    row.taken_by = _last(folded, Deed.TAKE, "by")
    row.appointment_at = _appointment(folded) if state is State.APPOINTED else None
    row.ended_at = folded.since if state in ENDS else None
    _answered(row, folded)
    row.version = len(folded.done) + len(folded.idle)
    row.changed_at = now
    if reach(state, shared=timezone.localdate(now) <= row.until) is not Reach.FIELDS:
        row.shared_sealed = ""
    row.escalated, row.next_at = _steps(row, folded, clock)


def _steps(row: Referral, folded: Folded, clock: Clock | None) -> tuple[str, datetime | None]:
    """The last step that the running clock has taken, and when somebody has to look again."""
    ends = [sharing_ends(row.until)] if row.shared_sealed else []
    if clock is None:
        return "", min(ends, default=None)
    taken = taken_steps(folded)
    left = clock.steps_left(taken)
    done = [step.deed for step in clock.steps if step.id in taken]
    return (done[-1] if done else ""), min([*ends, *(step.at for step in left)], default=None)


def sharing_ends(until: date) -> datetime:
    """The moment after the last day of sharing."""
    return timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))


def _answered(row: Referral, folded: Folded) -> None:
    first = next((act for act in folded.done if act.name in ANSWERS), None)
    sent = next((act for act in folded.done if act.name == Deed.REFER), None)
    row.answered_at = first.at if first else None
    hours = office_hours(row.made_at, row.area_code).between(sent.at, first.at) if first and sent else None
    row.answer_hours = hours.total_seconds() / 3600 if hours is not None else None


def _until(row: Referral, folded: Folded) -> date:
    told = _last(folded, Deed.RENEW, "until"), _last(folded, Deed.SEND_AGAIN, "until")
    return max([row.until, *(date.fromisoformat(one) for one in told if one)])


def _appointment(folded: Folded) -> datetime | None:
    on = _last(folded, Deed.APPOINT, "on")
    return datetime.fromisoformat(on) if on else None


def _last(folded: Folded, deed: Deed, name: str) -> str:
    found: Iterable[Act] = (act for act in reversed(folded.done) if act.name == deed and act.details.get(name))
    return next((str(act.details[name]) for act in found), "")
