"""The trail without a database: what is chained, what is signed, and what an inspection finds."""

from samutphok.foundation.audit.domain.chain import START, Act, Link, digest, time_text
from samutphok.foundation.audit.domain.inspection import Fault, FaultKind, Verdict, inspect
from samutphok.foundation.audit.domain.merkle import EMPTY, Checkpoint, Peaks
from samutphok.foundation.audit.domain.reading import (
    ChainState,
    LastVerification,
    RecordedAct,
    TrailFilter,
    TrailPage,
)

__all__ = [
    "EMPTY",
    "START",
    "Act",
    "ChainState",
    "Checkpoint",
    "Fault",
    "FaultKind",
    "LastVerification",
    "Link",
    "Peaks",
    "RecordedAct",
    "TrailFilter",
    "TrailPage",
    "Verdict",
    "digest",
    "inspect",
    "time_text",
]
