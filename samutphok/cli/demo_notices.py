"""The demo's colleagues and policy notices, at different stages: who do not exist, and have read some of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role, Viewer
from samutphok.access.errors import UsernameTaken
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.notices.actions import Audience, acknowledge, answer, ask, remind, revise_notice, send_notice
from samutphok.notices.domain import Box, Content
from samutphok.notices.queries import notice_list, notice_page

TAMBON = {
    "830101": "ตลาดใหญ่", "830102": "ตลาดเหนือ", "830103": "เกาะแก้ว", "830104": "รัษฎา", "830105": "วิชิต",
    "830106": "ฉลอง", "830107": "ราไวย์", "830108": "กะรน", "830201": "กะทู้", "830202": "ป่าตอง",
    "830203": "กมลา", "830301": "เทพกระษัตรี", "830302": "ศรีสุนทร", "830304": "ป่าคลอก", "830305": "ไม้ขาว",
    "830306": "สาคู",
}  # fmt: skip
AMPHOE = {"8301": "เมืองภูเก็ต", "8302": "กะทู้"}
OFFICES = {"health": "สาธารณสุขจังหวัดภูเก็ต", "education": "ศึกษาธิการจังหวัดภูเก็ต", "interior": "พัฒนาชุมชนจังหวัดภูเก็ต"}
EVERYBODY_AT_WORK = frozenset({Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.VOLUNTEER, Role.AGENCY_OFFICER})


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who does not exist, for the lists of readers."""

    username: str
    name: str
    grant: Grant


def make_notices(*, now: datetime) -> None:
    """Makes colleagues and notices that are missing; a demo that has notices already keeps them as they are."""
    national, phuket = _account("national", now), _account("phuket", now)
    if notice_list(viewer=national, box=Box.OFFICE).total:
        return
    made = [_make(one, now) for one in _colleagues()]
    people = [_account(username, now) for username in ("thalang", "choengthale", "volunteer", "labour", *made)]
    _survey_round(national, phuket, people, now)
    _logbook_use(phuket, people, now)
    _data_protection(national, [phuket, *people], now)


def _survey_round(national: Viewer, phuket: Viewer, people: Sequence[Viewer], now: datetime) -> None:
    """A national circular, passed on by the province, half read, with questions."""
    sent = now - timedelta(days=12)
    original = send_notice(
        viewer=national,
        content=Content(
            title_th="แนวทางเยี่ยมบ้านครัวเรือนเปราะบาง รอบปีงบประมาณ 2570",
            text_th=VISITS_TH,
            source="สำนักงานปลัดกระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์",
            dated=timezone.localdate(sent),
            number="พม 0210/ว 1234",
            title_en="Visits to vulnerable households, fiscal year 2570",
            text_en=VISITS_EN,
            due_on=timezone.localdate(now + timedelta(days=10)),
        ),
        audience=Audience(frozenset({Role.PROVINCE, Role.AMPHOE}), ("",)),
        now=sent,
    )
    page = notice_page(viewer=phuket, notice_id=original)
    acknowledge(viewer=phuket, notice_id=original, version=page.version.number, now=sent + timedelta(hours=3))
    passed = send_notice(
        viewer=phuket,
        content=Content(
            title_th="ภูเก็ต: เริ่มเยี่ยมบ้านที่กะทู้และถลางก่อน",
            text_th=PHUKET_TH,
            source="สนง.พมจ.ภูเก็ต",
            dated=timezone.localdate(sent + timedelta(days=1)),
            number="ภก 0004/321",
            due_on=timezone.localdate(now - timedelta(days=2)),
        ),
        audience=Audience(EVERYBODY_AT_WORK - {Role.PROVINCE}, ("83",)),
        passes_on=original,
        now=sent + timedelta(days=1),
    )
    _read(people[::2], passed, sent + timedelta(days=2))
    asked = ask(viewer=people[2], notice_id=passed, text=ASKED[0], private=False, now=now - timedelta(days=6))
    answer(viewer=phuket, question_id=asked, text=ANSWERED, revision=0, now=now - timedelta(days=5))
    ask(viewer=people[1], notice_id=passed, text=ASKED[1], private=False, now=now - timedelta(days=1))
    remind(viewer=phuket, notice_id=passed, now=now - timedelta(days=2))


def _logbook_use(phuket: Viewer, people: Sequence[Viewer], now: datetime) -> None:
    """A provincial notice in its second version, which few have read again."""
    sent = now - timedelta(days=20)
    first = Content(
        title_th="การเก็บและทำลายสมุดพกที่พิมพ์ออกมา",
        text_th=PAPER_TH,
        source="สนง.พมจ.ภูเก็ต",
        dated=timezone.localdate(sent),
        number="ภก 0004/288",
    )
    roles = frozenset({Role.AMPHOE, Role.TAMBON, Role.VOLUNTEER})
    notice = send_notice(viewer=phuket, content=first, audience=Audience(roles, ("83",)), now=sent)
    readers = [one for one in people if any(grant.role in roles for grant in one.grants)]
    _read(readers, notice, sent + timedelta(days=2))
    second = Content(
        title_th=first.title_th,
        text_th=PAPER_TH.replace("ภายใน 30 วัน", "ภายใน 7 วัน") + PAPER_MORE_TH,
        source=first.source,
        dated=timezone.localdate(now - timedelta(days=3)),
        number="ภก 0004/340",
        change="ลดเวลาทำลายเอกสารจาก 30 วันเหลือ 7 วัน และเพิ่มการลงชื่อรับส่ง",
    )
    revise_notice(viewer=phuket, notice_id=notice, content=second, version=1, now=now - timedelta(days=3))
    _read(readers[::4], notice, now - timedelta(days=1))


def _data_protection(national: Viewer, people: Sequence[Viewer], now: datetime) -> None:
    """A national notice for everybody, new today."""
    roles = frozenset(Role) - {Role.NATIONAL}
    content = Content(
        title_th="ข้อควรปฏิบัติเมื่อประชาชนขอทราบว่าใครดูข้อมูลของตน",
        text_th=RIGHTS_TH,
        source="กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์",
        dated=timezone.localdate(now),
        number="พม 0203/ว 1301",
        title_en="When people ask who has looked at their data",
        text_en=RIGHTS_EN,
        due_on=timezone.localdate(now + timedelta(days=21)),
    )
    notice = send_notice(
        viewer=national, content=content, audience=Audience(roles, ("",)), now=now - timedelta(hours=5)
    )
    _read(people[1::7], notice, now - timedelta(hours=2))


def _read(people: Sequence[Viewer], notice: UUID, at: datetime) -> None:
    for reader in people:
        page = notice_page(viewer=reader, notice_id=notice)
        acknowledge(viewer=reader, notice_id=notice, version=page.version.number, now=at)


def _colleagues() -> list[Colleague]:
    amphoe = [Colleague(f"amphoe{code}", f"อำเภอ{name}", Grant(Role.AMPHOE, (code,))) for code, name in AMPHOE.items()]
    centres = [
        Colleague(f"tambon{code}", f"ศูนย์ช่วยเหลือสังคมตำบล{name}", Grant(Role.TAMBON, (code,)))
        for code, name in TAMBON.items()
    ]
    volunteers = [
        Colleague(f"volunteer{code}", f"อพม. ตำบล{name}", Grant(Role.VOLUNTEER, (code,)))
        for code, name in TAMBON.items()
    ]
    offices = [
        Colleague(f"office-{agency}", name, Grant(Role.AGENCY_OFFICER, ("83",), agency=agency))
        for agency, name in OFFICES.items()
    ]
    return [*amphoe, *centres, *volunteers, *offices]


def _make(wanted: Colleague, now: datetime) -> str:
    viewer = operator(now=now)
    account = NewAccount(wanted.username, wanted.name, agency=wanted.grant.agency, demo=True)
    try:
        create_account(viewer=viewer, account=account, now=now)
    except UsernameTaken:
        return wanted.username
    give_grant(viewer=viewer, username=wanted.username, grant=wanted.grant, now=now)
    return wanted.username


def _account(username: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(username, viewer=operator(now=now)).id, now=now)


VISITS_TH = """ให้ทุกจังหวัดเยี่ยมบ้านครัวเรือนเปราะบาง**ระดับ 3 ให้ครบทุกครัวเรือนก่อนสิ้นไตรมาสแรก**

## สิ่งที่ต้องทำ

1. ใช้บัญชีเป้าหมายที่จัดทำจากทะเบียนล่าสุด
2. ไปเป็นทีม อย่างน้อยสองหน่วยงาน และให้ อพม. หรือ อสม. ในพื้นที่ไปด้วย
3. ถามข้อมูลที่ทะเบียนยังไม่ทราบ และแก้ปัญหาที่แก้ได้ทันทีก่อน

## สิ่งที่ไม่ให้ทำ

- ไม่ถ่ายภาพครอบครัวลงสื่อสังคมออนไลน์
- ไม่ใช้ระดับความเปราะบางเป็นเหตุปฏิเสธความช่วยเหลือ"""

VISITS_EN = """Every province visits **all households of level 3 before the first quarter ends**.

## To be done

1. Use the target list drawn from the newest registers.
2. Go as a team of at least two agencies, with the volunteers of the place.
3. Ask what registers do not know, and solve at once what can be solved.

## Not to be done

- no photographs of families in social media
- no help refused because of a level"""

PHUKET_TH = """จังหวัดภูเก็ตเริ่มที่**อำเภอกะทู้และอำเภอถลาง** เพราะมีครัวเรือนระดับ 3 ที่ยังไม่มีใครไปเยี่ยมมากที่สุด

- อำเภอนัดทีมภายในสัปดาห์นี้ แจ้งวันให้ พมจ. ทราบ
- ศูนย์ช่วยเหลือสังคมตำบลเตรียมรายชื่อจากระบบ พิมพ์เฉพาะที่ต้องใช้
- อพม. แจ้งครอบครัวล่วงหน้า ถ้าครอบครัวไม่สะดวก ให้นัดใหม่

ติดต่อกลุ่มนโยบายและวิชาการ สนง.พมจ.ภูเก็ต"""

PAPER_TH = """สมุดพกที่พิมพ์ออกมามีข้อมูลสุขภาพและรายได้ของประชาชน ต้องเก็บเหมือนเอกสารลับ

- เก็บในตู้ที่ล็อก ไม่วางทิ้งบนโต๊ะหรือในรถ
- ทำลายด้วยเครื่องย่อยภายใน 30 วันหลังเยี่ยมบ้าน
- ไม่ถ่ายภาพส่งในกลุ่มแชต"""

PAPER_MORE_TH = """
- ลงชื่อผู้รับและผู้ส่งทุกครั้งที่มอบเอกสารต่อ"""

RIGHTS_TH = """ประชาชนมีสิทธิรู้ว่าใครดูข้อมูลของตน เมื่อมีผู้มาถาม

1. ตรวจบัตรประชาชนของผู้ถามก่อน
2. ให้สำนักงาน พมจ. เปิดรายการ **ใครเปิดครอบครัวนี้** จากหน้าของครอบครัว
3. ตอบเป็นชื่อหน่วยงานและวันที่ ภายใน 30 วัน

ถ้าผู้ถามอาจเป็นผู้ก่อความรุนแรงในครอบครัวนั้น **อย่าเพิ่งตอบ** ปรึกษา พมจ. ก่อน"""

RIGHTS_EN = """People have a right to know who has looked at their data. When somebody asks:

1. see the identity card of whoever asks;
2. the provincial office opens **Who has opened this family** from the family's page;
3. answer with the agencies and days, within 30 days.

If whoever asks may be violent to the family, **do not answer yet**; ask the provincial officer first."""

ASKED = (
    "ครอบครัวระดับ 3 ที่ย้ายออกไปต่างอำเภอแล้ว ต้องตามไปเยี่ยมหรือแจ้งอำเภอปลายทาง",
    "ถ้าครอบครัวไม่ให้เข้าบ้าน นับว่าเยี่ยมแล้วหรือไม่",
)
ANSWERED = "แจ้งอำเภอปลายทางให้ไปเยี่ยม และแจ้ง พมจ. เพื่อให้ทะเบียนรอบหน้าตรงกับที่อยู่จริง"
