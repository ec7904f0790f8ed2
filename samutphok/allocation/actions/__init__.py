"""What is done to share something out."""

from samutphok.allocation.actions.deciding import approve as approve
from samutphok.allocation.actions.deciding import end as end
from samutphok.allocation.actions.deciding import put_forward as put_forward
from samutphok.allocation.actions.deciding import send_back as send_back
from samutphok.allocation.actions.placing import act_on_place as act_on_place
from samutphok.allocation.actions.placing import hear_of as hear_of
from samutphok.allocation.actions.placing import look_again as look_again
from samutphok.allocation.actions.placing import make_places as make_places
from samutphok.allocation.actions.placing import name_next as name_next
from samutphok.allocation.actions.proposing import ask_proposal as ask_proposal
from samutphok.allocation.actions.proposing import begin as begin
from samutphok.allocation.actions.proposing import put_by_hand as put_by_hand
from samutphok.allocation.actions.proposing import undo_by_hand as undo_by_hand
from samutphok.allocation.actions.working import work_out as work_out
