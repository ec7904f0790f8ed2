"""Taking volunteers on, giving families out, taking visits up: each with its audit row, each within the area one leads."""

from samutphok.fieldwork.actions.assigning import assign as assign
from samutphok.fieldwork.actions.assigning import end_assignments as end_assignments
from samutphok.fieldwork.actions.assigning import reassign as reassign
from samutphok.fieldwork.actions.assigning import take_up_visits as take_up_visits
from samutphok.fieldwork.actions.joint import close_joint_visit as close_joint_visit
from samutphok.fieldwork.actions.joint import fill_by_visits as fill_by_visits
from samutphok.fieldwork.actions.joint import fill_part as fill_part
from samutphok.fieldwork.actions.joint import plan_joint_visit as plan_joint_visit
from samutphok.fieldwork.actions.recruiting import forget_sheet as forget_sheet
from samutphok.fieldwork.actions.recruiting import look_at_sheet as look_at_sheet
from samutphok.fieldwork.actions.recruiting import sheet as sheet
from samutphok.fieldwork.actions.recruiting import take_on_sheet as take_on_sheet
from samutphok.fieldwork.actions.reminding import remind_volunteers as remind_volunteers
from samutphok.fieldwork.actions.volunteers import change_volunteer as change_volunteer
from samutphok.fieldwork.actions.volunteers import record_training as record_training
from samutphok.fieldwork.actions.volunteers import stop_volunteer as stop_volunteer
from samutphok.fieldwork.actions.volunteers import take_on as take_on
