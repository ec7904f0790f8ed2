"""How notices, guides, accounts and acts are written on a page."""

from collections.abc import Mapping

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from samutphok.access.domain import Role, Sensitivity
from samutphok.access.domain.labels import ROLE_LABELS, SENSITIVITY_LABELS
from samutphok.areas.domain import COUNTRY, AreaView
from samutphok.foundation.audit.domain import FaultKind
from samutphok.kernel.prose import Block, BlockKind, Span, read_prose
from samutphok.notices.domain import ReadingState
from samutphok.web.acts import FAULTS, PROCESSES, act_words, field_words, outcome_words, subject_words
from samutphok.web.guides import Guide, guide_for
from samutphok.web.middleware import open_to
from samutphok.web.notice_words import READING_SIGNS
from samutphok.web.routes import ROUTES
from samutphok.web.words import Sign

register = template.Library()

_TAGS = {BlockKind.BULLETS: ("ul", "li"), BlockKind.NUMBERED: ("ol", "li")}


@register.simple_tag
def prose(text: str, level: int = 2) -> SafeString:
    """A text of `kernel.prose` as HTML; `level` is that of its widest heading. Every word of it is escaped."""
    return format_html_join("\n", "{}", ((_block(block, level),) for block in read_prose(text)))


@register.filter
def role_word(role: Role | str) -> str:
    """A role as people call it."""
    return ROLE_LABELS[Role(role)].in_language(get_language() or "th")


@register.filter
def area_word(code: str, places: dict[str, AreaView]) -> str:
    """An area's name with its kind, from names already read; its code when no name is known."""
    found = places.get(code or COUNTRY)
    return found.title(get_language() or "th") if found else code or COUNTRY


@register.simple_tag
def reading_sign(state: ReadingState) -> Sign:
    """The word and icon of how a notice stands."""
    return READING_SIGNS[state]


@register.simple_tag
def area_title(place: AreaView) -> str:
    """An area's name with its kind."""
    return place.title(get_language() or "th")


@register.filter
def sees_word(level: Sensitivity) -> str:
    """What is met of a family at a sensitivity."""
    return SENSITIVITY_LABELS[level].in_language(get_language() or "th")


@register.filter
def fault_word(fault: FaultKind) -> str:
    """What was done to the trail."""
    return str(FAULTS[fault])


@register.simple_tag
def who(actor: str, names: Mapping[str, str]) -> str:
    """The name of who acted: a colleague's, or what a process of the installation is called."""
    return names.get(actor) or str(PROCESSES.get(actor, actor))


@register.filter
def short_subject(subject: str) -> str:
    """The beginning of a record's pseudonym: enough to tell two apart on a page."""
    return subject.partition(":")[2][:8]


@register.simple_tag(takes_context=True)
def guide_here(context: Context) -> Guide | None:
    """The guide that helps on this page; none for whoever has not logged in, or where there is none."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    viewer = getattr(request, "viewer", None)
    return guide_for(match.view_name) if match and viewer and viewer.account_id else None


@register.simple_tag(takes_context=True)
def may_knock(context: Context, route: str) -> bool:
    """Whether the viewer's role knows a route at all, so that no link leads to a closed door."""
    return open_to(ROUTES[route], context["request"].viewer)


register.filter("act_words", act_words)
register.filter("field_words", field_words)
register.filter("subject_words", subject_words)
register.filter("outcome_words", outcome_words)


def _block(block: Block, level: int) -> SafeString:
    if block.kind is BlockKind.HEADING:
        tag = f"h{min(6, level + block.depth - 1)}"
        return format_html("<{}>{}</{}>", tag, _line(block.lines[0]), tag)
    if block.kind in _TAGS:
        outer, inner = _TAGS[block.kind]
        items = format_html_join("", "<{}>{}</{}>", ((inner, _line(line), inner) for line in block.lines))
        return format_html("<{}>{}</{}>", outer, items, outer)
    lines = format_html_join(SafeString("<br>"), "{}", ((_line(line),) for line in block.lines))
    if block.kind is BlockKind.QUOTE:
        return format_html("<blockquote><p>{}</p></blockquote>", lines)
    return format_html("<p>{}</p>", lines)


def _line(spans: tuple[Span, ...]) -> SafeString:
    return format_html_join("", "{}", ((_span(span),) for span in spans))


def _span(span: Span) -> SafeString:
    if span.strong:
        return format_html("<strong>{}</strong>", span.text)
    if span.leaves:
        return format_html('<a href="{}" rel="noopener noreferrer external">{}</a>', span.address, span.text)
    if span.address:
        return format_html('<a href="{}">{}</a>', span.address, span.text)
    return format_html("{}", span.text)
