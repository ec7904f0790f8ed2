"""Submissions that belong together: copies of one instance, the one that it takes the place of, those that wait for it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from samutphok.foundation.events import publish
from samutphok.foundation.statements import Given, Statement
from samutphok.submissions.domain.arrival import Parent, Reason, Verdict, parent_state
from samutphok.submissions.domain.naming import safe_name
from samutphok.submissions.domain.submission import LIVE, Standing, SubmissionAccepted
from samutphok.submissions.models import Submission
from samutphok.submissions.queries.form_state import FormState

_CHANGED = ("standing", "reason", "problem_th", "problem_en", "beside", "expected", "decided_by", "decided_at")


@dataclass(frozen=True, slots=True)
class Family:
    """first: the one that counts of an instanceID; copies: it and those with other bytes; waiting: oldest first."""

    first: Submission | None
    copies: tuple[Submission, ...]
    parent: Submission | None
    waiting: tuple[Submission, ...]

    def parent_state(self, row: Submission) -> Parent:
        """How the submission stands that `row` takes the place of."""
        if not row.deprecated_id or row.deprecated_id == row.instance_id:
            return Parent.NONE
        if self.parent is None:
            return Parent.MISSING
        return parent_state(Standing(self.parent.standing), same_sender=self.parent.account_id == row.account_id)


def hold(form_id: str, *instance_ids: str) -> None:
    """Nobody else keeps or moves these instances until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor != "postgresql":
        return
    keys = sorted({_lock(form_id, instance_id) for instance_id in instance_ids if instance_id})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(held) FROM unnest(%s::bigint[]) AS held", [keys])


def family_of(form_id: str, instance_id: str, deprecated_id: str) -> Family:
    """One query, and another when there is anybody; without the sealed bytes."""
    told = {"form_id": form_id, "instance_id": instance_id, "deprecated_id": deprecated_id}
    ids = [row["pk"] for row in _related.rows(**told)]
    rows = Submission.objects.defer("raw").filter(pk__in=ids).order_by("received_at", "id")
    found = list(rows) if ids else []
    copies = tuple(row for row in found if row.instance_id == instance_id)
    return Family(
        first=next((row for row in copies if row.beside_id is None), None),
        copies=copies,
        parent=next((row for row in found if row.instance_id == deprecated_id != instance_id), None),
        waiting=tuple(row for row in found if row.deprecated_id == instance_id != row.instance_id),
    )


@Statement
def _related() -> "QuerySet[Submission, Any]":
    """Grain: a submission that an instance has to do with. For most that come there is none."""
    own = Q(instance_id=Given("instance_id"))
    parent = Q(instance_id=Given("deprecated_id"), beside=None)  # no instance has an empty id
    waiting = Q(deprecated_id=Given("instance_id"), standing=Standing.QUARANTINED, reason=Reason.PARENT_MISSING)
    return Submission.objects.filter(own | parent | waiting, form_id=Given("form_id")).values("pk")


def admit(row: Submission, family: Family, *, complete: bool) -> None:
    """Makes `row` the current version of what it tells, or passes that on to the one that waits for it.

    What it takes the place of is superseded. Of several that wait for it the first to come is taken, the others are
    conflicts. The caller writes `row` itself.
    """
    while True:
        if family.parent is not None:
            _supersede(family.parent)
        heirs = [heir for heir in family.waiting if heir.account_id == row.account_id]
        if not heirs:
            break
        put(row, Verdict(Standing.SUPERSEDED))
        if not row._state.adding:
            save(row)
        for late in heirs[1:]:
            put(late, Verdict(Standing.CONFLICT, Reason.PARENT_NOT_CURRENT))
            save(late)
        row, complete = heirs[0], is_complete(heirs[0])
        hold(row.form_id, row.instance_id)
        family = family_of(row.form_id, row.instance_id, row.deprecated_id)
    put(row, Verdict(Standing.STORED if complete else Standing.INCOMPLETE))
    if not row._state.adding:
        save(row)
    if complete:
        publish(SubmissionAccepted(row.id))


def save(row: Submission) -> None:
    """Writes where the row stands now."""
    row.save(update_fields=_CHANGED)


def expected_files(form: FormState) -> list[str]:
    """The names that the answers give to files, as files are named here."""
    return sorted({safe_name(name) for name in form.files})


def is_complete(row: Submission) -> bool:
    """Whether every file that it names has come."""
    names = set(row.files.values_list("name", flat=True)) if row.expected else set()
    return names.issuperset(row.expected)


def put(row: Submission, verdict: Verdict) -> None:
    """Gives the row its standing, without writing it."""
    row.standing, row.reason = verdict.standing.value, verdict.reason.value
    row.problem_th = row.problem_en = ""


def _supersede(parent: Submission) -> None:
    """A job may be settling the parent meanwhile: whatever it says, the parent's time is over."""
    standing = [state.value for state in LIVE]
    Submission.objects.filter(pk=parent.pk, standing__in=standing).update(standing=Standing.SUPERSEDED.value)


def _lock(form_id: str, instance_id: str) -> int:
    digest = hashlib.sha256(f"{form_id}\0{instance_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
