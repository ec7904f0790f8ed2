"""The words of rights not received and of scenarios."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.uptake.domain.findings import FindingOutcome
from samutphok.uptake.domain.standing import Group, Standing

GROUPS = {
    Group.ALL: pgettext_lazy("uptake", "Everybody"),
    Group.CHILD: pgettext_lazy("uptake", "Children under 18"),
    Group.ADULT: pgettext_lazy("uptake", "Aged 18 to 59"),
    Group.ELDERLY: pgettext_lazy("uptake", "Aged 60 and over"),
    Group.AGE_OPEN: pgettext_lazy("uptake", "Age not known"),
    Group.DISABLED: pgettext_lazy("uptake", "Holding a disability card"),
    Group.FAMILY: pgettext_lazy("uptake", "Help for families"),
}
STANDINGS = {
    Standing.UNCLAIMED: pgettext_lazy("uptake", "Entitled, not received"),
    Standing.UNTOLD: pgettext_lazy("uptake", "Entitled, receipt not known"),
    Standing.RECEIVED: pgettext_lazy("uptake", "Received"),
    Standing.WRONG: pgettext_lazy("uptake", "Received, to be verified"),
    Standing.MAY_APPLY: pgettext_lazy("uptake", "May apply"),
    Standing.UNKNOWN: pgettext_lazy("uptake", "Facts missing"),
    Standing.NO: pgettext_lazy("uptake", "Not entitled"),
}
OUTCOMES = {
    FindingOutcome.RIGHT: pgettext_lazy("uptake", "Entitled after all"),
    FindingOutcome.REGISTER: pgettext_lazy("uptake", "A register is wrong; its office was told"),
    FindingOutcome.PASSED_ON: pgettext_lazy("uptake", "The paying office was told and decides"),
}
THREES = {
    "drop": _("Income falls by (percent)"),
    "exposed": _("Share of families it meets (percent)"),
    "value": _("New value (baht)"),
}
