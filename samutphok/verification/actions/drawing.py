"""Drawing families to be asked again, and giving them to somebody who did not ask first."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import randbelow
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import inside, within
from samutphok.fieldwork.actions import assign
from samutphok.fieldwork.domain.giving import Giving
from samutphok.fieldwork.domain.progress import Purpose
from samutphok.fieldwork.domain.suggestion import Helper
from samutphok.fieldwork.queries import accounts_of_volunteers, helpers_in
from samutphok.foundation.audit.actions import record as record_act
from samutphok.verification.actions.reading import read_interviews
from samutphok.verification.domain.interviews import FIND_FORM, MET, VERIFY_FORM
from samutphok.verification.domain.rules import Checks, Sampling
from samutphok.verification.domain.sampling import LEAST_RISK, Framed, draw, frame_sha256
from samutphok.verification.errors import MayNotCheck, NobodyElse, NothingToDraw, VerificationNotFound
from samutphok.verification.models import CheckFinding, Drawn, Interview, Sample
from samutphok.verification.queries.rules import checks_on

STRATUM = 6  # digits: a tambon
MOST = 400  # families in one sample
SEEDS = 2**31


def draw_sample(*, viewer: Viewer, area_prefix: str, size: int, now: datetime, seed: int | None = None) -> UUID:
    """Draws families interviewed of late, by tambon and with a chance in proportion to risk; the sample's id.

    seed: to draw an earlier sample again; chosen and kept otherwise. A family whose sample still waits is not drawn again.
    Raises MayNotCheck, VerificationNotFound, NothingToDraw.
    """
    if not viewer.may(Action.CHECK_DATA, RecordScope(area_prefix)):
        raise MayNotCheck if viewer.may(Action.VIEW_COUNTS, RecordScope(area_prefix)) else VerificationNotFound
    read_interviews(area_prefix)
    return _draw(viewer, area_prefix, min(max(size, 1), MOST), now, randbelow(SEEDS) if seed is None else seed)


@transaction.atomic
def _draw(viewer: Viewer, area: str, size: int, now: datetime, seed: int) -> UUID:
    until = timezone.localdate(now)
    checks = checks_on(until)
    since = until - timedelta(days=checks.sampling.within_days)
    firsts = _firsts(area, since)
    frame = _frame(firsts, area, checks)
    chosen = draw(frame, size=size, in_each=checks.sampling.in_each, seed=seed)
    if not chosen:
        raise NothingToDraw
    held, taken = Counter(one.stratum for one in frame), Counter(one.stratum for one in chosen)
    sample = Sample.objects.create(
        area_prefix=area,
        seed=seed,
        frame_sha256=frame_sha256(frame),
        rules=checks.sha256,
        since=since,
        until=until,
        design={name: {"families": held[name], "drawn": taken[name]} for name in sorted(held)},
        families=len(frame),
        drawn_by=viewer.account_id,
        drawn_at=now,
    )
    Drawn.objects.bulk_create(
        Drawn(
            sample=sample,
            household_id=one.household_id,
            area_code=firsts[one.household_id].area_code,
            stratum=one.stratum,
            risk=one.risk,
            chance=one.chance,
            first=firsts[one.household_id],
            collector=firsts[one.household_id].collector,
        )
        for one in chosen
    )
    record_act(actor=viewer.account_id, act="draw_sample", subject=f"check-sample:{sample.id}", now=now)
    return sample.id


def give_sample(*, viewer: Viewer, sample_id: UUID, now: datetime) -> int:
    """Gives the families of a sample that wait to volunteers of their tambon who did not ask first; returns how many.

    Needs to lead the volunteers of the area as well. Raises VerificationNotFound, NobodyElse.
    """
    sample = Sample.objects.filter(within(viewer, Action.CHECK_DATA, "area_prefix"), pk=sample_id).first()
    if sample is None:
        raise VerificationNotFound
    waiting = list(Drawn.objects.filter(sample=sample, second=None, given_to=None).order_by("area_code", "id"))
    helpers = helpers_in(viewer=viewer, area=sample.area_prefix)
    accounts = accounts_of_volunteers(helpers, viewer=viewer)
    to = _others(waiting, helpers, accounts)
    if not to:
        raise NobodyElse
    due = timezone.localdate(now) + timedelta(days=checks_on(timezone.localdate(now)).sampling.due_days)
    return _give(viewer, sample, waiting, to, Giving(to, Purpose.VERIFY, due_on=due), now)


@transaction.atomic
def _give(
    viewer: Viewer, sample: Sample, waiting: list[Drawn], to: Mapping[UUID, UUID], giving: Giving, now: datetime
) -> int:
    assign(viewer=viewer, giving=giving, now=now)
    given = [row for row in waiting if row.household_id in to]
    for row in given:
        row.given_to = to[row.household_id]
    Drawn.objects.bulk_update(given, ["given_to"])
    record_act(actor=viewer.account_id, act="give_sample", subject=f"check-sample:{sample.id}", now=now)
    return len(given)


def _others(waiting: list[Drawn], helpers: Mapping[UUID, Helper], accounts: Mapping[UUID, str]) -> dict[UUID, UUID]:
    """For each family the volunteer of its village, else of its tambon, with the least to do, who is not its collector."""
    load = {key: one.families for key, one in helpers.items()}
    to: dict[UUID, UUID] = {}
    for row in waiting:
        near = [
            (not any(code == row.area_code for code in one.villages), load[key], str(key), key)
            for key, one in helpers.items()
            if accounts.get(key) != row.collector and any(code[:STRATUM] == row.stratum for code in one.villages)
        ]
        if near:
            chosen = min(near)[3]
            load[chosen] += 1
            to[row.household_id] = chosen
    return to


def _firsts(area: str, since: object) -> dict[UUID, Interview]:
    """The newest interview of each family that was met, made by somebody who was not sent to ask again."""
    waiting = Drawn.objects.filter(inside("area_code", area), second=None).values("household_id")
    rows = Interview.objects.filter(inside("area_code", area), outcome=MET, day__gte=since, replaced=False)
    rows = rows.exclude(form_id__in=(VERIFY_FORM, FIND_FORM)).exclude(household__in=waiting)
    return {row.household_id: row for row in rows.order_by("day", "received_at", "id")}


def _frame(firsts: Mapping[UUID, Interview], area: str, checks: Checks) -> list[Framed]:
    """Every family with its risk: its own open findings, and those of whoever interviewed it."""
    open_now = CheckFinding.objects.filter(inside("area_code", area), open=True)
    own: dict[UUID, list[int]] = defaultdict(list)
    for household, severity in open_now.exclude(household=None).values_list("household_id", "severity"):
        own[household].append(severity)
    of_collector = dict(
        open_now.exclude(collector="")
        .values_list("collector")
        .annotate(n=Count("pk"))
        .order_by()
        .values_list("collector", "n")
    )
    return [
        Framed(
            household,
            row.area_code[:STRATUM],
            _risk(own[household], of_collector.get(row.collector, 0), checks.sampling),
        )
        for household, row in firsts.items()
    ]


def _risk(severities: list[int], of_collector: int, sampling: Sampling) -> float:
    own = sum(sampling.risk[severity] for severity in severities)
    return LEAST_RISK + own + min(of_collector * sampling.of_collector, sampling.of_collector_most)
