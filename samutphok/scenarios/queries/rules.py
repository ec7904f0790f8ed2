"""The scenarios there are, and the lines of poverty."""

from functools import cache

from samutphok.kernel.policies import load_policy, policy_names
from samutphok.scenarios.domain.scenario import Line, Scenario, read_lines, read_scenario
from samutphok.scenarios.errors import ScenarioNotFound

LINES = "lines-2569"


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Every scenario of policy/scenarios, those of income first; raises PolicyError for a file that cannot be used."""
    found = [read_scenario(load_policy("scenarios", name)) for name in policy_names("scenarios")]
    return tuple(sorted(found, key=lambda one: (not one.income, one.name)))


def scenario_named(name: str) -> Scenario:
    """The scenario of that name; raises ScenarioNotFound."""
    for one in scenarios():
        if one.name == name:
            return one
    raise ScenarioNotFound


@cache
def poverty_lines() -> tuple[Line, ...]:
    """The lines of income against which the poor are counted."""
    return read_lines(load_policy("evidence", LINES))
