"""Taking a matter out of everybody's sight, when it shows only later that it belongs to a named team."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record
from samutphok.partners.queries import calendar
from samutphok.requests.actions.acting import stand
from samutphok.requests.actions.sealing import hand_to_team
from samutphok.requests.domain.asking import Channel, Desk, Kind, NewRequest, Outcome
from samutphok.requests.domain.rules import RequestRules, suggest
from samutphok.requests.models import Request, RequestAct
from samutphok.requests.queries.one import caller_of, notes_of, words_of

_INSTANT = timedelta(microseconds=1)


def hide(row: Request, *, viewer: Viewer, kind: str, note: str, rules: RequestRules, now: datetime) -> None:
    """Hands all that was said to the team, and makes of the row what a short call for information leaves, acts and all.

    The one place where acts are taken away: they would tell. The number stays the caller's.
    """
    hand_to_team(viewer=viewer, asked=_asked(row, note), kind=kind, number=row.number, now=now)
    row.acts.all().delete()
    Request.objects.filter(duplicate_of=row).update(duplicate_of=None)
    _blank(row, viewer, rules)
    stand(row)
    row.save()
    record(actor=viewer.account_id, act="settle_request", subject=f"request:{row.id}", now=now)


def _asked(row: Request, note: str) -> NewRequest:
    """The request once more, with every note that was written about it."""
    said = "\n".join(text for text in (words_of(row), *notes_of(row), note) if text)
    return NewRequest(
        Channel(row.channel),
        Kind(row.kind),
        row.area_code,
        said,
        caller_of(row),
        tuple(row.safety),
        household_id=row.household_id,
        person_id=row.person_id,
    )


def _blank(row: Request, viewer: Viewer, rules: RequestRules) -> None:
    desk = Desk(row.desk)
    row.channel = Channel.HOTLINE if desk is Desk.HOTLINE else Channel.WALK_IN
    row.kind, row.taken_by = Kind.INFORMATION, viewer.account_id
    row.household_id = row.person_id = row.case_id = row.duplicate_of_id = None
    row.problems, row.safety = [], []
    row.about = row.words_sealed = row.caller_sealed = row.said_sealed = row.phone_index = ""
    found = suggest(rules, kind=Kind.INFORMATION, safety=(), problems=())
    hours = calendar(on=timezone.localdate(row.taken_at))
    due = rules.due(kind=Kind.INFORMATION, urgency=found.urgency, start=row.taken_at, calendar=hours)
    took = {"urgency": found.urgency.value, "because": found.because, "desk": desk.value, "area_code": row.area_code}
    for place, (name, said) in enumerate(
        (("take", took | {"due_at": due.isoformat()}), ("settle", {"outcome": Outcome.INFORMED.value}))
    ):
        at = row.taken_at + place * _INSTANT
        RequestAct.objects.create(
            id=uuid4(), request=row, name=name, at=at, recorded_at=row.taken_at, by=viewer.account_id, details=said
        )
