"""The demo's countings: rights not received of its province, one finding looked into, and a scenario tried."""

from collections.abc import Callable
from datetime import datetime

from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.scenarios.actions import ask_trial, run_trial
from samutphok.scenarios.queries import scenario_named, scenario_page
from samutphok.uptake.actions import ask_count, close_finding, count_uptake
from samutphok.uptake.domain.findings import FindingOutcome
from samutphok.uptake.queries import findings, uptake_page

PROVINCE, LEADER = "83", "phuket"
TRIED = ("tourism-falls", "elderly-allowance-raised")


def make_uptake(*, now: datetime, say: Callable[[str], None]) -> None:
    """Counts the province, closes one finding and tries two scenarios; again changes nothing."""
    say("rights that are not received, and what if")
    leader = viewer_by_id(account_named(LEADER, viewer=operator(now=now)).id, now=now)
    if uptake_page(viewer=leader, area=PROVINCE).cut is None:
        count_uptake(cut_id=ask_count(viewer=leader, area_prefix=PROVINCE, now=now), now=now)
        for one in findings(viewer=leader, closed=False, benefit="", page=1, now=now).rows[:1]:
            close_finding(viewer=leader, finding_id=one.id, outcome=FindingOutcome.REGISTER, now=now)
    tried = {one.scenario.name for one in scenario_page(viewer=leader, area=PROVINCE).trials}
    for name in TRIED:
        if name not in tried:
            scenario = scenario_named(name)
            trial = ask_trial(viewer=leader, scenario=name, area_prefix=PROVINCE, settings=scenario.settings, now=now)
            run_trial(trial_id=trial, now=now)
