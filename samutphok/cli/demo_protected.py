"""The demo's protected matters and messages, at every stage; nobody in them exists."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.messaging.actions import send
from samutphok.messaging.domain import Account
from samutphok.messaging.queries import own_messages
from samutphok.protected.actions import Asked, Done, act_on, ask_to_break, open_matter, open_protected
from samutphok.protected.domain.glass import Reason
from samutphok.protected.domain.matters import Kind, Story
from samutphok.protected.queries import matters
from samutphok.registry.queries import households

STORY = (
    "เพื่อนบ้านได้ยินเสียงทะเลาะหลายคืน แม่มีรอยช้ำที่แขน บอกว่าหกล้ม ลูกสองคนไม่ยอมกลับบ้านช่วงเย็น "
    "ครูประจำชั้นเป็นผู้แจ้ง แม่ยอมคุยเมื่ออยู่ที่โรงเรียนเท่านั้น"
)
PLAN = "ถ้าเกิดเหตุให้ไปบ้านป้าที่อยู่ซอยเดียวกัน เก็บบัตรประชาชนและสูติบัตรไว้ที่ป้า นัดคุยครั้งต่อไปที่โรงเรียน"
CRISIS = "ชายวัยทำงานพูดถึงการไม่อยากมีชีวิตอยู่ โรงพยาบาลรับตัวไว้แล้ว แม่ขอให้ทีมไปเยี่ยมหลังกลับบ้าน"
LETTERS = (
    ("referral_answered", {"number": "ภก-69-0012", "agency": "education", "link": "/notices/"}),
    ("visit_due", {"count": "4", "link": "/fieldwork/"}),
    ("case_handed_over", {"count": "2"}),
)


def make_protected(*, now: datetime, say: Callable[[str], object]) -> None:
    """Makes matters and messages that are missing; a demo that has matters already keeps them as they are."""
    phuket, thalang = _account("phuket", now), _account("thalang", now)
    if not own_messages(viewer=phuket).total:
        with transaction.atomic():
            for days, (template, values) in enumerate(LETTERS):
                sent = now - timedelta(days=days, hours=1)
                send(to=Account(phuket.account_id), template=template, values=values, now=sent)
        say(f"messages: {len(LETTERS)}")
    if not matters(viewer=phuket).total:
        homes = [one.id for one in households(viewer=phuket, area_code="8303", limit=12).lines]
        _violence(phuket, thalang, homes[0], now)
        _crisis(phuket, now)
        _ended(phuket, homes[2], now)
        words = "คุณครูแจ้งว่าเด็กไม่มาโรงเรียนสามวัน ติดต่อครอบครัวไม่ได้ ต้องรู้ว่ามีทีมดูแลอยู่หรือไม่"
        asked = Asked(uuid.uuid4(), homes[0], Reason.CHILD_IN_DANGER, words)
        ask_to_break(viewer=_account("hotline", now), asked=asked, now=now - timedelta(hours=2))
        say("protected matters: 3 and one question to break the glass")


def _violence(phuket: Viewer, thalang: Viewer, home: uuid.UUID, now: datetime) -> None:
    story = Story(
        Kind.VIOLENCE,
        STORY,
        people="แม่และลูกสองคน (9 และ 12 ปี) ตกอยู่ในอันตราย ผู้ก่อเหตุเป็นคู่สมรส อยู่บ้านหลังเดียวกัน",
        safe_contact="โทรหาครูประจำชั้นเท่านั้น ห้ามโทรเข้าบ้าน ห้ามส่งข้อความ",
        family="ครอบครัวที่ครูแจ้ง",
        household_id=home,
    )
    begun = now - timedelta(days=9)
    both = [phuket.account_id, thalang.account_id]
    matter = open_protected(viewer=phuket, story=story, team=both, now=begun)
    soon = timezone.localdate(now + timedelta(days=2))
    _act(phuket, matter, "plan_safety", PLAN, begun + timedelta(hours=5))
    _act(thalang, matter, "refer_hospital", "แพทย์ตรวจร่างกายแล้ว ใบรับรองเก็บที่ศูนย์พึ่งได้", begun + timedelta(days=1))
    visit = Done(
        uuid.uuid4(), "follow_up", "พบแม่ที่โรงเรียน ยังปลอดภัย ขอเวลาตัดสินใจเรื่องย้ายออก", _version(phuket, matter, now), soon
    )
    act_on(viewer=phuket, matter_id=matter, done=visit, now=now - timedelta(days=1))


def _crisis(phuket: Viewer, now: datetime) -> None:
    begun = now - timedelta(hours=20)
    open_protected(viewer=phuket, story=Story(Kind.MENTAL_CRISIS, CRISIS), area_code="8301", now=begun)


def _ended(phuket: Viewer, home: uuid.UUID, now: datetime) -> None:
    story = Story(Kind.HIV, "ต้องการความช่วยเหลือค่าเดินทางไปรับยา ครอบครัวยังไม่ทราบ", family="รายเดิม", household_id=home)
    matter = open_protected(viewer=phuket, story=story, now=now - timedelta(days=40))
    _act(phuket, matter, "plan_safety", "นัดพบที่โรงพยาบาลเท่านั้น", now - timedelta(days=39))
    _act(phuket, matter, "close", "ได้รับเบี้ยยังชีพและค่าเดินทางต่อเนื่องสามเดือน เจ้าตัวขอจบเรื่อง", now - timedelta(days=3))


def _act(viewer: Viewer, matter: uuid.UUID, name: str, words: str, at: datetime) -> None:
    act_on(viewer=viewer, matter_id=matter, done=Done(uuid.uuid4(), name, words, _version(viewer, matter, at)), now=at)


def _version(viewer: Viewer, matter: uuid.UUID, now: datetime) -> int:
    return open_matter(viewer=viewer, matter_id=matter, now=now).version


def _account(username: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(username, viewer=operator(now=now)).id, now=now)
