"""Findings: lists paged in the database, one with its story, what waits."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside, names_of, within
from samutphok.foundation.audit.actions import record as record_act
from samutphok.registry.queries import family_roll, identities_of
from samutphok.verification.domain.rules import Checks, Owner, Severity
from samutphok.verification.domain.standing import CHECKING, State
from samutphok.verification.domain.views import (
    PAGE_SIZE,
    STATES,
    ActDone,
    FindingFilter,
    FindingLine,
    FindingPage,
    FindingView,
    Standing,
)
from samutphok.verification.errors import VerificationNotFound
from samutphok.verification.models import CheckFinding
from samutphok.verification.queries.rules import checks_on
from samutphok.verification.queries.scope import open_acts, visible

_ORDER = ("-severity", "rule", "area_code", "found_at", "id")


def finding_page(*, viewer: Viewer, wanted: FindingFilter, now: datetime) -> FindingPage:
    """One page of findings, the gravest first. The reading is recorded. Six queries."""
    checks = checks_on(timezone.localdate(now))
    here = CheckFinding.objects.filter(visible(viewer), inside("area_code", wanted.area))
    by_rule = _counts(here)
    counts = {one: sum(n for state, _, _, _, n in by_rule if state in STATES[one]) for one in Standing}
    rows = here.filter(_matching(wanted))
    total = sum(n for state, rule, owner, severity, n in by_rule if _wanted(wanted, state, rule, owner, severity))
    page = min(max(wanted.page, 1), -(-total // PAGE_SIZE) or 1)
    shown = list(rows.order_by(*_ORDER)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    _read(viewer, f"area:{wanted.area or 'TH'}", shown, now)
    hit: dict[str, int] = {}
    for state, rule, _, _, n in by_rule:
        if state in STATES[wanted.standing]:
            hit[rule] = hit.get(rule, 0) + n
    rules = tuple((one, hit[one.code]) for one in checks.rules if one.code in hit)
    may_send = bool(viewer.prefixes(Action.CHECK_DATA))
    return FindingPage(wanted, _lines(viewer, shown, checks), total, counts, rules, may_send)


def finding_view(*, viewer: Viewer, finding_id: UUID, now: datetime) -> FindingView:
    """One finding with its evidence and its acts. The reading is recorded. Raises VerificationNotFound."""
    row = CheckFinding.objects.filter(visible(viewer), pk=finding_id).first()
    if row is None:
        raise VerificationNotFound
    checks = checks_on(timezone.localdate(now))
    _read(viewer, f"check-finding:{row.id}", [row], now)
    acts = list(row.acts.order_by("at", "recorded_at"))
    known = names_of({one.by for one in acts if one.by != CHECKING}, viewer=viewer)
    done = tuple(
        ActDone(one.name, one.at, known.get(one.by, ""), one.details.get("answer", ""), one.details.get("said", ""))
        for one in acts
    )
    may = open_acts(viewer, state=row.state, owner=row.owner, area_code=row.area_code)
    [line] = _lines(viewer, [row], checks)
    return FindingView(line, row.person_id, row.visit_id, row.version, done, may)


def findings_of_household(*, viewer: Viewer, household_id: UUID, now: datetime) -> tuple[FindingLine, ...]:
    """The open findings of a family that the viewer may see, the gravest first; at most twenty. One query, two where a
    collector is named, none for whoever neither checks nor mends."""
    if not (viewer.prefixes(Action.CHECK_DATA) or viewer.prefixes(Action.MEND_DATA)):
        return ()
    rows = CheckFinding.objects.filter(visible(viewer), household__in=identities_of(household_id), open=True)
    return _lines(viewer, list(rows.order_by(*_ORDER)[:20]), checks_on(timezone.localdate(now)), named=False)


def findings_waiting(viewer: Viewer) -> int:
    """How many findings wait for the viewer to mend them: one query, none for whoever mends nothing."""
    held = viewer.prefixes(Action.MEND_DATA)
    if not held:
        return 0
    province = Q(pk__in=[])
    for prefix in held:
        if len(prefix) <= 2:
            province |= inside("area_code", prefix)
    mine = within(viewer, Action.MEND_DATA) & (~Q(owner=Owner.REGISTER) | province)
    return CheckFinding.objects.filter(mine, state=State.SENT).count()


def _counts(rows: "QuerySet[CheckFinding]") -> list[tuple[str, str, str, int, int]]:
    grouped = rows.values_list("state", "rule", "owner", "severity").annotate(n=Count("pk")).order_by()
    return list(grouped)


def _wanted(wanted: FindingFilter, state: str, rule: str, owner: str, severity: int) -> bool:
    return (
        state in STATES[wanted.standing]
        and wanted.rule in ("", rule)
        and wanted.owner in ("", owner)
        and wanted.severity in (0, severity)
    )


def _matching(wanted: FindingFilter) -> Q:
    found = Q(state__in=STATES[wanted.standing])
    for name in ("rule", "owner", "severity"):
        if value := getattr(wanted, name):
            found &= Q(**{name: value})
    return found


def _lines(viewer: Viewer, rows: list[CheckFinding], checks: Checks, *, named: bool = True) -> tuple[FindingLine, ...]:
    called = _names(viewer, (row.household_id for row in rows)) if named else {}
    who = names_of({row.collector for row in rows if row.collector}, viewer=viewer)
    return tuple(
        FindingLine(
            id=row.id,
            rule=checks.rule(row.rule),
            code=row.rule,
            household_id=row.household_id,
            name=called.get(row.household_id, "") if row.household_id else "",
            area_code=row.area_code,
            severity=Severity(row.severity),
            owner=Owner(row.owner),
            state=State(row.state),
            evidence=row.evidence,
            collector=who.get(row.collector, ""),
            day=row.day,
            found_at=row.found_at,
            changed_at=row.changed_at,
        )
        for row in rows
    )


def _names(viewer: Viewer, households: Iterable[UUID | None]) -> dict[UUID, str]:
    """What families are called, as far as the viewer may list them."""
    wanted = [one for one in dict.fromkeys(households) if one]
    if not wanted:
        return {}
    roll = family_roll(viewer=viewer, first=wanted, areas=(), most=len(wanted))
    return {one.id: one.members[0].identity.full_name for one in roll.families if one.members}


def _read(viewer: Viewer, subject: str, rows: list[Any], now: datetime) -> None:
    families = sorted({f"household:{row.household_id}" for row in rows if row.household_id})
    with transaction.atomic():
        record_act(actor=viewer.account_id, act="read_findings", subject=subject, fields=families, now=now)
