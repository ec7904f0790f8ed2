"""The ledger balances under any interleaving of giving, taking back, approving, paying and returning."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from desk_office import make_families
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_rows import NOW

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.aid.actions import (
    apply_for_aid,
    approve,
    decide_otherwise,
    give,
    investigate,
    open_budget_line,
    pay,
    return_money,
    reverse,
)
from samutphok.aid.domain.application import APPLICATION, HOLDING, NewApplication, Report, State, Step
from samutphok.aid.domain.ledger import By, NewGift
from samutphok.aid.domain.needs import OpenNeed, disclose
from samutphok.aid.models import Application, BudgetLine, LedgerEntry
from samutphok.aid.queries import given_to, totals
from samutphok.foundation.acts import as_acts
from samutphok.kernel.errors import Error

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ("give", "give", "give", "ask", "ask", "settle", "settle", "again", "reverse", "reverse back", *Step)
        ),
        st.integers(0, 7),
        st.integers(1, 2_000),
    ),
    min_size=8,
    max_size=25,
)


def viewer(name: str, now: datetime) -> Viewer:
    return Viewer(name, name, (Grant(Role.PROVINCE, ("83",), id=name),), now=now)


class Office:
    """Does what the steps say, whatever is refused, and remembers what should then stand."""

    def __init__(self, households: list[UUID]) -> None:
        self.households, self.now = households, NOW
        told = {"area_code": "83", "year": 2570, "code": str(uuid4()), "label": "x", "baht": Decimal(3000)}
        self.line = open_budget_line(viewer=viewer("boss", NOW), now=NOW, **told)
        self.gifts: list[NewGift] = []
        self.stands: dict[UUID, int] = {}
        self.applications: list[UUID] = []

    def take(self, step: str, which: int, baht: int) -> None:
        self.now += timedelta(seconds=1)
        try:
            if step == "give":
                self.give(which, baht)
            elif step == "again" and self.gifts:
                give(viewer=viewer("clerk", self.now), gift=self.gifts[which % len(self.gifts)], now=self.now)
            elif step.startswith("reverse"):
                self.reverse(step, which)
            elif step == "ask":
                self.ask(which, baht)
            elif step == "settle" and self.applications:
                for then in (Step.INVESTIGATE, Step.APPROVE, Step.PAY):  # the way that ends with money
                    self.act(then, self.applications[which % len(self.applications)])
            elif step != "settle" and self.applications:
                self.act(Step(step), self.applications[which % len(self.applications)])
        except (Error, ValueError):
            return

    def give(self, which: int, baht: int) -> None:
        gift = NewGift(
            household_id=self.households[which % 3],
            kind=("emergency-aid", "house-repair", "other-money")[which % 3],
            quantity=Decimal(1),
            value_baht=Decimal(baht) / 4,
            source="budget",
            given_on=date(2026, 11, 1 + which),
            act_id=uuid4(),
            budget_line_id=self.line if which % 2 else None,
            although="x",
        )
        give(viewer=viewer("clerk", self.now), gift=gift, now=self.now)
        self.gifts.append(replace(gift))
        self.stands[gift.act_id] = int(gift.value_baht * 100)

    def reverse(self, step: str, which: int) -> None:
        standing = LedgerEntry.objects.filter(reverses__isnull=step == "reverse").order_by("recorded_at", "id")
        rows = list(standing)
        if rows:
            chosen = rows[which % len(rows)].id
            reverse(viewer=viewer("clerk", self.now), entry_id=chosen, act_id=uuid4(), because="x", now=self.now)
            assert step == "reverse", "a reversal was reversed"
            assert self.stands.pop(chosen) >= 0

    def ask(self, which: int, baht: int) -> None:
        asked = NewApplication(
            household_id=self.households[which % 3],
            kind="small-children-money",
            baht=Decimal(baht),
            because="x",
            act_id=uuid4(),
        )
        self.applications.append(apply_for_aid(viewer=viewer("clerk", self.now), asked=asked, now=self.now))

    def act(self, step: Step, application: UUID) -> None:
        row = Application.objects.get(pk=application)
        act = {"application_id": application, "act_id": uuid4(), "version": row.version, "now": self.now}
        boss = viewer("boss", self.now)
        if step is Step.INVESTIGATE:
            investigate(viewer=viewer("worker", self.now), report=Report("x", ""), **act)
        elif step is Step.APPROVE:
            approve(viewer=boss, budget_line_id=self.line, although="x", **act)
        elif step is Step.PAY:
            pay(viewer=boss, **act)
            self.stands[act["act_id"]] = row.satang
        elif step is Step.RETURN:
            entry = row.entry_id
            return_money(viewer=boss, because="x", **act)
            self.stands.pop(entry)
        else:
            decide_otherwise(viewer=boss, step=step, because="x", **act)


def check(office: Office) -> None:
    sums = {
        by: {one.key: int(one.baht * 100) for one in totals(viewer("boss", NOW), "83", by)}
        for by in (By.KIND, By.SOURCE, By.TAMBON, By.HOUSEHOLD, By.FISCAL_YEAR)
    }
    by_hand = sum(office.stands.values())
    assert {sum(found.values()) for found in sums.values()} <= {by_hand}
    assert all(value >= 0 for found in sums.values() for value in found.values())
    for household in office.households:
        shown = given_to(viewer("boss", NOW), household)
        assert sum(int(one.baht * 100) for one in shown) == sums[By.HOUSEHOLD].get(str(household), 0)
    line = BudgetLine.objects.get(pk=office.line)
    entries = sum(LedgerEntry.objects.filter(budget_line=line).values_list("satang", flat=True))
    held = sum(Application.objects.filter(budget_line=line, state__in=HOLDING).values_list("satang", flat=True))
    assert 0 <= line.taken == entries + held <= line.satang
    assert (
        LedgerEntry.objects.exclude(reverses=None).count() == LedgerEntry.objects.filter(reversal__isnull=False).count()
    )
    for row in Application.objects.all():
        assert row.state == APPLICATION.fold(as_acts(row.acts.all())).state
        paid = row.entry_id is not None and not LedgerEntry.objects.filter(reverses=row.entry_id).exists()
        assert paid == (row.state == State.PAID)
        assert (row.budget_line_id is not None) >= (row.state in HOLDING)


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_totals_are_what_stands_and_no_budget_is_overdrawn(steps, households_of_office) -> None:
    from django.db import transaction

    with transaction.atomic():
        office = Office(households_of_office)
        for step, which, baht in steps:
            office.take(step, which, baht)
        check(office)
        transaction.set_rollback(True)


@pytest.fixture
def households_of_office(db) -> list[UUID]:
    made = make_families(drawn=False)
    return [made.target, made.poor, made.well]


def broken_money(office: Office) -> None:
    BudgetLine.objects.filter(pk=office.line).update(taken=F("taken") + 100)


def broken_entry(office: Office) -> None:
    office.stands.pop(next(iter(office.stands)))


def broken_state(_office: Office) -> None:
    Application.objects.update(state=State.REFUSED)


@pytest.mark.django_db
@pytest.mark.parametrize("break_it", [broken_money, broken_entry, broken_state])
def test_a_broken_ledger_is_noticed(break_it, households_of_office) -> None:
    """The check above sees what it is there to see."""
    office = Office(households_of_office)
    for step in ("give", "give", "ask", "settle"):
        office.take(step, 0, 100)
    check(office)
    assert Application.objects.get().state == State.PAID
    break_it(office)
    with pytest.raises(AssertionError):
        check(office)


NEEDS = st.lists(
    st.tuples(st.sampled_from(("8301", "8302", "8303")), st.integers(0, 40), st.integers(1, 4)), max_size=120
)


@given(NEEDS)
def test_what_supporters_see_never_falls_to_few_families(told) -> None:
    """No shown number, nor any that is left by taking one shown number from another, speaks of less than ten families."""
    needs = [OpenNeed("wheelchair", area, UUID(int=number), count * 100) for area, number, count in told]
    shown = disclose(needs, fewest=10, step=5)
    for one in shown:
        within = [need for need in needs if need.amphoe.startswith(one.area_code)]
        covered = {other.area_code for other in shown if len(other.area_code) == 4}
        if len(one.area_code) == 2:
            within = [need for need in within if need.amphoe not in covered]
            assert len({need.amphoe for need in within}) > 1
        assert len({need.household_id for need in within}) >= 10
        assert one.quantity % 5 == 0
        assert 0 < one.quantity <= sum(need.quantity for need in within) // 100
