"""Calling a case conference, putting families to it, and writing down what it decides."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.cases.actions.acting import act_on, locked_case
from samutphok.cases.actions.numbers import next_number
from samutphok.cases.actions.planning import write_plan
from samutphok.cases.domain.conference import (
    CONFERENCE_MOVES,
    ConferenceDone,
    ConferenceState,
    Decided,
    NewConference,
    PutBefore,
)
from samutphok.cases.domain.course import CaseDone, CaseState, StepState
from samutphok.cases.domain.plan import Plan, plan_as_json
from samutphok.cases.errors import (
    BadDay,
    ConferenceNotFound,
    NotAllowedNow,
    OnAgendaAlready,
    OtherContent,
    ReasonMissing,
    Undecided,
    UnknownWord,
)
from samutphok.cases.models import (
    Case,
    Conference,
    ConferenceAct,
    ConferenceFamily,
    ConferenceGuest,
    ConferenceShare,
    PlanStep,
)
from samutphok.cases.queries.conferences import opened, reached
from samutphok.cases.queries.one import plan_of_version
from samutphok.cases.queries.rules import rules_on
from samutphok.fieldwork.queries.families import families_named
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import blind_index, seal
from samutphok.partners.queries import organizations

SAID = 2_000  # characters
MOST_FAMILIES = 60  # on one agenda


@transaction.atomic
def call_conference(*, viewer: Viewer, wanted: NewConference, now: datetime) -> UUID:
    """Calls a conference; returns its id. Its number counts the forum's meetings of the area in that year.

    Raises UnknownWord for a forum, an area or an agency that cannot be, ReasonMissing without a chair, NotAllowedNow
    outside the viewer's area.
    """
    forum = rules_on(wanted.on).forums.get(wanted.forum)
    if forum is None or len(wanted.area_code) != forum.area or not wanted.area_code.isdigit():
        raise UnknownWord
    if not set(wanted.agencies) <= {one.code for one in organizations(on=wanted.on, area_code=wanted.area_code)}:
        raise UnknownWord
    if not (viewer.may(Action.WORK_CASE, place := RecordScope(wanted.area_code)) or _supervises(viewer, place)):
        raise ConferenceNotFound
    if not wanted.chair.strip():
        raise ReasonMissing
    year = wanted.on.year + 543
    row = Conference.objects.create(
        forum=wanted.forum,
        number=f"{next_number(f'{wanted.forum}:{wanted.area_code}:{year}')}/{year}",
        area_code=wanted.area_code,
        held_on=wanted.on,
        place=wanted.place.strip()[:200],
        chair=wanted.chair.strip()[:200],
        secretaries=wanted.secretaries.strip()[:400],
        state=ConferenceState.CALLED,
        called_by=viewer.account_id,
    )
    ConferenceGuest.objects.bulk_create(
        ConferenceGuest(conference=row, agency=code) for code in dict.fromkeys(wanted.agencies)
    )
    _act(viewer, row, ConferenceDone.CALL, "call_conference", now)
    return row.id


@transaction.atomic
def put_family(*, viewer: Viewer, conference_id: UUID, put: PutBefore, now: datetime) -> UUID:
    """Puts a family to a conference: the named fields are copied as they are now, for the agencies named.

    Agencies that were not invited are invited by it. Raises ConferenceNotFound, CaseNotFound, UnknownWord, ReasonMissing
    without a question, NotAllowedNow, OnAgendaAlready.
    """
    row, case = _locked(viewer, conference_id), locked_case(viewer, put.case_id)
    known = {one.code for one in organizations(on=timezone.localdate(now), area_code=case.area_code)}
    named = tuple(dict.fromkeys(put.fields))
    if not set(named) <= rules_on(timezone.localdate(now)).fields.keys() or not set(put.agencies) <= known:
        raise UnknownWord
    if not case.area_code.startswith(row.area_code):
        raise UnknownWord
    if not put.question.strip():
        raise ReasonMissing
    count = ConferenceFamily.objects.filter(conference=row).count()
    if case.state == CaseState.CLOSED or count >= MOST_FAMILIES:
        raise NotAllowedNow
    _act(viewer, row, ConferenceDone.PUT, "change_conference", now, family=case.household_id)
    key = uuid4()
    kept = {"family": _name(viewer, case), "question": put.question.strip()[:SAID], "told": _told(viewer, case, named)}
    family = ConferenceFamily(id=key, conference=row, case=case, order=count + 1, sealed=_sealed(key, kept))
    try:
        with transaction.atomic():
            family.save(force_insert=True)
    except IntegrityError as error:
        raise OnAgendaAlready from error
    agencies = tuple(dict.fromkeys(put.agencies))
    ConferenceShare.objects.bulk_create(
        ConferenceShare(family=family, agency=code, area_code=case.area_code) for code in agencies
    )
    guests = [ConferenceGuest(conference=row, agency=code) for code in agencies]
    ConferenceGuest.objects.bulk_create(guests, ignore_conflicts=True)
    return key


@transaction.atomic
def take_family_off(*, viewer: Viewer, conference_id: UUID, family_id: UUID, now: datetime) -> None:
    """Takes a family off the agenda before the meeting: agencies see nothing of it from then on.

    Raises ConferenceNotFound, NotAllowedNow.
    """
    row = _locked(viewer, conference_id)
    family = _on_agenda(row, family_id)
    _act(viewer, row, ConferenceDone.TAKE_OFF, "change_conference", now, family=family.case.household_id)
    family.delete()


@dataclass(frozen=True, slots=True)
class Came:
    """Who came for an agency."""

    agency: str
    came: bool
    who: str = ""


@transaction.atomic
def record_attendance(
    *, viewer: Viewer, conference_id: UUID, came: tuple[Came, ...], now: datetime, act_id: UUID | None = None
) -> None:
    """Who came: from now on the conference counts as held. Raises ConferenceNotFound, NotAllowedNow, BadDay before its
    day."""
    row = _locked(viewer, conference_id)
    if row.held_on > timezone.localdate(now):
        raise BadDay
    form = [(one.agency, one.came, one.who) for one in came]
    _act(viewer, row, ConferenceDone.ATTEND, "record_attendance", now, act_id=act_id, told=form)
    told = {one.agency: one for one in came}
    guests = list(ConferenceGuest.objects.filter(conference=row, agency__in=told))
    for guest in guests:
        guest.came, guest.who = told[guest.agency].came, told[guest.agency].who.strip()[:300]
    ConferenceGuest.objects.bulk_update(guests, ["came", "who"])


@transaction.atomic
def decide_family(
    *,
    viewer: Viewer,
    conference_id: UUID,
    family_id: UUID,
    decided: Decided,
    now: datetime,
    act_id: UUID | None = None,
) -> None:
    """Writes down what was decided of a family; its steps join the plan, which the family is then asked about again.

    Deciding again writes the newer words, and adds only steps that are new. Raises ConferenceNotFound, NotAllowedNow,
    ReasonMissing, and what writing a plan raises.
    """
    row = _locked(viewer, conference_id)
    family = _on_agenda(row, family_id)
    if not decided.said.strip():
        raise ReasonMissing
    case = locked_case(viewer, family.case_id)
    told = (str(family_id), decided.said.strip(), plan_as_json(Plan(steps=decided.steps))["steps"])
    done = ConferenceDone.DECIDE
    if not _act(viewer, row, done, "decide_in_conference", now, act_id=act_id, family=case.household_id, told=told):
        return
    kept = opened(family)
    before = {one["key"] for one in kept.get("steps", [])}
    fresh = tuple(one for one in decided.steps if str(one.key) not in before)
    if fresh:
        plan = plan_of_version(case, case.plan_version)
        joined = Plan(plan.goals, plan.strengths, plan.problems, (*plan.steps, *fresh))
        write_plan(viewer=viewer, case_id=case.id, plan=joined, read_version=case.plan_version, now=now)
        case.refresh_from_db()
    kept["decision"] = decided.said.strip()[:SAID]
    kept["steps"] = [*kept.get("steps", []), *plan_as_json(Plan(steps=fresh))["steps"]]
    family.sealed, family.decided_at = _sealed(family.id, kept), now
    family.save(update_fields=["sealed", "decided_at"])
    details = {"conference": str(row.id), "number": row.number}
    act_on(viewer, case, CaseDone.CONFER, now=now, details=details, said={"said": decided.said.strip()[:SAID]})


@transaction.atomic
def sign_minutes(
    *, viewer: Viewer, conference_id: UUID, signed_by: str, signed_on: date, now: datetime, act_id: UUID | None = None
) -> None:
    """The chair signs the minutes: nothing of the conference changes from then on.

    Raises ConferenceNotFound, NotAllowedNow, Undecided while a family waits for its decision, ReasonMissing without the
    signer's name, BadDay.
    """
    row = _locked(viewer, conference_id)
    if not signed_by.strip():
        raise ReasonMissing
    if not row.held_on <= signed_on <= timezone.localdate(now):
        raise BadDay
    if row.state == ConferenceState.HELD and row.families.filter(decided_at=None).exists():
        raise Undecided
    row.signed_by, row.signed_on = signed_by.strip()[:200], signed_on
    told = (signed_by.strip(), signed_on)
    if _act(viewer, row, ConferenceDone.SIGN, "sign_minutes", now, act_id=act_id, told=told):
        row.save(update_fields=["signed_by", "signed_on"])


@transaction.atomic
def cancel_conference(*, viewer: Viewer, conference_id: UUID, now: datetime) -> None:
    """Cancels a conference that was not held. Raises ConferenceNotFound, NotAllowedNow."""
    row = _locked(viewer, conference_id)
    _act(viewer, row, ConferenceDone.CANCEL, "change_conference", now)


def _supervises(viewer: Viewer, place: RecordScope) -> bool:
    return viewer.may(Action.SUPERVISE_CASES, place)


def _locked(viewer: Viewer, conference_id: UUID) -> Conference:
    """The row of a conference of the viewer's own area, locked; whoever only takes part changes nothing."""
    found = reached(viewer).filter(pk=conference_id).values_list("pk", flat=True).first()
    row = Conference.objects.select_for_update().filter(pk=found).first() if found else None
    place = RecordScope(row.area_code) if row else None
    if row is None or place is None or not (viewer.may(Action.WORK_CASE, place) or _supervises(viewer, place)):
        raise ConferenceNotFound
    return row


def _on_agenda(row: Conference, family_id: UUID) -> ConferenceFamily:
    family = ConferenceFamily.objects.select_related("case").filter(conference=row, pk=family_id).first()
    if family is None:
        raise ConferenceNotFound
    return family


def _act(
    viewer: Viewer,
    row: Conference,
    done: ConferenceDone,
    act: str,
    now: datetime,
    *,
    act_id: UUID | None = None,
    family: UUID | None = None,
    told: object = None,
) -> bool:
    """Keeps an act of a locked conference with its audit row; False when it was kept before.

    told: what the form says, of which a keyed index is kept. Raises NotAllowedNow, OtherContent.
    """
    content = _digest(told)
    kept = ConferenceAct.objects.filter(pk=act_id).first() if act_id else None
    if kept is not None:
        same = (kept.name, kept.by, kept.details.get("told", content)) == (done, viewer.account_id, content)
        if kept.conference_id != row.id or not same:
            raise OtherContent
        return False
    following = CONFERENCE_MOVES.after(row.state, done)
    if following is None:
        raise NotAllowedNow
    ConferenceAct.objects.create(
        id=act_id or uuid4(),
        conference=row,
        name=done,
        at=now,
        recorded_at=now,
        by=viewer.account_id,
        details={"told": content} if content else {},
    )
    row.state = ConferenceState(following)
    row.save(update_fields=["state"])
    fields = [f"household:{family}"] if family else []
    record(actor=viewer.account_id, act=act, subject=f"conference:{row.id}", fields=fields, now=now)
    return True


def _digest(told: object) -> str:
    """A keyed index of what a form said, to tell the same form sent twice from another one; it leads back to nothing."""
    return blind_index("conference-act", repr(told)) if told is not None else ""


def _name(viewer: Viewer, case: Case) -> str:
    named = families_named([case.household_id], viewer=viewer)
    return named[case.household_id].name if case.household_id in named else case.family


def _told(viewer: Viewer, case: Case, fields: tuple[str, ...]) -> dict[str, Any]:
    """The named fields of a family as they are now: codes, numbers and the words of the plan."""
    plan = plan_of_version(case, case.plan_version)
    listed = families_named([case.household_id], viewer=viewer).get(case.household_id)
    open_keys = set(PlanStep.objects.filter(case=case, state=StepState.OPEN).values_list("key", flat=True))
    every: Mapping[str, Any] = {
        "members": listed.members if listed else None,
        "level": listed.level if listed else None if case.level_then < 0 else case.level_then,
        "problems": [{"code": one.code, "text": one.text} for one in plan.problems]
        or [{"code": code, "text": ""} for code in case.problems],
        "goals": [one.text for one in plan.goals],
        "strengths": [one.text for one in plan.strengths],
        "steps": [one for one in plan_as_json(plan)["steps"] if UUID(one["key"]) in open_keys],
    }
    return {name: every[name] for name in fields}


def _sealed(key: UUID, kept: Mapping[str, Any]) -> str:
    return seal(json.dumps(kept, ensure_ascii=False), bound_to=str(key))
