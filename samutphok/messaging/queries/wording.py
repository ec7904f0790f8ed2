"""A message in the words of its reader."""

from collections.abc import Mapping

from django.conf import settings

from samutphok.areas.queries import names
from samutphok.messaging.domain.recipients import Channel
from samutphok.messaging.domain.templates import Kind, MessageRules, Template, told_day


def worded(
    rules: MessageRules, template: Template, values: Mapping[str, str], *, language: str, channel: Channel | None
) -> tuple[str, str]:
    """Subject and text on a channel; without one, as the desk shows it: the link is told apart there. One query at most."""
    kinds = {**template.may_have, **template.values}
    told: dict[str, str] = {}
    for name, value in values.items():
        said = _told(rules, kinds[name], value, language, channel)
        if said:
            told[name] = said
    subject = template.subject[language].format_map(told)
    return subject, template.sentences_for(language, told)


def _told(rules: MessageRules, kind: Kind, value: str, language: str, channel: Channel | None) -> str:
    if kind is Kind.DAY:
        return told_day(value, language)
    if kind is Kind.AGENCY:
        return rules.agency(value).in_language(language)
    if kind is Kind.OFFICE:
        return _office(value, language)
    if kind is Kind.LINK:
        reaches = settings.ADDRESS and channel is not None and channel not in rules.no_links
        return settings.ADDRESS.rstrip("/") + value if reaches else ""
    return value


def _office(area_code: str, language: str) -> str:
    """The office of the province: nothing narrower, a village's name would tell too much."""
    province = area_code[:2]
    found = names([province]).get(province) if province.isdigit() else None
    if found is None:
        return "พม." if language == "th" else "MSDHS"
    if language == "th":
        return f"สนง.พมจ.{found.name_th}"
    return f"Social Development Office, {found.name_en or found.name_th}"
