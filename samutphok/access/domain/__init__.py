"""Permission without a database: roles, grants, the one decision."""

from samutphok.access.domain.decision import (
    Decision,
    Grant,
    Reason,
    RecordScope,
    Viewer,
    decide,
    grant_within,
)
from samutphok.access.domain.places import COUNTRY, covers, outermost
from samutphok.access.domain.roles import CLEARANCE, SHOWS, WIDEST, Action, Role, Sensitivity

__all__ = [
    "CLEARANCE",
    "COUNTRY",
    "SHOWS",
    "WIDEST",
    "Action",
    "Decision",
    "Grant",
    "Reason",
    "RecordScope",
    "Role",
    "Sensitivity",
    "Viewer",
    "covers",
    "decide",
    "grant_within",
    "outermost",
]
