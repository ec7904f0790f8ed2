"""A list of families in words: what its filter means, and each filter as a chip that can be taken away."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samutphok.insights.domain.choice import Combine, FamilyFilter
from samutphok.insights.domain.families import FamilyList
from samutphok.insights.domain.saved import Column
from samutphok.web.templatetags.desk import said
from samutphok.web.words import DIMENSIONS

COLUMNS: dict[Column, Promise] = {
    Column.PLACE: pgettext_lazy("column", "Place"),
    Column.HOUSE: pgettext_lazy("column", "House code"),
    Column.MEMBERS: gettext_lazy("Members"),
    Column.DEPENDANTS: gettext_lazy("Dependants"),
    Column.INCOME: gettext_lazy("Income a person a year"),
    Column.LEVEL: gettext_lazy("Level"),
    Column.TARGET_POOR: gettext_lazy("Target-poor"),
    Column.DIMENSIONS: pgettext_lazy("column", "Poor in"),
    Column.DEFINITIONS: gettext_lazy("Definitions met"),
    Column.MISSING: gettext_lazy("Missing facts"),
}
NUMBERS = frozenset({Column.MEMBERS, Column.DEPENDANTS, Column.INCOME, Column.TARGET_POOR})


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in words; `drop` names the fields that go when it is taken away."""

    words: str
    drop: tuple[str, ...]


def meaning(found: FamilyList) -> str:
    """What the list holds, in one line: 'Families with a target-poor member in Rawai'."""
    wanted = found.wanted
    who = {
        None: _("All families"),
        True: _("Families with a target-poor member"),
        False: _("Families without a target-poor member"),
    }[wanted.target_poor]
    place = _("in %(area)s") % {"area": said(found.area)} if found.area else _("in my whole area")
    return _("%(who)s %(place)s") % {"who": who, "place": place}


def chips(found: FamilyList, worklist: str) -> list[Chip]:
    """The filters that are on, beside place and target-poverty, which the headline says; the text itself is never repeated."""
    wanted = found.wanted
    on = [
        (wanted.text, _("What I searched for"), ("q",)),
        (worklist, worklist, ("list",)),
        (found.area, said(found.area), ("area",)),
        (wanted.target_poor is not None, _target_poor(wanted), ("poor",)),
        (wanted.level is not None, _("Level %(level)s") % {"level": wanted.level}, ("level",)),
        (wanted.definition, _definition(found), ("definition",)),
        (wanted.choice.dimensions, _poor_in(wanted), ("dim", "combine")),
    ]
    return [Chip(words, drop) for shown, words, drop in on if shown]


def _target_poor(wanted: FamilyFilter) -> str:
    return _("With a target-poor member") if wanted.target_poor else _("Without a target-poor member")


def _definition(found: FamilyList) -> str:
    named = (said(option.label) for option in found.definitions if option.value == found.wanted.definition)
    return next(named, found.wanted.definition)


def _poor_in(wanted: FamilyFilter) -> str:
    joint = _(" and ") if wanted.choice.combine is Combine.ALL else _(" or ")
    return joint.join(str(sign.word) for name, sign in DIMENSIONS.items() if name in wanted.choice.dimensions)
