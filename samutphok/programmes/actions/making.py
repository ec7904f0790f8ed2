"""Programmes begun from the official reports, and those that an office writes itself."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.areas.domain import read_code
from samutphok.foundation.audit.actions import record
from samutphok.programmes.domain.asking import NewProgramme
from samutphok.programmes.domain.rules import AreaWanted, PartnerWanted
from samutphok.programmes.errors import BegunAlready, NotOfTheRules, NotYours, ProgrammeNotFound
from samutphok.programmes.models import Partner, Programme, ProgrammeArea
from samutphok.programmes.queries.rules import areas_of, rules_on, shipped
from samutphok.programmes.queries.scope import may_manage

MOST_AREAS, NAME_LENGTH, TEXT_LENGTH = 100, 200, 2_000
COUNTRY = ""


@transaction.atomic
def begin_shipped(*, viewer: Viewer, name: str, now: datetime) -> UUID:
    """Begins a programme of the official reports, with its areas, agencies and source; returns its id.

    Raises ProgrammeNotFound for an unknown name, BegunAlready, NotYours when the viewer leads in none of its areas.
    """
    found = next((one for one in shipped() if one.name == name), None)
    if found is None:
        raise ProgrammeNotFound
    areas = areas_of(found)
    led = any(may_manage(viewer, one.code) for one in areas) if areas else may_manage(viewer, COUNTRY)
    if not led:
        raise NotYours
    try:
        with transaction.atomic():
            row = Programme.objects.create(
                shipped=found.name,
                type=found.type,
                name_th=found.label.th,
                name_en=found.label.en,
                purpose_th=found.purpose.th,
                purpose_en=found.purpose.en,
                strategies=list(found.strategies),
                source_th=found.source.th,
                source_en=found.source.en,
                since=found.since,
                report_every=found.report_every,
                not_named=found.not_named,
                made_by=viewer.account_id,
                made_at=now,
            )
    except IntegrityError as error:
        raise BegunAlready from error
    _put(row, areas, found.partners)
    record(actor=viewer.account_id, act="begin_programme", subject=f"programme:{row.id}", now=now)
    return row.id


@transaction.atomic
def make_programme(*, viewer: Viewer, programme: NewProgramme, now: datetime) -> UUID:
    """A programme that an office writes for its own areas; the same form sent twice is one programme.

    Raises NotYours when an area is not the viewer's, NotOfTheRules.
    """
    if Programme.objects.filter(pk=programme.id).exists():
        return programme.id
    rules, new = rules_on(timezone.localdate(now)), programme
    known = new.type in rules.types and new.report_every in rules.every and set(new.strategies) <= set(rules.strategies)
    fits = 0 < len(new.name.strip()) <= NAME_LENGTH and len(new.purpose) <= TEXT_LENGTH
    if not known or not fits or not 1 <= len(new.areas) <= MOST_AREAS or (new.until and new.until < new.since):
        raise NotOfTheRules
    if any(one.role not in rules.roles for one in new.partners):
        raise NotOfTheRules
    if not all(may_manage(viewer, read_code(one.code)) for one in new.areas):
        raise NotYours
    row = Programme.objects.create(
        id=new.id,
        type=new.type,
        name_th=new.name.strip(),
        purpose_th=new.purpose.strip(),
        strategies=list(new.strategies),
        since=new.since,
        until=new.until,
        report_every=new.report_every,
        made_by=viewer.account_id,
        made_at=now,
    )
    _put(row, new.areas, new.partners)
    record(actor=viewer.account_id, act="make_programme", subject=f"programme:{row.id}", now=now)
    return row.id


@transaction.atomic
def add_area(*, viewer: Viewer, programme_id: UUID, area: AreaWanted, now: datetime) -> None:
    """Adds an area of the viewer's to a programme, such as to one whose source names none; again changes nothing.

    Raises ProgrammeNotFound, NotYours.
    """
    row = Programme.objects.filter(pk=programme_id).first()
    if row is None:
        raise ProgrammeNotFound
    if not may_manage(viewer, read_code(area.code)):
        raise NotYours
    _put(row, (area,), ())
    record(actor=viewer.account_id, act="add_programme_area", subject=f"programme:{row.id}", now=now)


@transaction.atomic
def add_partner(*, viewer: Viewer, programme_id: UUID, partner: PartnerWanted, now: datetime) -> None:
    """Names a partner, also one whom the source had counted without a name; an agency takes part once.

    Raises ProgrammeNotFound, NotYours when the viewer leads in none of its areas, NotOfTheRules.
    """
    row = Programme.objects.select_for_update().filter(pk=programme_id).first()
    if row is None:
        raise ProgrammeNotFound
    if not any(may_manage(viewer, one.area_code) for one in row.areas.all()):
        raise NotYours
    if not partner.agency or partner.role not in rules_on(timezone.localdate(now)).roles:
        raise NotOfTheRules
    known = Partner.objects.filter(programme=row, agency=partner.agency).exists()
    _put(row, (), (partner,))
    if not known and row.not_named:
        row.not_named -= 1
        row.save(update_fields=["not_named"])
    record(actor=viewer.account_id, act="add_programme_partner", subject=f"programme:{row.id}", now=now)


def _put(row: Programme, areas: tuple[AreaWanted, ...], partners: tuple[PartnerWanted, ...]) -> None:
    ProgrammeArea.objects.bulk_create(
        (
            ProgrammeArea(
                programme=row,
                area_code=one.code,
                label_th=one.label.th[:200],
                label_en=one.label.en[:200],
                agency=one.agency,
            )
            for one in areas
        ),
        ignore_conflicts=True,
    )
    Partner.objects.bulk_create(
        (
            Partner(
                programme=row,
                agency=one.agency,
                label_th=one.label.th[:200],
                label_en=one.label.en[:200],
                role=one.role,
            )
            for one in partners
        ),
        ignore_conflicts=True,
    )
