"""A submission opened for the job that reads it into the logbook; the job acts for whoever sent it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samutphok.forms.domain.answers import Answers, read_answers
from samutphok.forms.domain.question import FormSchema
from samutphok.forms.queries import schema_of
from samutphok.foundation.privacy import unseal_bytes
from samutphok.submissions.domain.naming import safe_name
from samutphok.submissions.domain.submission import Standing
from samutphok.submissions.errors import SubmissionNotFound
from samutphok.submissions.file_store import fetch
from samutphok.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said at a door. files: names that have come, as `file_bytes` takes them.

    replaces: the submission whose place this one takes, because its sender corrected it (deprecatedID) or because the
    office chose this one of two; None otherwise.
    """

    id: UUID
    form_id: str
    version: str
    instance_id: str
    account_id: str
    key_id: str
    area_code: str
    received_at: datetime
    standing: Standing
    answers: Answers
    schema: FormSchema
    files: tuple[str, ...]
    replaces: UUID | None


def submission_told(*, submission_id: UUID) -> Told:
    """Opens and reads a submission. Raises SubmissionNotFound, and forms.errors where its form or XML cannot be read."""
    row = Submission.objects.filter(pk=submission_id).first()
    if row is None:
        raise SubmissionNotFound
    schema = schema_of(form_id=row.form_id, version=row.version)
    return Told(
        id=row.id,
        form_id=row.form_id,
        version=row.version,
        instance_id=row.instance_id,
        account_id=row.account_id,
        key_id=row.key_id,
        area_code=row.area_code,
        received_at=row.received_at,
        standing=Standing(row.standing),
        answers=read_answers(schema, raw_bytes(row)),
        schema=schema,
        files=tuple(sorted(set(row.files.values_list("name", flat=True)))),
        replaces=_replaced(row),
    )


def file_bytes(*, submission_id: UUID, name: str) -> bytes:
    """The file that the submission calls by this name. Raises SubmissionNotFound when it has not come."""
    row = Submission.objects.filter(pk=submission_id).first()
    file = row.files.filter(name=safe_name(name)).order_by("received_at", "id").first() if row else None
    if file is None:
        raise SubmissionNotFound
    try:
        return fetch(file.id)
    except FileNotFoundError as error:
        raise SubmissionNotFound from error


def raw_bytes(row: Submission) -> bytes:
    """The XML as it came; raises foundation.privacy.Unreadable when it was changed."""
    return unseal_bytes(bytes(row.raw), bound_to=str(row))


def _replaced(row: Submission) -> UUID | None:
    others = Submission.objects.exclude(pk=row.pk).filter(form_id=row.form_id, standing=Standing.SUPERSEDED)
    displaced = others.filter(beside=row.pk).order_by("-decided_at").values_list("id", flat=True).first()
    if displaced or not row.deprecated_id:
        return displaced
    return others.filter(instance_id=row.deprecated_id, beside=None).values_list("id", flat=True).first()
