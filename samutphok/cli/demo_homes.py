"""The demo's Ban Klang, whose guests do not exist: places, who asks, waits, stays and has left, training, network."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.homes.actions import (
    act_on_stay,
    add_member,
    add_places,
    ask,
    ask_admission,
    close_place,
    open_home,
    record_activity,
    record_session,
    review_care_plan,
    share_knowledge,
    write_care_plan,
)
from samutphok.homes.domain.asking import Doing, Goal, NewActivity, NewGuest, NewSession
from samutphok.homes.queries import homes, places
from samutphok.targeting.domain.selection import Selection
from samutphok.targeting.queries import entries

STAFF, WORKER, TAMBON, PROVINCE = "banklang", "choengthale", "830106", "83"
BEDS = (
    ("women", "ห้องหญิง เตียง", 6, 1),
    ("men", "ห้องชาย เตียง", 4, 1),
    ("family", "ห้องครอบครัว", 3, 5),
    ("child", "ห้องเด็ก เตียง", 4, 1),
    ("elderly", "ห้องผู้สูงอายุ เตียง", 4, 1),
    ("disabled", "ห้องทางลาด เตียง", 2, 1),
)
# called, kind, why, urgency, people, days ago, nights (None: still there), where to
GUESTS: tuple[tuple[str, str, str, str, int, int, int | None, str], ...] = (
    ("นางบุญมา ใจงาม", "elderly", "no_carer", "urgent", 1, 112, None, ""),
    ("นายสมพงษ์ แก้วดี", "men", "recovering", "normal", 1, 61, 40, "work_lodging"),
    ("ครอบครัวนางสาวพิมพ์ รุ่งเรือง", "family", "home_unfit", "urgent", 3, 48, None, ""),
    ("นางสาวดวงใจ สายทอง", "women", "no_home", "urgent", 1, 40, None, ""),
    ("เด็กชายต้น ใจดี", "child", "no_carer", "urgent", 1, 34, 21, "foster"),
    ("นายคำ ผาสุก", "disabled", "no_carer", "normal", 1, 30, None, ""),
    ("นางสาวมะลิ พูนผล", "women", "passing", "normal", 1, 20, 6, "family"),
    ("นายทองดี มั่นคง", "men", "no_home", "normal", 1, 12, None, ""),
    ("", "men", "found_alone", "critical", 1, 3, None, ""),
)
WAITING = (
    ("นายประสิทธิ์ สุขสันต์", "disabled", "no_carer", "normal", 26),
    ("นางสาวอรทัย ศรีงาม", "women", "no_home", "urgent", 2),
    ("นายวิชัย ทองแท้", "men", "recovering", "normal", 9),
    ("", "men", "found_alone", "critical", 0),
)


def make_homes(*, now: datetime, say: Callable[[str], None]) -> None:
    """Makes one home with its life where there is none yet; a demo that has one keeps it."""
    staff = _account(STAFF, now)
    if homes(viewer=staff, now=now):
        return
    say("a Ban Klang with its guests")
    began = now - timedelta(days=120)
    home = open_home(viewer=staff, name="บ้านกลางภูเก็ต", area_code=TAMBON, serves=PROVINCE, now=began)
    for kind, label, many, holds in BEDS:
        labels = tuple(f"{label} {number}" for number in range(1, many + 1))
        add_places(viewer=staff, home_id=home, kind=kind, labels=labels, holds=holds, now=began)
    stays = [_guest(staff, home, one, now) for one in GUESTS]
    for called, kind, because, urgency, days in WAITING:
        asked = now - timedelta(days=days)
        new = NewGuest(kind, because, urgency, home_id=home, called=called, emergency=not called)
        waits = ask(viewer=staff, guest=new, now=asked)
        if days:
            act_on_stay(viewer=staff, stay_id=waits, doing=Doing("put_on_list"), now=asked)
    _asked_by_a_case_worker(now)
    _closed(staff, home, now)
    _cared_for(staff, stays, now)
    _neighbourhood(staff, home, now)


def _guest(staff: Viewer, home: UUID, one: tuple[str, str, str, str, int, int, int | None, str], now: datetime) -> UUID:
    called, kind, because, urgency, people, days, nights, to = one
    came = now - timedelta(days=days)
    guest = NewGuest(
        kind, because, urgency, home_id=home, called=called, people=people, emergency=urgency == "critical"
    )
    stay = ask(viewer=staff, guest=guest, now=came - timedelta(days=2 if urgency == "normal" else 0))
    place = next(p for p in places(viewer=staff, home_id=home, now=came) if p.kind == kind and p.stay_id is None)
    act_on_stay(viewer=staff, stay_id=stay, doing=Doing("admit", {"place": str(place.id)}), now=came)
    if nights is not None:
        left = came + timedelta(days=nights)
        act_on_stay(viewer=staff, stay_id=stay, doing=Doing("discharge", {"to": to}), now=left)
    return stay


def _asked_by_a_case_worker(now: datetime) -> None:
    worker = _account(WORKER, now)
    page = entries(viewer=worker, selection=Selection(area="830303", level=3), page=1, page_size=3)
    for row in page.rows[:1]:
        if row.household:
            ask_admission(viewer=worker, household_id=row.household, kind="elderly", because="no_carer", now=now)


def _closed(staff: Viewer, home: UUID, now: datetime) -> None:
    free = [one for one in places(viewer=staff, home_id=home, now=now) if one.stay_id is None and one.kind == "women"]
    today = timezone.localdate(now)
    close_place(
        viewer=staff,
        place_id=free[-1].id,
        because="repair",
        since=today - timedelta(days=4),
        until=today + timedelta(days=10),
        now=now,
    )


def _cared_for(staff: Viewer, stays: Sequence[UUID], now: datetime) -> None:
    """Care plans of those who still stay; one is away for some days."""
    goals = (
        Goal("papers", "มีบัตรประชาชนและทะเบียนบ้าน", "นัดสำนักทะเบียน", "นักสังคมสงเคราะห์", _on(now, 10)),
        Goal("health", "กินยาและพบแพทย์ตามนัด", "รับยาที่ รพ.สต. ทุกเดือน", "อสม.", _on(now, 20)),
        Goal("family", "กลับไปอยู่กับลูกหรือญาติที่ดูแลได้", "คุยกับลูกสาวที่กระบี่", "นักสังคมสงเคราะห์", _on(now, 30)),
    )
    for number in (0, 2, 3):
        at = now - timedelta(days=28)
        write_care_plan(viewer=staff, stay_id=stays[number], goals=goals, agreed=True, doing=Doing("plan"), now=at)
    note = "เดินได้ดีขึ้น กินข้าวได้เอง"
    review_care_plan(
        viewer=staff, stay_id=stays[0], progress="better", note=note, doing=Doing("review"), now=now - timedelta(days=2)
    )
    back = {"until": _on(now, 4)}
    act_on_stay(viewer=staff, stay_id=stays[3], doing=Doing("leave", back), now=now - timedelta(days=1))


def _neighbourhood(staff: Viewer, home: UUID, now: datetime) -> None:
    named = (
        ("volunteer", "อพม. ตำบลวิชิต", "พาไปโรงพยาบาลและเยี่ยมหลังกลับบ้าน"),
        ("organisation", "มูลนิธิบ้านอุ่นใจ (สมมุติ)", "ฝึกอาชีพทำขนม"),
        ("community", "ชุมชนท่าเรือใหม่ (สมมุติ)", "เฝ้าระวังผู้สูงอายุอยู่ลำพัง"),
    )
    members = tuple(add_member(viewer=staff, home_id=home, kind=k, name=n, does=d, now=now) for k, n, d in named)
    for days, title, topic, came in (
        (25, "สิทธิของผู้สูงอายุและคนพิการ", "rights", {"community": 18, "volunteer": 6}),
        (9, "ทำขนมขายออนไลน์", "occupation", {"community": 7, "organisation": 2}),
    ):
        record_session(
            viewer=staff, home_id=home, session=NewSession(title, topic, _on(now, -days), 3, (), came), now=now
        )
    text = "ผู้สูงอายุที่ย้ายเข้าทะเบียนบ้านใหม่ ให้แจ้งเทศบาลหรือ อบต. ในพื้นที่ใหม่ เพื่อรับเบี้ยต่อเนื่อง นำบัตรประชาชนและทะเบียนบ้านไปด้วย"
    share_knowledge(viewer=staff, home_id=home, topic="rights", title="ย้ายบ้านแล้วเบี้ยยังชีพไม่ขาด", text=text, now=now)
    activity = NewActivity("watch", "เดินเยี่ยมผู้สูงอายุอยู่ลำพังก่อนหน้าฝน", TAMBON, _on(now, -14), 42, members)
    record_activity(viewer=staff, home_id=home, activity=activity, now=now)


def _account(name: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(name, viewer=operator(now=now)).id, now=now)


def _on(now: datetime, days: int) -> date:
    return timezone.localdate(now) + timedelta(days=days)
