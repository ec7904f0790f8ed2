"""Organisations, services, agreements, standards and the office calendar, as plain values."""

from samutphok.partners.domain.office_calendar import Holiday as Holiday
from samutphok.partners.domain.office_calendar import OfficeCalendar as OfficeCalendar
from samutphok.partners.domain.organizations import AgencyContact as AgencyContact
from samutphok.partners.domain.organizations import OfficePattern as OfficePattern
from samutphok.partners.domain.organizations import Organization as Organization
from samutphok.partners.domain.organizations import OrganizationKind as OrganizationKind
from samutphok.partners.domain.organizations import Phone as Phone
from samutphok.partners.domain.services import Capacity as Capacity
from samutphok.partners.domain.services import Level as Level
from samutphok.partners.domain.services import Service as Service
from samutphok.partners.domain.services import ServiceOffer as ServiceOffer
