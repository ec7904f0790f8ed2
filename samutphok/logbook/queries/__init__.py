"""Reading the logbook of one household, and the documents kept with it."""

from samutphok.logbook.queries.conflicts import conflict as conflict
from samutphok.logbook.queries.conflicts import conflicts as conflicts
from samutphok.logbook.queries.conflicts import conflicts_waiting as conflicts_waiting
from samutphok.logbook.queries.contradictions import contradiction_page as contradiction_page
from samutphok.logbook.queries.contradictions import contradictions as contradictions
from samutphok.logbook.queries.contradictions import contradictions_waiting as contradictions_waiting
from samutphok.logbook.queries.documents import document_content as document_content
from samutphok.logbook.queries.household import household_record as household_record
from samutphok.logbook.queries.household import record_for_counting as record_for_counting
from samutphok.logbook.queries.joined import joined_visits as joined_visits
from samutphok.logbook.queries.problems import known_problems as known_problems
from samutphok.logbook.queries.problems import problems_of as problems_of
from samutphok.logbook.queries.projected import catalogue as catalogue
from samutphok.logbook.queries.projected import household_versions as household_versions
from samutphok.logbook.queries.projected import last_visits as last_visits
from samutphok.logbook.queries.projected import places as places
from samutphok.logbook.queries.visits import HouseholdFile as HouseholdFile
from samutphok.logbook.queries.visits import household_file as household_file
from samutphok.logbook.queries.visits import visits_until as visits_until
