"""Reading the ledger: what a family was given, lists, totals that are sums of entries and of nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Substr

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import inside, within
from samutphok.aid.domain.kinds import Form, SourceKind
from samutphok.aid.domain.ledger import By, EvidenceKind, GiftView, Proof, Total
from samutphok.aid.domain.money import whole
from samutphok.aid.errors import EntryNotFound
from samutphok.aid.models import EntryEvidence, LedgerEntry
from samutphok.registry.queries import identities_of

_KEYS: dict[By, Any] = {
    By.KIND: F("kind"),
    By.FORM: F("form"),
    By.SOURCE: F("source"),
    By.GIVER: F("giver"),
    By.TAMBON: Substr("area_code", 1, 6),
    By.AMPHOE: Substr("area_code", 1, 4),
    By.HOUSEHOLD: F("household_id"),
    By.FISCAL_YEAR: F("fiscal_year"),
}


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which entries of the ledger: those of an area, a fiscal year (BE), a kind, a source, a household; all without."""

    area: str = ""
    year: int | None = None
    kind: str = ""
    source: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of entries, the newest first; baht: of all entries of the filter."""

    rows: tuple[GiftView, ...]
    total: int
    satang: int
    page: int
    pages: int


def given_to(viewer: Viewer, household_id: UUID, *, proofs: bool = True) -> tuple[GiftView, ...]:
    """The ledger's entries of a household, the newest first, reversals among them; nothing for whoever may not read
    poverty and health there. One query for entries, one for evidence, which is left out without `proofs`. The caller records the
    reading."""
    scope = within(viewer, Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S2)
    rows = LedgerEntry.objects.filter(scope, household__in=identities_of(household_id))
    return views(rows.order_by("-given_on", "-recorded_at", "id"), proofs=proofs)


def entry(viewer: Viewer, entry_id: UUID) -> GiftView:
    """One entry of the viewer's area; raises EntryNotFound."""
    found = views(LedgerEntry.objects.filter(readable(viewer), pk=entry_id))
    if not found:
        raise EntryNotFound
    return found[0]


def ledger_page(viewer: Viewer, wanted: LedgerFilter, *, page_size: int) -> LedgerPage:
    """One page of the viewer's ledger; paged and summed in the database."""
    rows = wanted_rows(viewer, wanted)
    told = rows.aggregate(entries=Count("id"), satang=Sum("satang"))
    pages = max(1, -(-told["entries"] // page_size))
    page = max(1, min(wanted.page, pages))
    shown = rows.order_by("-given_on", "-recorded_at", "id")[(page - 1) * page_size : page * page_size]
    return LedgerPage(views(shown), told["entries"], told["satang"] or 0, page, pages)


def every_entry(viewer: Viewer, wanted: LedgerFilter, *, most: int) -> tuple[GiftView, ...]:
    """The same entries as the page shows, all of them up to `most`, for a file."""
    return views(wanted_rows(viewer, wanted).order_by("-given_on", "-recorded_at", "id")[:most])


def totals(viewer: Viewer, area_code: str, by: By = By.KIND, *, year: int | None = None) -> tuple[Total, ...]:
    """What was given in an area, as far as the viewer may list its families, by kind, source, tambon ...; largest first.

    year: one fiscal year (BE). One query. gifts and baht are net of reversals.
    """
    rows = LedgerEntry.objects.filter(readable(viewer), inside("area_code", area_code))
    rows = rows if year is None else rows.filter(fiscal_year=year)
    stands = Q(reverses=None, reversal=None)
    told = (
        rows.annotate(key=_KEYS[by])
        .values("key")
        .annotate(
            total=Sum("satang"),
            given=Count("id", filter=Q(reverses=None)),
            reversed=Count("id", filter=Q(reverses__isnull=False)),
            families=Count("household_id", filter=stands, distinct=True),
        )
        .order_by("-total", "key")
    )
    found: Iterable[Any] = told
    return tuple(
        Total(str(row["key"] or ""), whole(row["total"] or 0), row["given"] - row["reversed"], row["families"])
        for row in found
    )


def totals_by(viewer: Viewer, key: Any) -> tuple[Total, ...]:
    """The same by a key that the caller gives, an expression on the ledger's rows; rows without one are left out.

    So whoever keeps a list of households counts the help to them without naming each. One query, as far as the viewer may
    list the families.
    """
    stands = Q(reverses=None, reversal=None)
    rows = (
        LedgerEntry.objects.filter(readable(viewer))
        .annotate(told=key)
        .exclude(told=None)
        .values("told")
        .order_by("told")
    )
    found: Iterable[Any] = rows.annotate(
        total=Sum("satang"),
        given=Count("id", filter=Q(reverses=None)),
        reversed=Count("id", filter=Q(reverses__isnull=False)),
        families=Count("household_id", filter=stands, distinct=True),
    )
    return tuple(
        Total(str(row["told"]), whole(row["total"] or 0), row["given"] - row["reversed"], row["families"])
        for row in found
    )


def readable(viewer: Viewer) -> Q:
    """Entries of families that the viewer may list with their poverty."""
    return within(viewer, Action.LIST_HOUSEHOLDS, sensitivity=Sensitivity.S2)


def wanted_rows(viewer: Viewer, wanted: LedgerFilter) -> "QuerySet[LedgerEntry]":
    """The entries of a filter within the viewer's scope."""
    rows = LedgerEntry.objects.filter(readable(viewer), inside("area_code", wanted.area))
    given: dict[str, Any] = {"fiscal_year": wanted.year, "kind": wanted.kind, "source": wanted.source}
    return rows.filter(**{name: value for name, value in given.items() if value})


def views(rows: "QuerySet[LedgerEntry]", *, proofs: bool = True) -> tuple[GiftView, ...]:
    """The rows as pages read them: two queries, one without their evidence."""
    rows = rows.select_related("reversal")
    if not proofs:
        return tuple(_view(row, ()) for row in rows)
    return tuple(_view(row, row.evidence.all()) for row in rows.prefetch_related("evidence"))


def _view(row: LedgerEntry, evidence: Iterable[EntryEvidence]) -> GiftView:
    return GiftView(
        id=row.id,
        household_id=row.household_id,
        partner_id=row.partner_id,
        person_id=row.person_id,
        area_code=row.area_code,
        kind=row.kind,
        form=Form(row.form),
        baht=whole(row.satang),
        quantity=whole(row.quantity),
        unit=row.unit,
        source=SourceKind(row.source),
        giver=row.giver,
        programme=row.programme,
        service=row.service,
        given_on=row.given_on,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        evidence=tuple(map(_proof, evidence)),
        reverses=row.reverses_id,
        reversed_by=row.reversal.id if hasattr(row, "reversal") else None,
        because=row.because,
        although=row.although,
        budget_line_id=row.budget_line_id,
    )


def _proof(row: EntryEvidence) -> Proof:
    kind = EvidenceKind(row.kind)
    return Proof(row.id, kind, row.number, row.document_id, bool(row.drawn_sealed), row.added_at)


def last_day(viewer: Viewer, household_id: UUID) -> date | None:
    """The newest day on which help that stands was given to a household; None without any."""
    standing = LedgerEntry.objects.filter(
        readable(viewer), household__in=identities_of(household_id), reverses=None, reversal=None
    )
    newest = standing.order_by("-given_on").first()
    return newest.given_on if newest else None
