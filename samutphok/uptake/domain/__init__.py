"""Who is entitled and does not receive: standings, groups, counts and what may be shown of them."""

from samutphok.uptake.domain.counts import AreaUptake as AreaUptake
from samutphok.uptake.domain.counts import Cells as Cells
from samutphok.uptake.domain.counts import CutView as CutView
from samutphok.uptake.domain.counts import disclosed as disclosed
from samutphok.uptake.domain.standing import Group as Group
from samutphok.uptake.domain.standing import Standing as Standing
from samutphok.uptake.domain.standing import standing_of as standing_of
