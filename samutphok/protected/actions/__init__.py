"""What a team does with a protected matter: each act in one transaction, with an audit row that names no family."""

from samutphok.protected.actions.breaking import Asked as Asked
from samutphok.protected.actions.breaking import allow_break as allow_break
from samutphok.protected.actions.breaking import ask_to_break as ask_to_break
from samutphok.protected.actions.breaking import end_break as end_break
from samutphok.protected.actions.breaking import review_break as review_break
from samutphok.protected.actions.opening import open_protected as open_protected
from samutphok.protected.actions.turning import turn_key_over as turn_key_over
from samutphok.protected.actions.working import Done as Done
from samutphok.protected.actions.working import act_on as act_on
from samutphok.protected.actions.working import keep_facts as keep_facts
from samutphok.protected.actions.working import name_team as name_team
from samutphok.protected.actions.working import open_matter as open_matter
