"""The demo's directory of Phuket: places counted, contacts that exist nowhere, a fund, a firm and a service of the place."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.partners.actions import add_partner, add_service, keep_office, set_capacity
from samutphok.partners.queries import organizations, services_for
from samutphok.partners.queries.entries import entries_for

PROVINCE, KEEPER = "83", "phuket"
FUND, FIRM, RIDE = "กองทุนสวัสดิการชุมชนตำบลเชิงทะเล", "บริษัทผู้สนับสนุน (สาธิต)", "รถรับส่งผู้ป่วยไปโรงพยาบาล (สาธิต)"
PLACES = {
    "skills-training": 12,
    "assistive-devices": 6,
    "ban-por-piang": 3,
    "home-care-volunteer": 40,
    "preschool-place": 0,
    "child-family-shelter": 4,
    "destitute-protection": 2,
    "rehabilitation": 5,
}
# Numbers of offices that exist nowhere, and addresses that no mail reaches.
OFFICES = {
    "labour": "0 7600 0101",
    "education": "0 7600 0102",
    "public-health": "0 7600 0103",
    "msdhs": "0 7600 0104",
    "dep": "0 7600 0105",
    "interior": "0 7600 0106",
}


def make_partners(*, now: datetime, say: Callable[[str], None]) -> None:
    """Fills the demo's directory where it is empty; a demo that has entries keeps them as they are."""
    keeper = _account(KEEPER, now)
    if entries_for(PROVINCE):
        return
    say("partners, their contacts and free places")
    for service, free in PLACES.items():
        set_capacity(viewer=keeper, service=service, area_code=PROVINCE, free=free, now=now)
    for agency, phone in OFFICES.items():
        words = {"phone": phone, "email": f"{agency}@example.go.th", "note": "ข้อมูลสาธิต"}
        keep_office(viewer=keeper, agency=agency, area_code=PROVINCE, words=words, version=0, now=now)
    for name in (FUND, FIRM):
        if name not in {one.label.th for one in organizations(on=timezone.localdate(now), area_code=PROVINCE)}:
            add_partner(viewer=keeper, area_code=PROVINCE, words={"th": name}, now=now)
    _ride(keeper, now)


def _ride(keeper: Viewer, now: datetime) -> None:
    offered = services_for(problems=["bedridden"], area_code=PROVINCE, on=timezone.localdate(now))
    if RIDE in {one.label.th for one in offered}:
        return
    words = {
        "th": RIDE,
        "what": "รับส่งผู้ป่วยติดเตียงและคนพิการไปพบแพทย์ตามนัด จองล่วงหน้า 2 วัน",
        "who": "ผู้ป่วยติดเตียง คนพิการ และผู้สูงอายุที่เดินทางเองไม่ได้",
        "documents": "บัตรประจำตัวประชาชน\nใบนัดแพทย์",
        "cost": "ไม่เสียค่าใช้จ่าย",
        "days": "2",
        "problems": ["bedridden", "chronic_illness", "needs_rehabilitation"],
    }
    code = add_service(viewer=keeper, agency="local-government", area_code=PROVINCE, words=words, now=now)
    set_capacity(viewer=keeper, service=code, area_code=PROVINCE, free=2, now=now)


def _account(username: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(username, viewer=operator(now=now)).id, now=now)
