"""Citizen numbers that visits named: their answers hold a keyed index, the numbers lie sealed beside them."""

from collections.abc import Mapping
from uuid import UUID

from samutphok.foundation.privacy import unseal
from samutphok.kernel.identifiers import mask_pid

PID = "pid"  # the fact's name in the catalogue


def bound(visit: UUID) -> str:
    """What a sealed number of a visit is bound to."""
    return f"visit:{visit}"


def opened(sealed: str, *, visit: UUID) -> str:
    """A number as it was given."""
    return unseal(sealed, bound_to=bound(visit))


def masked(numbers: Mapping[str, str], subject: str, *, visit: UUID) -> str:
    """A member's number as people may see it; '' when the visit named none."""
    return mask_pid(opened(numbers[subject], visit=visit)) if subject in numbers else ""
