"""The demo's programmes: those of the official reports, families of Phuket in two of them, a book, reports, a plan."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.kernel.errors import Bilingual
from samutphok.programmes.actions import (
    begin_shipped,
    enter_from_list,
    make_programme,
    read_again,
    report_round,
    settle_obstacle,
    write_line,
    write_point,
)
from samutphok.programmes.domain.asking import NewLine, NewPoint, NewProgramme
from samutphok.programmes.domain.rules import AreaWanted, PartnerWanted
from samutphok.programmes.queries import area_points, numbers_of, programme_list, programme_view
from samutphok.programmes.queries.rules import shipped

PROVINCE = "83"
PROVINCES_76, OWN = "provinces-76-2564", "งานและรายได้ใกล้บ้าน ภูเก็ต"


def make_programmes(*, now: datetime, say: Callable[[str], None]) -> None:
    """Begins the programmes of the reports and fills those of Phuket; a demo that has programmes keeps them."""
    nation, office = _account("national", now), _account("phuket", now)
    if programme_list(viewer=office, now=now).rows:
        return
    say("programmes with their families and books")
    entered = now - timedelta(days=200)
    begun = {one.name: begin_shipped(viewer=nation, name=one.name, now=entered) for one in shipped()}
    everywhere = begun[PROVINCES_76]
    area = programme_view(viewer=office, programme_id=everywhere).areas[0].id
    enter_from_list(viewer=office, area_id=area, level=3, most=160, now=entered)
    enter_from_list(viewer=office, area_id=area, level=2, most=120, now=entered)
    _book(office, area, now)
    own = _own(office, entered)
    enter_from_list(
        viewer=office,
        area_id=programme_view(viewer=office, programme_id=own).areas[0].id,
        level=3,
        most=40,
        now=entered,
    )
    _labour(own, now)
    read_again(now=now)
    _plan(office, everywhere, now)


def _own(office: Viewer, now: datetime) -> UUID:
    """A programme that the province wrote itself, with the labour office."""
    labour = PartnerWanted("labour", Bilingual("สำนักงานแรงงานจังหวัดภูเก็ต", "Labour office of Phuket"), "joint")
    new = NewProgramme(
        type="recovery",
        name=OWN,
        purpose="หางานและฝึกอาชีพที่เรียนรู้เร็ว ได้เงินเร็ว และตรงกับตลาด ให้ครอบครัวที่มีคนต้องดูแล",
        strategies=("human_resources", "opportunity"),
        since=timezone.localdate(now) - timedelta(days=20),
        report_every="quarter",
        areas=(
            AreaWanted("8303", Bilingual("อำเภอถลาง", "Amphoe Thalang"), "labour"),
            AreaWanted("8302", Bilingual("อำเภอกะทู้", "Amphoe Kathu"), "labour"),
        ),
        partners=(labour,),
    )
    return make_programme(viewer=office, programme=new, now=now)


def _book(office: Viewer, area: UUID, now: datetime) -> None:
    today = timezone.localdate(now)
    days = (today - timedelta(days=120), today - timedelta(days=45), today - timedelta(days=10))
    said = "ข้อมูล จปฐ. กับทะเบียนคนพิการไม่ตรงกัน 3 ตำบล"
    first = write_line(viewer=office, line=NewLine("obstacle", area, "data", said, days[0]), now=now)
    settle_obstacle(viewer=office, line_id=first, how="ทีมตรวจสอบพิเศษลงตรวจครบทุกหมู่บ้านแล้ว", now=now)
    said = "ผู้ดูแลผู้ป่วยติดเตียงออกไปทำงานไม่ได้ ต้องมีคนดูแลแทนตอนกลางวัน"
    write_line(viewer=office, line=NewLine("obstacle", area, "people", said, days[1]), now=now)
    activity = NewLine("activity", area, "visit", "เยี่ยมบ้านร่วมกัน 4 หน่วยงาน พร้อมสมุดพกครอบครัว", days[1], reached=86)
    write_line(viewer=office, line=activity, now=now)
    numbers = numbers_of(viewer=office, area_code=PROVINCE)
    said = "ครอบครัวเป้าหมายทุกครอบครัวมีสมุดพก และรู้ปัญหาครบทุกมิติ"
    if numbers:
        evidence = numbers["target_households"]
        result = NewLine("result", area, "community", said, days[2], evidence="number", evidence_said=evidence)
        write_line(viewer=office, line=result, now=now)
    report = ("สำรวจครบทุกตำบล ส่งต่อหน่วยงานแล้ว 4 หน่วยงาน", "เยี่ยมซ้ำครอบครัวระดับ 3 ทุกเดือน")
    past = today - timedelta(days=80)
    report_round(viewer=office, area_id=area, agency="", day=past, said=report, now=now)


def _labour(programme_id: UUID, now: datetime) -> None:
    """What the labour office reports of its own part."""
    officer = _account("labour", now)
    areas = programme_view(viewer=officer, programme_id=programme_id).areas
    today = timezone.localdate(now)
    line = NewLine(
        "activity", areas[0].id, "training", "อบรมทำอาหารเดลิเวอรี 5 วัน", today - timedelta(days=30), reached=18
    )
    write_line(viewer=officer, line=line, now=now)
    said = ("จัดอบรม 2 รุ่น มีงานทำต่อเนื่อง 9 คน", "เปิดรุ่นที่ 3 ที่กะทู้")
    report_round(
        viewer=officer, area_id=areas[0].id, agency="labour", day=today - timedelta(days=70), said=said, now=now
    )


def _plan(office: Viewer, programme_id: UUID, now: datetime) -> None:
    """What Phuket needs, what makes it succeed, what threatens it, and an activity that answers."""
    if area_points(viewer=office, area_code=PROVINCE):
        return
    need = NewPoint(
        "need",
        PROVINCE,
        "งานและรายได้หลังโควิดให้ครอบครัวที่พึ่งการท่องเที่ยว",
        programme_id=programme_id,
        numbers=("income", "target_households"),
    )
    made = write_point(viewer=office, point=need, now=now)
    write_point(
        viewer=office,
        point=NewPoint("factor", PROVINCE, "ทุกหน่วยงานใช้ฐานข้อมูลเดียวกัน และลงบ้านพร้อมกัน", numbers=("target_poor",)),
        now=now,
    )
    write_point(
        viewer=office,
        point=NewPoint("threat", PROVINCE, "ที่อยู่อาศัยไม่มั่นคงริมคลองและชายฝั่ง", numbers=("living",)),
        now=now,
    )
    today = timezone.localdate(now)
    activity = NewPoint(
        "activity",
        PROVINCE,
        "ท่องเที่ยวชุมชนที่ครอบครัวเป้าหมายเป็นเจ้าของ",
        agency="tourism-sports",
        answers=made,
        programme_id=programme_id,
        numbers=("income",),
        starts_on=today,
        ends_on=today + timedelta(days=180),
    )
    write_point(viewer=office, point=activity, now=now)


def _account(name: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(name, viewer=operator(now=now)).id, now=now)
