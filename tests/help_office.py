"""The demo's people help two families: a case with its conference, a referral, help given, a matter of a closed team."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from case_office import agreed, case_with_plan
from desk_office import Families
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.aid.actions import apply_for_aid, call_handout, give, tell_need
from samutphok.aid.domain.application import NewApplication
from samutphok.aid.domain.handout import NewHandout
from samutphok.aid.domain.ledger import Evidence, EvidenceKind, NewGift
from samutphok.cases.actions import call_conference, put_family
from samutphok.cases.domain.conference import NewConference, PutBefore
from samutphok.protected.actions import open_protected
from samutphok.protected.domain.matters import Kind, Story
from samutphok.referrals.actions import refer
from samutphok.referrals.domain.referral import NewReferral


def as_demo(username: str, now: datetime) -> Viewer:
    """Somebody of the demo."""
    return viewer_by_id(account_named(username, viewer=operator(now=now)).id, now=now)


def make_demo_help(families: Families) -> None:
    """One thing of each kind, so that every page of the help has something to show."""
    now = timezone.now()
    office = as_demo("phuket", now)
    case_id, _plan = case_with_plan(office, families.target, now=now - timedelta(days=20))
    agreed(office, case_id, now=now - timedelta(days=15))
    _meet(office, case_id, now)
    for agency in ("labour", "education", "public-health"):
        wanted = NewReferral(families.target, agency, "", "no_work", said="ขอเชิญฝึกอาชีพ", case_id=case_id)
        refer(viewer=office, referral=wanted, now=now - timedelta(days=2))
    _give(office, families, now)
    story = Story(Kind.MENTAL_CRISIS, "มีผู้แจ้งว่าต้องการคนดูแล", household_id=families.well)
    open_protected(viewer=office, story=story, team=[office.account_id], now=now)


def _meet(office: Viewer, case_id: UUID, now: datetime) -> None:
    day = timezone.localdate(now) + timedelta(days=6)
    agencies = ("education", "labour")
    called = NewConference(
        forum="working-group", area_code="83", on=day, place="ศาลากลางจังหวัด", chair="ประธานสมมติ", secretaries="เลขานุการสมมติ",
        agencies=agencies,
    )  # fmt: skip
    meeting = call_conference(viewer=office, wanted=called, now=now)
    put_family(
        viewer=office,
        conference_id=meeting,
        put=PutBefore(case_id, "ใครจะเริ่มก่อน", ("problems", "steps"), agencies),
        now=now,
    )


def _give(office: Viewer, families: Families, now: datetime) -> None:
    day = timezone.localdate(now)
    gift = NewGift(
        household_id=families.target, kind="food", quantity=Decimal(1), value_baht=Decimal(700), source="firm", giver="ห้างสมมติ",
        given_on=day, act_id=uuid4(), evidence=(Evidence(EvidenceKind.RECEIPT),), although="ถามครอบครัวแล้ว",
    )  # fmt: skip
    give(viewer=office, gift=gift, now=now)
    asked = NewApplication(
        household_id=families.target, kind="emergency-aid", baht=Decimal(2000), because="ผู้หารายได้หลักป่วย", act_id=uuid4(),
        bank="ธนาคารสมมติ", account="0000000001", holder="ผู้รับเงินสมมติ",
    )  # fmt: skip
    apply_for_aid(viewer=office, asked=asked, now=now)
    morning = NewHandout(
        title="มอบถุงยังชีพ", area_code="83", kind="food", held_on=day, quantity=Decimal(1), value_baht=Decimal(700),
        source="firm", giver="ห้างสมมติ", place="ศาลาประชาคม", act_id=uuid4(), households=(families.well,),
    )  # fmt: skip
    call_handout(viewer=office, wanted=morning, now=now)
    tell_need(viewer=office, household_id=families.target, kind="wheelchair", quantity=1, act_id=uuid4(), now=now)
