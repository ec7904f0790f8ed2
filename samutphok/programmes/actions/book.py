"""The book of a programme: obstacles met and settled, activities, results with their evidence, reports of each round."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record
from samutphok.programmes.domain.asking import NewLine
from samutphok.programmes.domain.rounds import period_of
from samutphok.programmes.errors import EvidenceNotFound, NoEvidence, NotOfTheRules, NotYours, ProgrammeNotFound
from samutphok.programmes.models import Family, Line, Partner, ProgrammeArea, Report
from samutphok.programmes.queries.evidence import evidence_stands
from samutphok.programmes.queries.rules import rules_on
from samutphok.programmes.queries.scope import agencies_of, may_manage, may_report

SAID_LENGTH, REPORT_LENGTH, MOST_REACHED = 1_000, 8_000, 1_000_000


@transaction.atomic
def write_line(*, viewer: Viewer, line: NewLine, now: datetime) -> UUID:
    """Writes an obstacle, activity or result into the book; returns its id. The same form sent twice is one line.

    An agency's officer writes for their own agency alone. Raises NotYours, NotOfTheRules, NoEvidence,
    and EvidenceNotFound for evidence that is not there, not the viewer's to see, or of another area.
    """
    area = ProgrammeArea.objects.filter(pk=line.area_id).first()
    if area is None:
        raise NotYours
    agency = _agency(viewer, area, line.agency)
    if Line.objects.filter(pk=line.id).exists():
        return line.id
    _check(line, now)
    if line.evidence_id is not None:
        _require_evidence(viewer, line, area.area_code)
    family = None
    if line.household_id is not None:
        family = Family.objects.filter(programme=area.programme_id, household=line.household_id, left_on=None).first()
        if family is None or not may_manage(viewer, family.area_code):
            raise ProgrammeNotFound
    row = Line.objects.create(
        id=line.id,
        programme_id=area.programme_id,
        area=area,
        agency=agency,
        kind=line.kind,
        code=line.code,
        said=line.said.strip(),
        on=line.on,
        reached=line.reached,
        family=family,
        evidence=line.evidence,
        evidence_id=line.evidence_id,
        evidence_said=dict(line.evidence_said),
        by=viewer.account_id,
        at=now,
    )
    _record(viewer, f"write_programme_{line.kind}", area.programme_id, f"programme-line:{row.id}", now)
    return row.id


@transaction.atomic
def settle_obstacle(*, viewer: Viewer, line_id: UUID, how: str, now: datetime) -> None:
    """An obstacle that is out of the way, and how; again changes nothing. Raises ProgrammeNotFound, NotOfTheRules."""
    row = Line.objects.select_for_update().filter(pk=line_id, kind=Line.Kind.OBSTACLE).select_related("area").first()
    if row is None or not may_report(viewer, row.area.area_code, row.agency):
        raise ProgrammeNotFound
    if not how.strip():
        raise NotOfTheRules
    if row.settled_on is None:
        row.settled_on, row.settled_how = timezone.localdate(now), how.strip()[:500]
        row.save(update_fields=["settled_on", "settled_how"])
        _record(viewer, "settle_obstacle", row.programme_id, f"programme-line:{row.id}", now)


@transaction.atomic
def report_round(*, viewer: Viewer, area_id: UUID, agency: str, day: date, said: tuple[str, str], now: datetime) -> int:
    """Reports the round in which `day` lies: what was done and what comes next. Returns the version, 1 for the first.

    Written again it becomes the next version; the same text again stays the version it is. Raises NotYours, NotOfTheRules.
    """
    area = ProgrammeArea.objects.select_for_update().filter(pk=area_id).select_related("programme").first()
    if area is None:
        raise NotYours
    side = _agency(viewer, area, agency)
    text, following = said[0].strip(), said[1].strip()
    today = timezone.localdate(now)
    if not text or max(len(text), len(following)) > REPORT_LENGTH or not area.programme.since <= day <= today:
        raise NotOfTheRules
    round_ = period_of(day, area.programme.report_every, due_days=rules_on(today).report_due_days)
    earlier = Report.objects.filter(area=area, agency=side, start=round_.start).order_by("-version").first()
    if earlier is not None and (earlier.said, earlier.next_step) == (text, following):
        return earlier.version
    version = (earlier.version if earlier else 0) + 1
    row = Report.objects.create(
        programme=area.programme,
        area=area,
        agency=side,
        start=round_.start,
        end=round_.end,
        version=version,
        said=text,
        next_step=following,
        by=viewer.account_id,
        at=now,
    )
    _record(viewer, "report_programme", area.programme_id, f"programme-report:{row.id}", now)
    return version


def _agency(viewer: Viewer, area: ProgrammeArea, wanted: str) -> str:
    """For whom the viewer writes: an agency's officer always for their own, others for the area's agency or a partner."""
    own = agencies_of(viewer)
    side = wanted or (next(iter(own)) if own and area.agency not in own else area.agency)
    takes_part = side == area.agency or Partner.objects.filter(programme=area.programme_id, agency=side).exists()
    if not takes_part or not may_report(viewer, area.area_code, side):
        raise NotYours
    return side


def _check(line: NewLine, now: datetime) -> None:
    today = timezone.localdate(now)
    if line.kind not in Line.Kind.values or line.on > today or not 0 <= line.reached <= MOST_REACHED:
        raise NotOfTheRules
    rules = rules_on(today)
    if line.code not in rules.codes_of(line.kind) or not 0 < len(line.said.strip()) <= SAID_LENGTH:
        raise NotOfTheRules
    if line.kind == Line.Kind.RESULT:
        tied = line.evidence_said if line.evidence == "number" else line.evidence_id is not None
        if line.evidence not in rules.evidence or not tied:
            raise NoEvidence


def _require_evidence(viewer: Viewer, line: NewLine, area_code: str) -> None:
    if line.evidence_id is None or not evidence_stands(
        viewer=viewer, kind=line.evidence, evidence_id=line.evidence_id, area_code=area_code
    ):
        raise EvidenceNotFound


def _record(viewer: Viewer, act: str, programme_id: UUID, what: str, now: datetime) -> None:
    record(actor=viewer.account_id, act=act, subject=f"programme:{programme_id}", fields=[what], now=now)
