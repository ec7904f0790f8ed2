"""The demo's cases, about people who do not exist: at every stage of their life, all by the desk's own acts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID, uuid4

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.cases.actions import (
    AgreedBy,
    Agreement,
    Came,
    ContactKind,
    StepTold,
    Witness,
    agree_plan,
    call_conference,
    close_case,
    confirm_closing,
    decide_family,
    hand_over,
    open_case,
    put_family,
    record_attendance,
    record_contact,
    record_step,
    reopen_case,
    sign_minutes,
    write_plan,
)
from samutphok.cases.domain.conference import Decided, NewConference, PutBefore
from samutphok.cases.domain.course import DESK, StepState
from samutphok.cases.domain.listing import CaseFilter, Whose
from samutphok.cases.domain.plan import Difficulty, Goal, Plan, Step, Strength
from samutphok.cases.errors import OpenAlready
from samutphok.cases.queries import case_view, cases_list
from samutphok.registry.errors import HouseholdNotFound
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import entries

DESKS = (("phuket", "83"), ("thalang", "8303"), ("kathu", "8302"), ("choengthale", "830303"))
EACH = 12  # families of a desk

# A story: why the case is opened, what the family wants and can build on, and (problem, its words, (step, who, indicator)).
Story = tuple[str, str, str, tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]]
Stage = Callable[[Viewer, UUID, Story, datetime], object]
STORIES: tuple[Story, ...] = (
    (
        "แม่เลี้ยงเดี่ยวโทรสายด่วน 1300 ลูกสองคนย้ายมาแล้วยังไม่มีที่เรียน",
        "อยากให้ลูกได้เรียนใกล้บ้าน และอยากมีงานที่กลับมารับลูกทัน",
        "แม่เคยเย็บผ้าเป็นอาชีพ ยายช่วยดูน้องตอนเย็นได้",
        (
            (
                "out_of_school",
                "ลูกชาย 8 ขวบ ลูกสาว 6 ขวบ ไม่ได้เรียนตั้งแต่เปิดเทอม",
                (
                    ("หาโรงเรียนใกล้บ้านให้ลูกทั้งสองคน", "agency:education", "เด็กเข้าเรียนครบหนึ่งสัปดาห์"),
                    ("เตรียมสูติบัตรและใบย้ายโรงเรียนเดิม", "family", "ยื่นเอกสารแล้ว"),
                ),
            ),
            (
                "no_work",
                "แม่ตกงานมาสี่เดือน",
                (("ฝึกอาชีพและหางานเย็บผ้าที่บ้าน", "agency:labour", "มีรายได้ทุกสัปดาห์"),),
            ),
            (
                "elder_uncared",
                "ยายเดินไม่คล่อง อยู่คนเดียวช่วงกลางวัน",
                (("อสม. เยี่ยมยายทุกสองสัปดาห์", "agency:public-health", "วัดความดันครบทุกครั้ง"),),
            ),
        ),
    ),
    (
        "เสาหลักของบ้านป่วย รายได้หายไปทั้งหมด",
        "อยากรักษาให้หาย แล้วกลับไปขับรถรับจ้าง",
        "ลูกชายคนโตกำลังจะจบ ปวช. เพื่อนบ้านช่วยเรื่องอาหาร",
        (
            (
                "lost_income",
                "พ่อผ่าตัดหลัง ทำงานไม่ได้อย่างน้อยหกเดือน",
                (
                    ("ยื่นขอเงินสงเคราะห์ครอบครัวผู้มีรายได้น้อย", "worker", "ได้รับการพิจารณา"),
                    ("ทำบัญชีรายรับรายจ่ายของบ้าน", "family", "มีสมุดบัญชีหนึ่งเดือน"),
                ),
            ),
            (
                "needs_rehabilitation",
                "ต้องกายภาพบำบัดสัปดาห์ละสองครั้ง",
                (("จัดรถรับส่งไปโรงพยาบาล", "agency:public-health", "ไปครบตามนัด"),),
            ),
        ),
    ),
    (
        "ผู้สูงอายุอยู่ลำพัง บ้านทรุดโทรม ฝนสาด",
        "อยากอยู่บ้านเดิม ไม่อยากย้ายไปที่อื่น",
        "เพื่อนบ้านรักใคร่ มีเบี้ยยังชีพ",
        (
            (
                "insecure_house",
                "หลังคารั่วสองห้อง",
                (("ซ่อมหลังคาก่อนหน้าฝน", "agency:codi", "นอนในห้องเดิมได้เมื่อฝนตก"),),
            ),
            (
                "elder_uncared",
                "ลูกหลานอยู่ต่างจังหวัด",
                (("อาสาสมัครแวะดูทุกสัปดาห์", "volunteer", "มีบันทึกการเยี่ยมทุกสัปดาห์"),),
            ),
        ),
    ),
)


def make_cases(*, now: datetime, say: Callable[[str], None]) -> None:
    """Makes cases where there are none yet; a demo that has cases keeps them as they are."""
    office = _account("phuket", now)
    if cases_list(viewer=office, wanted=CaseFilter(whose=Whose.AREA), now=now, page_size=1).total:
        return
    say("cases at every stage of their life, and a case conference")
    taken: set[UUID] = set()
    made: dict[str, list[UUID]] = {}
    for desk, area in DESKS:
        viewer = _account(desk, now)
        made[desk] = _desk(viewer, _families(viewer, area, taken), now)
    _nobodys(office, made["thalang"], now)
    _conference(office, made["phuket"][:3], now)


def _desk(viewer: Viewer, families: Sequence[UUID], now: datetime) -> list[UUID]:
    """The cases of one desk, each a stage further than the one before."""
    stages: tuple[Stage, ...] = (
        _opened,
        _planned,
        _agreed,
        _late,
        _working,
        _silent,
        _changed,
        _closing,
        _closed,
        _reopened,
    )
    made = []
    for family, stage, story in zip(families, cycle(stages), cycle(STORIES), strict=False):
        began = now - timedelta(days=20 if stage in (_opened, _planned) else 75)
        who = viewer
        try:
            case = open_case(
                viewer=who, household_id=family, because=story[0], problems=[one[0] for one in story[3]], now=began
            )
        except (OpenAlready, HouseholdNotFound):
            continue
        stage(viewer, case, story, now)
        made.append(case)
    return made


def _opened(_viewer: Viewer, _case: UUID, _story: Story, _now: datetime) -> None:
    """A case that was opened lately."""


def _planned(viewer: Viewer, case: UUID, story: Story, now: datetime, *, due: int = 5) -> Plan:
    plan = _plan(story, now, due)
    at = now - timedelta(days=18)
    write_plan(viewer=viewer, case_id=case, plan=plan, read_version=0, now=at)
    return plan


def _agreed(viewer: Viewer, case: UUID, story: Story, now: datetime, *, due: int = 21) -> Plan:
    plan, at = _planned(viewer, case, story, now, due=due), now - timedelta(days=15)
    spoken = Agreement(1, AgreedBy.SPOKEN, "แม่ของครอบครัว", Witness.VILLAGE_HEAD)
    agree_plan(viewer=viewer, case_id=case, agreement=spoken, now=at)
    _call(viewer, case, now - timedelta(days=6), "ครอบครัวรับทราบแผนแล้ว กำลังเตรียมเอกสาร")
    return plan


def _late(viewer: Viewer, case: UUID, story: Story, now: datetime) -> None:
    _agreed(viewer, case, story, now, due=-4)


def _working(viewer: Viewer, case: UUID, story: Story, now: datetime) -> None:
    plan = _agreed(viewer, case, story, now)
    _done(viewer, case, plan.steps[:1], now, "ทำเสร็จแล้ว มีเอกสารยืนยัน")


def _silent(viewer: Viewer, case: UUID, story: Story, now: datetime) -> None:
    at = now - timedelta(days=70)
    write_plan(viewer=viewer, case_id=case, plan=_plan(story, at, 90), read_version=0, now=at)


def _changed(viewer: Viewer, case: UUID, story: Story, now: datetime) -> None:
    plan = _agreed(viewer, case, story, now)
    more = replace(plan, goals=(*plan.goals, Goal(uuid4(), "อยากมีเงินเก็บเดือนละ 300 บาท")))
    at = now - timedelta(days=2)
    write_plan(viewer=viewer, case_id=case, plan=more, read_version=1, now=at)


def _closing(viewer: Viewer, case: UUID, story: Story, now: datetime) -> None:
    plan = _agreed(viewer, case, story, now)
    at = now - timedelta(days=1)
    left = {one.key: "ครอบครัวขอทำต่อเอง" for one in plan.steps}
    close_case(
        viewer=viewer,
        case_id=case,
        outcome="refused",
        because="ครอบครัวขอดูแลกันเอง และขอบคุณเจ้าหน้าที่",
        reasons=left,
        now=at,
    )


def _closed(viewer: Viewer, case: UUID, story: Story, now: datetime) -> None:
    plan = _agreed(viewer, case, story, now)
    at = now - timedelta(days=3)
    left = {one.key: "ย้ายไปอยู่กับญาติต่างจังหวัด" for one in plan.steps}
    who = viewer
    close_case(viewer=who, case_id=case, outcome="moved", because="ย้ายไปอยู่กับญาติที่ตรัง", reasons=left, now=at)


def _reopened(viewer: Viewer, case: UUID, story: Story, now: datetime) -> None:
    _closed(viewer, case, story, now)
    at = now - timedelta(days=1)
    reopen_case(viewer=viewer, case_id=case, because="ครอบครัวย้ายกลับมาอยู่บ้านเดิม", now=at)


def _done(viewer: Viewer, case: UUID, steps: Sequence[Step], now: datetime, said: str) -> None:
    at = now - timedelta(days=4)
    for step in steps:
        told = StepTold(step.key, StepState.DONE, timezone.localdate(at), said)
        record_step(viewer=viewer, case_id=case, told=told, now=at)


def _call(viewer: Viewer, case: UUID, at: datetime, said: str) -> None:
    who, day = viewer, timezone.localdate(at)
    record_contact(viewer=who, case_id=case, kind=ContactKind.PHONE, on=day, said=said, now=at)


def _nobodys(office: Viewer, cases: Sequence[UUID], now: datetime) -> None:
    """Two cases that wait at the desk of their area, and a closing that a second person confirms."""
    if not cases:
        return
    hand_over(viewer=office, case_ids=cases[:2], to_account=DESK, because="เจ้าหน้าที่ย้ายไปพื้นที่อื่น", now=now)
    if len(cases) > 7:
        confirm_closing(viewer=office, case_id=cases[7], now=now)


def _conference(office: Viewer, cases: Sequence[UUID], now: datetime) -> None:
    """One meeting that was held and signed, one that is called."""
    if not cases:
        return
    at = now - timedelta(days=9)
    who = office
    held = _called(who, at)
    agencies = ("education", "labour", "public-health")
    families = []
    for case in cases:
        put = PutBefore(case, "ใครจะเริ่มก่อน และเสร็จเมื่อไร", ("members", "problems", "goals", "steps"), agencies)
        families.append(put_family(viewer=who, conference_id=held, put=put, now=at))
    came = tuple(Came(code, code != "labour", "ผู้แทนหน่วยงาน" if code != "labour" else "") for code in agencies)
    record_attendance(viewer=who, conference_id=held, came=came, now=at)
    due = timezone.localdate(at) + timedelta(days=30)
    for family, case in zip(families, cases, strict=True):
        steps: tuple[Step, ...] = ()
        if case_view(who, case).plan_version:
            words = "ออกเยี่ยมบ้านร่วมกันสามหน่วยงาน"
            steps = (Step(uuid4(), None, words, "worker", due, "มีบันทึกการเยี่ยมร่วม"),)
        decided = Decided("ให้เริ่มจากเรื่องที่เรียนของเด็กก่อน แล้วรายงานผลครั้งหน้า", steps)
        decide_family(viewer=who, conference_id=held, family_id=family, decided=decided, now=at)
    signed = timezone.localdate(at)
    sign_minutes(viewer=who, conference_id=held, signed_by=CHAIR, signed_on=signed, now=at)
    soon = _called(office, now + timedelta(days=6), now)
    put = PutBefore(cases[-1], "ติดตามมติครั้งก่อน", ("problems", "steps"), agencies[:2])
    put_family(viewer=office, conference_id=soon, put=put, now=now)


CHAIR = "รองผู้ว่าราชการจังหวัด ปฏิบัติหน้าที่ประธาน"


def _called(who: Viewer, on: datetime, now: datetime | None = None) -> UUID:
    wanted = NewConference(
        forum="working-group",
        area_code="83",
        on=timezone.localdate(on),
        place="ห้องประชุมศาลากลางจังหวัด",
        chair=CHAIR,
        secretaries="พัฒนาการจังหวัด\nพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด",
        agencies=("education", "labour", "public-health", "interior"),
    )
    return call_conference(viewer=who, wanted=wanted, now=now or on)


def _plan(story: Story, now: datetime, due: int) -> Plan:
    """The plan of a story; its steps fall due one after the other."""
    _because, wants, strong, troubles = story
    day = timezone.localdate(now)
    problems: list[Difficulty] = []
    steps: list[Step] = []
    for code, words, doings in troubles:
        problem = Difficulty(uuid4(), code, words)
        problems.append(problem)
        for text, who, shows in doings:
            until = day + timedelta(days=due + 7 * len(steps))
            steps.append(Step(uuid4(), problem.key, text, who, until, shows))
    return Plan((Goal(uuid4(), wants),), (Strength(uuid4(), strong),), tuple(problems), tuple(steps))


def _families(viewer: Viewer, area: str, taken: set[UUID]) -> list[UUID]:
    """Families of the area with the greatest need that no other desk has."""
    selection = Selection(area=area, level=3, order=EntryOrder.NEED)
    page = entries(viewer=viewer, selection=selection, page=1, page_size=EACH * 4)
    found = [row.household for row in page.rows if row.household and row.household not in taken][:EACH]
    taken.update(found)
    return found


def _account(name: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(name, viewer=operator(now=now)).id, now=now)
