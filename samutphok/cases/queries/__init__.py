"""Reading cases, each query for a viewer; whatever lies out of scope looks absent."""

from samutphok.cases.queries.closing import closing_of as closing_of
from samutphok.cases.queries.conferences import cases_to_put as cases_to_put
from samutphok.cases.queries.conferences import conference as conference
from samutphok.cases.queries.conferences import conference_row as conference_row
from samutphok.cases.queries.conferences import conferences as conferences
from samutphok.cases.queries.conferences import count_conferences_waiting as count_conferences_waiting
from samutphok.cases.queries.left import referred as referred
from samutphok.cases.queries.lists import case_counts as case_counts
from samutphok.cases.queries.lists import cases_chosen as cases_chosen
from samutphok.cases.queries.lists import cases_list as cases_list
from samutphok.cases.queries.lists import cases_of_worker as cases_of_worker
from samutphok.cases.queries.lists import cases_waiting as cases_waiting
from samutphok.cases.queries.lists import loads as loads
from samutphok.cases.queries.one import case_of as case_of
from samutphok.cases.queries.one import case_view as case_view
from samutphok.cases.queries.plans import plan_in_version as plan_in_version
from samutphok.cases.queries.plans import plan_versions as plan_versions
from samutphok.cases.queries.rules import rules_on as rules_on
from samutphok.cases.queries.words import problem_words as problem_words
