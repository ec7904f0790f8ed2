"""The referrals that a spreadsheet holds, each with its named fields and the check by which its row is known again."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.foundation.privacy import blind_index
from samutphok.referrals.domain.referral import ReferralLine, SharedField
from samutphok.referrals.domain.sheets import MOST_ROWS
from samutphok.referrals.domain.table import Reach, Side
from samutphok.referrals.models import Referral
from samutphok.referrals.queries.referrals import of_agency
from samutphok.referrals.queries.views import line_of, reach_of, shared_of

_CHECK = 12  # digits of a check


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet."""

    line: ReferralLine
    key: str
    check: str
    shared: tuple[SharedField, ...]


def sheet_of_agency(viewer: Viewer) -> tuple[SheetRow, ...]:
    """The open referrals of the viewer's own agency, what is due first on top; at most a thousand."""
    rows = of_agency(viewer).filter(ended_at=None).order_by("due_at", "id")[:MOST_ROWS]
    return _rows(rows, viewer)


def sheet_for_agency(viewer: Viewer, agency: str) -> tuple[SheetRow, ...]:
    """The same for an agency without accounts, made by the office that referred to it: only what that agency may see."""
    scope = within(viewer, Action.WORK_CASE)
    rows = Referral.objects.filter(scope, agency=agency, ended_at=None).order_by("due_at", "id")[:MOST_ROWS]
    return _rows(rows, viewer)


def checks_of(keys: Iterable[str]) -> dict[str, str]:
    """The check of each id."""
    return {key: row_check(key) for key in keys}


def row_check(key: str) -> str:
    """What only this installation can have written beside the id."""
    return blind_index("referral-row", key.lower())[:_CHECK]


def row_key(referral_id: UUID) -> str:
    """A referral's id as a sheet has it."""
    return str(referral_id)


def _rows(rows: Iterable[Referral], viewer: Viewer) -> tuple[SheetRow, ...]:
    return tuple(
        SheetRow(
            line_of(row, reader=Side.AGENCY, now=viewer.now),
            row_key(row.pk),
            row_check(row_key(row.pk)),
            shared_of(row, now=viewer.now),
        )
        for row in rows
        if reach_of(row, viewer.now) is Reach.FIELDS
    )
