"""Reading sharings, proposals and places, for a viewer."""

from samutphok.allocation.queries.lines import compare_proposals as compare_proposals
from samutphok.allocation.queries.lines import share_lines as share_lines
from samutphok.allocation.queries.lines import share_places as share_places
from samutphok.allocation.queries.rules import share_rules as share_rules
from samutphok.allocation.queries.sharings import shares_waiting as shares_waiting
from samutphok.allocation.queries.sharings import sharing_page as sharing_page
from samutphok.allocation.queries.sharings import sharings as sharings
from samutphok.allocation.queries.trying import try_settings as try_settings
