"""Having what is not received counted, and closing findings."""

from samutphok.uptake.actions.counting import ask_count as ask_count
from samutphok.uptake.actions.counting import count_uptake as count_uptake
from samutphok.uptake.actions.verifying import close_finding as close_finding
