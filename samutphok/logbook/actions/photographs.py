"""Photographs that came with a visit, kept as documents of the family."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from samutphok.access.domain import Sensitivity
from samutphok.logbook.document_store import FULL, SMALL, forget, store
from samutphok.logbook.domain.catalogue import Catalogue, FactKind
from samutphok.logbook.domain.document import TITLE_LENGTH, DocumentKind, Media
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.domain.pictures import Picture, picture_of
from samutphok.logbook.errors import UnusableFile
from samutphok.logbook.models import Document, Visit
from samutphok.submissions.errors import SubmissionNotFound
from samutphok.submissions.queries import Told, file_bytes

_KINDS = {"photo_outside": DocumentKind.HOUSE, "photo_inside": DocumentKind.HOUSE}


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture of a visit, made anew without place and time. name: of the file, as the form has it."""

    name: str
    fact: str
    sensitivity: Sensitivity
    title: str
    picture: Picture = field(repr=False)


def photographs_of(told: Told, facts: Mapping[FactKey, str], catalogue: Catalogue) -> tuple[Photograph, ...]:
    """The pictures that a submission's mapped questions name and that have come.

    A file that is no picture is left with the submission, where it can be fetched; the visit is taken without it.
    """
    named = [(key.fact, value) for key, value in facts.items() if catalogue[key.fact].kind is FactKind.FILE]
    made = (_photograph(told, fact, name, catalogue) for fact, name in sorted(named))
    return tuple(one for one in made if one is not None)


def _photograph(told: Told, fact: str, name: str, catalogue: Catalogue) -> Photograph | None:
    try:
        picture = picture_of(file_bytes(submission_id=told.id, name=name))
    except (SubmissionNotFound, UnusableFile):
        return None
    known = catalogue[fact]
    return Photograph(name, fact, known.sensitivity, known.label.th[:TITLE_LENGTH], picture)


def keep_photographs(visit: Visit, photographs: Iterable[Photograph], *, now: datetime) -> int:
    """Seals the pictures and writes their rows, in the visit's transaction; returns how many are new.

    The id is made of visit and file name, so a run that was cut short is written over by the next. A picture that the
    family has already is not kept twice.
    """
    kept = 0
    for one in photographs:
        content = {FULL: one.picture.full, SMALL: one.picture.small}
        row = _row(visit, one, hashlib.sha256(one.picture.full).hexdigest(), now)
        if _there(row.id, visit.household_id, row.sha256):
            continue
        forget(row.id)
        store(row.id, content)
        row.save(force_insert=True)
        kept += 1
    return kept


def _there(document: UUID, household: UUID, sha256: str) -> bool:
    same = Document.objects.filter(household=household, sha256=sha256, state=Document.State.ACTIVE)
    return same.exists() or Document.objects.filter(pk=document).exists()


def _row(visit: Visit, one: Photograph, sha256: str, now: datetime) -> Document:
    return Document(
        id=uuid5(visit.id, one.name),
        household_id=visit.household_id,
        kind=_KINDS.get(one.fact, DocumentKind.OTHER).value,
        title=one.title,
        taken_on=visit.visited_on,
        sensitivity=int(max(one.sensitivity, Sensitivity.S1)),
        media=Media.JPEG.value,
        size=len(one.picture.full),
        sha256=sha256,
        added_by=visit.said_by,
        added_at=now,
        visit_id=visit.id,
    )
