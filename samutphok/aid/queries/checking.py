"""What is known before help is given: the ledger, the registers, the door, other applications."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.aid.domain.application import State
from samutphok.aid.domain.checks import Before, Check, Facts, Whereabouts, look
from samutphok.aid.domain.kinds import HelpKind, SourceKind
from samutphok.aid.domain.ledger import NewGift
from samutphok.aid.domain.money import satang, whole
from samutphok.aid.errors import ApplicationNotFound, BadGift
from samutphok.aid.models import Application, BudgetLine, LedgerEntry
from samutphok.aid.queries.rules import limit_on, rules_on
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.record import HelpKind as RegisterHelp
from samutphok.logbook.domain.record import HouseholdRecord
from samutphok.logbook.queries import household_record
from samutphok.registry.queries import identities_of, left_household

_OVER = (State.REFUSED, State.WITHDRAWN)


def checks(viewer: Viewer, gift: NewGift, *, planned: bool = False, account_index: str = "") -> tuple[Check, ...]:
    """Everything that speaks against this help for the family, the blocks first; empty for a partner.

    planned: it can still be refused, so that limits block; otherwise it has happened and limits warn. The reading of the
    registers is recorded. Raises registry.errors.HouseholdNotFound, BadGift for an unknown kind.
    """
    kind = kind_of(gift)
    if gift.household_id is None:
        return ()
    record = household_record(
        viewer=viewer, household_id=gift.household_id, as_of=max(gift.given_on, timezone.localdate(viewer.now))
    )
    where = _whereabouts(viewer, record, gift.person_id)
    before = (*_in_ledger(gift.household_id), *_in_registers(record))
    return look(_facts(gift, kind, planned, before, where, account_index), rules_on(gift.given_on))


def findings(viewer: Viewer, application_id: UUID) -> tuple[Check, ...]:
    """What speaks against an application that waits for a decision, before anybody presses: limits block.

    The same checks are made again with the approval. Raises ApplicationNotFound where nobody decides here now.
    """
    rows = Application.objects.filter(within(viewer, Action.APPROVE_AID), state=State.INVESTIGATED)
    row = rows.filter(pk=application_id).first()
    if row is None:
        raise ApplicationNotFound
    gift = NewGift(
        household_id=row.household_id,
        person_id=row.person_id,
        kind=row.kind,
        quantity=whole(100),
        value_baht=whole(row.satang),
        source=SourceKind.BUDGET,
        given_on=timezone.localdate(viewer.now),
        act_id=row.id,
    )
    return checks(viewer, gift, planned=True, account_index=row.account_index)


def checks_of_ledger(gift: NewGift) -> tuple[Check, ...]:
    """The same by the ledger alone: for an agency that may not read the registers."""
    before = () if gift.household_id is None else tuple(_in_ledger(gift.household_id))
    facts = _facts(gift, kind_of(gift), False, before, Whereabouts.HERE, "")
    return look(facts, rules_on(gift.given_on))


def kind_of(gift: NewGift) -> HelpKind:
    """The kind of help as it is known on the day; raises BadGift."""
    kind = rules_on(gift.given_on).kinds.get(gift.kind)
    if kind is None:
        raise BadGift(
            problem=Bilingual("ไม่มีความช่วยเหลือประเภทนี้", "There is no such kind of help."),
            remedy=Bilingual("เลือกจากรายการประเภท", "Choose one of the list."),
        )
    return kind


def _facts(
    gift: NewGift, kind: HelpKind, planned: bool, before: tuple[Before, ...], where: Whereabouts, account: str
) -> Facts:
    return Facts(
        kind=kind,
        satang=0 if gift.value_baht is None else satang(gift.value_baht),
        given_on=gift.given_on,
        planned=planned,
        before=before,
        limit=limit_on(kind, gift.given_on),
        whereabouts=where,
        families_of_account=_others_with(account, gift.household_id),
        budget_left=_left(gift.budget_line_id),
    )


def _in_ledger(household_id: UUID) -> Iterable[Before]:
    standing = LedgerEntry.objects.filter(household__in=identities_of(household_id), reverses=None, reversal=None)
    for row in standing.order_by("-given_on"):
        known = rules_on(row.given_on).kinds.get(row.kind)
        label = known.label if known else Bilingual(row.kind, row.kind)
        yield Before(row.kind, label, row.given_on, row.giver)


def _in_registers(record: HouseholdRecord) -> Iterable[Before]:
    for one in record.help:
        if one.kind is RegisterHelp.PAYMENT:
            day = one.since.earliest() if one.since else None
            yield Before("", one.label, day, one.giver, register=True)


def _whereabouts(viewer: Viewer, record: HouseholdRecord, person_id: UUID | None) -> Whereabouts:
    if person_id is None:
        return Whereabouts.HERE
    gone = left_household(viewer=viewer, household_id=record.household_id)
    if gone.get(person_id):
        return Whereabouts.DEAD
    if person_id in gone or any(one.person_id == person_id for one in record.former):
        return Whereabouts.MOVED
    here = any(one.person_id == person_id for one in record.members)
    return Whereabouts.HERE if here else Whereabouts.STRANGER


def _others_with(account_index: str, household_id: UUID | None) -> frozenset[UUID]:
    """Other families, anywhere, whose applications name the same account: told as a number only."""
    if not account_index:
        return frozenset()
    rows = Application.objects.filter(account_index=account_index).exclude(state__in=_OVER)
    return frozenset(rows.exclude(household=household_id).values_list("household_id", flat=True))


def _left(budget_line_id: UUID | None) -> int | None:
    if budget_line_id is None:
        return None
    line = BudgetLine.objects.filter(pk=budget_line_id).first()
    return 0 if line is None else line.satang - line.taken
