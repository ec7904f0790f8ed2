"""Which of the operator's entries lie in an area, or hold for it."""

from django.db.models import Q

from samutphok.access.queries import inside
from samutphok.partners.domain.organizations import steps


def lying_in(area_code: str) -> Q:
    """Entries of the area, of what lies in it, and of what it lies in; '' is the country."""
    if area_code in ("", "TH"):
        return Q()
    return Q(area_code__in=steps(area_code)) | inside("area_code", area_code)
