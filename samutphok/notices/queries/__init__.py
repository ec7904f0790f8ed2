"""Reading notices: what speaks to a viewer, one notice with its questions, and who has read it."""

from samutphok.notices.queries.lists import notice_list, unread_count
from samutphok.notices.queries.page import notice_page
from samutphok.notices.queries.readers import readers
from samutphok.notices.queries.scope import notice_seen, speaks_to, visible_to, waiting_for

__all__ = [
    "notice_list",
    "notice_page",
    "notice_seen",
    "readers",
    "speaks_to",
    "unread_count",
    "visible_to",
    "waiting_for",
]
