"""Reading scenarios and what they gave: numbers only."""

from samutphok.scenarios.queries.rules import poverty_lines as poverty_lines
from samutphok.scenarios.queries.rules import scenario_named as scenario_named
from samutphok.scenarios.queries.rules import scenarios as scenarios
from samutphok.scenarios.queries.trials import TrialPage as TrialPage
from samutphok.scenarios.queries.trials import scenario_page as scenario_page
from samutphok.scenarios.queries.trials import trial_page as trial_page
