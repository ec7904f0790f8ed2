"""What changed between two cuts of the registers, as pages write it."""

from collections.abc import Iterator

from django import template

from samutphok.insights.domain.home import FlowCell, LevelLine, Movement
from samutphok.web.templatetags.desk import number, percent

register = template.Library()
MINUS = "−"


@register.filter
def signed(difference: int) -> str:
    """A difference with its sign: '+12', '−3', '0'."""
    if not difference:
        return "0"
    return f"{'+' if difference > 0 else MINUS}{number(abs(difference))}"


@register.filter
def signed_percent(fraction: float) -> str:
    """A difference as a share with its sign: '+1.5%', '−12.0%'."""
    return f"{'+' if fraction > 0 else MINUS}{percent(abs(fraction))}"


@register.filter
def flow_rows(movement: Movement) -> Iterator[tuple[LevelLine, tuple[FlowCell, ...]]]:
    """The rows of the table of flows: the level before with its cells."""
    return zip(movement.levels, movement.cells, strict=True)
