"""Reading people and families, always through a viewer: lists, counts, search and pages are equally narrow."""

from samutphok.registry.queries.beside import PersonBeside as PersonBeside
from samutphok.registry.queries.beside import people_beside as people_beside
from samutphok.registry.queries.family import household_area as household_area
from samutphok.registry.queries.family import household_areas as household_areas
from samutphok.registry.queries.family import household_told as household_told
from samutphok.registry.queries.gone import left_household as left_household
from samutphok.registry.queries.households import count_households as count_households
from samutphok.registry.queries.households import households as households
from samutphok.registry.queries.households import households_told_by as households_told_by
from samutphok.registry.queries.identities import identities_of as identities_of
from samutphok.registry.queries.identities import identities_of_many as identities_of_many
from samutphok.registry.queries.identities import identities_of_person as identities_of_person
from samutphok.registry.queries.identities import person_stands_for as person_stands_for
from samutphok.registry.queries.identities import stands_for as stands_for
from samutphok.registry.queries.identities import survivor_seen as survivor_seen
from samutphok.registry.queries.roll import count_roll as count_roll
from samutphok.registry.queries.roll import family_roll as family_roll
from samutphok.registry.queries.roll import gone_from_roll as gone_from_roll
from samutphok.registry.queries.roll import people_gone_from_roll as people_gone_from_roll
from samutphok.registry.queries.search import find_households as find_households
from samutphok.registry.queries.search import search_households as search_households
from samutphok.registry.queries.whose import whose_rows as whose_rows
