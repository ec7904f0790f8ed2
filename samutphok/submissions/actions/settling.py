"""What reading a submission has come to, and reading again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.foundation.events import publish
from samutphok.kernel.errors import Bilingual
from samutphok.submissions.domain.submission import Standing, SubmissionAccepted
from samutphok.submissions.models import Submission

_READABLE = (Standing.STORED, Standing.UNREADABLE, Standing.TAKEN)
_STEP = 500


def settle(*, submission_id: UUID, standing: Standing, problem: Bilingual | None = None, area_code: str = "") -> bool:
    """Says what reading came to: TAKEN, UNREADABLE with the problem, or STORED when it must wait for something.

    area_code: the place of the family, once it is known. Returns False, and changes nothing, when the submission has
    been superseded or set aside meanwhile. The reader's own transaction and audit row go around this.
    """
    said = problem or Bilingual("", "")
    changed: dict[str, str] = {"standing": standing.value, "problem_th": said.th, "problem_en": said.en}
    if area_code:
        changed["area_code"] = area_code
    rows = Submission.objects.filter(pk=submission_id, standing__in=_READABLE)
    return bool(rows.update(**changed))


def read_again(*, form_id: str = "", everything: bool = False, received_from: datetime | None = None) -> int:
    """Queues the reading of submissions that wait for it or failed; with `everything` also of those that were taken.

    Reading is idempotent, so this loses and doubles nothing. For the command line; returns how many were queued.
    """
    rows = Submission.objects.filter(standing__in=_READABLE if everything else _READABLE[:2]).order_by(
        "received_at", "id"
    )
    if form_id:
        rows = rows.filter(form_id=form_id)
    if received_from is not None:
        rows = rows.filter(received_at__gte=received_from)
    ids = list(rows.values_list("id", flat=True))
    for start in range(0, len(ids), _STEP):
        with transaction.atomic():
            for submission_id in ids[start : start + _STEP]:
                publish(SubmissionAccepted(submission_id))
    return len(ids)
