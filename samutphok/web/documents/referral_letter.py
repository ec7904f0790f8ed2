"""An official letter of referral: always in Thai, numbered, dated in the Buddhist era, with one family or a list of them."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from samutphok.areas.queries import names
from samutphok.kernel.dates import format_date
from samutphok.partners.queries import contact_of
from samutphok.referrals.domain.letter import LetterCase, LetterView
from samutphok.referrals.domain.referral import SharedField
from samutphok.web.documents.breaking import Name
from samutphok.web.documents.typesetting import Code, typeset
from samutphok.web.templatetags.referrals import referral_problem, referral_purpose, referral_service

LANGUAGE = "th"
PERSONAL = ("name", "member_names", "place")


def letter_pdf(letter: LetterView, *, now: datetime) -> bytes:
    """The letter in Thai digits, as offices write them."""
    with override(LANGUAGE):
        value = _content(letter, now)
    return typeset("referral_letter.typ", value, language=LANGUAGE, thai_digits=True)


def _content(letter: LetterView, now: datetime) -> dict[str, Any]:
    contact = contact_of(agency=letter.agency, area_code=letter.area_code, on=timezone.localdate(now))
    many = letter.many
    count = len(letter.cases) + letter.ended
    return {
        "emblem": _("place of the emblem"),
        "at_label": pgettext("letter", "No."),
        "number": Name(letter.number),
        "office": _office(letter.office),
        "date": format_date(letter.dated, LANGUAGE),
        "subject_label": pgettext("letter", "Subject"),
        "subject": _("Referral for help: %(purpose)s") % {"purpose": referral_purpose(letter.purpose)},
        "to_label": pgettext("letter", "To"),
        "to": contact.head or _("Head of %(agency)s") % {"agency": contact.label.th or letter.agency},
        "reference_label": pgettext("letter", "Refers to"),
        "reference": [_("Memorandum of understanding of 3 March 2021 on the quality of life of vulnerable families")],
        "enclosed_label": pgettext("letter", "Enclosed"),
        "enclosed": [_("List of families, %(count)s, 1 copy") % {"count": count}] if many else [],
        "paragraphs": _paragraphs(letter, count),
        "one": [_line(one) for one in letter.cases[0].shared] if letter.cases and not many else None,
        "ask": _ask(letter),
        "closing": _("For your consideration and further action"),
        "farewell": _("Yours respectfully"),
        "rank": pgettext("letter", "Position"),
        "contact": [
            _("Personal data: for this purpose only, until %(day)s, and for nobody else.")
            % {"day": format_date(letter.until, LANGUAGE)}
        ],
        "code": Code(letter.code) if letter.code else None,
        "code_label": _("Code for answering by the link that was sent to you:"),
        "annex": _annex(letter) if many else None,
    }


def _paragraphs(letter: LetterView, count: int) -> list[str]:
    if letter.many:
        first = ngettext(
            "This office has found %(count)s family that needs your help as in the list enclosed.",
            "This office has found %(count)s families that need your help as in the list enclosed.",
            count,
        ) % {"count": count}
        return [first, *_said(letter.cases[:1])]
    if not letter.cases:
        return [_("What was shared of the family with this letter has been withdrawn or has ended.")]
    one = letter.cases[0]
    told = _("This office has found a family with this problem: %(problem)s. It asks for your help as follows.")
    service = [_("Service asked for: %(service)s") % {"service": referral_service(one.service)}] if one.service else []
    return [told % {"problem": referral_problem(one.problem)}, *service, *_said([one])]


def _said(cases: list[LetterCase] | tuple[LetterCase, ...]) -> list[str]:
    return [one.said for one in cases if one.said]


def _ask(letter: LetterView) -> str:
    if letter.due is None:
        return _("Please tell this office of the result.")
    return _("Please answer by %(day)s whether you take it on, and tell this office of the result.") % {
        "day": format_date(letter.due, LANGUAGE)
    }


def _office(area: str) -> list[str]:
    """The office as a letter names it: of the province, or of an area in it."""
    known = names({area[:2], area})
    province = known[area[:2]].name_th if area[:2] in known else ""
    if len(area) <= 2:
        return [_("Provincial Office of Social Development and Human Security, %(province)s") % {"province": province}]
    place = known[area].name_th if area in known else area
    return [
        _("Social-assistance centre of %(place)s") % {"place": place},
        _("Province of %(province)s") % {"province": province},
    ]


def _line(one: SharedField) -> list[Any]:
    lines = one.lines or ("–",)
    return [one.label.th, [Name(line) if one.name in PERSONAL else line for line in lines]]


def _annex(letter: LetterView) -> dict[str, Any]:
    return {
        "title": _("List of families with letter no. %(number)s of %(day)s")
        % {"number": letter.number, "day": format_date(letter.dated, LANGUAGE)},
        "heads": [
            pgettext("letter", "No."),
            _("Referral no."),
            pgettext("letter", "Family"),
            pgettext("letter", "Problem"),
        ],
        "rows": [
            [
                str(place),
                Name(one.number),
                [[f"{field.label.th}:", " · ".join(field.lines)] for field in one.shared if field.lines],
                referral_problem(one.problem) if any(field.name == "problem" for field in one.shared) else "–",
            ]
            for place, one in enumerate(letter.cases, start=1)
        ],
    }
