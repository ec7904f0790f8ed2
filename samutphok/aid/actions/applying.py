"""Cash aid from the application to the money: asked, investigated, approved by a second person, sent, paid or returned."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.aid.actions.budget import give_back, require_line, take
from samutphok.aid.actions.giving import in_turn, settle, take_back, with_papers, write
from samutphok.aid.actions.numbering import next_number
from samutphok.aid.actions.proving import keep_family_paper
from samutphok.aid.actions.telling import tell_account
from samutphok.aid.domain.application import APPLICATION, HOLDING, NewApplication, Report, State, Step
from samutphok.aid.domain.kinds import SourceKind
from samutphok.aid.domain.ledger import REASON_LENGTH, Evidence, EvidenceKind, NewGift, year_of
from samutphok.aid.domain.money import satang, whole
from samutphok.aid.errors import (
    ActUsed,
    ApplicationNotFound,
    BadGift,
    ChangedMeanwhile,
    ReasonMissing,
    SecondPersonNeeded,
    StepNotOpen,
)
from samutphok.aid.models import Application, ApplicationAct, LedgerEntry
from samutphok.aid.queries.checking import checks, kind_of
from samutphok.aid.queries.families import family_names
from samutphok.aid.queries.rules import rules_on
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import blind_index, seal
from samutphok.kernel.errors import Bilingual
from samutphok.partners.queries import calendar
from samutphok.registry.queries import household_area

ACCOUNT = "bank_account"  # the kind of blind index
_STORY = 4_000


@transaction.atomic
def apply_for_aid(*, viewer: Viewer, asked: NewApplication, now: datetime) -> UUID:
    """Takes an application for cash aid to a family; returns its id, which is the act's: sent again, it is the same.

    Raises HouseholdNotFound outside the viewer's area, BadGift for a kind that is no cash aid or a bad account.
    """
    area_code = household_area(viewer=viewer, household_id=asked.household_id, action=Action.GIVE_HELP)
    today = timezone.localdate(now)
    kind = rules_on(today).kinds.get(asked.kind)
    amount = satang(asked.baht)
    if kind is None or not kind.cash or not amount:
        raise _bad("เลือกประเภทเงินช่วยเหลือ และใส่จำนวนเงิน", "Choose a kind of cash aid and give an amount.")
    if not asked.because.strip():
        raise ReasonMissing
    digits = account_digits(asked.account)
    standing = Application.objects.filter(pk=asked.act_id).first()
    if standing is not None:
        kept = (standing.household_id, standing.kind, standing.satang, standing.asked_by)
        if kept != (asked.household_id, asked.kind, amount, viewer.account_id):
            raise ActUsed
        return standing.id
    key = str(asked.act_id)
    Application.objects.create(
        id=asked.act_id,
        number=next_number("A", area_code, year_of(today)),
        household_id=asked.household_id,
        person_id=asked.person_id,
        area_code=area_code,
        family=family_names(viewer, [asked.household_id]).get(asked.household_id, ""),
        kind=asked.kind,
        satang=amount,
        because_sealed=seal(asked.because.strip()[:_STORY], bound_to=f"because:{key}"),
        bank=asked.bank.strip()[:80],
        account_sealed=seal(digits, bound_to=f"account:{key}") if digits else "",
        account_index=blind_index(ACCOUNT, digits) if digits else "",
        holder_sealed=seal(asked.holder.strip()[:200], bound_to=f"holder:{key}") if asked.holder.strip() else "",
        request_id=asked.request_id,
        case_id=asked.case_id,
        due_at=_due(State.APPLIED, now),
        asked_by=viewer.account_id,
        asked_at=now,
    )
    fields = (f"household:{asked.household_id}", f"kind:{asked.kind}")
    record(actor=viewer.account_id, act="apply_for_aid", subject=f"aid-application:{key}", fields=fields, now=now)
    return asked.act_id


@transaction.atomic
def investigate(
    *,
    viewer: Viewer,
    application_id: UUID,
    act_id: UUID,
    report: Report,
    version: int,
    photograph: bytes = b"",
    now: datetime,
) -> State:
    """Writes the social investigation down; a newer report takes the older one's place.

    photograph: of what was found, kept among the family's documents. Raises ReasonMissing, StepNotOpen, UnusableFile.
    """
    if not report.found.strip():
        raise ReasonMissing
    row = _locked(viewer, application_id, Action.GIVE_HELP)
    if (done := _repeated(row, act_id, Step.INVESTIGATE)) is not None:
        return done
    _fresh(row, version)
    told = "\n".join(part for part in (report.visited_on, report.income, report.found, report.advice) if part.strip())
    row.report_sealed = seal(told[:_STORY], bound_to=f"report:{row.id}")
    _open(row, Step.INVESTIGATE)
    picture = Evidence(EvidenceKind.PHOTOGRAPH, content=photograph)
    kept = str(keep_family_paper(viewer, row.household_id, picture, now)) if photograph else ""
    return _act(row, Step.INVESTIGATE, act_id, viewer, now, {"document": kept})


@transaction.atomic
def approve(
    *,
    viewer: Viewer,
    application_id: UUID,
    act_id: UUID,
    budget_line_id: UUID,
    version: int,
    although: str = "",
    now: datetime,
) -> State:
    """A second person approves, and the money is set aside in a budget line.

    The checks are made with the household's turn held; limits block here. Raises SecondPersonNeeded, GiftBlocked,
    GiftQuestioned, BudgetShort, StepNotOpen, ChangedMeanwhile, ApplicationNotFound.
    """
    row = _locked(viewer, application_id, Action.APPROVE_AID)
    if (done := _repeated(row, act_id, Step.APPROVE)) is not None:
        return done
    _fresh(row, version)
    _open(row, Step.APPROVE)
    if viewer.account_id in {row.asked_by, *_investigators(row)}:
        raise SecondPersonNeeded
    require_line(budget_line_id, area_code=row.area_code, year=year_of(timezone.localdate(now)))
    in_turn(row.household_id)
    gift = _gift(row, uuid4(), timezone.localdate(now), budget_line_id)
    settle(checks(viewer, gift, planned=True, account_index=row.account_index), although)
    take(budget_line_id, row.satang, area_code=row.area_code, year=year_of(timezone.localdate(now)))
    row.budget_line_id = budget_line_id
    tell_account(row.asked_by, "aid_decided", {"number": row.number}, area_code=row.area_code, now=now)
    return _act(row, Step.APPROVE, act_id, viewer, now, {"although": although.strip()[:REASON_LENGTH]})


@transaction.atomic
def decide_otherwise(
    *, viewer: Viewer, application_id: UUID, act_id: UUID, step: Step, because: str, version: int, now: datetime
) -> State:
    """Refuses, asks for another investigation, takes an application back, or notes that the bank did not take a payment.

    Each with its reason; money that was set aside goes back to its line. Raises ReasonMissing, StepNotOpen.
    """
    if not because.strip():
        raise ReasonMissing
    action = Action.GIVE_HELP if step is Step.WITHDRAW else Action.APPROVE_AID
    row = _locked(viewer, application_id, action)
    if (done := _repeated(row, act_id, step)) is not None:
        return done
    _fresh(row, version)
    _open(row, step)
    if step is Step.REFUSE and viewer.account_id == row.asked_by:
        raise SecondPersonNeeded
    if step is Step.WITHDRAW and row.state in HOLDING:
        give_back(row.budget_line_id, row.satang)
        row.budget_line_id = None
    if step is Step.NOT_TAKEN:
        row.transfer_id = None
    if step is Step.REFUSE:
        tell_account(row.asked_by, "aid_decided", {"number": row.number}, area_code=row.area_code, now=now)
    return _act(row, step, act_id, viewer, now, {"because": because.strip()[:REASON_LENGTH]})


@transaction.atomic
def pay(
    *,
    viewer: Viewer,
    application_id: UUID,
    act_id: UUID,
    version: int,
    evidence: tuple[Evidence, ...] = (),
    now: datetime,
) -> State:
    """The money arrived: it enters the ledger out of what was set aside, and gets a receipt's number.

    evidence: the signed receipt, a photograph or a signature, kept with the family. Raises logbook.errors.UnusableFile.
    """
    row = _locked(viewer, application_id, Action.APPROVE_AID)
    if (done := _repeated(row, act_id, Step.PAY)) is not None:
        return done
    _fresh(row, version)
    _open(row, Step.PAY)
    today = timezone.localdate(now)
    in_turn(row.household_id)
    if LedgerEntry.objects.filter(pk=act_id).exists():
        raise ActUsed  # an entry that stands already is not what this payment was
    gift = _gift(row, act_id, today, row.budget_line_id)
    row.receipt = row.receipt or next_number("R", row.area_code, year_of(today))
    gift_evidence = Evidence(EvidenceKind.TRANSFER if row.transfer_id else EvidenceKind.RECEIPT, number=row.receipt)
    told = replace(gift, evidence=(gift_evidence, *evidence))
    row.entry_id = write(told, kind_of(gift), row.area_code, by=viewer.account_id, now=now, set_aside=True)
    state = _act(row, Step.PAY, act_id, viewer, now, {})
    with_papers(viewer, row.entry_id, told, now)
    return state


@transaction.atomic
def return_money(
    *, viewer: Viewer, application_id: UUID, act_id: UUID, because: str, version: int, now: datetime
) -> State:
    """The money came back: the entry is reversed and the budget line has it again."""
    if not because.strip():
        raise ReasonMissing
    row = _locked(viewer, application_id, Action.APPROVE_AID)
    if (done := _repeated(row, act_id, Step.RETURN)) is not None:
        return done
    _fresh(row, version)
    _open(row, Step.RETURN)
    in_turn(row.household_id)
    returned_by(row, viewer, act_id=act_id, because=because, now=now)
    return State(row.state)


def returned_by(row: Application, viewer: Viewer, *, act_id: UUID, because: str, now: datetime) -> UUID:
    """The reversal of what was paid, and its act; the caller holds row and turn. Raises NotReversible, StepNotOpen."""
    _open(row, Step.RETURN)
    if row.entry is not None:
        take_back(row.entry, act_id=act_id, because=because, by=viewer.account_id, now=now)
    _act(row, Step.RETURN, act_id, viewer, now, {"because": because.strip()[:REASON_LENGTH]})
    return act_id


def account_digits(text: str) -> str:
    """The digits of a bank account as people write it; raises BadGift for what cannot be one."""
    digits = re.sub(r"[\s-]", "", text.translate(_THAI))
    if digits and not re.fullmatch(r"[0-9]{10,15}", digits):
        raise _bad("เลขบัญชีต้องมีตัวเลข 10 ถึง 15 หลัก", "A bank account has 10 to 15 digits.")
    return digits


_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def lock_for_sending(viewer: Viewer, application_ids: list[UUID]) -> list[Application]:
    """The approved applications of these, locked, within the viewer's right to approve."""
    scope = within(viewer, Action.APPROVE_AID)
    rows = Application.objects.select_for_update().filter(scope, pk__in=application_ids, state=State.APPROVED)
    return list(rows.order_by("id"))


def send_one(row: Application, viewer: Viewer, now: datetime) -> None:
    """Notes that a payment went into a transfer file; in the caller's transaction."""
    _act(row, Step.SEND, uuid4(), viewer, now, {"transfer": str(row.transfer_id)})


def _locked(viewer: Viewer, application_id: UUID, action: Action) -> Application:
    rows = Application.objects.select_for_update().filter(within(viewer, action), pk=application_id)
    row = rows.first()
    if row is None:
        raise ApplicationNotFound
    return row


def _repeated(row: Application, act_id: UUID, step: Step) -> State | None:
    """Where the application stands, when this act was taken before."""
    found = ApplicationAct.objects.filter(pk=act_id).first()
    if found is None:
        return None
    if found.application_id != row.id or found.name != step:
        raise ActUsed
    return State(row.state)


def _fresh(row: Application, version: int) -> None:
    if version != row.version:
        raise ChangedMeanwhile


def _open(row: Application, step: Step) -> None:
    if APPLICATION.after(row.state, step) is None:
        raise StepNotOpen


def _act(
    row: Application, step: Step, act_id: UUID, viewer: Viewer, now: datetime, details: Mapping[str, Any]
) -> State:
    """Keeps the act and repeats the fold in the row; raises StepNotOpen when the table does not allow it."""
    _open(row, step)
    ApplicationAct.objects.create(
        id=act_id,
        application=row,
        name=step,
        at=_after_the_last(row, now),
        recorded_at=now,
        by=viewer.account_id,
        details={name: value for name, value in details.items() if value},
    )
    folded = APPLICATION.fold(as_acts(row.acts.all()))
    row.state, row.due_at = folded.state, _due(State(folded.state), now)
    row.version += 1
    row.save()
    subject = f"aid-application:{row.id}"
    record(actor=viewer.account_id, act=f"aid_{step.value}", subject=subject, fields=(f"state:{row.state}",), now=now)
    return State(row.state)


def _due(state: State, now: datetime) -> datetime | None:
    day = timezone.localdate(now)
    hours = rules_on(day).clocks.get(state.value)
    return calendar(on=day).after(now, hours) if hours else None


def _investigators(row: Application) -> list[str]:
    return list(row.acts.filter(name=Step.INVESTIGATE).values_list("by", flat=True))


def _gift(row: Application, act_id: UUID, day: Any, budget_line_id: UUID | None) -> NewGift:
    return NewGift(
        household_id=row.household_id,
        person_id=row.person_id,
        kind=row.kind,
        quantity=whole(100),
        value_baht=whole(row.satang),
        source=SourceKind.BUDGET,
        giver="ops",
        given_on=day,
        act_id=act_id,
        budget_line_id=budget_line_id,
        request_id=row.request_id,
    )


def _bad(th: str, en: str) -> BadGift:
    return BadGift(problem=Bilingual(th, en), remedy=Bilingual("แก้ไขแล้วส่งอีกครั้ง", "Mend it and send it again."))


def _after_the_last(row: Application, now: datetime) -> datetime:
    """The row is locked, so acts follow one another, also those of one moment."""
    last = row.acts.order_by("-at").values_list("at", flat=True).first()
    return now if last is None else max(now, last + timedelta(microseconds=1))
