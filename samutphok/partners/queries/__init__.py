"""Reading the directory, agreements, standards and the office calendar."""

from samutphok.partners.queries.agreements import agreements as agreements
from samutphok.partners.queries.agreements import standard_sets as standard_sets
from samutphok.partners.queries.agreements import standards as standards
from samutphok.partners.queries.calendar import calendar as calendar
from samutphok.partners.queries.directory import agencies_short as agencies_short
from samutphok.partners.queries.directory import agency_label as agency_label
from samutphok.partners.queries.directory import agency_short as agency_short
from samutphok.partners.queries.directory import contact_of as contact_of
from samutphok.partners.queries.directory import helpers_for as helpers_for
from samutphok.partners.queries.directory import organization as organization
from samutphok.partners.queries.directory import organizations as organizations
from samutphok.partners.queries.directory import service as service
from samutphok.partners.queries.directory import services as services
from samutphok.partners.queries.directory import services_for as services_for
from samutphok.partners.queries.export import directory as directory
from samutphok.partners.queries.export import problem_names as problem_names
from samutphok.partners.queries.pages import agency_page as agency_page
from samutphok.partners.queries.pages import browse as browse
from samutphok.partners.queries.pages import service_page as service_page
