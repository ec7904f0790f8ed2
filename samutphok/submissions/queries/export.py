"""Submissions of a form, read one after the other for its tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import names_of, within
from samutphok.forms.domain.answers import Answers, read_answers
from samutphok.forms.domain.question import FormSchema
from samutphok.forms.queries import schema_of
from samutphok.kernel.errors import Error, NotFound
from samutphok.submissions.domain.submission import LIVE, Standing
from samutphok.submissions.models import Submission
from samutphok.submissions.queries.told import raw_bytes

_CHUNK = 200  # submissions in memory at a time


@dataclass(frozen=True, slots=True)
class Exported:
    """One submission for the tables. answers: None where it cannot be read; files: how many came, of how many named."""

    instance_id: str
    received_at: datetime
    account_id: str
    sender: str
    standing: Standing
    version: str
    files_present: int
    files_expected: int
    replaces: str
    answers: Answers | None


@dataclass(frozen=True, slots=True)
class Extent:
    """What there is to export. left_out: superseded, quarantined, conflicting or set aside, by standing."""

    schemas: tuple[FormSchema, ...]
    count: int
    left_out: dict[Standing, int]


def extent(*, viewer: Viewer | None, form_id: str) -> Extent:
    """The form in all its versions that something came back on, newest first, and how many submissions.

    viewer: whose areas to keep to; None is whoever has the machine's command line, and means all.
    """
    rows = _rows(viewer, form_id)
    counts = {Standing(one): number for one, number in _counted(rows)}
    current = rows.filter(standing__in=_LIVE).order_by().values_list("version", flat=True).distinct()
    schemas = [schema for version in sorted(current, reverse=True) if (schema := _schema(form_id, version))]
    return Extent(
        schemas=tuple(schemas),
        count=sum(number for one, number in counts.items() if one in LIVE),
        left_out={one: number for one, number in counts.items() if one not in LIVE},
    )


def exported(*, viewer: Viewer | None, form_id: str, now: datetime) -> Iterator[Exported]:
    """The current submissions in the order of their arrival, a few in memory at a time; those of later than now wait."""
    rows = _rows(viewer, form_id).filter(standing__in=_LIVE, received_at__lte=now).order_by("received_at", "id")
    names: dict[str, str] = {}
    reader = viewer or Viewer("operator", "operator", (), now=now)
    for row in rows.prefetch_related("files").iterator(chunk_size=_CHUNK):
        if row.account_id not in names:
            names |= {row.account_id: ""} | names_of([row.account_id], viewer=reader)
        here = {file.name for file in row.files.all()}
        yield Exported(
            instance_id=row.instance_id,
            received_at=row.received_at,
            account_id=row.account_id,
            sender=names[row.account_id],
            standing=Standing(row.standing),
            version=row.version,
            files_present=len(here),
            files_expected=len(here.union(row.expected)),
            replaces=row.deprecated_id,
            answers=_answers(row),
        )


_LIVE = [one.value for one in LIVE]


def _rows(viewer: Viewer | None, form_id: str) -> QuerySet[Submission]:
    mine = Q() if viewer is None else within(viewer, Action.EXPORT_HOUSEHOLDS)
    return Submission.objects.filter(mine, form_id=form_id)


def _counted(rows: QuerySet[Submission]) -> list[tuple[str, int]]:
    return list(rows.order_by().values_list("standing").annotate(number=Count("pk")))


def _schema(form_id: str, version: str) -> FormSchema | None:
    try:
        return schema_of(form_id=form_id, version=version)
    except NotFound:
        return None


def _answers(row: Submission) -> Answers | None:
    try:
        return read_answers(schema_of(form_id=row.form_id, version=row.version), raw_bytes(row))
    except Error:  # its row stands in the table all the same, without answers
        return None
