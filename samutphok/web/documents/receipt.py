"""Papers of aid: the numbered receipt of a payment, and the list of a hand-out to be signed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from samutphok.aid.domain.application import ApplicationView, Step
from samutphok.aid.domain.handout import GuestView, HandoutView
from samutphok.aid.domain.money import satang
from samutphok.areas.domain import AreaView
from samutphok.kernel.baht import baht_in_words
from samutphok.web.documents.breaking import Name
from samutphok.web.documents.typesetting import typeset
from samutphok.web.templatetags.aid import amount, baht, kind_word, place_word, source_word, unit_word
from samutphok.web.templatetags.desk import day


def receipt_pdf(found: ApplicationView, places: Mapping[str, AreaView], *, language: str, now: datetime) -> bytes:
    """The receipt of a paid application on A5: number, day, sum in figures and Thai words, lines to sign."""
    with override(language):
        paid = next((act.at for act in reversed(found.acts) if act.name == Step.PAY), now)
        code = found.line.area_code
        value: dict[str, Any] = {
            "title": _("Receipt"),
            "number": _("No. %(number)s") % {"number": found.receipt},
            "rows": [
                {"label": _("Day"), "text": day(timezone.localdate(paid))},
                {"label": _("Received by"), "text": Name(found.holder or found.line.family)},
                {"label": _("Place"), "text": place_word(code, dict(places))},
                {"label": _("For"), "text": kind_word(found.line.kind)},
                {"label": _("Application"), "text": found.line.number},
                {"label": _("Budget line"), "text": found.budget_label or "–"},
            ],
            "sum": baht(found.line.baht),
            "words": f"({baht_in_words(satang(found.line.baht))})",
            "signed": [_("Signature of the receiver"), _("Signature of the payer"), _("Signature of a witness")],
        }
    return typeset("receipt.typ", value, language=language)


def sheet_pdf(
    found: HandoutView, invited: Sequence[GuestView], places: Mapping[str, AreaView], *, language: str
) -> bytes:
    """The list of a hand-out on A4: a numbered line a family, with room for a signature."""
    with override(language):
        what = f"{kind_word(found.kind)} {amount(found.quantity)} {unit_word(found.kind)}"
        value: dict[str, Any] = {
            "title": found.title,
            "about": " · ".join(
                part for part in (day(found.held_on), found.place, what, source_word(found.source)) if part
            ),
            "heads": [_("No."), _("Family"), _("Place"), _("Signature"), _("Came for the family")],
            "rows": [
                {"number": str(one.place), "name": Name(one.name), "place": place_word(one.area_code, dict(places))}
                for one in invited
            ],
            "hint": _("Type the numbers that signed in afterwards, on the page of the hand-out."),
        }
    return typeset("handout.typ", value, language=language)
