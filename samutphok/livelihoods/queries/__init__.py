"""Reading, for a viewer: the catalogue in numbers; people only within case work."""

from samutphok.livelihoods.queries.occupations import occupation_page as occupation_page
from samutphok.livelihoods.queries.occupations import occupations as occupations
from samutphok.livelihoods.queries.paths import livelihoods_waiting as livelihoods_waiting
from samutphok.livelihoods.queries.paths import path_view as path_view
from samutphok.livelihoods.queries.paths import paths_due as paths_due
from samutphok.livelihoods.queries.paths import paths_of_household as paths_of_household
from samutphok.livelihoods.queries.paths import takers as takers
from samutphok.livelihoods.queries.people import family_members as family_members
from samutphok.livelihoods.queries.people import person_page as person_page
from samutphok.livelihoods.queries.rules import catalogue_on as catalogue_on
from samutphok.livelihoods.queries.seats import intake_view as intake_view
from samutphok.livelihoods.queries.seats import intakes as intakes
from samutphok.livelihoods.queries.seats import may_manage as may_manage
from samutphok.livelihoods.queries.states import path_states as path_states
from samutphok.livelihoods.queries.states import waiting_for_seat as waiting_for_seat
