"""Keeping the list of what can be solved first."""

from samutphok.triage.actions.refreshing import note_work as note_work
from samutphok.triage.actions.refreshing import refresh_area as refresh_area
from samutphok.triage.actions.refreshing import refresh_family as refresh_family
