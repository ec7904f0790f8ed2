"""How a notice stands with its reader, in words and signs."""

from django.utils.translation import pgettext_lazy

from samutphok.notices.domain import Box, ReadingState
from samutphok.web.words import Sign

READING_SIGNS: dict[ReadingState, Sign] = {
    ReadingState.NEW: Sign(pgettext_lazy("notice", "to be read"), "mail", "open"),
    ReadingState.CHANGED: Sign(pgettext_lazy("notice", "changed since you read it"), "refresh", "open"),
    ReadingState.OVERDUE: Sign(pgettext_lazy("notice", "overdue"), "alert-triangle", "bad"),
    ReadingState.READ: Sign(pgettext_lazy("notice", "acknowledged"), "circle-check", "good"),
    ReadingState.ENDED: Sign(pgettext_lazy("notice", "no longer in force"), "circle-x", "plain"),
    ReadingState.NOT_ADDRESSED: Sign(pgettext_lazy("notice", "for others to read"), "users", "plain"),
}

BOXES = {
    Box.TO_READ: pgettext_lazy("notices", "To be read"),
    Box.ALL: pgettext_lazy("notices", "All"),
    Box.OFFICE: pgettext_lazy("notices", "Written by me"),
}
