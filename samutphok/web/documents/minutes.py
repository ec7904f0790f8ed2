"""The minutes of a case conference, on A4 in Thai digits."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from samutphok.areas.domain import AreaView
from samutphok.cases.domain.conference import ConferenceState, ConferenceView, FamilyPut
from samutphok.cases.domain.rules import Forum
from samutphok.partners.queries import agency_label
from samutphok.web.conference_words import step_line, told_rows
from samutphok.web.documents.breaking import Name
from samutphok.web.documents.typesetting import typeset
from samutphok.web.templatetags.desk import day, moment
from samutphok.web.templatetags.office import area_word


def minutes_pdf(
    found: ConferenceView, forum: Forum, places: dict[str, AreaView], *, language: str, now: datetime
) -> bytes:
    """What the conference came to; a draft until the chair has signed."""
    with override(language):
        value = _content(found, forum, places, now)
    return typeset("minutes.typ", value, language=language, thai_digits=language == "th")


def _content(found: ConferenceView, forum: Forum, places: dict[str, AreaView], now: datetime) -> dict[str, Any]:
    language = get_language() or "th"
    signed = found.state is ConferenceState.SIGNED
    return {
        "title": _("Minutes of the case conference"),
        "forum": f"{forum.label.in_language(language)} {area_word(found.area_code, places)}",
        "number": _("Meeting %(number)s") % {"number": found.number},
        "when": _("held on %(day)s") % {"day": day(found.on)} + (f" · {found.place}" if found.place else ""),
        "draft": "" if signed else _("Draft, not signed yet"),
        "private": _("Personal data: keep it safe, use it only to help these families."),
        "printed": _("printed %(moment)s") % {"moment": moment(now)},
        "offices": [
            [pgettext("conference", "Chair"), found.chair],
            [pgettext("conference", "Joint secretaries"), " · ".join(found.secretaries.splitlines()) or "–"],
        ],
        "came": {"title": _("Agencies"), "rows": [_guest(one.agency, one.came, one.who) for one in found.guests]},
        "none": _("No agency was invited"),
        "agenda": _("Families on the agenda"),
        "decision": _("Decision:"),
        "families": [_family(one, found, places) for one in found.families],
        "signers": _signers(found, forum, language),
    }


def _guest(agency: str, came: bool | None, who: str) -> list[str]:
    told = {True: _("came"), False: _("did not come"), None: _("invited")}[came]
    return [agency_label(agency).in_language(get_language() or "th"), told, who or "–"]


def _family(one: FamilyPut, found: ConferenceView, places: dict[str, AreaView]) -> dict[str, Any]:
    return {
        "order": f"{one.order}.",
        "name": Name(one.family or _("Family found at the door")),
        "place": f"{area_word(one.area_code, places)} · {one.number}",
        "told": [[_("Asked"), one.question], *([label, told] for label, told in told_rows(one, found))],
        "decision": one.decision or _("not decided yet"),
        "steps": [step_line(step) for step in one.steps],
    }


def _signers(found: ConferenceView, forum: Forum, language: str) -> list[list[str]]:
    chair = pgettext("conference", "Chair")
    if found.signed_on:
        chair += _(", signed on %(day)s") % {"day": day(found.signed_on)}
    signer = [found.signed_by or found.chair, chair]
    secretary = [forum.secretaries[0].in_language(language) if forum.secretaries else "", _("Wrote the minutes")]
    return [secretary, signer]
