"""Reading batches and drafts: for pages within a viewer's scope, and for the rooms above that work on staged rows."""

from samutphok.intake.queries.batches import all_staged as all_staged
from samutphok.intake.queries.batches import batch as batch
from samutphok.intake.queries.batches import batches as batches
from samutphok.intake.queries.batches import latest_staged as latest_staged
from samutphok.intake.queries.batches import newest_staged as newest_staged
from samutphok.intake.queries.batches import rejects_file as rejects_file
from samutphok.intake.queries.batches import remarks_file as remarks_file
from samutphok.intake.queries.batches import staged as staged
from samutphok.intake.queries.batches import staged_near as staged_near
from samutphok.intake.queries.batches import staged_to_attach as staged_to_attach
from samutphok.intake.queries.batches import staged_to_undo as staged_to_undo
from samutphok.intake.queries.batches import undone_among as undone_among
from samutphok.intake.queries.batches import waiting_for_linkage as waiting_for_linkage
from samutphok.intake.queries.batches import waiting_for_staging as waiting_for_staging
from samutphok.intake.queries.batches import waiting_for_undoing as waiting_for_undoing
from samutphok.intake.queries.changes import change_of as change_of
from samutphok.intake.queries.drafts import draft_preview as draft_preview
from samutphok.intake.queries.drafts import drafts as drafts
from samutphok.intake.queries.sheets import sheet_rows as sheet_rows
