"""Reading submissions: for their sender, for the office, for the jobs that take them into the logbook."""

from samutphok.submissions.queries.inbox import Inbox, InboxRow, SubmissionView, inbox, submission, waiting_submissions
from samutphok.submissions.queries.receipts import receipts
from samutphok.submissions.queries.told import Told, file_bytes, submission_told

__all__ = [
    "Inbox",
    "InboxRow",
    "SubmissionView",
    "Told",
    "file_bytes",
    "inbox",
    "receipts",
    "submission",
    "submission_told",
    "waiting_submissions",
]
