"""Permission without a database: roles, grants, the one decision."""

from samutphok.access.domain.accounts import (
    DEMO_ACCOUNTS,
    ONE_HOME_SOUTH,
    AccountFilter,
    AccountList,
    AccountState,
    AccountView,
    DemoAccount,
    NewAccount,
)
from samutphok.access.domain.decision import (
    Decision,
    Grant,
    Reason,
    RecordScope,
    Viewer,
    decide,
    grant_within,
    reaches,
)
from samutphok.access.domain.holders import Holder, HolderPage, HolderTally
from samutphok.access.domain.keys import FieldKey, GivenKey, KeyHolder
from samutphok.access.domain.places import COUNTRY, covers, outermost
from samutphok.access.domain.roles import CLEARANCE, SHOWS, WIDEST, Action, Role, Sensitivity

__all__ = [
    "CLEARANCE",
    "COUNTRY",
    "DEMO_ACCOUNTS",
    "ONE_HOME_SOUTH",
    "SHOWS",
    "WIDEST",
    "AccountFilter",
    "AccountList",
    "AccountState",
    "AccountView",
    "Action",
    "Decision",
    "DemoAccount",
    "FieldKey",
    "GivenKey",
    "Grant",
    "Holder",
    "HolderPage",
    "HolderTally",
    "KeyHolder",
    "NewAccount",
    "Reason",
    "RecordScope",
    "Role",
    "Sensitivity",
    "Viewer",
    "covers",
    "decide",
    "grant_within",
    "outermost",
    "reaches",
]
