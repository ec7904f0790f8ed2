"""A sheet of volunteers: looked at first, then taken on, and nothing of it kept longer than a day."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer, covers
from samutphok.access.queries import inside
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import children, names
from samutphok.fieldwork.actions.volunteers import take_on
from samutphok.fieldwork.domain.giving import NewVolunteer
from samutphok.fieldwork.domain.recruits import (
    MOST_ROWS,
    Fault,
    Known,
    Places,
    Recruit,
    checked,
    folded_place,
    read_sheet,
    sound_key,
)
from samutphok.fieldwork.domain.volunteers import VolunteerKind
from samutphok.fieldwork.errors import BadSheet, DraftNotFound, VolunteerNotFound
from samutphok.fieldwork.models import RecruitDraft, Volunteer
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import blind_index, seal, unseal
from samutphok.intake.queries import sheet_rows
from samutphok.kernel.errors import Bilingual

KEPT = timedelta(days=1)
TAMBON_DIGITS = 6


@dataclass(frozen=True, slots=True)
class TakenOn:
    """What became of a sheet."""

    taken: int
    left: int


@transaction.atomic
def look_at_sheet(*, viewer: Viewer, area_code: str, content: bytes, name: str, now: datetime) -> UUID:
    """Reads a sheet of volunteers for a tambon and keeps it, sealed, for its sender alone; returns the draft's id.

    Sheets older than a day are forgotten on the way. Raises VolunteerNotFound when the viewer does not lead the area,
    BadSheet when no column names people, and what `intake` says of files that cannot be read.
    """
    if not viewer.may(Action.MANAGE_FIELDWORK, RecordScope(area_code)) or len(area_code) < TAMBON_DIGITS:
        raise VolunteerNotFound
    rows = sheet_rows(content, name, most=MOST_ROWS + 1)
    recruits = read_sheet(rows, _places(viewer, area_code))
    if not recruits:
        raise BadSheet(
            problem=Bilingual("ไม่พบหัวตารางหรือไม่มีรายชื่อ", "There is no header, or nobody below it."),
            remedy=Bilingual(
                "ให้มีหัวตาราง ชื่อ-สกุล และ รหัสหมู่บ้าน เป็นอย่างน้อย", "Give it at least the headers ชื่อ-สกุล and รหัสหมู่บ้าน."
            ),
        )
    RecruitDraft.objects.filter(made_at__lt=now - KEPT).delete()
    draft_id = uuid4()
    sealed = seal(json.dumps([_packed(one) for one in recruits]), bound_to=str(draft_id))
    RecruitDraft.objects.create(
        id=draft_id, account_id=viewer.account_id, area_code=area_code, sealed=sealed, made_at=now
    )
    return draft_id


def sheet(*, viewer: Viewer, draft_id: UUID, now: datetime) -> tuple[str, tuple[Recruit, ...]]:
    """The tambon and the rows of the viewer's own sheet, compared with whom the office knows now. Raises DraftNotFound."""
    row = _draft(viewer, draft_id, now)
    recruits = [_unpacked(one) for one in json.loads(unseal(row.sealed, bound_to=str(row.id)))]
    return row.area_code, checked(recruits, _known(recruits))


@transaction.atomic
def take_on_sheet(*, viewer: Viewer, draft_id: UUID, now: datetime, demo: bool = False) -> TakenOn:
    """Takes on everybody of the sheet whose row has no fault, and forgets the sheet.

    Raises DraftNotFound: also the second of two clicks.
    """
    area_code, recruits = sheet(viewer=viewer, draft_id=draft_id, now=now)
    if not RecruitDraft.objects.filter(pk=draft_id).delete()[0]:
        raise DraftNotFound
    ready = [one for one in recruits if not one.faults]
    for one in ready:
        volunteer = NewVolunteer(one.name, one.villages, one.kind, one.phone, one.trained_on, one.certified_until)
        take_on(viewer=viewer, volunteer=volunteer, now=now, demo=demo)
    record(actor=viewer.account_id, act="recruit_volunteers", subject=f"area:{area_code}", now=now)
    return TakenOn(len(ready), len(recruits) - len(ready))


def forget_sheet(*, viewer: Viewer, draft_id: UUID) -> None:
    """Throws the viewer's own sheet away; one that is gone stays gone."""
    RecruitDraft.objects.filter(pk=draft_id, account_id=viewer.account_id).delete()


def _draft(viewer: Viewer, draft_id: UUID, now: datetime) -> RecruitDraft:
    row = RecruitDraft.objects.filter(pk=draft_id, account_id=viewer.account_id, made_at__gte=now - KEPT).first()
    if row is None or not viewer.may(Action.MANAGE_FIELDWORK, RecordScope(row.area_code)):
        raise DraftNotFound
    return row


def _places(viewer: Viewer, area_code: str) -> Places:
    """The villages of the tambon, by code and by the ways to write their names; a name of two villages names neither."""
    villages = [found for found in children(area_code) if covers(area_code, found.code)] or list(_itself(area_code))
    by_name: dict[str, set[str]] = {}
    for found in villages:
        for word in _written(found):
            by_name.setdefault(folded_place(word), set()).add(found.code)
    led = [found.code for found in villages if viewer.may(Action.MANAGE_FIELDWORK, RecordScope(found.code))]
    return Places([found.code for found in villages], {word: sorted(codes) for word, codes in by_name.items()}, led)


def _itself(area_code: str) -> Iterable[AreaView]:
    return names([area_code]).values()


def _written(found: AreaView) -> set[str]:
    """A village as sheets name it: by its name, with its kind, by its number, which ends its code."""
    number = str(int(found.code[TAMBON_DIGITS:])) if found.code[TAMBON_DIGITS:].isdigit() else ""
    numbered = {number, f"หมู่{number}", f"หมู่ที่{number}", f"ม{number}"} if number else set()
    return {word for word in {found.name_th, found.title("th"), found.name_en, *numbered} if word}


def _known(recruits: Sequence[Recruit]) -> Known:
    """Volunteers with a name in one of these tambon, or with one of these phone numbers; who has stopped may come back."""
    tambons = sorted({one.person[1] for one in recruits if one.person[1]})
    persons: set[tuple[str, str]] = set()
    for code in tambons:
        here = Volunteer.objects.filter(inside("area_code", code), active=True)
        persons |= {(key, code) for key in here.values_list("name_key", flat=True)}
    indices = {blind_index("phone", one.phone): one.phone for one in recruits if one.phone}
    held = Volunteer.objects.filter(phone_index__in=list(indices), active=True)
    phones = {(sound_key(name), indices[index]) for name, index in held.values_list("name", "phone_index")}
    return Known(persons, phones)


def _packed(one: Recruit) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": one.name,
        "kind": one.kind.value,
        "villages": list(one.villages),
        "phone": one.phone,
        "trained_on": one.trained_on.isoformat() if one.trained_on else None,
        "certified_until": one.certified_until.isoformat() if one.certified_until else None,
        "faults": [fault.value for fault in one.faults],
    }


def _unpacked(kept: dict[str, Any]) -> Recruit:
    return Recruit(
        kept["number"],
        kept["name"],
        VolunteerKind(kept["kind"]),
        tuple(kept["villages"]),
        kept["phone"],
        _day(kept["trained_on"]),
        _day(kept["certified_until"]),
        tuple(Fault(fault) for fault in kept["faults"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
