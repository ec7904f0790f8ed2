"""Reading inside the compartment: nothing here is called from outside it but by its own pages."""

from samutphok.protected.queries.choices import colleagues_for as colleagues_for
from samutphok.protected.queries.choices import families_found as families_found
from samutphok.protected.queries.choices import places as places
from samutphok.protected.queries.glass import broken_glass as broken_glass
from samutphok.protected.queries.matters import matters as matters
from samutphok.protected.queries.rights import facts_asked as facts_asked
from samutphok.protected.queries.rights import sealed_rights as sealed_rights
