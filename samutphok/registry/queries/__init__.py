"""Reading people and families, always through a viewer: lists, counts, search and pages are equally narrow."""

from samutphok.registry.queries.households import count_households as count_households
from samutphok.registry.queries.households import household as household
from samutphok.registry.queries.households import household_rows as household_rows
from samutphok.registry.queries.households import households as households
from samutphok.registry.queries.search import search_households as search_households
