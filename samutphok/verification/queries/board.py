"""The team's first page: how the last checking went, what it found, which samples are under way, and the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, covers
from samutphok.access.queries import inside
from samutphok.verification.domain.rules import CheckRule, Checks, Owner, Severity
from samutphok.verification.domain.standing import OPEN, State
from samutphok.verification.domain.views import RunView, SampleLine
from samutphok.verification.errors import VerificationNotFound
from samutphok.verification.models import CheckFinding, CheckRun
from samutphok.verification.queries.rules import checks_on
from samutphok.verification.queries.samples import samples
from samutphok.verification.queries.scope import visible


@dataclass(frozen=True, slots=True)
class RuleHits:
    """One rule: open findings by state in the area, and how many subjects the last run looked at."""

    rule: CheckRule
    open: int
    stands: int
    mended: int
    looked: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Board:
    """The first page of an area. by_severity: open findings; by_owner: waiting at whose desk."""

    area: str
    checks: Checks
    run: RunView | None
    working: RunView | None
    states: Mapping[State, int]
    by_severity: Mapping[Severity, int]
    by_owner: Mapping[Owner, int]
    rules: tuple[RuleHits, ...]
    samples: tuple[SampleLine, ...]
    team: bool
    may_check: bool

    @property
    def open(self) -> int:
        """All open findings."""
        return sum(self.states.get(one, 0) for one in OPEN)


def board(*, viewer: Viewer, area: str, now: datetime) -> Board:
    """What the team, or a desk that mends, sees first. Three or four queries. Raises VerificationNotFound."""
    held = sorted(
        {*viewer.prefixes(Action.CHECK_DATA), *viewer.prefixes(Action.MEND_DATA)}, key=lambda one: (len(one), one)
    )
    if not held or (area and not any(covers(prefix, area) for prefix in held)):
        raise VerificationNotFound
    area = area or held[0]
    checks = checks_on(timezone.localdate(now))
    runs = list(
        CheckRun.objects.filter(area_prefix__in=[area[:n] for n in range(0, len(area) + 1, 2)]).order_by("-asked_at")[
            :20
        ]
    )
    run = next((one for one in runs if one.state == "done"), None)
    working = next((one for one in runs if one.state in ("waiting", "working")), None)
    rows = CheckFinding.objects.filter(visible(viewer), inside("area_code", area)).order_by()
    counted = list(rows.values_list("state", "severity", "owner", "rule").annotate(n=Count("pk")))
    states: dict[State, int] = {}
    severities: dict[Severity, int] = dict.fromkeys(sorted(Severity, reverse=True), 0)
    owners: dict[Owner, int] = dict.fromkeys(Owner, 0)
    for state, severity, owner, _, n in counted:
        states[State(state)] = states.get(State(state), 0) + n
        severities[Severity(severity)] += n if state in OPEN else 0
        owners[Owner(owner)] += n if state == State.SENT else 0
    team = viewer.may(Action.CHECK_DATA, RecordScope(area))
    return Board(
        area=area,
        checks=checks,
        run=run_view(run) if run else None,
        working=run_view(working) if working else None,
        states=states,
        by_severity=severities,
        by_owner=owners,
        rules=tuple(_hits(rule, counted, run) for rule in checks.rules),
        samples=samples(viewer=viewer, area=area) if team else (),
        team=team,
        may_check=team and len(area) >= 2,
    )


def run_view(row: CheckRun) -> RunView:
    """A run as pages read it."""
    return RunView(
        id=row.id,
        area_prefix=row.area_prefix,
        as_of=row.as_of,
        asked_at=row.asked_at,
        done_at=row.done_at,
        state=row.state,
        percent=row.percent,
        counts=row.counts,
        persons=row.persons,
        households=row.households,
        interviews=row.interviews,
        fresh=row.fresh,
        gone=row.gone,
    )


def _hits(rule: CheckRule, counted: list[tuple[str, int, str, str, int]], run: CheckRun | None) -> RuleHits:
    of_rule = [(state, n) for state, _, _, code, n in counted if code == rule.code]
    looked = (run.counts if run else {}).get(rule.code, {})
    return RuleHits(
        rule,
        open=sum(n for state, n in of_rule if state in OPEN),
        stands=sum(n for state, n in of_rule if state == State.STANDS),
        mended=sum(n for state, n in of_rule if state == State.MENDED),
        looked=looked.get("looked", 0),
        unknown=looked.get("unknown", 0),
    )
