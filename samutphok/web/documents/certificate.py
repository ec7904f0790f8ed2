"""The certificate of honour for a fund, firm or organisation that gave."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from samutphok.aid.domain.partners import Certificate
from samutphok.areas.domain import AreaView
from samutphok.web.documents.breaking import Name
from samutphok.web.documents.typesetting import typeset
from samutphok.web.templatetags.desk import day
from samutphok.web.templatetags.office import area_word


def certificate_pdf(found: Certificate, places: Mapping[str, AreaView], *, language: str) -> bytes:
    """The certificate on A4, landscape: who is honoured, for what, where and when, and room for the signature.

    No emblem is drawn: the office puts its own on the paper that it prints on.
    """
    with override(language):
        province = area_word(found.area_code[:2], dict(places))
        value: dict[str, Any] = {
            "above": _("This certificate is given to honour"),
            "name": Name(found.name),
            "told": _("for generous support of families in need in %(place)s") % {"place": province},
            "note": found.note,
            "day": _("Given on %(day)s") % {"day": day(found.given_on)},
            "title": _("Certificate of honour"),
            "signed": _("Signature and position of who gives it"),
            "number": _("Entry %(number)s of the ledger of help") % {"number": str(found.entry_id)[:8]},
        }
    return typeset("certificate.typ", value, language=language, thai_digits=language == "th")
