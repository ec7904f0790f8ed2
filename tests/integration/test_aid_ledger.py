"""Help given is written down once, checked before, never changed, and taken back by a reversal."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from desk_office import make_families
from django.db import Error as DatabaseError
from django.db import connection, transaction
from register_rows import NOW, viewer

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.aid.actions import change_budget_line, give, give_by_agency, open_budget_line, reverse
from samutphok.aid.domain.checks import Before, Facts, Finding, Weight, look
from samutphok.aid.domain.ledger import By, Evidence, EvidenceKind, HelpGiven, NewGift
from samutphok.aid.domain.money import BadAmount
from samutphok.aid.errors import (
    ActUsed,
    BadGift,
    BudgetLineNotFound,
    BudgetShort,
    EntryNotFound,
    GiftBlocked,
    GiftQuestioned,
    NotReversible,
    ReasonMissing,
)
from samutphok.aid.models import BudgetLine, EntryEvidence, LedgerEntry
from samutphok.aid.queries import checks, entry, given_to, last_day, rules_on, totals
from samutphok.foundation import events
from samutphok.foundation.audit.models import Entry as AuditEntry
from samutphok.kernel.errors import Bilingual, NotFound
from samutphok.registry.models import Membership

pytestmark = pytest.mark.database
TODAY = date(2026, 11, 23)


@pytest.fixture
def families(db):
    return make_families(drawn=False)


def officer(area="83", role=Role.PROVINCE):
    return viewer(area, role=role)


def gift(household, kind="food", **told):
    told = {"quantity": Decimal(1), "source": "firm", "given_on": TODAY, "act_id": uuid4()} | told
    return NewGift(household_id=household, kind=kind, **told)


def money(household, baht="3000", **told):
    return gift(household, "emergency-aid", **({"value_baht": Decimal(baht), "source": "budget"} | told))


def test_help_outside_the_area_looks_like_a_family_that_is_not_there(families):
    with pytest.raises(NotFound):
        give(viewer=officer("82"), gift=gift(families.poor), now=NOW)
    with pytest.raises(NotFound):
        give(viewer=officer(role=Role.VOLUNTEER, area="830101"), gift=gift(families.poor), now=NOW)
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_on": TODAY + timedelta(days=1)},
        {"source": "nobody"},
        {"quantity": Decimal(0)},
        {"kind": "no-such-kind"},
        {"kind": "ban-por-piang"},  # needs a value
        {"kind": "fund-contribution", "value_baht": Decimal(10)},  # a fund's, not a family's
        {"quantity": Decimal("0.001")},
        {"value_baht": Decimal(-1)},
    ],
)
def test_help_that_is_not_told_completely_is_refused(families, wrong):
    with pytest.raises((BadGift, BadAmount)):
        give(viewer=officer(), gift=replace(gift(families.poor), **wrong), now=NOW)


def test_help_is_kept_once_however_often_the_act_is_sent(families):
    heard = []
    events.subscribe(HelpGiven, heard.append)
    try:
        wanted = gift(
            families.poor,
            value_baht=Decimal("450.50"),
            giver="ร้านทดสอบ",
            evidence=(Evidence(EvidenceKind.RECEIPT, number="12/2570"), Evidence(EvidenceKind.SIGNATURE, drawn="M0 0")),
        )
        first = give(viewer=officer(), gift=wanted, now=NOW)
        again = give(viewer=officer(), gift=wanted, now=NOW + timedelta(minutes=1))
    finally:
        events._HANDLERS[HelpGiven].remove(heard.append)
    assert first == again == wanted.act_id
    assert LedgerEntry.objects.count() == 1
    assert EntryEvidence.objects.count() == 2
    assert not EntryEvidence.objects.filter(drawn_sealed__contains="M0 0").exists()
    assert [one.kind for one in heard] == ["food"]
    (told,) = given_to(officer(), families.poor)
    assert (told.baht, told.quantity, told.unit, told.stands) == (Decimal("450.50"), Decimal(1), "ถุง", True)
    assert AuditEntry.objects.filter(act="give_help", subject=f"ledger-entry:{first}").count() == 1
    assert last_day(officer(), families.poor) == TODAY


def test_an_act_does_not_stand_for_two_things(families):
    wanted = gift(families.poor)
    give(viewer=officer(), gift=wanted, now=NOW)
    with pytest.raises(ActUsed):
        give(viewer=officer(), gift=replace(wanted, kind="milk"), now=NOW)
    with pytest.raises(ActUsed):
        give(viewer=officer(), gift=replace(wanted, household_id=families.well), now=NOW)


def test_the_same_kind_again_is_asked_about_and_passed_over_with_a_reason(families):
    give(viewer=officer(), gift=gift(families.poor, giver="เทศบาล"), now=NOW)
    again = gift(families.poor)
    with pytest.raises(GiftQuestioned) as caught:
        give(viewer=officer(), gift=again, now=NOW)
    assert [one.finding for one in caught.value.checks] == [Finding.GIVEN_BEFORE]
    assert "เทศบาล" in caught.value.problem.th
    give(viewer=officer(), gift=replace(again, although="น้ำท่วมซ้ำ"), now=NOW)
    assert LedgerEntry.objects.filter(although="น้ำท่วมซ้ำ").count() == 1


def test_limits_warn_of_what_has_happened_and_block_what_is_planned(families):
    for day in (1, 8, 15):
        given = money(families.poor, given_on=date(2026, 10, day), although="ตรวจแล้ว")
        give(viewer=officer(), gift=given, now=NOW)
    fourth = money(families.poor, "3000.01")
    happened = {one.finding: one.weight for one in checks(officer(), fourth)}
    assert happened[Finding.TIMES_USED_UP] is happened[Finding.OVER_CEILING] is Weight.WARNING
    planned = {one.finding: one.weight for one in checks(officer(), fourth, planned=True)}
    assert planned[Finding.TIMES_USED_UP] is planned[Finding.OVER_CEILING] is Weight.BLOCK


def test_times_are_counted_by_fiscal_year_and_without_what_was_taken_back(families):
    given = [money(families.poor, given_on=date(2026, 9, 30 - day), although="x") for day in range(3)]
    for one in given:
        give(viewer=officer(), gift=one, now=NOW)
    assert Finding.TIMES_USED_UP not in {one.finding for one in checks(officer(), money(families.poor))}
    late = money(families.poor, given_on=date(2026, 9, 30))
    assert Finding.TIMES_USED_UP in {one.finding for one in checks(officer(), late)}
    reverse(viewer=officer(), entry_id=given[0].act_id, act_id=uuid4(), because="บันทึกผิด", now=NOW)
    assert Finding.TIMES_USED_UP not in {one.finding for one in checks(officer(), late)}


def test_what_registers_tell_of_this_fiscal_year_is_named(families):
    """The family of the first register row was paid on 9 March 2018 (fiscal year 2561)."""
    then = checks(officer(), money(families.target, given_on=date(2021, 3, 4)))
    assert Finding.IN_REGISTERS not in {one.finding for one in then}
    kind = rules_on(TODAY).kinds["emergency-aid"]
    before = (Before("", Bilingual("เงินสงเคราะห์", "aid"), date(2026, 10, 5), "พมจ.", register=True),)
    assert [one.finding for one in look(Facts(kind, 100, TODAY, False, before), rules_on(TODAY))] == [
        Finding.IN_REGISTERS
    ]


def test_somebody_of_another_family_does_not_receive(families):
    stranger = Membership.objects.get(household=families.well).person_id
    own = Membership.objects.get(household=families.poor).person_id
    assert checks(officer(), gift(families.poor, "wheelchair", person_id=own)) == ()
    with pytest.raises(GiftBlocked) as caught:
        give(viewer=officer(), gift=gift(families.poor, "wheelchair", person_id=stranger, although="ให้"), now=NOW)
    assert [one.finding for one in caught.value.checks] == [Finding.NOT_OF_FAMILY]


def test_an_entry_is_taken_back_once_and_never_changed(families):
    given = money(families.poor)
    give(viewer=officer(), gift=given, now=NOW)
    with pytest.raises(ReasonMissing):
        reverse(viewer=officer(), entry_id=given.act_id, act_id=uuid4(), because=" ", now=NOW)
    with pytest.raises(EntryNotFound):
        reverse(viewer=officer("82"), entry_id=given.act_id, act_id=uuid4(), because="ผิด", now=NOW)
    act = uuid4()
    back = reverse(viewer=officer(), entry_id=given.act_id, act_id=act, because="บันทึกซ้ำ", now=NOW)
    assert back == reverse(viewer=officer(), entry_id=given.act_id, act_id=act, because="บันทึกซ้ำ", now=NOW)
    with pytest.raises(NotReversible):
        reverse(viewer=officer(), entry_id=given.act_id, act_id=uuid4(), because="อีกครั้ง", now=NOW)
    with pytest.raises(NotReversible):
        reverse(viewer=officer(), entry_id=back, act_id=uuid4(), because="กลับคืน", now=NOW)
    told = given_to(officer(), families.poor)
    assert sorted((one.baht, one.stands) for one in told) == [(Decimal(-3000), False), (Decimal(3000), False)]
    (total,) = totals(officer(), "83", By.KIND)
    assert (total.baht, total.gifts, total.households) == (Decimal(0), 0, 0)
    assert entry(officer(), given.act_id).reversed_by == back


def test_no_way_changes_or_deletes_an_entry(families):
    given = gift(families.poor)
    give(viewer=officer(), gift=given, now=NOW)
    row = LedgerEntry.objects.get()
    for attempt in (
        row.save,
        row.delete,
        LedgerEntry.objects.all().delete,
        lambda: LedgerEntry.objects.update(satang=1),
    ):
        with pytest.raises(TypeError):
            attempt()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE aid_ledgerentry SET satang = 1")
    assert LedgerEntry.objects.get().satang == 0


def test_a_budget_line_is_never_overdrawn_and_gets_back_what_was_reversed(families):
    line = open_budget_line(
        viewer=officer(), area_code="83", year=2570, code="E1", label="ฉุกเฉิน", baht=Decimal(5000), now=NOW
    )
    first = money(families.poor, budget_line_id=line)
    give(viewer=officer(), gift=first, now=NOW)
    with pytest.raises((BudgetShort, GiftBlocked)):
        give(viewer=officer(), gift=money(families.well, "2000.01", budget_line_id=line, although="จำเป็น"), now=NOW)
    assert BudgetLine.objects.get().taken == 300_000
    with pytest.raises(BudgetShort):
        change_budget_line(viewer=officer(), budget_line_id=line, baht=Decimal(2999), now=NOW)
    reverse(viewer=officer(), entry_id=first.act_id, act_id=uuid4(), because="ไม่ได้รับ", now=NOW)
    assert BudgetLine.objects.get().taken == 0
    with pytest.raises(BudgetLineNotFound):
        give(viewer=officer(), gift=money(families.well, budget_line_id=line, given_on=date(2026, 9, 1)), now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        BudgetLine.objects.update(taken=500_001)


def test_only_who_approves_opens_a_budget_line(families):
    told = {"area_code": "8301", "year": 2570, "code": "E1", "label": "ฉุกเฉิน", "baht": Decimal(5000), "now": NOW}
    with pytest.raises(BudgetLineNotFound):
        open_budget_line(viewer=officer("8301", role=Role.AMPHOE), **told)
    with pytest.raises(BudgetLineNotFound):
        open_budget_line(viewer=officer("82"), **told)


def test_an_agency_writes_down_what_it_delivered_by_referral_and_reads_nothing(families):
    grant = Grant(Role.AGENCY_OFFICER, ("83",), agency="public-health", id="grant")
    health = Viewer("health", "สาธารณสุข", (grant,), now=NOW)
    wanted = gift(families.poor, "transport", source="agency")
    place = {"agency": "public-health", "area_code": "83010102"}
    with pytest.raises(NotFound):
        give_by_agency(viewer=health, gift=wanted, now=NOW, **(place | {"agency": "labour"}))
    give_by_agency(viewer=health, gift=wanted, now=NOW, **place)
    assert given_to(health, families.poor) == ()
    assert given_to(officer(), families.poor)[0].giver == "public-health"


def test_totals_are_narrow_as_the_page_and_need_one_query(families, django_assert_num_queries):
    give(viewer=officer(), gift=gift(families.poor, value_baht=Decimal(100)), now=NOW)
    give(viewer=officer(), gift=gift(families.well, value_baht=Decimal(250)), now=NOW)
    with django_assert_num_queries(1):
        by_tambon = totals(officer(), "83", By.TAMBON)
    assert {one.key: one.baht for one in by_tambon} == {"830101": 100, "830303": 250}
    assert sum(one.baht for one in totals(officer("8303", role=Role.AMPHOE), "", By.KIND)) == 250
    assert totals(officer("82"), "", By.KIND) == ()
    assert totals(officer("83", role=Role.VOLUNTEER), "", By.KIND) == ()
