"""What the office decides on submissions that wait: take it, take it in another's place, read it again, set it aside."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.access.queries import within
from samutphok.forms.domain.answers import open_submission
from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.submissions.actions.chain import admit, expected_files, family_of, hold, is_complete, put, save
from samutphok.submissions.domain.arrival import Parent, Reason, Verdict
from samutphok.submissions.domain.submission import LIVE, WAITING, Standing, SubmissionAccepted
from samutphok.submissions.errors import AlreadySettled, StillQuarantined, SubmissionNotFound
from samutphok.submissions.models import Submission
from samutphok.submissions.queries.form_state import form_state
from samutphok.submissions.queries.told import raw_bytes


@transaction.atomic
def release(*, viewer: Viewer, submission_id: UUID, now: datetime) -> Standing:
    """Lets a submission go on: out of quarantine, without the files that are missing, or to be read once more.

    One that takes the place of another which is no longer current becomes a conflict instead. Returns where it stands
    now. Raises SubmissionNotFound, AlreadySettled, and StillQuarantined while its form is not there.
    """
    row = _held(viewer, submission_id, {Standing.QUARANTINED, Standing.INCOMPLETE, Standing.UNREADABLE})
    if row.standing == Standing.QUARANTINED:
        _let_in(row)
    else:
        put(row, Verdict(Standing.STORED))
        publish(SubmissionAccepted(row.id))
    return _decided(row, viewer, "release_submission", now)


@transaction.atomic
def take_instead(*, viewer: Viewer, submission_id: UUID, now: datetime) -> Standing:
    """Takes a submission that came as a conflict; what stood in its place is superseded, and kept.

    Raises SubmissionNotFound and AlreadySettled.
    """
    row = _held(viewer, submission_id, {Standing.CONFLICT})
    family = family_of(row.form_id, row.instance_id, row.deprecated_id)
    if row.beside_id and family.first:
        put(family.first, Verdict(Standing.SUPERSEDED))
        family.first.beside = row
        save(family.first)
    for rival in _versions_after(row.form_id, row.instance_id if row.beside_id else row.deprecated_id):
        if rival.pk != row.pk and rival.standing in LIVE:
            put(rival, Verdict(Standing.SUPERSEDED))
            save(rival)
    row.beside = None
    admit(row, family_of(row.form_id, row.instance_id, row.deprecated_id), complete=is_complete(row))
    return _decided(row, viewer, "take_submission_instead", now)


@transaction.atomic
def set_aside(*, viewer: Viewer, submission_id: UUID, now: datetime) -> Standing:
    """Decides that a submission does not enter the logbook. It stays kept, and can be seen and exported.

    Raises SubmissionNotFound and AlreadySettled.
    """
    row = _held(viewer, submission_id, WAITING)
    put(row, Verdict(Standing.SET_ASIDE))
    return _decided(row, viewer, "set_submission_aside", now)


def _held(viewer: Viewer, submission_id: UUID, standings: Iterable[Standing]) -> Submission:
    """The row, for this transaction alone; it must be the viewer's to decide, and stand where a decision is wanted."""
    mine = Submission.objects.defer("raw").filter(within(viewer, Action.MANAGE_FIELDWORK))
    row = mine.filter(pk=submission_id).first()
    if row is None:
        raise SubmissionNotFound
    hold(row.form_id, row.instance_id, row.deprecated_id)
    row = mine.select_for_update().get(pk=submission_id)
    if Standing(row.standing) not in standings:
        raise AlreadySettled
    return row


def _let_in(row: Submission) -> None:
    form = form_state(form_id=row.form_id, version=row.version, opened=open_submission(raw_bytes(row)))
    if form.reason is Reason.FORM_UNKNOWN:
        raise StillQuarantined
    row.expected = expected_files(form)
    family = family_of(row.form_id, row.instance_id, row.deprecated_id)
    if family.parent_state(row) is Parent.NOT_CURRENT:
        put(row, Verdict(Standing.CONFLICT, Reason.PARENT_NOT_CURRENT))
        return
    admit(row, family, complete=is_complete(row))


def _versions_after(form_id: str, instance_id: str) -> list[Submission]:
    """Everything that takes the place of this instance, and of that in turn."""
    found: dict[UUID, Submission] = {}
    earlier = {instance_id}
    while earlier:
        later = Submission.objects.defer("raw").filter(form_id=form_id, deprecated_id__in=earlier, beside=None)
        fresh = [row for row in later if row.pk not in found]
        found |= {row.pk: row for row in fresh}
        earlier = {row.instance_id for row in fresh}
    return list(found.values())


def _decided(row: Submission, viewer: Viewer, act: str, now: datetime) -> Standing:
    row.decided_by, row.decided_at = viewer.account_id, now
    save(row)
    opened = decide(viewer, Action.MANAGE_FIELDWORK, RecordScope(row.area_code))
    grant = opened.grant.id if opened.grant else ""
    record(actor=viewer.account_id, act=act, subject=str(row), grant=grant, outcome=row.standing, now=now)
    return Standing(row.standing)
