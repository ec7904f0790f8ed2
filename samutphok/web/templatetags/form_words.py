"""How forms are written on a page."""

import re

from django import template

from samutphok.forms.domain.question import Question
from samutphok.forms.domain.wording import KINDS
from samutphok.kernel.errors import Bilingual

register = template.Library()

# the few marks of Markdown that phones show as weight or size, and HTML that older forms use for colour
_MARKS = re.compile(r"\*\*|__|^#{1,6}\s+|</?\w+[^>]*>", re.M)
_PICTURE = Bilingual("ภาพถ่าย", "photograph")
_SOUND = Bilingual("เสียง", "sound")


@register.filter
def unmarked(text: str) -> str:
    """A form's text without the marks by which phones make it bold or large."""
    return _MARKS.sub("", text)


@register.filter
def kind(question: Question) -> Bilingual:
    """What kind of answer a question takes."""
    if question.media.startswith("image/"):
        return _PICTURE
    return _SOUND if question.media.startswith("audio/") else KINDS[question.kind]
