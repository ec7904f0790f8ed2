"""What is done to a family's logbook: documents kept with it, visits taken into it, conflicts decided."""

from samutphok.logbook.actions.aside import set_visit_aside as set_visit_aside
from samutphok.logbook.actions.conflicts import resolve_conflict as resolve_conflict
from samutphok.logbook.actions.documents import add_document as add_document
from samutphok.logbook.actions.documents import keep_document as keep_document
from samutphok.logbook.actions.documents import withdraw_document as withdraw_document
from samutphok.logbook.actions.rebuilding import rebuild_logbooks as rebuild_logbooks
from samutphok.logbook.actions.visits import accept_visit as accept_visit
