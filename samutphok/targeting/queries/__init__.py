"""Reading drawn lists.

Families are narrowed to the viewer's scope. Counts of areas are statistics; `insights` says who gets them, and how exact.
"""

from samutphok.targeting.queries.families import entries as entries
from samutphok.targeting.queries.families import entry_of as entry_of
from samutphok.targeting.queries.families import every_entry as every_entry
from samutphok.targeting.queries.lists import current_lists as current_lists
from samutphok.targeting.queries.lists import list_named as list_named
from samutphok.targeting.queries.lists import list_view as list_view
from samutphok.targeting.queries.lists import lists_for as lists_for
from samutphok.targeting.queries.rules import definition_named as definition_named
from samutphok.targeting.queries.rules import levels_named as levels_named
from samutphok.targeting.queries.rules import measure_named as measure_named
from samutphok.targeting.queries.tallies import area_tallies as area_tallies
