"""Reading who goes to which family: for phones, for volunteers' own pages, for those who lead the work."""

from samutphok.fieldwork.queries.board import board as board
from samutphok.fieldwork.queries.board import leads as leads
from samutphok.fieldwork.queries.board import suggestions as suggestions
from samutphok.fieldwork.queries.joint import count_joint_waiting as count_joint_waiting
from samutphok.fieldwork.queries.joint import joint_visit as joint_visit
from samutphok.fieldwork.queries.joint import joint_visits as joint_visits
from samutphok.fieldwork.queries.own import assigned_households as assigned_households
from samutphok.fieldwork.queries.own import count_own as count_own
from samutphok.fieldwork.queries.own import own_assignments as own_assignments
from samutphok.fieldwork.queries.own import visits as visits
from samutphok.fieldwork.queries.people import accounts_of_volunteers as accounts_of_volunteers
from samutphok.fieldwork.queries.people import helpers_in as helpers_in
from samutphok.fieldwork.queries.people import names_of_volunteers as names_of_volunteers
from samutphok.fieldwork.queries.people import trainings as trainings
from samutphok.fieldwork.queries.people import volunteer_sheet as volunteer_sheet
from samutphok.fieldwork.queries.people import volunteers as volunteers
from samutphok.fieldwork.queries.rules import rules_on as rules_on
from samutphok.fieldwork.queries.work import assignments as assignments
from samutphok.fieldwork.queries.work import assignments_chosen as assignments_chosen
from samutphok.fieldwork.queries.work import companions as companions
from samutphok.fieldwork.queries.work import count_overdue as count_overdue
from samutphok.fieldwork.queries.work import families_without as families_without
