"""What came back from the field, for the office that answers for its area."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.access.queries import within
from samutphok.forms.domain.answers import Answers, read_answers
from samutphok.forms.domain.question import FormSchema
from samutphok.forms.queries import schema_of
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual, Error
from samutphok.submissions.domain.arrival import Reason
from samutphok.submissions.domain.submission import WAITING, FileState, Standing
from samutphok.submissions.errors import SubmissionNotFound
from samutphok.submissions.models import Submission, file_states
from samutphok.submissions.queries.told import raw_bytes


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One submission as the list shows it. account_id: who sent it; typed: at the desk, from paper."""

    id: UUID
    form_id: str
    version: str
    standing: Standing
    reason: Reason
    account_id: str
    typed: bool
    area_code: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of the list, and how many stand where in the viewer's areas."""

    rows: tuple[InboxRow, ...]
    counts: Mapping[Standing, int]
    total: int
    page: int
    page_size: int


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """One submission opened. answers and schema: None where it cannot be read, and `problem` says why.

    other: the one it conflicts with, or that conflicts with it; of that one `other_answers`.
    """

    row: InboxRow
    sha256: str
    size: int
    files: tuple[FileState, ...]
    problem: Bilingual | None
    schema: FormSchema | None
    answers: Answers | None
    other: InboxRow | None
    other_answers: Answers | None
    decided_by: str
    decided_at: datetime | None


def inbox(*, viewer: Viewer, standing: Standing | None, page: int = 1, page_size: int = 25) -> Inbox:
    """Submissions of the viewer's areas, newest first; without a standing those that wait for somebody. Two queries."""
    mine = _mine(viewer)
    told = dict(mine.order_by().values_list("standing").annotate(number=Count("pk")))
    counts = {one: told.get(one.value, 0) for one in Standing}
    wanted = {standing} if standing else WAITING
    found = mine.filter(standing__in=[one.value for one in wanted]).order_by("-received_at", "-id")
    rows = found[(page - 1) * page_size : page * page_size]
    total = sum(counts[one] for one in wanted)
    return Inbox(tuple(_row(row) for row in rows), counts, total, page, page_size)


def waiting_submissions(*, viewer: Viewer) -> int:
    """How many submissions of the viewer's areas wait for somebody at the office. One query."""
    return _mine(viewer).filter(standing__in=[one.value for one in WAITING]).count()


def submission(*, viewer: Viewer, submission_id: UUID) -> SubmissionView:
    """One submission with its answers; opening it is recorded before the answers leave. Raises SubmissionNotFound."""
    row = _mine(viewer).defer(None).filter(pk=submission_id).first()
    if row is None:
        raise SubmissionNotFound
    _note_reading(viewer, row)
    other = _other(viewer, row)
    schema, answers, problem = _opened(row)
    return SubmissionView(
        row=_row(row),
        sha256=row.sha256,
        size=row.size,
        files=file_states(row.expected, list(row.files.all())),
        problem=Bilingual(row.problem_th, row.problem_en) if row.problem_en else problem,
        schema=schema,
        answers=answers,
        other=_row(other) if other else None,
        other_answers=_opened(other)[1] if other else None,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _mine(viewer: Viewer) -> QuerySet[Submission]:
    return Submission.objects.defer("raw").filter(within(viewer, Action.MANAGE_FIELDWORK))


def _row(row: Submission) -> InboxRow:
    return InboxRow(
        id=row.id,
        form_id=row.form_id,
        version=row.version,
        standing=Standing(row.standing),
        reason=Reason(row.reason),
        account_id=row.account_id,
        typed=not row.key_id,
        area_code=row.area_code,
        received_at=row.received_at,
    )


def _opened(row: Submission) -> tuple[FormSchema | None, Answers | None, Bilingual | None]:
    try:
        schema = schema_of(form_id=row.form_id, version=row.version)
        return schema, read_answers(schema, raw_bytes(row)), None
    except Error as error:  # a page that tells of unreadable forms must itself open
        return None, None, error.problem


def _other(viewer: Viewer, row: Submission) -> Submission | None:
    """What a conflict is about: the first of the same instance, or the version that came before this one."""
    mine = _mine(viewer).defer(None).exclude(pk=row.pk).filter(form_id=row.form_id)
    if row.standing == Standing.CONFLICT and row.beside_id is None and row.deprecated_id:
        rivals = mine.filter(deprecated_id=row.deprecated_id, beside=None).exclude(standing=Standing.CONFLICT)
        return rivals.order_by("received_at", "id").first() or mine.filter(instance_id=row.deprecated_id).first()
    return mine.filter(Q(pk=row.beside_id) | Q(beside=row.pk)).order_by("received_at", "id").first()


def _note_reading(viewer: Viewer, row: Submission) -> None:
    opened = decide(viewer, Action.MANAGE_FIELDWORK, RecordScope(row.area_code))
    with transaction.atomic(savepoint=False):
        record(
            actor=viewer.account_id,
            act="read_submission",
            subject=str(row),
            grant=opened.grant.id if opened.grant else "",
            fields=("answers",),
            now=viewer.now,
        )
