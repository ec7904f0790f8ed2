"""The demo's requests, of people who do not exist: at every stage of their life, by every way, taken by the desk's own acts.

Some came days ago, so that a part is late and half of them have had their answer.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.registry.queries import households
from samutphok.requests.actions import (
    claim,
    escalate_all,
    note,
    pass_on,
    settle_request,
    take_public_request,
    take_request,
    try_in_vain,
)
from samutphok.requests.domain.asking import Caller, Channel, Desk, Kind, NewRequest, Outcome, Settlement
from samutphok.requests.domain.views import RequestsWanted
from samutphok.requests.queries import request_queue

PROVINCE = "83"


@dataclass(frozen=True, slots=True)
class _Heard:
    """A request of the demo: hours ago, by which desk, what was said, and what became of it ('' still open)."""

    hours: float
    desk: str
    words: str
    kind: Kind = Kind.HELP
    safety: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    caller: str = ""
    known: bool = True
    end: str = ""
    said: str = ""


_HEARD = (
    _Heard(0.1, "hotline", "พ่อล้มในห้องน้ำ เรียกไม่รู้ตัว รอรถพยาบาลอยู่", safety=("life",), caller="หลานสาว"),
    _Heard(
        3,
        "hotline",
        "แม่เลี้ยงเดี่ยว ย้ายมาอยู่บ้านเช่า ลูกสองคนยังไม่มีที่เรียน ยายเดินไม่ได้",
        problems=("out_of_school", "low_income"),
        caller="คุณแม่",
    ),
    _Heard(5, "hotline", "นมลูกหมดตั้งแต่เมื่อวาน สามีตกงาน", safety=("no_food",), problems=("lost_income",), known=False),
    _Heard(30, "choengthale", "ยาความดันของยายหมด ไม่มีรถไปโรงพยาบาล", safety=("no_medicine",), caller="เพื่อนบ้าน"),
    _Heard(26, "phuket", "ชื่อลูกคนเล็กไม่มีในสมุดพก และรายได้ที่ลงไว้สูงกว่าจริง", Kind.CORRECTION, caller="หัวหน้าครอบครัว"),
    _Heard(50, "phuket", "ขอดูว่าหน่วยงานเก็บข้อมูลอะไรของครอบครัวไว้บ้าง", Kind.ACCESS),
    _Heard(70, "choengthale", "บ้านหลังคารั่ว ฝนตกนอนไม่ได้", problems=("insecure_house",)),
    _Heard(96, "hotline", "ยื่นขอเบี้ยคนพิการแล้วเงียบไปสามเดือน", Kind.COMPLAINT, problems=("no_disability_card",)),
    _Heard(200, "hotline", "ตากับยายอยู่กันสองคน ไม่มีรายได้ อยากรู้ว่าขออะไรได้", problems=("elder_no_income",)),
    _Heard(2, "hotline", "", Kind.INFORMATION, known=False, end=Outcome.INFORMED),
    _Heard(7, "hotline", "", Kind.INFORMATION, known=False, end=Outcome.INFORMED),
    _Heard(40, "choengthale", "ขอรถเข็นให้พ่อ", problems=("needs_device",), end=Outcome.HELPED, said="มารับรถเข็นที่ศูนย์ได้"),
    _Heard(60, "hotline", "ถามเรื่องที่เรียนให้หลาน", problems=("out_of_school",), end=Outcome.REFERRED),
    _Heard(90, "phuket", "ชื่อสกุลสะกดผิด", Kind.CORRECTION, end=Outcome.CORRECTED, said="แก้ชื่อสกุลแล้ว"),
    _Heard(120, "hotline", "ขอเงินกู้ไปลงทุน", end=Outcome.CANNOT, said="ศูนย์ไม่มีเงินกู้ ติดต่อธนาคารชุมชนได้", known=False),
    _Heard(130, "hotline", "ขอความช่วยเหลือค่าเช่า", problems=("debt",), end=Outcome.NOT_REACHED),
    _Heard(140, "hotline", "ถามสิทธิผู้สูงอายุ", Kind.INFORMATION, end=Outcome.SOLVED),
)


def make_requests(*, now: datetime, say: Callable[[str], None]) -> None:
    """Makes requests where there are none yet; a demo that has some keeps them as they are."""
    office = _account("phuket", now)
    if any(request_queue(office, RequestsWanted(standing=one)).total for one in ("open", "settled")):
        return
    say("requests by telephone, at the counter, on the web")
    families = {desk: _families(_account(desk, now)) for desk in {one.desk for one in _HEARD}}
    for number, heard in enumerate(_HEARD):
        _hear(heard, number, families[heard.desk], now)
    _from_the_web(now)
    escalate_all(now=now)


def _hear(heard: _Heard, number: int, families: list[UUID], now: datetime) -> None:
    at = now - timedelta(hours=heard.hours)
    viewer = _account(heard.desk, now)
    channel = {"hotline": Channel.HOTLINE, "choengthale": Channel.CENTRE}.get(heard.desk, Channel.WALK_IN)
    at_once = Settlement(Outcome.INFORMED) if heard.kind is Kind.INFORMATION and not heard.words else None
    family = families[number % len(families)] if heard.known and families else None
    taken = take_request(
        viewer=viewer,
        asked=NewRequest(
            channel=channel,
            kind=heard.kind,
            area_code="" if family else PROVINCE,
            words=heard.words,
            caller=Caller(heard.caller, f"0760{number:06d}", "family") if heard.words else Caller(),
            safety=heard.safety,
            problems=heard.problems,
            household_id=family,
            about="members" if heard.kind is Kind.CORRECTION else "",
            at_once=at_once,
        ),
        now=at,
    )
    if heard.end and at_once is None:
        _end(heard, viewer, taken.id, at)
    elif number % 3 == 1 and at_once is None:
        claim(viewer=viewer, request_id=taken.id, now=at + timedelta(minutes=20))
        note(viewer=viewer, request_id=taken.id, text="โทรกลับแล้ว นัดคุยอีกครั้ง", now=at + timedelta(minutes=30))
    elif number == len(_HEARD) - 1:
        pass_on(viewer=viewer, request_id=taken.id, desk=Desk.PROVINCE, area_code=PROVINCE, because="ให้จังหวัดดู", now=now)


def _end(heard: _Heard, viewer: Viewer, request_id: UUID, at: datetime) -> None:
    later = at + timedelta(hours=min(heard.hours / 2, 20))
    claim(viewer=viewer, request_id=request_id, now=at + timedelta(minutes=30))
    tries = 3 if heard.end == Outcome.NOT_REACHED else 0
    for turn in range(tries):
        try_in_vain(viewer=viewer, request_id=request_id, now=at + timedelta(hours=1 + turn))
    settle_request(viewer=viewer, request_id=request_id, outcome=heard.end, said=heard.said, now=later)


def _from_the_web(now: datetime) -> None:
    asked = NewRequest(
        Channel.WEB,
        Kind.HELP,
        PROVINCE,
        "ตาป่วยติดเตียง ขอเตียงและผ้าอ้อมผู้ใหญ่",
        Caller("", "0760009001", "family", "ซอยข้างโรงเรียน"),
    )
    take_public_request(asked=asked, address="demo", now=now - timedelta(hours=9))
    question = replace(asked, kind=Kind.INFORMATION, words="ย้ายทะเบียนบ้านแล้ว ต้องแจ้งใครบ้าง", caller=Caller())
    take_public_request(asked=question, address="demo", now=now - timedelta(hours=1))


def _families(viewer: Viewer) -> list[UUID]:
    return [one.id for one in households(viewer=viewer, limit=40).lines][::2]


def _account(username: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(username, viewer=operator(now=now)).id, now=now)
