"""Keeping the directory: contacts of offices, services and partners of the place, free places."""

from samutphok.partners.actions.keeping import add_partner as add_partner
from samutphok.partners.actions.keeping import add_service as add_service
from samutphok.partners.actions.keeping import keep_office as keep_office
from samutphok.partners.actions.keeping import keep_service as keep_service
from samutphok.partners.actions.places import return_place as return_place
from samutphok.partners.actions.places import set_capacity as set_capacity
from samutphok.partners.actions.places import take_place as take_place
