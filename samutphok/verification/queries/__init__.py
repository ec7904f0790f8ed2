"""Reading what was found, what was drawn, and how far data can be trusted."""

from samutphok.verification.queries.accuracy import accuracy as accuracy
from samutphok.verification.queries.board import board as board
from samutphok.verification.queries.exclusion import exclusion as exclusion
from samutphok.verification.queries.findings import finding_page as finding_page
from samutphok.verification.queries.findings import finding_view as finding_view
from samutphok.verification.queries.findings import findings_of_household as findings_of_household
from samutphok.verification.queries.findings import findings_waiting as findings_waiting
from samutphok.verification.queries.rules import checks_on as checks_on
from samutphok.verification.queries.samples import sample_view as sample_view
from samutphok.verification.queries.samples import samples as samples
