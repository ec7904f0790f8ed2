"""Receiving register files, staging their rows, keeping the books of what became of them, taking them back."""

from samutphok.intake.actions.comparing import compare_again as compare_again
from samutphok.intake.actions.comparing import compare_batch as compare_batch
from samutphok.intake.actions.drafting import correct_draft as correct_draft
from samutphok.intake.actions.drafting import discard_draft as discard_draft
from samutphok.intake.actions.drafting import draft_file as draft_file
from samutphok.intake.actions.drafting import recognise_draft as recognise_draft
from samutphok.intake.actions.drafting import save_layout as save_layout
from samutphok.intake.actions.fetching import fetch_rejects as fetch_rejects
from samutphok.intake.actions.fetching import fetch_remarks as fetch_remarks
from samutphok.intake.actions.keeping import mark_attached as mark_attached
from samutphok.intake.actions.keeping import mark_progress as mark_progress
from samutphok.intake.actions.keeping import mark_trouble as mark_trouble
from samutphok.intake.actions.keeping import mark_undoing as mark_undoing
from samutphok.intake.actions.keeping import mark_undone as mark_undone
from samutphok.intake.actions.keeping import retry_batch as retry_batch
from samutphok.intake.actions.receiving import receive_batch as receive_batch
from samutphok.intake.actions.receiving import receive_draft as receive_draft
from samutphok.intake.actions.staging import stage_batch as stage_batch
from samutphok.intake.actions.undoing import request_undo as request_undo
from samutphok.intake.actions.upkeep import discard_unconfirmed as discard_unconfirmed
