"""Cash aid: asked, investigated, approved by a second person out of money that is there, sent to the bank, paid, returned."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from desk_office import make_families
from register_rows import NOW

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.aid.actions import (
    apply_for_aid,
    approve,
    decide_otherwise,
    investigate,
    make_transfer,
    open_budget_line,
    pay,
    return_money,
    transfer_payments,
)
from samutphok.aid.domain.application import APPLICATION, NewApplication, Report, State, Step
from samutphok.aid.domain.checks import Finding
from samutphok.aid.domain.ledger import By
from samutphok.aid.errors import (
    ApplicationNotFound,
    BadGift,
    BudgetShort,
    ChangedMeanwhile,
    GiftBlocked,
    GiftQuestioned,
    ReasonMissing,
    SecondPersonNeeded,
    StepNotOpen,
)
from samutphok.aid.models import Application, BudgetLine, LedgerEntry
from samutphok.aid.queries import application, applications, applications_of_household, given_to, totals
from samutphok.foundation.audit.models import Entry as AuditEntry
from samutphok.kernel.errors import NotFound

pytestmark = pytest.mark.database
ACCOUNT = "0203334445"


def who(name, role=Role.PROVINCE, area="83"):
    return Viewer(name, name, (Grant(role, (area,), id=name),), now=NOW)


CLERK, WORKER, BOSS = who("clerk", Role.TAMBON, "830101"), who("worker"), who("boss")


@pytest.fixture
def families(db):
    return make_families(drawn=False)


@pytest.fixture
def line(families):
    told = {"area_code": "83", "year": 2570, "code": "E1", "label": "ฉุกเฉิน", "baht": Decimal(5000)}
    return open_budget_line(viewer=BOSS, now=NOW, **told)


def asked(household, **told):
    told = {"kind": "emergency-aid", "baht": Decimal(3000), "because": "ไฟไหม้บ้าน", "act_id": uuid4()} | told
    return NewApplication(household_id=household, bank="กรุงไทย", account="020-3-33444-5", holder="มะลิวัลย์", **told)


def step(action, application_id, viewer=BOSS, **told):
    version = Application.objects.get(pk=application_id).version
    return action(
        viewer=viewer, application_id=application_id, now=NOW, **({"act_id": uuid4(), "version": version} | told)
    )


def ready(household, **told):
    made = apply_for_aid(viewer=CLERK, asked=asked(household, **told), now=NOW)
    step(investigate, made, WORKER, report=Report("ไม่มีรายได้", "2026-11-20"))
    return made


def test_an_application_outside_the_area_or_of_no_cash_aid_is_refused(families):
    with pytest.raises(NotFound):
        apply_for_aid(viewer=CLERK, asked=asked(families.well), now=NOW)
    for wrong in ({"kind": "wheelchair"}, {"baht": Decimal(0)}):
        with pytest.raises(BadGift):
            apply_for_aid(viewer=CLERK, asked=asked(families.poor, **wrong), now=NOW)
    with pytest.raises(BadGift):
        apply_for_aid(viewer=CLERK, asked=replace(asked(families.poor), account="12-3"), now=NOW)
    with pytest.raises(ReasonMissing):
        apply_for_aid(viewer=CLERK, asked=asked(families.poor, because=" "), now=NOW)


def test_what_was_told_lies_sealed_and_the_account_is_masked(families):
    wanted = asked(families.poor)
    made = apply_for_aid(viewer=CLERK, asked=wanted, now=NOW)
    assert apply_for_aid(viewer=CLERK, asked=wanted, now=NOW) == made
    kept = str(Application.objects.values().get())
    assert ACCOUNT not in kept
    assert "ไฟไหม้" not in kept
    shown = application(CLERK, made)
    assert shown.account == "••••••4445"
    assert shown.because == "ไฟไหม้บ้าน"
    assert shown.line.number == "A83-1/2570"
    assert shown.line.due_at > NOW
    assert ACCOUNT not in str(list(AuditEntry.objects.values()))
    with pytest.raises(ApplicationNotFound):
        application(who("other", area="82"), made)


def test_the_whole_way_from_asking_to_money(families, line):
    made = ready(families.poor)
    assert step(approve, made, budget_line_id=line) is State.APPROVED
    assert BudgetLine.objects.get().taken == 300_000
    assert not LedgerEntry.objects.exists()
    sent = make_transfer(viewer=BOSS, area_code="83", application_ids=[made], now=NOW)
    number, payments = transfer_payments(viewer=BOSS, transfer_id=sent, now=NOW)
    assert (number, [(one.account, one.baht, one.holder) for one in payments]) == (
        "T83-1/2570",
        [(ACCOUNT, Decimal(3000), "มะลิวัลย์")],
    )
    assert AuditEntry.objects.filter(act="open_transfer_file").count() == 1
    act = uuid4()
    assert step(pay, made, act_id=act) is State.PAID
    assert step(pay, made, act_id=act) is State.PAID
    shown = application(BOSS, made)
    assert (shown.receipt, shown.entry_id) == ("R83-1/2570", act)
    assert BudgetLine.objects.get().taken == 300_000
    assert [one.baht for one in given_to(BOSS, families.poor)] == [Decimal(3000)]
    assert step(return_money, made, because="บัญชีปิด") is State.RETURNED
    assert BudgetLine.objects.get().taken == 0
    assert totals(BOSS, "83", By.KIND)[0].baht == 0
    assert applications_of_household(CLERK, families.poor)[0].state is State.RETURNED


def test_the_one_who_asked_or_investigated_does_not_approve(families, line):
    made = apply_for_aid(viewer=BOSS, asked=asked(families.poor), now=NOW)
    step(investigate, made, WORKER, report=Report("พบจริง", ""))
    for same in (BOSS, WORKER):
        with pytest.raises(SecondPersonNeeded):
            step(approve, made, same, budget_line_id=line)
        assert Step.APPROVE not in application(same, made).may
    with pytest.raises(SecondPersonNeeded):
        step(decide_otherwise, made, BOSS, step=Step.REFUSE, because="ไม่เข้าเกณฑ์")
    with pytest.raises(ApplicationNotFound):
        step(approve, made, CLERK, budget_line_id=line)  # has no right to approve
    assert step(approve, made, who("third"), budget_line_id=line) is State.APPROVED


def test_no_step_is_taken_out_of_turn_or_on_an_old_page(families, line):
    made = apply_for_aid(viewer=CLERK, asked=asked(families.poor), now=NOW)
    with pytest.raises(StepNotOpen):
        step(approve, made, budget_line_id=line)
    with pytest.raises(StepNotOpen):
        step(pay, made)
    step(investigate, made, WORKER, report=Report("พบจริง", ""))
    with pytest.raises(ChangedMeanwhile):
        step(approve, made, budget_line_id=line, version=1)
    with pytest.raises(ReasonMissing):
        step(decide_otherwise, made, step=Step.REFUSE, because="")
    assert step(decide_otherwise, made, step=Step.REFUSE, because="มีรายได้พอ") is State.REFUSED
    with pytest.raises(StepNotOpen):
        step(approve, made, budget_line_id=line)


def test_limits_and_an_account_shared_stand_before_the_approver(families, line):
    over = ready(families.poor, baht=Decimal(3001))
    with pytest.raises(GiftBlocked) as caught:
        step(approve, over, budget_line_id=line, although="จำเป็น")
    assert [one.finding for one in caught.value.checks] == [Finding.OVER_CEILING]
    second = ready(families.target, baht=Decimal(500))
    with pytest.raises(GiftQuestioned) as asked_about:
        step(approve, second, budget_line_id=line)
    assert [one.finding for one in asked_about.value.checks] == [Finding.ACCOUNT_SHARED]
    assert step(approve, second, budget_line_id=line, although="บัญชีของหลาน") is State.APPROVED


def test_money_set_aside_is_there_for_nobody_else_until_given_back(families, line):
    first, second = ready(families.poor), ready(families.target)
    step(approve, first, budget_line_id=line, although="จำเป็น")
    with pytest.raises((BudgetShort, GiftBlocked)):
        step(approve, second, budget_line_id=line, although="จำเป็น")
    step(decide_otherwise, first, WORKER, step=Step.WITHDRAW, because="ครอบครัวไม่ต้องการแล้ว")
    assert BudgetLine.objects.get().taken == 0
    assert step(approve, second, budget_line_id=line, although="จำเป็น") is State.APPROVED


def test_what_the_bank_did_not_take_can_be_sent_again(families, line):
    made = ready(families.poor)
    step(approve, made, budget_line_id=line)
    make_transfer(viewer=BOSS, area_code="83", application_ids=[made], now=NOW)
    with pytest.raises(ApplicationNotFound):
        make_transfer(viewer=BOSS, area_code="83", application_ids=[made], now=NOW)
    assert step(decide_otherwise, made, step=Step.NOT_TAKEN, because="เลขบัญชีผิด") is State.APPROVED
    make_transfer(viewer=BOSS, area_code="83", application_ids=[made], now=NOW)
    assert BudgetLine.objects.get().taken == 300_000


def test_the_list_is_paged_in_the_database_and_narrow(families, django_assert_max_num_queries):
    for _ in range(3):
        apply_for_aid(viewer=CLERK, asked=asked(families.poor), now=NOW)
    with django_assert_max_num_queries(2):
        page = applications(CLERK, page=2, page_size=2)
    assert (page.total, page.pages, len(page.rows)) == (3, 2, 1)
    assert applications(who("x", area="82"), page_size=9).total == 0
    assert applications(who("late"), late=True, page_size=9).total == 0
    assert date(2026, 11, 23) < page.rows[0].due_at.date()


def test_every_state_ends_or_goes_on():
    assert APPLICATION.ends == {State.REFUSED, State.WITHDRAWN, State.RETURNED}
    assert set(APPLICATION.states) == set(State)
