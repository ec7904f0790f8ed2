"""Reading referrals: an agency its own, the office those of its families; counts for those above."""

from samutphok.referrals.queries.letters import letter_of as letter_of
from samutphok.referrals.queries.links import link_page as link_page
from samutphok.referrals.queries.links import link_standing as link_standing
from samutphok.referrals.queries.preparing import prepare as prepare
from samutphok.referrals.queries.preparing import proposed as proposed
from samutphok.referrals.queries.referrals import agency_queue as agency_queue
from samutphok.referrals.queries.referrals import office_list as office_list
from samutphok.referrals.queries.referrals import open_referrals as open_referrals
from samutphok.referrals.queries.referrals import referral_view as referral_view
from samutphok.referrals.queries.referrals import referrals_chosen as referrals_chosen
from samutphok.referrals.queries.referrals import referrals_of_case as referrals_of_case
from samutphok.referrals.queries.referrals import referrals_of_household as referrals_of_household
from samutphok.referrals.queries.rules import rules_on as rules_on
from samutphok.referrals.queries.rules import sharing_on as sharing_on
from samutphok.referrals.queries.sheets import sheet_for_agency as sheet_for_agency
from samutphok.referrals.queries.sheets import sheet_of_agency as sheet_of_agency
from samutphok.referrals.queries.standing import agency_standing as agency_standing
from samutphok.referrals.queries.standing import backlog as backlog
from samutphok.referrals.queries.standing import referrals_waiting as referrals_waiting
from samutphok.referrals.queries.states import referral_states as referral_states
