"""Keeping what comes back from the field, and moving it on."""

from samutphok.submissions.actions.deciding import release, set_aside, take_instead
from samutphok.submissions.actions.exporting import ExportResult, export_form
from samutphok.submissions.actions.keeping import keep_submission
from samutphok.submissions.actions.settling import read_again, settle

__all__ = [
    "ExportResult",
    "export_form",
    "keep_submission",
    "read_again",
    "release",
    "set_aside",
    "settle",
    "take_instead",
]
