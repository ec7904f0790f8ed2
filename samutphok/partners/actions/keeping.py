"""Keeping the directory of an area: contacts of offices, services as they are here, partners of the place.

Each change keeps what stood before, with who changed it and when; a form that read an older version is told, not taken.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual
from samutphok.partners.domain.entries import (
    OFFICE,
    OFFICE_WORDS,
    OWN,
    PARTNER,
    PARTNER_WORDS,
    SERVICE,
    SERVICE_WORDS,
)
from samutphok.partners.domain.services import Capacity, Level
from samutphok.partners.errors import BadEntry, EntryChanged, NotYourDirectory
from samutphok.partners.models import Change, Entry
from samutphok.partners.queries.directory import organization, organizations
from samutphok.partners.queries.directory import service as find_service
from samutphok.partners.queries.export import problem_names

_EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]{2,}")
_PHONE = re.compile(r"[0-9+()\-/, กดต่อextEXT.]{3,60}")
MOST_DAYS = 1000
MOST_LINES = 20


@transaction.atomic
def keep_office(
    *, viewer: Viewer, agency: str, area_code: str, words: Mapping[str, str], version: int, now: datetime
) -> None:
    """Writes down whom to write to and whom to call at an agency's office in an area; empty words take an entry away.

    version: of the entry that the form read, 0 where there was none. Raises NotYourDirectory, OrganizationNotFound,
    BadEntry, EntryChanged.
    """
    _led(viewer, area_code)
    organization(code=agency, on=timezone.localdate(now))
    said = _said(words, OFFICE_WORDS)
    _check_ways(said)
    _keep(viewer, (OFFICE, agency, area_code), said, version, now)


@transaction.atomic
def keep_service(
    *, viewer: Viewer, service: str, area_code: str, words: Mapping[str, Any], version: int, now: datetime
) -> None:
    """Writes down how a service is here: who may get it, papers, hours, cost, days, or that it is closed.

    Raises NotYourDirectory, ServiceNotFound, BadEntry, EntryChanged.
    """
    _led(viewer, area_code)
    held = Entry.objects.filter(kind=SERVICE, code=service, area_code=_place(area_code)).exists()
    if not held:
        find_service(code=service, area_code=area_code, on=timezone.localdate(now))
    _keep(viewer, (SERVICE, service, area_code), _service_words(words), version, now)


@transaction.atomic
def add_service(*, viewer: Viewer, agency: str, area_code: str, words: Mapping[str, Any], now: datetime) -> str:
    """Adds a service that only this area has; returns its code. Raises NotYourDirectory, OrganizationNotFound, BadEntry."""
    _led(viewer, area_code)
    organization(code=agency, on=timezone.localdate(now))
    said = _service_words(words) | {"agency": agency}
    problems = [code for code in words.get("problems", ()) if code in problem_names(on=timezone.localdate(now))]
    name = str(words.get("th", "")).strip()[:200]
    if not name or not problems:
        raise BadEntry(
            problem=Bilingual("ยังไม่มีชื่อบริการ หรือยังไม่ได้เลือกปัญหา", "The service has no name, or meets no problem."),
            remedy=Bilingual("เขียนชื่อและเลือกปัญหาที่บริการนี้ช่วยได้", "Give its name and choose the problems that it meets."),
        )
    said |= {"th": name, "en": str(words.get("en", "")).strip()[:200], "problems": problems}
    said["level"] = Level(words.get("level") or Level.LOCAL).value
    code = f"{OWN}{uuid4().hex[:12]}"
    _keep(viewer, (SERVICE, code, area_code), said, 0, now)
    return code


@transaction.atomic
def add_partner(*, viewer: Viewer, area_code: str, words: Mapping[str, str], now: datetime) -> str:
    """Adds a partner of the place: a fund, a foundation, a firm, a group; returns its code.

    Raises NotYourDirectory, BadEntry.
    """
    _led(viewer, area_code)
    said = _said(words, PARTNER_WORDS)
    if not said.get("th"):
        raise BadEntry(
            problem=Bilingual("ยังไม่มีชื่อเครือข่าย", "The partner has no name."),
            remedy=Bilingual("เขียนชื่อกองทุน มูลนิธิ บริษัท หรือกลุ่ม", "Give the name of the fund, foundation, firm or group."),
        )
    if any(one.label.th == said["th"] for one in organizations(on=timezone.localdate(now), area_code=area_code)):
        raise BadEntry(
            problem=Bilingual("มีหน่วยงานชื่อนี้อยู่แล้ว", "An organisation of this name is there already."),
            remedy=Bilingual("เปิดจากทำเนียบ แล้วแก้ไขช่องทางติดต่อ", "Open it from the directory and change its contact."),
        )
    code = f"{OWN}{uuid4().hex[:12]}"
    _keep(viewer, (PARTNER, code, area_code), said, 0, now)
    return code


def _keep(viewer: Viewer, key: tuple[str, str, str], said: dict[str, Any], version: int, now: datetime) -> None:
    kind, code, area_code = key[0], key[1], _place(key[2])
    entry = Entry.objects.select_for_update().filter(kind=kind, code=code, area_code=area_code).first()
    before = dict(entry.words) if entry is not None else {}
    if (entry.version if entry is not None else 0) != version:
        raise EntryChanged
    if before == said and entry is not None and not entry.ended:
        return
    if entry is None:
        entry = Entry(kind=kind, code=code, area_code=area_code, version=0)
    entry.words, entry.ended, entry.version = said, not said, entry.version + 1
    entry.changed_by, entry.changed_at = viewer.account_id, now
    entry.save()
    changed = sorted(name for name in {*before, *said} if before.get(name) != said.get(name))
    Change.objects.create(
        entry=entry,
        name="keep" if said else "clear",
        fields=changed,
        before={name: before.get(name, "") for name in changed},
        after={name: said.get(name, "") for name in changed},
        at=now,
        by=viewer.account_id,
    )
    record(actor=viewer.account_id, act=f"keep_{kind}", subject=f"partner-entry:{entry.id}", fields=changed, now=now)


def _led(viewer: Viewer, area_code: str) -> None:
    if not viewer.may(Action.MANAGE_PARTNERS, RecordScope(area_code)):
        raise NotYourDirectory


def _place(area_code: str) -> str:
    return "" if area_code == "TH" else area_code


def _said(words: Mapping[str, Any], known: Mapping[str, int]) -> dict[str, Any]:
    kept = {name: str(words.get(name, "")).strip()[:longest] for name, longest in known.items()}
    return {name: text for name, text in kept.items() if text}


def _check_ways(said: Mapping[str, str]) -> None:
    if said.get("email") and not _EMAIL.fullmatch(said["email"]):
        raise BadEntry(
            problem=Bilingual("อีเมลนี้ใช้ไม่ได้", "This e-mail address cannot be."),
            remedy=Bilingual("เขียนเช่น saraban@example.go.th", "Write it like saraban@example.go.th."),
        )
    if said.get("phone") and not _PHONE.fullmatch(said["phone"]):
        raise BadEntry(
            problem=Bilingual("หมายเลขโทรศัพท์นี้ใช้ไม่ได้", "This phone number cannot be."),
            remedy=Bilingual("ใช้ตัวเลข เช่น 0 7621 1234 ต่อ 12", "Use digits, such as 0 7621 1234 ต่อ 12."),
        )


def _service_words(words: Mapping[str, Any]) -> dict[str, Any]:
    said = _said(words, SERVICE_WORDS)
    said = {name: "\n".join(text.splitlines()[:MOST_LINES]) for name, text in said.items()}
    _check_ways(said)
    days = said.get("days", "")
    if days and not (days.isascii() and days.isdigit() and 0 < int(days) <= MOST_DAYS):
        raise BadEntry(
            problem=Bilingual("จำนวนวันใช้ไม่ได้", "This number of days cannot be."),
            remedy=Bilingual(f"ใส่จำนวนวันทำการตั้งแต่ 1 ถึง {MOST_DAYS:,}", f"Give 1 to {MOST_DAYS:,} working days."),
        )
    if words.get("capacity"):
        said["capacity"] = Capacity(str(words["capacity"])).value
    if words.get("closed"):
        said["closed"] = "yes"
    return said
