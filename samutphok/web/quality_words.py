"""The words of the quality of registers."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samutphok.intake.domain.register import registers
from samutphok.quality.domain.figures import Ask, Standing
from samutphok.quality.domain.measures import ACCEPTED, ARRIVAL, PEOPLE, Check, Measure, RegisterRules
from samutphok.web.templatetags.desk import number
from samutphok.web.words import Sign

MEASURES = {
    Measure.COMPLETENESS: pgettext_lazy("quality", "Complete"),
    Measure.VALIDITY: pgettext_lazy("quality", "Valid"),
    Measure.UNIQUENESS: pgettext_lazy("quality", "Without repeats"),
    Measure.TIMELINESS: pgettext_lazy("quality", "Timely"),
    Measure.CONSISTENCY: pgettext_lazy("quality", "Consistent"),
}
MEANINGS = {
    Measure.COMPLETENESS: _("Of the cells that should hold something, how many do."),
    Measure.VALIDITY: _(
        "Of the cells that are filled, how many can be what they say: a citizen number with its check digit, "
        "a full day of birth, a tambon that exists."
    ),
    Measure.UNIQUENESS: _("Of the rows with a key, how many are not a repeat of a row above."),
    Measure.TIMELINESS: _("Of the rows, how many arrived in time and are still current on the day of the cut."),
    Measure.CONSISTENCY: _(
        "Of the rows that can be compared, how many agree within themselves, within the family, and with "
        "other registers about the same person."
    ),
}
STANDINGS = {
    Standing.GOOD: Sign(pgettext_lazy("quality", "Good"), "circle-check", "good"),
    Standing.FAIR: Sign(pgettext_lazy("quality", "To be mended"), "alert-triangle", "unknown"),
    Standing.POOR: Sign(pgettext_lazy("quality", "Poor"), "circle-x", "bad"),
    Standing.NONE: Sign(pgettext_lazy("quality", "Not measured"), "minus", "open"),
}
_ASPECTS = {
    "first_name": pgettext_lazy("quality", "first name"),
    "sex": pgettext_lazy("quality", "sex"),
    "birth_year": pgettext_lazy("quality", "year of birth"),
    "tambon": pgettext_lazy("quality", "tambon"),
}
_REQUESTS: dict[Check, Promise] = {
    Check.FILLED: _("Fill in “%(column)s”: empty in %(unmet)s of %(of)s rows."),
    Check.PID: _("Correct “%(column)s”: the check digit is wrong or digits are missing in %(unmet)s of %(of)s rows."),
    Check.NAME: _("Correct “%(column)s”: a single letter, digits or signs in %(unmet)s of %(of)s rows."),
    Check.FULL_DAY: _(
        "Give “%(column)s” with day, month and year: incomplete or impossible in %(unmet)s of %(of)s rows."
    ),
    Check.HOUSE_CODE: _("Give “%(column)s” with all eleven digits: not so in %(unmet)s of %(of)s rows."),
    Check.LISTED_AREA: _(
        "Give “%(column)s” down to the tambon, by the list in force: not so in %(unmet)s of %(of)s rows."
    ),
    Check.BETWEEN: _("Look at “%(column)s”: outside what is possible in %(unmet)s of %(of)s rows."),
    Check.ONE_OF: _("Look at “%(column)s”: not an amount of the rules in %(unmet)s of %(of)s rows."),
    Check.FIRST: _("Send each only once: %(unmet)s of %(of)s rows repeat “%(column)s” of a row above."),
    Check.CURRENT: _("Renew or take out: “%(column)s” had passed on the day of the cut in %(unmet)s of %(of)s rows."),
    Check.ARRIVAL: _("Send sooner after the cut: %(unmet)s of %(of)s rows came later than agreed."),
    Check.ORDERED: _("Look at the order of days, “%(column)s”: the other way round in %(unmet)s of %(of)s rows."),
    Check.SAME_IN_FAMILY: _("Give the same “%(column)s” for all of a family: not so in %(unmet)s of %(of)s rows."),
    Check.AS_OTHERS: _(
        "Check “%(column)s” against the person's papers: another register says otherwise in %(unmet)s of %(of)s rows."
    ),
}
_ROWS = _("Correct the rows that came back: %(unmet)s of %(of)s rows could not be taken.")


def column_word(register: str, column: str) -> str:
    """What a figure is about, in the reader's language."""
    if column == ACCEPTED:
        return gettext("Whole rows")
    if column == ARRIVAL:
        return gettext("The delivery")
    kind, _dot, name = column.partition(".")
    if kind == PEOPLE and name:
        return pgettext("quality", "%(aspect)s, beside other registers") % {"aspect": _ASPECTS[name]}
    if kind == "family" and name:
        return pgettext("quality", "%(column)s, within a family") % {"column": _named(register, name)}
    if "<=" in column:
        earlier, later = column.split("<=")
        return pgettext("quality", "%(earlier)s before %(later)s") % {
            "earlier": _named(register, earlier),
            "later": _named(register, later),
        }
    return " + ".join(_named(register, part) for part in column.split("+"))


def request_word(rules: RegisterRules, ask: Ask) -> str:
    """What the sender is asked for, one sentence, with numbers and no names."""
    checks = {(one.measure, one.column): one.check for one in rules.questions}
    check = checks.get((ask.measure, ask.column))
    words: Any = _ROWS if check is None else _REQUESTS[check]
    column = column_word(rules.register, ask.column)
    return str(words) % {"column": column, "unmet": number(ask.count.unmet), "of": number(ask.count.of)}


def _named(register: str, column: str) -> str:
    found = registers()[register].column(column) if register in registers() else None
    return found.meaning.in_language(get_language() or "th") if found else column


ColumnWord = Callable[[str, str], str]
