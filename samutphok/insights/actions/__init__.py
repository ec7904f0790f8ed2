"""What people take away from lists, and what they keep of them."""

from samutphok.insights.actions.chosen import families_meant as families_meant
from samutphok.insights.actions.exports import count_families as count_families
from samutphok.insights.actions.exports import delete_export as delete_export
from samutphok.insights.actions.exports import export_families as export_families
from samutphok.insights.actions.exports import fetch_export as fetch_export
from samutphok.insights.actions.exports import request_export as request_export
from samutphok.insights.actions.kept import choose_columns as choose_columns
from samutphok.insights.actions.kept import forget as forget
from samutphok.insights.actions.kept import keep_view as keep_view
from samutphok.insights.actions.kept import new_worklist as new_worklist
from samutphok.insights.actions.kept import put_on_worklist as put_on_worklist
from samutphok.insights.actions.kept import rename as rename
from samutphok.insights.actions.kept import share as share
from samutphok.insights.actions.kept import take_off_worklist as take_off_worklist
from samutphok.insights.actions.making import carry_out as carry_out
from samutphok.insights.actions.making import owner_of as owner_of
from samutphok.insights.actions.making import unfinished as unfinished
from samutphok.insights.actions.shelf import discard_expired as discard_expired
