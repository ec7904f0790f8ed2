"""Scenarios, their settings, and the arithmetic of before and after: pure."""

from samutphok.scenarios.domain.scenario import LEVELS as LEVELS
from samutphok.scenarios.domain.scenario import Line as Line
from samutphok.scenarios.domain.scenario import Scenario as Scenario
from samutphok.scenarios.domain.scenario import Settings as Settings
from samutphok.scenarios.domain.scenario import Three as Three
from samutphok.scenarios.domain.scenario import blended as blended
from samutphok.scenarios.domain.scenario import read_lines as read_lines
from samutphok.scenarios.domain.scenario import read_scenario as read_scenario
