"""Help given in the demo: a ledger, cash aid at every stage, a hand-out half done, needs, promises, funds and firms."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.aid import actions
from samutphok.aid.domain.application import NewApplication, Report, Step
from samutphok.aid.domain.handout import Mark, NewHandout, Receipt
from samutphok.aid.domain.ledger import Evidence, EvidenceKind, NewGift, year_of
from samutphok.aid.domain.needs import NewPledge
from samutphok.aid.queries import applications, budget_lines, guests, open_needs, shown_needs
from samutphok.kernel.dates import format_date
from samutphok.kernel.errors import Error, NotFound
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import entries

_KINDS = (
    ("small-children-money", 2000, "budget", ""),
    ("food", 700, "firm", "ห้างสมมติภูเก็ต"),
    ("wheelchair", 4500, "firm", "มูลนิธิสมมติ"),
    ("upbringing", None, "agency", "dcy"),
    ("ban-por-piang", 19000, "agency", "codi"),
    ("house-repair", 12000, "community", "ชาวบ้านในชุมชน"),
    ("training", None, "agency", "labour"),
    ("baan-mankong", 25000, "agency", "codi"),
)
_SHOWN = 24  # families of one amphoe that need the same, so that supporters may see it


def make_aid(*, now: datetime, say: Callable[[str], object]) -> None:
    """Makes demo data of aid through the real actions; doing it again changes nothing."""
    office = _viewer("phuket", now)
    if office is None or budget_lines(office, year_of(timezone.localdate(now))):
        return
    page = entries(viewer=office, selection=Selection(area="83", order=EntryOrder.NEED), page=1, page_size=160)
    families = [row.household for row in page.rows if row.household]
    if len(families) < 60:
        return
    _budget(office, now)
    _gifts(office, families[:24], now)
    _cash(office, families[24:32], now)
    _handout(office, families[32:92], now)
    _partners(office, now)
    _supporters(office, families, now)
    say("help given: ledger, cash aid, a hand-out, promises")


def _viewer(username: str, now: datetime) -> Viewer | None:
    try:
        found = account_named(username, viewer=operator(now=now))
    except NotFound:
        return None
    return viewer_by_id(str(found.id), now=now)


def _id(*parts: object) -> UUID:
    return uuid5(NAMESPACE_URL, "samutphok demo aid " + " ".join(map(str, parts)))


def _budget(office: Viewer, now: datetime) -> None:
    year = year_of(timezone.localdate(now))
    for code, label, baht in (("สค-01", "เงินช่วยเหลือฉุกเฉิน", 300_000), ("ดย-02", "ช่วยเหลือครอบครัวเด็กเล็ก", 640_000)):
        actions.open_budget_line(
            viewer=office, area_code="83", year=year, code=code, label=label, baht=Decimal(baht), now=now
        )


def _gifts(office: Viewer, families: list[UUID], now: datetime) -> None:
    today = timezone.localdate(now)
    for number, household in enumerate(families):
        kind, baht, source, giver = _KINDS[number % len(_KINDS)]
        day = max(today - timedelta(days=number * 2), date(today.year if today.month >= 10 else today.year - 1, 10, 1))
        _try_give(office, household, kind, baht, source, giver, day, now)
    taken_back = _id("gift", families[1], "food")
    actions.reverse(
        viewer=office, entry_id=taken_back, act_id=_id("back", taken_back), because="บันทึกซ้ำกับใบลงชื่อ", now=now
    )


def _try_give(
    office: Viewer, household: UUID, kind: str, baht: int | None, source: str, giver: str, day: date, now: datetime
) -> None:
    gift = NewGift(
        household_id=household,
        kind=kind,
        quantity=Decimal(1),
        value_baht=None if baht is None else Decimal(baht),
        source=source,
        giver=giver,
        given_on=day,
        act_id=_id("gift", household, kind),
        evidence=(Evidence(EvidenceKind.RECEIPT),),
        although="ตรวจสอบกับครอบครัวแล้ว",
    )
    actions.give(viewer=office, gift=gift, now=now)


def _cash(office: Viewer, families: list[UUID], now: datetime) -> None:
    """Applications at every stage. The office's account asked, so another account investigates and a third approves."""
    second = Viewer("demo-second-person", "ผู้อนุมัติ", office.grants, now=now)
    third = Viewer("demo-investigator", "นักสังคมสงเคราะห์", office.grants, now=now)
    line = budget_lines(office, year_of(timezone.localdate(now)))[0].id
    for number, household in enumerate(families):
        made = actions.apply_for_aid(
            viewer=office, asked=_asked(household, number), now=now - timedelta(days=9 - number)
        )
        steps = (
            lambda one, version: actions.investigate(
                viewer=third,
                application_id=one,
                act_id=_id("investigate", one),
                report=Report(
                    "บ้านชำรุด รายได้ไม่แน่นอน มีเด็กสองคนและผู้สูงอายุ เห็นควรช่วยเหลือ", format_date(timezone.localdate(now), "th")
                ),
                version=version,
                now=now,
            ),
            lambda one, version: actions.approve(
                viewer=second,
                application_id=one,
                act_id=_id("approve", one),
                budget_line_id=line,
                version=version,
                although="จำเป็นเร่งด่วน",
                now=now,
            ),
            lambda one, version: actions.pay(
                viewer=second, application_id=one, act_id=_id("pay", one), version=version, now=now
            ),
        )
        done = (0, 0, 1, 1, 2, 2, 3, 1)[number]
        for version, step in enumerate(steps[:done], start=1):
            step(made, version)
        if number == 7:
            actions.decide_otherwise(
                viewer=second,
                application_id=made,
                act_id=_id("refuse", made),
                step=Step.REFUSE,
                because="ได้รับจากหน่วยงานอื่นในเหตุการณ์เดียวกันแล้ว",
                version=2,
                now=now,
            )
    waiting = [row.id for row in applications(office, state="approved", page_size=5).rows][:1]
    actions.make_transfer(viewer=second, area_code="83", application_ids=waiting, now=now)


def _asked(household: UUID, number: int) -> NewApplication:
    return NewApplication(
        household_id=household,
        kind=("emergency-aid", "low-income-family-aid", "small-children-money")[number % 3],
        baht=Decimal(2000 + 500 * (number % 3)),
        because="ผู้หารายได้หลักป่วย ไม่มีเงินซื้อนมและอาหาร",
        act_id=_id("application", household),
        bank="ธนาคารสมมติ",
        account=f"00000{number:05d}",
        holder="ผู้รับเงินสมมติ",
    )


def _handout(office: Viewer, families: list[UUID], now: datetime) -> None:
    today = timezone.localdate(now)
    wanted = NewHandout(
        title="มอบถุงยังชีพ ชุมชนตัวอย่าง",
        area_code="83",
        kind="food",
        held_on=today,
        quantity=Decimal(1),
        value_baht=Decimal(700),
        source="firm",
        giver="ห้างสมมติภูเก็ต",
        place="ศาลาประชาคม",
        act_id=_id("handout"),
        households=tuple(families),
    )
    made = actions.call_handout(viewer=office, wanted=wanted, now=now)
    for guest in guests(office, made, waiting=True, most=25):
        receipt = Receipt(_id("tap", guest.id), guest.id, Mark.SIGNATURE, "M100 200 L300 150 L500 260")
        actions.tap(viewer=office, handout_id=made, receipt=receipt, now=now)


def _partners(office: Viewer, now: datetime) -> None:
    today = timezone.localdate(now)
    for number in range(1, 8):
        fund = actions.add_partner(
            viewer=office,
            kind="fund",
            name=f"กองทุนสวัสดิการชุมชนตัวอย่างที่ {number}",
            area_code="8301",
            act_id=_id("fund", number),
            now=now,
        )
        _to_partner(office, fund, "fund-contribution", Decimal(20_000), "budget", today, now)
        actions.report_fund(
            viewer=office,
            partner_id=fund,
            told_on=today,
            baht=Decimal(85_000 + 4_000 * number),
            members=300 + 25 * number,
            told_by="ประธานกองทุน",
            now=now,
        )
    for number in range(1, 10):
        firm = actions.add_partner(
            viewer=office,
            kind="firm",
            name=f"บริษัทตัวอย่าง {number}",
            area_code="83",
            act_id=_id("firm", number),
            now=now,
        )
        _to_partner(office, firm, "certificate", None, "agency", today, now)


def _to_partner(
    office: Viewer, partner: UUID, kind: str, baht: Decimal | None, source: str, day: date, now: datetime
) -> None:
    gift = NewGift(
        household_id=None,
        partner_id=partner,
        kind=kind,
        quantity=Decimal(1),
        value_baht=baht,
        source=source,
        given_on=day,
        act_id=_id(kind, partner),
    )
    actions.give(viewer=office, gift=gift, now=now)


def _supporters(office: Viewer, families: list[UUID], now: datetime) -> None:
    for household in families[: _SHOWN * 4]:
        actions.tell_need(
            viewer=office, household_id=household, kind="wheelchair", quantity=1, act_id=_id("need", household), now=now
        )
    supporter = _viewer("supporter", now)
    shown = shown_needs(supporter) if supporter else ()
    if supporter is None or not shown:
        return
    first = shown[0]
    promised = NewPledge("wheelchair", first.area_code, Decimal(min(20, first.quantity)), _id("pledge"), "ส่งได้ทันที")
    made = actions.pledge(viewer=supporter, promised=promised, now=now)
    for number, need in enumerate(open_needs(office, kind="wheelchair", area=first.area_code, most=5)):
        matched = actions.match(
            viewer=office, pledge_id=made, need_id=need.id, quantity=1, act_id=_id("match", need.id), now=now
        )
        if number < 2:
            try:
                actions.deliver_match(
                    viewer=office,
                    match_id=matched,
                    given_on=timezone.localdate(now),
                    although="ตรวจสอบกับครอบครัวแล้ว",
                    now=now,
                )
            except Error:
                continue
