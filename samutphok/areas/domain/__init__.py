"""What an area is, without a database."""

from samutphok.areas.domain.catalogue import CatalogueArea, catalogue
from samutphok.areas.domain.codes import kind_of, level_of, lineage, parent_of, read_code
from samutphok.areas.domain.kinds import AreaKind, AreaView
from samutphok.kernel.identifiers import COUNTRY

__all__ = [
    "COUNTRY",
    "AreaKind",
    "AreaView",
    "CatalogueArea",
    "catalogue",
    "kind_of",
    "level_of",
    "lineage",
    "parent_of",
    "read_code",
]
