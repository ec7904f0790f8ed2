"""Reading applications, budget lines and transfer files."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.aid.domain.application import (
    APPLICATION,
    ApplicationLine,
    ApplicationView,
    State,
    Step,
    mask_account,
)
from samutphok.aid.domain.money import whole
from samutphok.aid.errors import ApplicationNotFound
from samutphok.aid.models import Application, BudgetLine, TransferFile
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal
from samutphok.registry.queries import identities_of

OPEN = (State.APPLIED, State.INVESTIGATED, State.APPROVED, State.SENT)


@dataclass(frozen=True, slots=True)
class BudgetView:
    """A budget line and what is left of it."""

    id: UUID
    code: str
    label: str
    area_code: str
    year: int
    baht: Decimal
    taken: Decimal

    @property
    def left(self) -> Decimal:
        """Baht that can still be given."""
        return self.baht - self.taken

    @property
    def share(self) -> float:
        """How much of the line is taken, 0 to 1."""
        return float(self.taken / self.baht) if self.baht else 0.0


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One page of applications."""

    rows: tuple[ApplicationLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class TransferView:
    """A file for the bank."""

    id: UUID
    number: str
    baht: Decimal
    payments: int
    made_at: datetime


def applications(
    viewer: Viewer, *, state: str = "", late: bool = False, page: int = 1, page_size: int
) -> ApplicationPage:
    """One page of the applications of the viewer's area: those of a state, else all that are open; the oldest due first."""
    rows = Application.objects.filter(within(viewer, Action.GIVE_HELP))
    rows = rows.filter(state=state) if state else rows.filter(state__in=OPEN)
    rows = rows.filter(due_at__lt=viewer.now) if late else rows
    total = rows.count()
    pages = max(1, -(-total // page_size))
    at = max(1, min(page, pages))
    shown = rows.order_by("due_at", "asked_at", "id")[(at - 1) * page_size : at * page_size]
    return ApplicationPage(tuple(_line(row, viewer.now) for row in shown), total, at, pages)


def applications_of_household(viewer: Viewer, household_id: UUID) -> tuple[ApplicationLine, ...]:
    """The applications of a household, the newest first, for whoever gives help there."""
    rows = Application.objects.filter(
        within(viewer, Action.GIVE_HELP), household__in=identities_of(household_id)
    ).order_by("-asked_at")
    return tuple(_line(row, viewer.now) for row in rows)


def application(viewer: Viewer, application_id: UUID) -> ApplicationView:
    """One application with what was said; the reading is recorded. Raises ApplicationNotFound."""
    found = Application.objects.filter(within(viewer, Action.GIVE_HELP), pk=application_id)
    row = found.select_related("budget_line").first()
    if row is None:
        raise ApplicationNotFound
    with transaction.atomic():
        subject = f"aid-application:{row.id}"
        fields = ("account", "because", "report")
        record(actor=viewer.account_id, act="read_aid_application", subject=subject, fields=fields, now=viewer.now)
    acts = APPLICATION.fold(as_acts(row.acts.all())).done
    account = unseal(row.account_sealed, bound_to=f"account:{row.id}") if row.account_sealed else ""
    return ApplicationView(
        line=_line(row, viewer.now),
        because=_opened(row.because_sealed, f"because:{row.id}"),
        report=_opened(row.report_sealed, f"report:{row.id}"),
        bank=row.bank,
        account=mask_account(account),
        holder=_opened(row.holder_sealed, f"holder:{row.id}"),
        asked_by=row.asked_by,
        person_id=row.person_id,
        budget_line_id=row.budget_line_id,
        budget_label=row.budget_line.label if row.budget_line else "",
        entry_id=row.entry_id,
        receipt=row.receipt,
        acts=acts,
        may=_may(viewer, row, {act.by for act in acts if act.name == Step.INVESTIGATE}),
        version=row.version,
    )


def budget_lines(viewer: Viewer, year: int, *, area_code: str = "") -> tuple[BudgetView, ...]:
    """The budget lines of a fiscal year in the viewer's area; with an area those that serve it, also from above."""
    if area_code:
        if not viewer.may(Action.GIVE_HELP, RecordScope(area_code)):
            return ()
        scope = Q(area_code__in=[area_code[:digits] for digits in (2, 4, 6, 8)])
    else:
        scope = within(viewer, Action.GIVE_HELP)
    rows = BudgetLine.objects.filter(scope, fiscal_year=year).order_by("code")
    return tuple(
        BudgetView(row.id, row.code, row.label, row.area_code, row.fiscal_year, whole(row.satang), whole(row.taken))
        for row in rows
    )


def transfers(viewer: Viewer, *, most: int) -> tuple[TransferView, ...]:
    """The newest transfer files of the viewer's right to approve."""
    rows = TransferFile.objects.filter(within(viewer, Action.APPROVE_AID)).order_by("-made_at")[:most]
    return tuple(TransferView(row.id, row.number, whole(row.satang), row.payments, row.made_at) for row in rows)


def _line(row: Application, now: datetime) -> ApplicationLine:
    return ApplicationLine(
        id=row.id,
        number=row.number,
        household_id=row.household_id,
        family=row.family,
        area_code=row.area_code,
        kind=row.kind,
        baht=whole(row.satang),
        state=State(row.state),
        due_at=row.due_at,
        asked_at=row.asked_at,
        late=row.due_at is not None and row.due_at < now,
    )


def _may(viewer: Viewer, row: Application, investigators: set[str]) -> tuple[str, ...]:
    """The steps that state and right allow; approving and refusing are a second person's."""
    scope = RecordScope(row.area_code)
    own = viewer.account_id == row.asked_by
    allowed = []
    for step in map(Step, APPLICATION.open_to(row.state)):
        if step in (Step.INVESTIGATE, Step.WITHDRAW):
            right = viewer.may(Action.GIVE_HELP, scope)
        else:
            right = viewer.may(Action.APPROVE_AID, scope)
        barred = (step is Step.APPROVE and (own or viewer.account_id in investigators)) or (step is Step.REFUSE and own)
        if right and not barred and step is not Step.SEND:
            allowed.append(step.value)
    return tuple(allowed)


def _opened(sealed: str, bound_to: str) -> str:
    return unseal(sealed, bound_to=bound_to) if sealed else ""
