"""Having a scenario tried."""

from samutphok.scenarios.actions.trying import ask_trial as ask_trial
from samutphok.scenarios.actions.trying import run_trial as run_trial
