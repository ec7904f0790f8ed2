"""The demo's sharings, one at every stage: being worked out, put forward, approved and passed on, and closed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.allocation.actions import approve, begin, end, make_places, put_forward, work_out
from samutphok.allocation.domain.problem import Share
from samutphok.allocation.domain.sharing import Aim, NewSharing, Offer, Settings
from samutphok.allocation.domain.table import Deed
from samutphok.allocation.queries import sharing_page, sharings
from samutphok.allocation.queries.sharings import waiting_proposals

PROVINCE, PROPOSES, APPROVES = "83", "phuket", "governor"
_KEYS = UUID("8f6c1f7e-20b1-4d2f-8f0b-6f3a3c0d9a39")
_WEIGHTS = {"target_poor": 1.2}
HOUSES = Settings((Offer("house", 30, 19_000, 570_000),), 1, (Share("8303", 0.2, 1.0),), _WEIGHTS)
WHEELCHAIRS = Settings((Offer("wheelchair", 20),), 1, (), _WEIGHTS)
COURSES = Settings((Offer("course", 120),), 1, (), _WEIGHTS, Aim.EVEN)
EMERGENCY = Settings((Offer("emergency", 5, 3_000, 15_000),), 1, (), _WEIGHTS)
# title, settings, how far it has come
MADE = (
    ("ที่นั่งฝึกอาชีพ 120 ที่", COURSES, "draft"),
    ("บ้านพอเพียง 30 หลัง", HOUSES, "put_forward"),
    ("รถเข็นนั่งคนพิการ 20 คัน", WHEELCHAIRS, "approved"),
    ("เงินช่วยเหลือฉุกเฉิน 5 ราย", EMERGENCY, "closed"),
)


def make_shares(*, now: datetime, say: Callable[[str], None]) -> None:
    """Makes the sharings that are not there yet; again changes nothing."""
    say("fair shares")
    people = (_viewer(PROPOSES, now), _viewer(APPROVES, now))
    there = {one.id for one in sharings(viewer=people[0]).rows}
    for title, settings, until in MADE:
        if uuid5(_KEYS, title) not in there:
            _make(title, settings, until, people, now)


def _make(title: str, settings: Settings, until: str, people: tuple[Viewer, Viewer], now: datetime) -> None:
    proposer, approver = people
    new = NewSharing(title, PROVINCE, settings, uuid5(_KEYS, title))
    key = begin(viewer=proposer, asked=new, now=now)
    for proposal in waiting_proposals(key):
        work_out(proposal_id=proposal, now=now)
    page = sharing_page(viewer=proposer, sharing_id=key)
    if until == "draft" or page.shown is None or not page.shown.given:
        return
    act: dict[str, Any] = {"sharing_id": key, "now": now}
    put_forward(viewer=proposer, number=1, act_id=uuid5(key, "forward"), version=page.version, **act)
    if until == "put_forward":
        return
    approve(viewer=approver, act_id=uuid5(key, "approve"), version=page.version + 1, **act)
    make_places(sharing_id=key, now=now)
    if until == "closed":
        end(viewer=proposer, deed=Deed.CLOSE, act_id=uuid5(key, "close"), version=page.version + 2, **act)


def _viewer(username: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(username, viewer=operator(now=now)).id, now=now)
