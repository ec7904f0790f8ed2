"""What is done in a home."""

from samutphok.homes.actions.asking import ask as ask
from samutphok.homes.actions.asking import ask_admission as ask_admission
from samutphok.homes.actions.care import review_care_plan as review_care_plan
from samutphok.homes.actions.care import write_care_plan as write_care_plan
from samutphok.homes.actions.house import add_places as add_places
from samutphok.homes.actions.house import close_place as close_place
from samutphok.homes.actions.house import open_home as open_home
from samutphok.homes.actions.house import remove_place as remove_place
from samutphok.homes.actions.house import reopen_place as reopen_place
from samutphok.homes.actions.neighbourhood import add_member as add_member
from samutphok.homes.actions.neighbourhood import end_member as end_member
from samutphok.homes.actions.neighbourhood import record_activity as record_activity
from samutphok.homes.actions.neighbourhood import record_session as record_session
from samutphok.homes.actions.neighbourhood import share_knowledge as share_knowledge
from samutphok.homes.actions.neighbourhood import withdraw_knowledge as withdraw_knowledge
from samutphok.homes.actions.staying import act_on_stay as act_on_stay
