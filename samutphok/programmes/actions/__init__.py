"""What is done with programmes."""

from samutphok.programmes.actions.book import report_round as report_round
from samutphok.programmes.actions.book import settle_obstacle as settle_obstacle
from samutphok.programmes.actions.book import write_line as write_line
from samutphok.programmes.actions.families import enter_families as enter_families
from samutphok.programmes.actions.families import enter_from_file as enter_from_file
from samutphok.programmes.actions.families import enter_from_list as enter_from_list
from samutphok.programmes.actions.families import enter_from_logbook as enter_from_logbook
from samutphok.programmes.actions.families import leave_programme as leave_programme
from samutphok.programmes.actions.families import read_again as read_again
from samutphok.programmes.actions.families import read_area_again as read_area_again
from samutphok.programmes.actions.making import add_area as add_area
from samutphok.programmes.actions.making import add_partner as add_partner
from samutphok.programmes.actions.making import begin_shipped as begin_shipped
from samutphok.programmes.actions.making import make_programme as make_programme
from samutphok.programmes.actions.points import close_point as close_point
from samutphok.programmes.actions.points import write_point as write_point
