"""Notices without a database: what they say, whom they speak to, what may be done with them."""

from samutphok.notices.domain.audience import Address, addressed, may_oversee, may_revise, readers_of, reading_areas
from samutphok.notices.domain.content import MOST_CHARACTERS, MOST_LINES, Content, Fault, faults
from samutphok.notices.domain.views import (
    Box,
    NoticeList,
    NoticePage,
    NoticeRow,
    QuestionView,
    Readers,
    ReadingState,
    VersionView,
    state_of,
)

__all__ = [
    "MOST_CHARACTERS",
    "MOST_LINES",
    "Address",
    "Box",
    "Content",
    "Fault",
    "NoticeList",
    "NoticePage",
    "NoticeRow",
    "QuestionView",
    "Readers",
    "ReadingState",
    "VersionView",
    "addressed",
    "faults",
    "may_oversee",
    "may_revise",
    "readers_of",
    "reading_areas",
    "state_of",
]
