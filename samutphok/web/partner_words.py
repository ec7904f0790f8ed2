"""Words for what the directory of partners and services knows by codes."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from samutphok.partners.domain import Capacity, Level, OrganizationKind
from samutphok.partners.domain.standards import StandardKind
from samutphok.web.words import Sign

LEVELS: dict[Level, Sign] = {
    Level.NATIONAL: Sign(pgettext_lazy("service", "Nationwide"), "map"),
    Level.PROVINCE: Sign(pgettext_lazy("service", "Provincial office"), "building-community"),
    Level.AMPHOE: Sign(pgettext_lazy("service", "District office"), "building-community"),
    Level.LOCAL: Sign(pgettext_lazy("service", "Local government"), "home"),
    Level.VILLAGE: Sign(pgettext_lazy("service", "In the village"), "users-group"),
}
CAPACITIES: dict[Capacity, Any] = {
    Capacity.OPEN: pgettext_lazy("service", "Whoever is entitled gets it"),
    Capacity.COUNTED: pgettext_lazy("service", "A limited number of places"),
    Capacity.BUDGET: pgettext_lazy("service", "Until the year's money is spent"),
}
KINDS: dict[OrganizationKind, Promise] = {
    OrganizationKind.MINISTRY: pgettext_lazy("partners", "The twelve ministries"),
    OrganizationKind.CITY: pgettext_lazy("partners", "Bangkok"),
    OrganizationKind.DEPARTMENT: pgettext_lazy("partners", "Departments of MSDHS (One Home)"),
    OrganizationKind.OUTSIDE: pgettext_lazy("partners", "Outside the memorandum, but needed"),
    OrganizationKind.LOCAL: pgettext_lazy("partners", "Local governments"),
    OrganizationKind.NETWORK: pgettext_lazy("partners", "Partners of the place"),
}
STANDARDS: dict[StandardKind, Promise] = {
    StandardKind.GUIDELINE: pgettext_lazy("standard", "Guideline"),
    StandardKind.STANDARD: pgettext_lazy("standard", "Standard"),
    StandardKind.PROCESS: pgettext_lazy("standard", "Process"),
    StandardKind.METHOD: pgettext_lazy("standard", "Method"),
    StandardKind.CRITERION: pgettext_lazy("standard", "Criterion"),
}
FIELDS: dict[str, Any] = {
    "what": pgettext_lazy("service", "What is done"),
    "who": pgettext_lazy("service", "Who may get it"),
    "documents": pgettext_lazy("service", "What to bring"),
    "how": pgettext_lazy("service", "How to ask"),
    "hours": pgettext_lazy("service", "When"),
    "cost": pgettext_lazy("service", "What it costs"),
    "days": pgettext_lazy("service", "Working days until help arrives"),
    "phone": pgettext_lazy("service", "Telephone"),
    "email": pgettext_lazy("partners", "E-mail"),
    "head": pgettext_lazy("partners", "Head, as letters address them"),
    "line_id": pgettext_lazy("partners", "LINE"),
    "address": pgettext_lazy("partners", "Address"),
    "note": pgettext_lazy("partners", "Note"),
    "free": pgettext_lazy("service", "Places free"),
    "capacity": pgettext_lazy("service", "Places"),
    "closed": pgettext_lazy("service", "Closed here"),
    "th": pgettext_lazy("partners", "Name in Thai"),
    "en": pgettext_lazy("partners", "Name in English"),
    "agency": pgettext_lazy("partners", "Agency"),
    "problems": pgettext_lazy("service", "Problems it meets"),
    "level": pgettext_lazy("service", "Where people get it"),
}
CHANGES: dict[str, Promise] = {
    "keep": pgettext_lazy("partners", "changed"),
    "clear": pgettext_lazy("partners", "cleared"),
    "set": pgettext_lazy("partners", "places counted"),
    "take": pgettext_lazy("partners", "a place was taken"),
    "return": pgettext_lazy("partners", "a place was given back"),
}
