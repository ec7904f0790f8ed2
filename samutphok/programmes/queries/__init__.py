"""Reading programmes, for a viewer."""

from samutphok.programmes.queries.families import target_families as target_families
from samutphok.programmes.queries.household import programmes_of as programmes_of
from samutphok.programmes.queries.numbers import numbers_of as numbers_of
from samutphok.programmes.queries.points import area_points as area_points
from samutphok.programmes.queries.progress import programme_list as programme_list
from samutphok.programmes.queries.progress import programme_view as programme_view
from samutphok.programmes.queries.progress import programmes_named as programmes_named
from samutphok.programmes.queries.progress import programmes_waiting as programmes_waiting
from samutphok.programmes.queries.progress import progress as progress
from samutphok.programmes.queries.rules import rules_on as rules_on
