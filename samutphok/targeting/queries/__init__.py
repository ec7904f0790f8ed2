"""Reading drawn lists.

Families are narrowed to the viewer's scope. Counts of areas are statistics; `insights` says who gets them, and how exact.
"""

from samutphok.targeting.queries.closing import closing_evidence as closing_evidence
from samutphok.targeting.queries.closing import level_now as level_now
from samutphok.targeting.queries.families import count_exported as count_exported
from samutphok.targeting.queries.families import entries as entries
from samutphok.targeting.queries.families import every_entry as every_entry
from samutphok.targeting.queries.families import household_listings as household_listings
from samutphok.targeting.queries.flows import level_flows as level_flows
from samutphok.targeting.queries.flows import worsened as worsened
from samutphok.targeting.queries.lists import complete_lists as complete_lists
from samutphok.targeting.queries.lists import current_lists as current_lists
from samutphok.targeting.queries.lists import list_before as list_before
from samutphok.targeting.queries.lists import list_named as list_named
from samutphok.targeting.queries.lists import list_view as list_view
from samutphok.targeting.queries.lists import lists_for as lists_for
from samutphok.targeting.queries.lists import years_of as years_of
from samutphok.targeting.queries.rules import definition_named as definition_named
from samutphok.targeting.queries.rules import levels_named as levels_named
from samutphok.targeting.queries.rules import measure_named as measure_named
from samutphok.targeting.queries.scores import score_lists as score_lists
from samutphok.targeting.queries.scores import score_lists_for as score_lists_for
from samutphok.targeting.queries.scores import score_tallies as score_tallies
from samutphok.targeting.queries.scores import score_years_of as score_years_of
from samutphok.targeting.queries.sharing import FamilyInNeed as FamilyInNeed
from samutphok.targeting.queries.sharing import families_in_need as families_in_need
from samutphok.targeting.queries.standing import standing_for_counting as standing_for_counting
from samutphok.targeting.queries.tallies import area_tallies as area_tallies
from samutphok.targeting.queries.undone import lists_drawn_from as lists_drawn_from
from samutphok.targeting.queries.undone import undone_lists_waiting as undone_lists_waiting
from samutphok.targeting.queries.undone import undone_sources as undone_sources
