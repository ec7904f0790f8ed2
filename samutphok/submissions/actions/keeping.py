"""Keeping a submission: its bytes and files are on the disk and in the database before the sender hears that they are."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.access.queries import areas_ever
from samutphok.forms.domain.answers import Envelope, open_submission
from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.foundation.privacy import pseudonym, seal_bytes
from samutphok.foundation.turns import turn
from samutphok.kernel.errors import Bilingual
from samutphok.submissions.actions.chain import Family, admit, expected_files, family_of, hold, put, save
from samutphok.submissions.domain.arrival import Reason, Verdict, judge
from samutphok.submissions.domain.naming import safe_name
from samutphok.submissions.domain.submission import (
    ID_LENGTH,
    LIVE,
    MOST_FILES,
    NewFile,
    Receipt,
    Standing,
    SubmissionAccepted,
)
from samutphok.submissions.errors import NotASubmission, TooManyFiles
from samutphok.submissions.file_store import forget, store
from samutphok.submissions.models import Submission, SubmissionFile
from samutphok.submissions.queries.form_state import FormState, form_state


@dataclass(frozen=True, slots=True)
class _Coming:
    """What has come, read as far as it must be to be kept."""

    envelope: Envelope
    form: FormState
    raw: bytes
    sha256: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class _Kept:
    """The answer, and which files are new with it."""

    receipt: Receipt
    added: frozenset[UUID]


def keep_submission(
    *,
    viewer: Viewer,
    key_id: UUID | str | None,
    raw: bytes,
    now: datetime,
    files: Sequence[NewFile] = (),
    revoked: bool = False,
) -> Receipt:
    """Keeps a filled-in form and the files that came with it; safe to be told again, in any order, by many at once.

    key_id: of the phone that sent it, None when it was typed in at the desk; revoked: that key has been taken back. The same
    bytes again add only files that were not there. Other bytes under the same instanceID are kept beside the first, as a
    CONFLICT. The form's schema is not needed: what cannot be read is kept and read later.
    Raises UnsafeXml, NotASubmission and TooManyFiles, and then nothing was kept.
    """
    coming = _read(raw, revoked=revoked)
    new = _new_files(coming, files, now)
    added: frozenset[UUID] = frozenset()
    try:
        for row, content in new:
            store(row.id, content)
        with turn(), transaction.atomic():
            kept = _keep(coming, viewer, str(key_id or ""), [row for row, _ in new], now)
        added = kept.added
    finally:
        for row, _content in new:
            if row.id not in added:
                forget(row.id)  # no sealed file without its row, whatever stopped the writing
    return kept.receipt


def _read(raw: bytes, *, revoked: bool) -> _Coming:
    opened = open_submission(raw)
    envelope = opened.envelope
    if not envelope.form_id or not envelope.instance_id:
        raise NotASubmission(Bilingual("ไฟล์ที่ส่งมาไม่บอกรหัสแบบหรือ instanceID", "The file names no form or no instanceID."))
    told = (envelope.form_id, envelope.version, envelope.instance_id, envelope.deprecated_id)
    if max(len(text) for text in told) > ID_LENGTH:
        raise NotASubmission(Bilingual("รหัสในไฟล์ที่ส่งมายาวเกินไป", "An id in the file is too long."))
    form = form_state(form_id=envelope.form_id, version=envelope.version, opened=opened)
    return _Coming(envelope, form, raw, hashlib.sha256(raw).hexdigest(), revoked)


def _new_files(coming: _Coming, files: Sequence[NewFile], now: datetime) -> list[tuple[SubmissionFile, bytes]]:
    """Rows for the files that have not come before, each name and content once."""
    if not files:
        return []
    here = SubmissionFile.objects.filter(
        submission__form_id=coming.envelope.form_id,
        submission__instance_id=coming.envelope.instance_id,
        submission__sha256=coming.sha256,
    )
    known = set(here.values_list("name", "sha256"))
    fresh: dict[tuple[str, str], tuple[SubmissionFile, bytes]] = {}
    for file in files:
        name, digest = safe_name(file.name), hashlib.sha256(file.content).hexdigest()
        if (name, digest) not in known:
            row = SubmissionFile(id=uuid4(), name=name, sha256=digest, size=len(file.content), received_at=now)
            fresh.setdefault((name, digest), (row, file.content))
    if len(known) + len(fresh) > MOST_FILES:
        raise TooManyFiles(MOST_FILES)
    return list(fresh.values())


def _keep(coming: _Coming, viewer: Viewer, key_id: str, new: list[SubmissionFile], now: datetime) -> _Kept:
    """The transaction: the row, its files, what becomes of its relatives, the audit row."""
    envelope = coming.envelope
    hold(envelope.form_id, envelope.instance_id, envelope.deprecated_id)
    family = family_of(envelope.form_id, envelope.instance_id, envelope.deprecated_id)
    known = next((row for row in family.copies if row.sha256 == coming.sha256), None)
    row = known or _row(coming, viewer, key_id, now)
    row.expected = expected_files(coming.form)
    here = [] if known is None else list(row.files.all())
    added = [file for file in new if (file.name, file.sha256) not in {(one.name, one.sha256) for one in here}]
    here += added
    complete = {file.name for file in here}.issuperset(row.expected)
    stood = row.standing
    if known is None:
        _settle_new(row, family, coming, complete=complete)
        row.save(force_insert=True)
    elif not coming.revoked:
        _settle_known(row, family, coming, viewer, complete=complete)
    for file in added:
        file.submission = row
    SubmissionFile.objects.bulk_create(added)
    if known is None or added or row.standing != stood:
        _record(row, viewer, act="keep_submission" if known is None else "complete_submission", now=now)
    return _Kept(row.receipt(here, again=known is not None), frozenset(file.id for file in added))


def _row(coming: _Coming, viewer: Viewer, key_id: str, now: datetime) -> Submission:
    row = Submission(
        id=uuid4(),
        form_id=coming.envelope.form_id,
        version=coming.envelope.version,
        instance_id=coming.envelope.instance_id,
        deprecated_id=coming.envelope.deprecated_id,
        sha256=coming.sha256,
        size=len(coming.raw),
        account_id=viewer.account_id,
        key_id=key_id,
        area_code=_area(viewer),
        received_at=now,
    )
    row.raw = seal_bytes(coming.raw, bound_to=str(row))
    return row


def _settle_new(row: Submission, family: Family, coming: _Coming, *, complete: bool) -> None:
    if family.first is not None:
        row.beside = family.first
        put(row, Verdict(Standing.CONFLICT, Reason.OTHER_BYTES))
        return
    verdict = _verdict(row, family, coming, complete=complete)
    if verdict.standing in LIVE:
        admit(row, family, complete=complete)
    else:
        put(row, verdict)


def _settle_known(row: Submission, family: Family, coming: _Coming, viewer: Viewer, *, complete: bool) -> None:
    """What came before may go on now: its last file is here, its sender has a new key, its form was published."""
    if row.standing == Standing.INCOMPLETE and complete:
        put(row, Verdict(Standing.STORED))
        save(row)
        publish(SubmissionAccepted(row.id))
    elif row.standing == Standing.QUARANTINED and row.account_id == viewer.account_id:
        verdict = _verdict(row, family, coming, complete=complete)
        if verdict.standing in LIVE:
            admit(row, family, complete=complete)
        else:
            put(row, verdict)
            save(row)


def _verdict(row: Submission, family: Family, coming: _Coming, *, complete: bool) -> Verdict:
    return judge(revoked=coming.revoked, form=coming.form.reason, parent=family.parent_state(row), complete=complete)


def _area(viewer: Viewer) -> str:
    """Where the sender works: by this the office that answers for them finds the form. '' when it was never anywhere."""
    areas = sorted(area for grant in viewer.grants for area in grant.areas) or sorted(areas_ever(viewer.account_id))
    return next(iter(areas), "")


def _record(row: Submission, viewer: Viewer, *, act: str, now: datetime) -> None:
    record(
        actor=viewer.account_id,
        act=act,
        subject=str(row),
        purpose=pseudonym("key", row.key_id) if row.key_id else "",
        outcome=row.standing,
        now=now,
    )
