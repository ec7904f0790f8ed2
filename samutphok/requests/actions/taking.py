"""Taking a request: at a desk, from somebody on the web, from what a visit found."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.areas.domain import read_code
from samutphok.areas.queries import names
from samutphok.fieldwork.domain.recruits import read_phone
from samutphok.foundation.events import publish
from samutphok.foundation.privacy import blind_index, seal
from samutphok.partners.queries import calendar
from samutphok.registry.queries import household_area
from samutphok.requests.actions.acting import act
from samutphok.requests.actions.knocking import knock
from samutphok.requests.actions.sealing import hand_to_team
from samutphok.requests.actions.settling import end
from samutphok.requests.actions.telling import tell_taken
from samutphok.requests.domain.asking import (
    Channel,
    ClockSet,
    Desk,
    Kind,
    NewRequest,
    RequestTaken,
    Taken,
    Urgency,
)
from samutphok.requests.domain.rules import RequestRules, Suggested, suggest, taker_of
from samutphok.requests.domain.standing import State
from samutphok.requests.errors import NotAllowedNow, NothingSaid, NotYours, PhoneUnreadable, PlaceMissing, ReasonMissing
from samutphok.requests.models import Mark, Request
from samutphok.requests.queries.checks import check_code, handed_index, number_for
from samutphok.requests.queries.one import words_of
from samutphok.requests.queries.rules import rules_on
from samutphok.requests.queries.team import desk_of_province

WORDS_LENGTH = 4000


@transaction.atomic
def take_request(*, viewer: Viewer, asked: NewRequest, now: datetime) -> Taken:
    """Writes down what somebody asks for at a desk; the same form sent twice is one request.

    From a safety answer that belongs to a named team on, everything goes to that team and no request is kept.
    Raises NotYours for a place or family in which the viewer takes no requests,
    PlaceMissing, NothingSaid, PhoneUnreadable, and ReasonMissing for an urgency changed without one.
    """
    if asked.id is not None and (before := _taken_before(viewer, asked)):
        return before
    asked = _placed(viewer, cleaned(asked))
    rules = rules_on(timezone.localdate(now))
    found = suggest(rules, kind=asked.kind, safety=asked.safety, problems=asked.problems)
    if found.protected:
        return handed(viewer, asked, found.protected, now)
    if not asked.words and not asked.problems and not asked.safety and not _plain(asked):
        raise NothingSaid
    if asked.urgency not in (None, found.urgency) and not asked.because.strip():
        raise ReasonMissing
    return _kept(viewer, asked, found, rules, now)


@transaction.atomic
def take_public_request(*, asked: NewRequest, address: str, now: datetime) -> Taken:
    """Writes down what somebody sends from the public page, without an account.

    address: the network address it came from, of which a keyed index is counted for a day. Raises TooMany, and what
    `take_request` raises.
    """
    if len(asked.area_code) < 2 or not asked.area_code.isdigit():
        raise PlaceMissing
    knock("web_request", address, most=rules_on(timezone.localdate(now)).limits.web_requests, now=now)
    viewer = desk_of_province(asked.area_code, now=now)
    public = replace(asked, channel=Channel.WEB, household_id=None, person_id=None, urgency=None, at_once=None)
    return take_request(viewer=viewer, asked=public, now=now)


def take_once(*, viewer: Viewer, asked: NewRequest, source: str, now: datetime) -> Taken | None:
    """The same for something that happened elsewhere ('visit:<id>'): once for each source, None when it was before."""
    with transaction.atomic():
        index = blind_index("request_source", source)
        if not Mark.objects.get_or_create(index=index)[1]:
            return None
        return take_request(viewer=viewer, asked=asked, now=now)


def _plain(asked: NewRequest) -> bool:
    """A question that was answered at once needs no words of what it was."""
    return asked.kind is Kind.INFORMATION and asked.at_once is not None


def _taken_before(viewer: Viewer, asked: NewRequest) -> Taken | None:
    """What the same form came to before. Raises NotAllowedNow when the id is of somebody else's, or of other words: number
    and code are told to whoever sent them alone."""
    row = Request.objects.filter(pk=asked.id).first() if asked.id else None
    if row is None:
        return None
    mine = row.taken_by == viewer.account_id and words_of(row) == asked.words.strip()[:WORDS_LENGTH]
    if row.words_sealed and not mine:  # one without words may have been handed to a team: nothing is to tell that
        raise NotAllowedNow
    return Taken(row.id, row.number, check_code(row.id))


def cleaned(asked: NewRequest) -> NewRequest:
    """The request with its words cut to length and its phone number as it is kept; raises PhoneUnreadable."""
    phone = read_phone(asked.caller.phone)
    if phone is None:
        raise PhoneUnreadable
    words = asked.words.strip()[:WORDS_LENGTH]
    return replace(asked, words=words, caller=replace(asked.caller, phone=phone))


def _placed(viewer: Viewer, asked: NewRequest) -> NewRequest:
    """The request with the family's own place; a place that exists and lies in what the viewer takes."""
    if asked.household_id is not None:
        area = household_area(
            viewer=viewer, household_id=asked.household_id, action=Action.TAKE_REQUEST, sensitivity=Sensitivity.S1
        )
        return replace(asked, area_code=area)
    if not asked.area_code:
        raise PlaceMissing
    code = read_code(asked.area_code)
    if not viewer.may(Action.TAKE_REQUEST, RecordScope(code)) or code not in names([code]):
        raise NotYours
    return replace(asked, area_code=code)


def _kept(viewer: Viewer, asked: NewRequest, found: Suggested, rules: RequestRules, now: datetime) -> Taken:
    row = _row(viewer, asked, now)
    urgency = asked.urgency or found.urgency
    because = found.because if urgency is found.urgency else "desk"
    taker = taker_of(asked.channel, widest=min((len(one) for one in viewer.prefixes(Action.TAKE_REQUEST)), default=0))
    desk = rules.desk(kind=asked.kind, area_code=asked.area_code, taker=taker)
    _take(row, viewer, urgency=urgency, because=because, desk=desk, rules=rules, note=asked.because, now=now)
    taken = Taken(row.id, row.number, check_code(row.id))
    if asked.at_once is not None:
        end(row, viewer=viewer, settlement=asked.at_once, rules=rules, now=now)
    else:
        publish(RequestTaken(row.id, asked.household_id, asked.area_code, urgency, now))
        publish(ClockSet(row.id, row.due_at))
        tell_taken(row, asked.caller, taken, now=now)
    return taken


def _take(
    row: Request,
    viewer: Viewer,
    *,
    urgency: Urgency,
    because: str,
    desk: Desk,
    rules: RequestRules,
    note: str,
    now: datetime,
) -> None:
    """The row and its first act, with a desk, a place and a clock."""
    hours = calendar(on=timezone.localdate(now))
    due = rules.due(kind=Kind(row.kind), urgency=urgency, start=now, calendar=hours)
    row.state, row.desk, row.urgency, row.rank, row.due_at = State.NEW, desk, urgency, urgency.rank, due
    _numbered(row, now)
    details = {"urgency": urgency, "because": because, "desk": desk, "area_code": row.area_code}
    act(row, "take", by=viewer.account_id, now=now, details=details | {"due_at": due.isoformat()}, note=note)


def _row(viewer: Viewer, asked: NewRequest, now: datetime) -> Request:
    key = asked.id or uuid4()
    caller = {name: value for name, value in asdict(asked.caller).items() if value not in ("", False)}
    known = set(caller) - {"language"}
    return Request(
        id=key,
        channel=asked.channel,
        kind=asked.kind,
        household_id=asked.household_id,
        person_id=asked.person_id,
        about=asked.about[:60],
        problems=list(asked.problems),
        safety=list(asked.safety),
        words_sealed=seal(asked.words, bound_to=f"words:{key}") if asked.words else "",
        caller_sealed=seal(json.dumps(caller), bound_to=f"caller:{key}") if known else "",
        phone_index=blind_index("phone", asked.caller.phone) if asked.caller.phone else "",
        taken_by=viewer.account_id,
        taken_at=now,
        area_code=asked.area_code,
    )


def _numbered(row: Request, now: datetime) -> None:
    """Saves the row under a number that follows from its id; where two meet, the next one."""
    for turn in range(20):
        row.number = number_for(row.id, now=now, turn=turn)
        if not Request.objects.filter(number=row.number).exists():
            row.save(force_insert=True)
            return
    raise RuntimeError("no free number for a request")


def handed(viewer: Viewer, asked: NewRequest, kind: str, now: datetime) -> Taken:
    """Hands everything to the team and keeps no request at all: only that its number and code are known here."""
    key = asked.id or uuid4()
    taken = Taken(key, number_for(key, now=now), check_code(key))
    if Mark.objects.get_or_create(index=handed_index(taken.number, taken.check))[1]:
        hand_to_team(viewer=viewer, asked=asked, kind=kind, number=taken.number, now=now)
    return taken
