"""What a sender may hear of what it sent: which submissions are kept, and which of their files."""

from collections.abc import Iterable

from samutphok.access.domain import Viewer
from samutphok.submissions.domain.submission import ID_LENGTH, Receipt
from samutphok.submissions.models import Submission

MOST_RECEIPTS = 200


def receipts(*, viewer: Viewer, instances: Iterable[str]) -> tuple[Receipt, ...]:
    """Receipts of the instances that this account sent, conflicting copies too; others are left out. Two queries."""
    asked = [instance for instance in instances if 0 < len(instance) <= ID_LENGTH][:MOST_RECEIPTS]
    rows = Submission.objects.defer("raw").filter(account_id=viewer.account_id, instance_id__in=asked)
    return tuple(
        row.receipt(list(row.files.all()), again=True)
        for row in rows.prefetch_related("files").order_by("received_at", "id")
    )
