"""How services, agencies and what is to be confirmed are written on a page."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise

from samutphok.partners.domain import Capacity, Level, OrganizationKind, Service
from samutphok.partners.domain.standards import StandardKind
from samutphok.partners.queries import agency_label, agency_short
from samutphok.web import partner_words as words
from samutphok.web.templatetags.desk import said
from samutphok.web.words import Sign

register = template.Library()


@register.filter
def level_sign(level: Level) -> Sign:
    """Where people get a service."""
    return words.LEVELS[level]


@register.filter
def capacity_word(capacity: Capacity) -> Promise:
    """Whether places can run out."""
    return words.CAPACITIES[capacity]


@register.filter
def organization_kind(kind: OrganizationKind) -> Promise:
    """What an organisation is to the programme."""
    return words.KINDS[kind]


@register.filter
def standard_kind(kind: StandardKind) -> Promise:
    """What a pilot agreed on."""
    return words.STANDARDS[kind]


@register.filter
def partner_field(name: str) -> Promise | str:
    """A field of an entry, in words."""
    return words.FIELDS.get(name, name)


@register.filter
def partner_change(name: str) -> Promise | str:
    """What was done to an entry, in words."""
    return words.CHANGES.get(name, name)


@register.filter
def agency_name(code: str) -> str:
    """An organisation's name in the reader's language."""
    return said(agency_label(code))


@register.filter
def agency_short_name(code: str) -> str:
    """An organisation's short name in the reader's language."""
    return said(agency_short(code))


@register.filter
def open_said(service: Service, name: str) -> bool:
    """Whether an entry of a service is said, and waits to be confirmed."""
    return name in service.to_confirm


@register.filter
def item_of(found: Mapping[str, object], name: str) -> object:
    """The value that a mapping has under a name; nothing when it has none."""
    return found.get(name, "")
