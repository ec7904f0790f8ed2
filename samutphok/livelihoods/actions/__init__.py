"""What is done for people who look for work."""

from samutphok.livelihoods.actions.choosing import act_on_path as act_on_path
from samutphok.livelihoods.actions.choosing import choose as choose
from samutphok.livelihoods.actions.choosing import tell_situation as tell_situation
from samutphok.livelihoods.actions.courses import change_intake as change_intake
from samutphok.livelihoods.actions.courses import note_demand as note_demand
from samutphok.livelihoods.actions.courses import open_intake as open_intake
