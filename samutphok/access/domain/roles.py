"""Roles, actions and the table of what each role may do: the programme's policy on permission, as data."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a person is in the programme, from the village to the nation."""

    NATIONAL = "national"
    PROVINCE = "province"  # governor's desk, พมจ., One Home team
    AMPHOE = "amphoe"
    TAMBON = "tambon"  # tambon team, tambon social-assistance centre, local government
    VOLUNTEER = "volunteer"  # อพม. อสม.
    AGENCY_OFFICER = "agency_officer"
    VERIFIER = "verifier"  # special verification team
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Sensitivity(IntEnum):
    """How much harm a fact can do.

    S0 statistics; S1 household; S2 health, disability, poverty; S3 HIV, abuse, mental illness, trafficking, witnesses.
    """

    S0 = 0
    S1 = 1
    S2 = 2
    S3 = 3


class Action(StrEnum):
    """Everything that needs permission."""

    VIEW_COUNTS = "view_counts"
    LIST_HOUSEHOLDS = "list_households"
    VIEW_HOUSEHOLD = "view_household"
    EXPORT_HOUSEHOLDS = "export_households"
    RECEIVE_REGISTER = "receive_register"
    DECIDE_LINK = "decide_link"
    DRAW_LIST = "draw_list"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT = "read_audit"


_S0, _S1, _S2 = Sensitivity.S0, Sensitivity.S1, Sensitivity.S2

# What an action shows when its caller does not say less: lists and pages of families speak of poverty and disability.
SHOWS: Mapping[Action, Sensitivity] = {
    Action.VIEW_COUNTS: _S0,
    Action.LIST_HOUSEHOLDS: _S2,
    Action.VIEW_HOUSEHOLD: _S2,
    Action.EXPORT_HOUSEHOLDS: _S2,
    Action.RECEIVE_REGISTER: _S2,
    Action.DECIDE_LINK: _S1,
    Action.DRAW_LIST: _S2,
    Action.MANAGE_ACCOUNTS: _S0,
    Action.READ_AUDIT: _S0,
}

# Role x action -> the highest sensitivity the role meets there. An action that is not named is refused. S3 stands
# nowhere: it is never reached by role. The national desk and volunteers see households, not their poverty or health.
CLEARANCE: Mapping[Role, Mapping[Action, Sensitivity]] = {
    Role.NATIONAL: {Action.VIEW_COUNTS: _S0, Action.LIST_HOUSEHOLDS: _S1, Action.VIEW_HOUSEHOLD: _S1},
    Role.PROVINCE: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S2,
        Action.VIEW_HOUSEHOLD: _S2,
        Action.EXPORT_HOUSEHOLDS: _S2,
        Action.RECEIVE_REGISTER: _S2,
        Action.DECIDE_LINK: _S2,
        Action.DRAW_LIST: _S2,
    },
    Role.AMPHOE: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S2,
        Action.VIEW_HOUSEHOLD: _S2,
        Action.EXPORT_HOUSEHOLDS: _S2,
        Action.DECIDE_LINK: _S2,
    },
    Role.TAMBON: {Action.VIEW_COUNTS: _S0, Action.LIST_HOUSEHOLDS: _S2, Action.VIEW_HOUSEHOLD: _S2},
    Role.VOLUNTEER: {Action.VIEW_COUNTS: _S0, Action.LIST_HOUSEHOLDS: _S1, Action.VIEW_HOUSEHOLD: _S1},
    Role.AGENCY_OFFICER: {Action.VIEW_COUNTS: _S0, Action.LIST_HOUSEHOLDS: _S1, Action.VIEW_HOUSEHOLD: _S1},
    Role.VERIFIER: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S2,
        Action.VIEW_HOUSEHOLD: _S2,
        Action.DECIDE_LINK: _S2,
    },
    Role.AUDITOR: {Action.VIEW_COUNTS: _S0, Action.READ_AUDIT: _S0},
    Role.ADMINISTRATOR: {Action.MANAGE_ACCOUNTS: _S0},
}

# The shortest area prefix that a grant of the role may carry: a tambon team cannot hold a province.
WIDEST: Mapping[Role, int] = dict.fromkeys(Role, 0) | {
    Role.PROVINCE: 2,
    Role.AMPHOE: 4,
    Role.TAMBON: 6,
    Role.VOLUNTEER: 6,
}
