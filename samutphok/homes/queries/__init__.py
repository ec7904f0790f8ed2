"""Reading homes and stays, for a viewer."""

from samutphok.homes.queries.month import guests_on as guests_on
from samutphok.homes.queries.month import month_of as month_of
from samutphok.homes.queries.month import neighbourhood as neighbourhood
from samutphok.homes.queries.places import free_places as free_places
from samutphok.homes.queries.places import home_named as home_named
from samutphok.homes.queries.places import home_view as home_view
from samutphok.homes.queries.places import homes as homes
from samutphok.homes.queries.places import other_homes as other_homes
from samutphok.homes.queries.places import places as places
from samutphok.homes.queries.rules import rules_on as rules_on
from samutphok.homes.queries.states import stay_states as stay_states
from samutphok.homes.queries.states import waiting_families as waiting_families
from samutphok.homes.queries.stays import PAST_SHOWN as PAST_SHOWN
from samutphok.homes.queries.stays import home_page as home_page
from samutphok.homes.queries.stays import homes_waiting as homes_waiting
from samutphok.homes.queries.stays import stay_view as stay_view
from samutphok.homes.queries.stays import stays_of_household as stays_of_household
from samutphok.homes.queries.stays import stays_past as stays_past
