"""Counting over staged rows."""

from samutphok.quality.engine.counting import Others as Others
from samutphok.quality.engine.counting import areas_in as areas_in
from samutphok.quality.engine.counting import counts as counts
