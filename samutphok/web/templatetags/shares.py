"""What templates of fair shares say of states, reasons and points."""

from uuid import UUID, uuid5

from django import template
from django.utils.translation import gettext as _

from samutphok.allocation.domain.views import LineView
from samutphok.areas.domain import AreaView
from samutphok.web import share_words as words
from samutphok.web.templatetags.desk import number
from samutphok.web.templatetags.office import area_word
from samutphok.web.words import Sign

register = template.Library()


@register.simple_tag
def share_sign(state: str) -> Sign:
    """Where a sharing stands."""
    return next(sign for one, sign in words.STATES.items() if one == state)


@register.simple_tag
def place_sign(state: str) -> Sign:
    """Where a place stands."""
    return next(sign for one, sign in words.PLACES.items() if one == state)


@register.filter
def why_word(why: str) -> str:
    """Why families did not get a place."""
    return str(words.WHYS.get(why, ""))


@register.filter
def near_word(line: LineView) -> str:
    """What a family lacked, in plain words."""
    said = words.NEARS.get(line.near)
    return str(said) % {"points": points(line.short)} if said else ""


@register.filter
def parts_word(line: LineView) -> str:
    """What a family has points for: 'level 3 of the family (40), 2 dependants (10)'."""
    said = (
        f"{words.PARTS[name] % {'much': number(much)}} ({points(worth)})"
        for name, much, worth in line.parts
        if name in words.PARTS
    )
    return ", ".join(said) or _("no points")


@register.filter
def points(value: float | None) -> str:
    """Points with at most one decimal."""
    return number(round(value, 1)) if value is not None else "–"


@register.filter
def deed_word(name: str) -> str:
    """What somebody did with a sharing."""
    return str(words.DEEDS.get(name, name))


@register.filter
def of_key(found: dict[object, object], key: object) -> object:
    """The entry of a mapping, nothing where there is none."""
    return found.get(key)


@register.filter
def undo_id(hand: UUID, version: int) -> UUID:
    """The id of taking an act by hand back, of this version of the page: a double click is one act."""
    return uuid5(hand, str(version))


@register.filter
def twice(value: float | None) -> float:
    """How far a slider reaches: twice what there is."""
    return 2 * (value or 1)


@register.filter
def area_or_label(label: str, places: dict[str, AreaView]) -> str:
    """The name of an area where a field is about one ('floor-8301'), else the field's own name."""
    kind, _sep, code = label.partition("-")
    return area_word(code, places) if kind in ("floor", "ceiling") else label
