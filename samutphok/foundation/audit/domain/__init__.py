"""The trail without a database: what is chained, what is signed, and what an inspection finds."""

from samutphok.foundation.audit.domain.chain import START, Act, Link, digest, time_text
from samutphok.foundation.audit.domain.inspection import Fault, FaultKind, Verdict, inspect
from samutphok.foundation.audit.domain.merkle import EMPTY, Checkpoint, Peaks

__all__ = [
    "EMPTY",
    "START",
    "Act",
    "Checkpoint",
    "Fault",
    "FaultKind",
    "Link",
    "Peaks",
    "Verdict",
    "digest",
    "inspect",
    "time_text",
]
