"""The words that the talk about rights puts on the screen, in the reader's language."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samutphok.kernel.dates import format_date

Words = dict[str, str | dict[str, str]]


def page_words(today: date, language: str) -> Words:
    """Every text of the script by name; places in braces are filled there."""
    return {
        "today": format_date(today, language),
        **_people(),
        **_asking(),
        **_results(),
    }


def _people() -> Words:
    return {
        "whoLives": _("Who lives together with you?"),
        "whoHint": _(
            "Begin with yourself, then each person of the household. A name is not needed; the year of birth is enough."
        ),
        "you": pgettext("rights", "You"),
        "person": _("Person {number}"),
        "namePlaceholder": _("a name, if you like"),
        "born": _("Born"),
        "died": _("Died"),
        "hasDied": _("has died within the last six months"),
        "day": _("Day"),
        "month": _("Month"),
        "yearBe": _("Year (BE)"),
        "yearCe": _("Year"),
        "addPerson": _("Add a person"),
        "remove": _("Remove"),
        "badDate": _("Please look at the dates of: {who}. The year must have four digits and lie in the past."),
    }


def _asking() -> Words:
    return {
        "goOn": _("Continue"),
        "back": _("Back"),
        "seeNow": _("Show the results so far"),
        "yes": _("Yes"),
        "no": _("No"),
        "dontKnow": _("I do not know"),
        "emptyUnknown": _("Leave it empty if you do not know."),
        "each": _("each of you"),
        "baht": _("baht"),
        "done": _("{done} answered"),
        "left": _("{done} answered, at most {left} to go"),
    }


def _results() -> Words:
    return {
        "results": _("What you may claim"),
        "family": _("The whole family"),
        "sum": _("Every month together: {baht} baht"),
        "noSum": _("No monthly money is certain from these answers."),
        "asOf": _("By the rules of {day}. The agency decides; this page helps you to ask."),
        "notCount": _("Not for this person or family now: {count}"),
        "needs": _("To be certain we would need to know: {facts}"),
        "where": _("Where:"),
        "bring": _("Bring:"),
        "also": _("With it:"),
        "why": _("Why, and by which law"),
        "upTo": _("up to {amount}"),
        "amountOpen": _("the amount depends on what is not known yet"),
        "print": _("Print"),
        "again": _("Forget everything and begin again"),
        "sealedHint": _(
            "There are also rights that depend on something very private, such as an illness. "
            "What you answer is not sent anywhere."
        ),
        "askSealed": _("Ask me about these too"),
        "help": _(
            "Need somebody to talk to? Call 1300, the social-assistance hotline, day and night and free of charge. "
            "In danger call 191, when somebody is ill or hurt 1669."
        ),
        "callTitle": _("Would you like somebody to help you claim it?"),
        "callTake": _("Take the names of these benefits along. Nothing is sent before you send it yourself."),
        "call": _("Call me back"),
        "askFor": _("I would like help with:"),
        "outcomes": {
            "eligible": _("You have this right"),
            "may_apply": _("You may apply; the agency decides"),
            "unknown": _("Not certain yet"),
            "not": _("Not now"),
        },
        "met": {"yes": _("met:"), "no": _("not met:"), "open": _("not known:")},
        "per": {
            "baht_per_month": _("{baht} baht a month"),
            "baht_per_year": _("{baht} baht a year"),
            "baht_per_time": _("{baht} baht a time"),
            "baht_once": _("{baht} baht once"),
            "in_kind": _("help in kind"),
        },
    }
