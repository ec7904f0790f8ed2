"""One request with everything that was said; its reading is recorded before the answer leaves."""

import json
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal
from samutphok.requests.domain.asking import Caller
from samutphok.requests.domain.standing import MOVES
from samutphok.requests.domain.views import ActLine, RequestView
from samutphok.requests.errors import RequestNotFound
from samutphok.requests.models import Request, RequestAct
from samutphok.requests.queries.checks import check_code
from samutphok.requests.queries.lines import line
from samutphok.requests.queries.scope import visible


def request_view(viewer: Viewer, request_id: UUID) -> RequestView:
    """The request whole: the caller's words, who they are as far as they said, and what was done. Raises RequestNotFound."""
    row = visible(viewer).filter(pk=request_id).first()
    if row is None:
        raise RequestNotFound
    with transaction.atomic(savepoint=False):
        record(actor=viewer.account_id, act="read_request", subject=f"request:{row.id}", now=viewer.now)
    acts = tuple(_act_line(one) for one in _acts(row))
    return RequestView(
        line=line(row),
        words=words_of(row),
        caller=caller_of(row),
        said=unseal(row.said_sealed, bound_to=f"said:{row.id}") if row.said_sealed else "",
        safety=tuple(row.safety),
        about=row.about,
        person_id=row.person_id,
        taken_by=row.taken_by,
        duplicate_of=row.duplicate_of_id,
        acts=acts,
        version=row.acts_count,
        open_to=MOVES.open_to(row.state),
        check=check_code(row.id),
    )


def words_of(row: Request) -> str:
    """The caller's words, opened."""
    return unseal(row.words_sealed, bound_to=f"words:{row.id}") if row.words_sealed else ""


def caller_of(row: Request) -> Caller:
    """Who asked, opened."""
    return (
        Caller(**json.loads(unseal(row.caller_sealed, bound_to=f"caller:{row.id}"))) if row.caller_sealed else Caller()
    )


def notes_of(row: Request) -> tuple[str, ...]:
    """What was written about it, in order, opened."""
    return tuple(_note(one) for one in _acts(row) if one.note_sealed)


def _acts(row: Request) -> list[RequestAct]:
    return list(row.acts.order_by("at", "id"))


def _act_line(one: RequestAct) -> ActLine:
    return ActLine(one.name, one.at, one.by, one.details, _note(one))


def _note(one: RequestAct) -> str:
    return unseal(one.note_sealed, bound_to=str(one.id)) if one.note_sealed else ""
