"""Reading what was drawn on a screen as evidence, and who may take an entry back."""

from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.aid.domain.ledger import GiftView
from samutphok.aid.models import Application, EntryEvidence
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal


def drawn_signatures(viewer: Viewer, entry_id: UUID) -> tuple[str, ...]:
    """The strokes of signatures on an entry, for whoever gives help there; opening them is recorded. At most two queries."""
    rows = EntryEvidence.objects.filter(within(viewer, Action.GIVE_HELP, "entry__area_code"), entry=entry_id)
    found = tuple(unseal(row.drawn_sealed, bound_to=str(row.id)) for row in rows.exclude(drawn_sealed=""))
    if found:
        with transaction.atomic():
            subject = f"ledger-entry:{entry_id}"
            record(
                actor=viewer.account_id, act="read_signature", subject=subject, fields=("signature",), now=viewer.now
            )
    return found


def may_take_back(viewer: Viewer, entry: GiftView) -> bool:
    """Whether the viewer may reverse an entry that stands: of money paid on an application only who approves or supervises."""
    scope = RecordScope(entry.area_code)
    if any(viewer.may(one, scope) for one in (Action.APPROVE_AID, Action.SUPERVISE_CASES)):
        return True
    return not Application.objects.filter(entry=entry.id).exists()
