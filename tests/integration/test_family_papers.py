"""The plan, the referrals and the help given stand on both papers of a family, for whoever may read them."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pypdfium2
import pytest
from case_office import agreed, case_with_plan
from desk_office import log_in, make_families
from django.test import Client
from django.utils import timezone
from register_rows import viewer

from samutphok.access.domain import Role, Viewer
from samutphok.aid.actions import give
from samutphok.aid.domain.ledger import Evidence, EvidenceKind, NewGift
from samutphok.referrals.actions import refer
from samutphok.referrals.domain.referral import NewReferral

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAPERS = ("logbook.pdf", "booklet.pdf")
TOLD = ("อยากให้ลูกได้เรียน", "ขั้นที่1", "ขั้นที่2", "ครอบครัวตกลงแล้ว", "ส่งต่อหน่วยงาน", "รอคำตอบ", "2,500บาท")


def text_of(pdf: bytes) -> str:
    """The words of a PDF without the spaces that the typesetter puts between its boxes."""
    with pypdfium2.PdfDocument(pdf) as document:
        return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in document))


def pages_of(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def helped(office: Viewer, family: UUID) -> None:
    """A case whose plan the family agreed to, a referral, and money given."""
    now = timezone.now()
    case_id, _plan = case_with_plan(office, family, now=now - timedelta(days=9))
    agreed(office, case_id, now=now - timedelta(days=5))
    refer(viewer=office, referral=NewReferral(family, "labour", "", "no_work", case_id=case_id), now=now)
    gift = NewGift(
        family, "food", Decimal(1), "firm", timezone.localdate(now), uuid4(), value_baht=Decimal(2500),
        giver="ผู้ให้สมมติ", evidence=(Evidence(EvidenceKind.RECEIPT),), although="ถามครอบครัวแล้ว",
    )  # fmt: skip
    give(viewer=office, gift=gift, now=now)


def test_a_family_with_a_case_has_its_plan_referrals_and_help_on_both_papers(client: Client) -> None:
    family = make_families(drawn=False).poor
    log_in(client)
    bare = {paper: client.get(f"/households/{family}/{paper}").content for paper in PAPERS}
    helped(viewer("83", now=timezone.now()), family)
    for paper in PAPERS:
        pdf = client.get(f"/households/{family}/{paper}").content
        told, before = text_of(pdf), text_of(bare[paper])
        assert [word for word in TOLD if word not in told] == [], paper
        assert [word for word in TOLD if word in before] == [], paper
        assert pages_of(pdf) == 1 if paper == "logbook.pdf" else pages_of(pdf) % 4 == 0


def test_whoever_may_not_read_poverty_gets_papers_without_plan_and_help(client: Client) -> None:
    family = make_families(drawn=False).poor
    helped(viewer("83", now=timezone.now()), family)
    log_in(client, Role.VOLUNTEER, "830101")
    for paper in PAPERS:
        answer = client.get(f"/households/{family}/{paper}")
        assert answer.status_code == 200
        assert [word for word in TOLD if word in text_of(answer.content)] == [], paper
