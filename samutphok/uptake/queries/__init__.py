"""Reading what is not received: numbers for whoever sees counts, families for whoever may list them."""

from samutphok.uptake.queries.lines import UptakeLines as UptakeLines
from samutphok.uptake.queries.lines import findings as findings
from samutphok.uptake.queries.lines import uptake_lines as uptake_lines
from samutphok.uptake.queries.numbers import UptakePage as UptakePage
from samutphok.uptake.queries.numbers import uptake_page as uptake_page
