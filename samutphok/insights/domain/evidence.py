"""Where a page's statement comes from."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which register says so: its name, the day it holds for, and the source row (1-based) of the batch."""

    register: str
    label: Bilingual
    as_of: date
    batch_id: UUID
    row_number: int
