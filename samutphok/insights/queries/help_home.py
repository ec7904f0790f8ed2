"""What waits in helping families, counted by each capability for this viewer, and the governor's board of agencies."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from samutphok.access.domain import Action, Role, Sensitivity, Viewer
from samutphok.aid.queries import aid_waiting
from samutphok.allocation.queries import shares_waiting
from samutphok.areas.domain import COUNTRY
from samutphok.cases.queries import cases_waiting, count_conferences_waiting
from samutphok.homes.queries import homes_waiting
from samutphok.insights.domain.help_home import AgencyRow, HelpHome, HelpTask, MetFlows, Waiting
from samutphok.insights.domain.home import LevelLine, Movement
from samutphok.insights.queries.board import LEVELS, flow_cell
from samutphok.livelihoods.queries import livelihoods_waiting
from samutphok.messaging.queries import troubles_waiting
from samutphok.partners.queries import agency_label
from samutphok.referrals.queries import backlog, referrals_waiting
from samutphok.requests.queries import requests_waiting
from samutphok.targeting.domain.flows import NO_LEVEL, Step
from samutphok.triage.queries import worklist_waiting
from samutphok.verification.queries import findings_waiting
from samutphok.watch.queries import VisitFlows, visit_flows, watch_waiting

LATELY = timedelta(days=365)


def help_home(*, viewer: Viewer, now: datetime) -> HelpHome:
    """The viewer's part of the work; nothing for a kind of work they have no part in."""
    supervised = viewer.prefixes(Action.SUPERVISE_CASES)
    area = supervised[0] if supervised else ""
    leads = any(grant.role is Role.GOVERNOR and grant.valid_at(now) for grant in viewer.grants)
    return HelpHome(
        waiting=tuple(one for one in _waiting(viewer, timezone.localdate(now), now) if one.count),
        agencies=_agencies(viewer, area) if supervised and leads else None,
        flows=_flows(visit_flows(viewer=viewer, area=area, since=timezone.localdate(now) - LATELY)) if leads else None,
        area_code=area or COUNTRY,
    )


def _waiting(viewer: Viewer, today: date, now: datetime) -> Iterator[Waiting]:
    if viewer.prefixes(Action.TAKE_REQUEST):
        asked = requests_waiting(viewer)
        yield Waiting(HelpTask.CRITICAL_REQUESTS, asked.critical)
        yield Waiting(HelpTask.LATE_REQUESTS, asked.late)
        yield Waiting(HelpTask.OPEN_REQUESTS, asked.open - asked.critical)
    works = bool(viewer.prefixes(Action.WORK_CASE))
    if works or viewer.reaching(Action.ANSWER_REFERRAL, Sensitivity.S2):
        turn = referrals_waiting(viewer)
        yield Waiting(HelpTask.LATE_REFERRALS, turn.late)
        yield Waiting(HelpTask.REFERRALS, turn.turn - turn.late)
        yield Waiting(HelpTask.ESCALATED, turn.escalated)
        yield Waiting(HelpTask.APPOINTMENTS, turn.promised)
    if not works and viewer.reaching(Action.ANSWER_REFERRAL, Sensitivity.S2):
        yield Waiting(HelpTask.CONFERENCES, count_conferences_waiting(viewer))
    if works:
        yield from _case_work(viewer, today)
        yield Waiting(HelpTask.WORK_RESULTS, livelihoods_waiting(viewer=viewer, now=now))
    if viewer.prefixes(Action.GIVE_HELP):
        aid = aid_waiting(viewer)
        yield Waiting(HelpTask.INVESTIGATE, aid.investigate)
        yield Waiting(HelpTask.DECIDE_AID, aid.decide)
        yield Waiting(HelpTask.PAY_AID, aid.pay)
        yield Waiting(HelpTask.PLEDGES, aid.pledges)
    if any(grant.role is Role.HOME_STAFF and grant.valid_at(now) for grant in viewer.grants):
        places = homes_waiting(viewer=viewer, now=now)
        yield Waiting(HelpTask.PLACES_ASKED, places["asked"])
        yield Waiting(HelpTask.STAYS_DUE, places["due"])
    if viewer.prefixes(Action.SHARE_OUT) or viewer.prefixes(Action.APPROVE_SHARES):
        shares = shares_waiting(viewer=viewer)
        yield Waiting(HelpTask.APPROVE_SHARES, shares.approve)
        yield Waiting(HelpTask.NEXT_IN_LINE, shares.named)
        yield Waiting(HelpTask.STUCK_PLACES, shares.stuck)
    if not viewer.prefixes(Action.CHECK_DATA):  # the team has a board of its own
        yield Waiting(HelpTask.FINDINGS, findings_waiting(viewer))
    if viewer.prefixes(Action.MANAGE_MESSAGES):
        yield Waiting(HelpTask.FAILED_MESSAGES, troubles_waiting(viewer=viewer))


def _case_work(viewer: Viewer, today: date) -> Iterator[Waiting]:
    solvable, danger = worklist_waiting(viewer=viewer)
    yield Waiting(HelpTask.DANGER, danger)
    cases = cases_waiting(viewer)
    yield Waiting(HelpTask.OVERDUE_CASES, cases.overdue)
    yield Waiting(HelpTask.DESK_CASES, cases.desk)
    yield Waiting(HelpTask.CLOSINGS, cases.closings)
    yield Waiting(HelpTask.UNPLANNED, cases.unplanned)
    yield Waiting(HelpTask.UNAGREED, cases.unagreed)
    seen = watch_waiting(viewer=viewer, today=today)
    yield Waiting(HelpTask.NO_CONTACT, seen.no_contact)
    yield Waiting(HelpTask.CONTACTS, seen.due)
    yield Waiting(HelpTask.WATCHED, seen.watched)
    yield Waiting(HelpTask.SOLVABLE, solvable)


def _agencies(viewer: Viewer, area: str) -> tuple[AgencyRow, ...]:
    return tuple(
        AgencyRow(one.agency, agency_label(one.agency), one.open, one.late, one.escalated, one.median_days)
        for one in backlog(viewer, area)
    )


def _flows(found: VisitFlows) -> MetFlows:
    return MetFlows(
        movement=_movement(found) if found.families and found.until else None,
        met=found.met,
        families=found.families,
        since=found.since,
        until=found.until,
        felt=found.felt,
        secure=found.secure,
        answered=found.answered,
    )


def _movement(found: VisitFlows) -> Movement:
    flows = found.flows
    cells = {(flow.was, flow.now): flow for flow in flows.flows}
    return Movement(
        cut_before=found.since,
        cut=found.until or found.since,
        better=flows.households(Step.BETTER),
        same=flows.households(Step.SAME),
        worse=flows.households(Step.WORSE),
        new=0,
        gone=0,
        levels=tuple(
            LevelLine(None if level == NO_LEVEL else level, flows.stand(level), flows.stood(level)) for level in LEVELS
        ),
        cells=tuple(tuple(flow_cell(cells, was, now) for now in LEVELS) for was in LEVELS),
    )
