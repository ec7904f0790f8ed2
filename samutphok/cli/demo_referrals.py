"""The demo's referrals, at every stage of their life: sent by the desk's own acts, answered by the agencies' demo accounts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID, uuid5

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.cases.domain.listing import CaseFilter, Whose
from samutphok.cases.queries import case_view, cases_list
from samutphok.referrals.actions import act, make_link, refer, refer_list, turn_clocks
from samutphok.referrals.domain.referral import NewReferral, QueueFilter
from samutphok.referrals.errors import AlreadyReferred
from samutphok.referrals.queries import office_list, referral_view
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import entries

SENDER, PROVINCE = "phuket", "83"
_NAMES = UUID("2f6d9a52-5b8b-4f63-9a53-3f3b6a0d7a10")
LISTED = 30  # families of the list for the labour office

# What agencies with a demo account have done of the steps of plans, one after the other.
OF_PLANS: tuple[tuple[tuple[str, str, Mapping[str, str]], ...], ...] = (
    (),
    (("accept", "", {}),),
    (("accept", "", {}), ("appoint", "นัดที่สำนักงาน", {"in": "3"})),
    (("accept", "", {}), ("deliver", "ดำเนินการแล้ว", {})),
)
OF_DESK = 50  # open cases of the sender at most
ACCOUNTS = {"education": "education", "public-health": "health", "labour": "labour"}

# Agency, its demo account, problem, what the worker wrote, how many days ago, and what was done, each some hours later.
Story = tuple[str, str, str, str, int, tuple[tuple[str, str, Mapping[str, str]], ...]]
STORIES: tuple[Story, ...] = (
    ("education", "education", "out_of_school", "แม่เลี้ยงเดี่ยว ลูกวัย ป.2 ยังไม่มีที่เรียน ขอโรงเรียนใกล้บ้าน", 1, ()),
    ("education", "education", "no_preschool", "ขอที่ในศูนย์พัฒนาเด็กเล็กใกล้บ้าน", 2, (("ask", "เด็กอายุกี่ปี มีสมุดวัคซีนหรือไม่", {}),)),
    ("education", "education", "out_of_school", "ย้ายมาจากต่างจังหวัด ไม่มีใบย้าย", 9, (("accept", "", {}),)),
    (
        "education",
        "education",
        "school_costs",
        "ขอทุนการศึกษา",
        20,
        (("refuse", "งบปีนี้จัดสรรครบแล้ว", {"reason": "no_capacity"}),),
    ),
    (
        "education",
        "education",
        "out_of_school",
        "",
        30,
        (("accept", "", {}), ("deliver", "เข้าเรียนโรงเรียนใกล้บ้านแล้ว", {}), ("worked", "", {})),
    ),
    (
        "public-health",
        "health",
        "bedridden",
        "คุณยายติดเตียง ขอ อสม. เยี่ยมบ้าน",
        2,
        (("accept", "", {}), ("appoint", "อสม. จะไปพร้อมพยาบาล", {"in": "2"})),
    ),
    (
        "public-health",
        "health",
        "chronic_illness",
        "ขาดยาความดันสองเดือน",
        6,
        (("accept", "", {}), ("appoint", "", {"in": "1"}), ("missed", "รอที่ รพ.สต. จนเย็น", {})),
    ),
    ("public-health", "health", "needs_rehabilitation", "", 40, ()),
    ("labour", "labour", "no_work", "อยากทำงานโรงแรม เคยเป็นแม่บ้าน", 3, (("accept", "", {}),)),
    ("labour", "labour", "no_work", "", 12, (("accept", "", {}), ("return", "", {"reason": "family_declined"}))),
)


def make_referrals(*, now: datetime, say: Callable[[str], None]) -> None:
    """Makes the referrals where there are none yet; a demo that has some keeps them as they are."""
    sender = _viewer(SENDER, now)
    if office_list(sender, QueueFilter(), page_size=1).total:
        return
    say("referrals to agencies, at every stage")
    families = _families(sender, len(STORIES) + LISTED)
    for number, (family, story) in enumerate(zip(families, sorted(STORIES, key=lambda one: -one[4]), strict=False)):
        _story(number, family, story, now)
    asked = NewReferral(families[0], "labour", "", "no_work", said="รายชื่อผู้ว่างงานจากการสำรวจ ขอเชิญสมัครฝึกอาชีพ")
    day = now - timedelta(days=1)
    made = refer_list(viewer=sender, household_ids=families[len(STORIES) :], referral=asked, now=day)
    outside = NewReferral(families[-1], "nha", "", "insecure_house", said="บ้านเช่าใกล้หมดสัญญา")
    sent = refer(viewer=sender, referral=outside, now=now)
    if letter := referral_view(sender, sent).letter_id:
        make_link(viewer=sender, letter_id=letter, now=now)
    _plans(sender, now)
    turn_clocks(now=now)
    say(f"{len(made.made)} families referred in one list")


def _plans(sender: Viewer, now: datetime) -> None:
    """The steps of agreed plans that an agency does, referred to it; where it has the family already, they wait."""
    courses = cycle(OF_PLANS)
    for row in cases_list(viewer=sender, wanted=CaseFilter(whose=Whose.MINE), now=now, page_size=OF_DESK).rows:
        case = case_view(sender, row.case.id)
        if case.agreed_version != case.plan_version:
            continue
        codes = {one.key: one.code for one in case.plan.problems}
        for step in (one.step for one in case.open_steps):
            if step.problem is None or step.agency not in ACCOUNTS:
                continue
            need = NewReferral(
                row.case.household_id,
                step.agency,
                "",
                codes[step.problem],
                said=step.text,
                case_id=case.id,
                step_id=step.key,
            )
            try:
                _referral(str(step.key), need, ACCOUNTS[step.agency], next(courses), now - timedelta(days=5), now)
            except AlreadyReferred:
                continue


def _story(number: int, family: UUID, story: Story, now: datetime) -> None:
    """One referral with what was done of it, some hours apart."""
    agency, account, problem, said, ago, acts = story
    need = NewReferral(family, agency, "", problem, said=said)
    _referral(str(number), need, account, acts, now - timedelta(days=ago), now)


def _referral(
    name: str,
    need: NewReferral,
    account: str,
    acts: Sequence[tuple[str, str, Mapping[str, str]]],
    at: datetime,
    now: datetime,
) -> None:
    """Sent at a moment, then act after act. name: of the referral among all, for the ids of its acts."""
    made = refer(viewer=_viewer(SENDER, now), referral=need, now=at)
    for step, (deed, words, details) in enumerate(acts, start=1):
        at = min(now, at + timedelta(hours=20))
        given = dict(details)
        if days := given.pop("in", ""):
            on = (at + timedelta(days=int(days))).replace(minute=0, second=0, microsecond=0)
            given["on"] = on.isoformat()
        act(
            viewer=_viewer(SENDER if deed == "worked" else account, now),
            referral_id=made,
            act_id=uuid5(_NAMES, f"{name}:{step}"),
            act=deed,
            said=words,
            details=given,
            now=at,
        )


def _families(sender: Viewer, number: int) -> list[UUID]:
    """The families in greatest need of the province, as the list has them."""
    page = entries(viewer=sender, selection=Selection(area=PROVINCE, order=EntryOrder.NEED), page=1, page_size=number)
    return [row.household for row in page.rows if row.household]


def _viewer(username: str, now: datetime) -> Viewer:
    return viewer_by_id(str(account_named(username, viewer=operator(now=now)).id), now=now)
