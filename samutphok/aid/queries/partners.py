"""Reading funds and firms: what they were given or honoured for, and what funds say of themselves."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.aid.domain.kinds import Form
from samutphok.aid.domain.money import whole
from samutphok.aid.domain.partners import Certificate
from samutphok.aid.errors import EntryNotFound
from samutphok.aid.models import AidPartner, FundReport, LedgerEntry
from samutphok.foundation.privacy import unseal


@dataclass(frozen=True, slots=True)
class PartnerView:
    """A fund or a firm. baht, gifts: what it received by the ledger, net; balance, members: as it last told;
    certificate: the newest entry that honours it."""

    id: UUID
    kind: str
    name: str
    area_code: str
    baht: Decimal
    gifts: int
    balance: Decimal | None
    members: int | None
    told_on: date | None
    certificate: UUID | None = None


def partners(viewer: Viewer, *, most: int) -> tuple[PartnerView, ...]:
    """The funds and firms of the viewer's area, by name. One query."""
    honoured = LedgerEntry.objects.filter(partner=OuterRef("pk"), form=Form.HONOUR, reverses=None, reversal=None)
    newest = FundReport.objects.filter(partner=OuterRef("pk")).order_by("-told_on", "-recorded_at")
    rows = AidPartner.objects.filter(within(viewer, Action.GIVE_HELP), active=True).annotate(
        received=Sum("entries__satang"),
        given=Count("entries", filter=Q(entries__reverses=None)),
        back=Count("entries", filter=~Q(entries__reverses=None)),
        balance=Subquery(newest.values("satang")[:1]),
        told=Subquery(newest.values("told_on")[:1]),
        people=Subquery(newest.values("members")[:1]),
        honoured=Subquery(honoured.order_by("-given_on", "-recorded_at").values("id")[:1]),
    )
    shown = rows.order_by("kind", "name").annotate(gifts=F("given") - F("back"))[:most]
    return tuple(
        PartnerView(
            id=row.id,
            kind=row.kind,
            name=row.name,
            area_code=row.area_code,
            baht=whole(row.received or 0),
            gifts=row.gifts,
            balance=None if row.balance is None else whole(row.balance),
            members=row.people,
            told_on=row.told,
            certificate=row.honoured,
        )
        for row in shown
    )


def certificate(viewer: Viewer, entry_id: UUID) -> Certificate:
    """What a certificate of honour says; raises EntryNotFound for another kind of entry, one taken back, or another area's."""
    honours = LedgerEntry.objects.filter(form=Form.HONOUR, reverses=None, reversal=None, partner__isnull=False)
    row = honours.filter(within(viewer, Action.GIVE_HELP), pk=entry_id).select_related("partner").first()
    if row is None or row.partner is None:
        raise EntryNotFound
    note = unseal(row.note_sealed, bound_to=str(row.id)) if row.note_sealed else ""
    return Certificate(row.id, row.partner.name, row.area_code, row.given_on, note)
