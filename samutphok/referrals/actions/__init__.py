"""Handing needs to agencies, what both sides do with them, and the clocks that do not forget."""

from samutphok.referrals.actions.acting import act as act
from samutphok.referrals.actions.clocks import turn_clocks as turn_clocks
from samutphok.referrals.actions.links import answer_by_link as answer_by_link
from samutphok.referrals.actions.links import make_link as make_link
from samutphok.referrals.actions.links import open_link as open_link
from samutphok.referrals.actions.links import revoke_link as revoke_link
from samutphok.referrals.actions.many import act_many as act_many
from samutphok.referrals.actions.passing_on import give_case_to as give_case_to
from samutphok.referrals.actions.passing_on import give_to as give_to
from samutphok.referrals.actions.passing_on import refer_jointly as refer_jointly
from samutphok.referrals.actions.passing_on import transfer as transfer
from samutphok.referrals.actions.referring import refer as refer
from samutphok.referrals.actions.referring import refer_list as refer_list
from samutphok.referrals.actions.sheets import read_answers as read_answers
