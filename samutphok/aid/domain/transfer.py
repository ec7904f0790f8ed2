"""A payment as a bank takes it."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Payment:
    """One line of a transfer file. account: digits, opened for the file alone."""

    number: str
    bank: str
    account: str = field(repr=False)
    holder: str = field(repr=False)
    baht: Decimal
