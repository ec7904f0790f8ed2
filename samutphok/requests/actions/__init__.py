"""Taking requests, working on them, and ending them."""

from samutphok.requests.actions.again import hear_again as hear_again
from samutphok.requests.actions.asking_back import ask_answer as ask_answer
from samutphok.requests.actions.escalating import escalate_all as escalate_all
from samutphok.requests.actions.escalating import escalate_late as escalate_late
from samutphok.requests.actions.following import follow_case as follow_case
from samutphok.requests.actions.helping import help_at_once as help_at_once
from samutphok.requests.actions.settling import reopen_request as reopen_request
from samutphok.requests.actions.settling import settle_request as settle_request
from samutphok.requests.actions.taking import take_once as take_once
from samutphok.requests.actions.taking import take_public_request as take_public_request
from samutphok.requests.actions.taking import take_request as take_request
from samutphok.requests.actions.working import claim as claim
from samutphok.requests.actions.working import let_go as let_go
from samutphok.requests.actions.working import link_family as link_family
from samutphok.requests.actions.working import note as note
from samutphok.requests.actions.working import pass_on as pass_on
from samutphok.requests.actions.working import rate as rate
from samutphok.requests.actions.working import try_in_vain as try_in_vain
