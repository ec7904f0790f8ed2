"""Roles, actions and the table of what each role may do: the programme's policy on permission, as data."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a person is in the programme, from the village to the nation."""

    NATIONAL = "national"
    GOVERNOR = "governor"
    PROVINCE = "province"  # พมจ., One Home team
    AMPHOE = "amphoe"
    TAMBON = "tambon"  # tambon team, tambon social-assistance centre, local government
    VOLUNTEER = "volunteer"  # อพม. อสม.
    AGENCY_OFFICER = "agency_officer"
    HOTLINE = "hotline"  # social-assistance hotline 1300
    HOME_STAFF = "home_staff"  # of a Ban Klang
    SUPPORTER = "supporter"  # a private giver: sees needs without names
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
    ADD_DOCUMENT = "add_document"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT = "read_audit"
    VIEW_ACCESS = "view_access"  # who may see what in an area
    VIEW_OPENINGS = "view_openings"  # who has opened a family's page
    WRITE_NOTICE = "write_notice"
    EDIT_DEFINITION = "edit_definition"  # write a committee's definition of 'vulnerable', and propose it
    APPROVE_DEFINITION = "approve_definition"  # put it in force, as a second person
    MANAGE_FIELDWORK = "manage_fieldwork"  # volunteers, their phones, who visits which family
    JOIN_VISIT = "join_visit"  # fill one's own part of a visit that several agencies make together
    RESOLVE_CONFLICT = "resolve_conflict"  # decide between two visits that say different things
    PUBLISH_FORM = "publish_form"  # put a form on the phones of the area's volunteers
    TAKE_REQUEST = "take_request"  # hear what people ask for, and see to it that they get an answer
    WORK_CASE = "work_case"  # open, plan, refer, follow and close a family's case
    SUPERVISE_CASES = "supervise_cases"  # see every case and referral of the area that is late, and give it to another
    ANSWER_REFERRAL = "answer_referral"  # of one's own agency; shows the named fields only
    GIVE_HELP = "give_help"  # record help given, and apply for aid
    APPROVE_AID = "approve_aid"  # as a second person
    MANAGE_HOME = "manage_home"
    MANAGE_PROGRAMME = "manage_programme"
    REPORT_PROGRAMME = "report_programme"  # what one's own agency did in a programme
    MANAGE_PARTNERS = "manage_partners"  # services, contacts and free places of the area's agencies
    PLEDGE = "pledge"  # promise goods or money for a need without a name
    MANAGE_MESSAGES = "manage_messages"  # see what could not be sent
    SHARE_OUT = "share_out"  # propose who gets a scarce place
    APPROVE_SHARES = "approve_shares"  # as a second person
    MANAGE_COURSES = "manage_courses"  # occupations, courses, seats and intakes
    TRY_SCENARIO = "try_scenario"  # what if: numbers only
    CHECK_DATA = "check_data"  # as a verification team: rules over the data, samples to visit again, what was found
    MEND_DATA = "mend_data"  # set right what a verification team found, or say why it stands
    WORK_PROTECTED = "work_protected"  # what only a named team may see


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
    Action.ADD_DOCUMENT: _S2,
    Action.MANAGE_ACCOUNTS: _S0,
    Action.READ_AUDIT: _S0,
    Action.VIEW_ACCESS: _S0,
    Action.VIEW_OPENINGS: _S2,
    Action.WRITE_NOTICE: _S0,
    Action.EDIT_DEFINITION: _S0,
    Action.APPROVE_DEFINITION: _S0,
    Action.MANAGE_FIELDWORK: _S1,
    Action.JOIN_VISIT: _S1,
    Action.RESOLVE_CONFLICT: _S2,
    Action.PUBLISH_FORM: _S0,
    Action.TAKE_REQUEST: _S2,
    Action.WORK_CASE: _S2,
    Action.SUPERVISE_CASES: _S2,
    Action.ANSWER_REFERRAL: _S2,
    Action.GIVE_HELP: _S2,
    Action.APPROVE_AID: _S2,
    Action.MANAGE_HOME: _S2,
    Action.MANAGE_PROGRAMME: _S1,
    Action.REPORT_PROGRAMME: _S0,
    Action.MANAGE_PARTNERS: _S0,
    Action.PLEDGE: _S0,
    Action.MANAGE_MESSAGES: _S0,
    Action.SHARE_OUT: _S2,
    Action.APPROVE_SHARES: _S2,
    Action.MANAGE_COURSES: _S0,
    Action.TRY_SCENARIO: _S0,
    Action.CHECK_DATA: _S2,
    Action.MEND_DATA: _S2,
    Action.WORK_PROTECTED: Sensitivity.S3,
}

# Role x action -> the highest sensitivity the role meets there. An action that is not named is refused. S3 stands
# nowhere: it is never reached by role. Documents are added by the desks that work with the family. The national desk and
# volunteers see households, not their poverty or health.
CLEARANCE: Mapping[Role, Mapping[Action, Sensitivity]] = {
    Role.NATIONAL: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S1,
        Action.VIEW_HOUSEHOLD: _S1,
        Action.WRITE_NOTICE: _S0,
        Action.MANAGE_PROGRAMME: _S1,
        Action.REPORT_PROGRAMME: _S0,
        Action.MANAGE_PARTNERS: _S0,
        Action.MANAGE_COURSES: _S0,
        Action.TRY_SCENARIO: _S0,
    },
    # leads as the lead doctor: sees who is ill, and leaves drawing, importing and exporting to the office
    Role.GOVERNOR: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S2,
        Action.VIEW_HOUSEHOLD: _S2,
        Action.APPROVE_DEFINITION: _S0,  # as the committee's chair, of what the province's office wrote
        Action.SUPERVISE_CASES: _S2,
        Action.APPROVE_SHARES: _S2,
        Action.TRY_SCENARIO: _S0,
    },
    Role.PROVINCE: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S2,
        Action.VIEW_HOUSEHOLD: _S2,
        Action.EXPORT_HOUSEHOLDS: _S2,
        Action.RECEIVE_REGISTER: _S2,
        Action.DECIDE_LINK: _S2,
        Action.DRAW_LIST: _S2,
        Action.VIEW_OPENINGS: _S2,  # the office answers for who reads its families
        Action.WRITE_NOTICE: _S0,
        Action.ADD_DOCUMENT: _S2,
        Action.EDIT_DEFINITION: _S0,  # its rules are no secret; the families behind a count are LIST_HOUSEHOLDS
        Action.APPROVE_DEFINITION: _S0,
        Action.MANAGE_FIELDWORK: _S2,
        Action.JOIN_VISIT: _S2,
        Action.RESOLVE_CONFLICT: _S2,
        Action.PUBLISH_FORM: _S0,  # its text is public; what comes back is not
        Action.TAKE_REQUEST: _S2,
        Action.WORK_CASE: _S2,
        Action.SUPERVISE_CASES: _S2,
        Action.GIVE_HELP: _S2,
        Action.APPROVE_AID: _S2,
        Action.MANAGE_HOME: _S2,
        Action.MANAGE_PROGRAMME: _S2,
        Action.WORK_PROTECTED: _S2,
        Action.REPORT_PROGRAMME: _S0,
        Action.MANAGE_PARTNERS: _S0,
        Action.MANAGE_MESSAGES: _S0,
        Action.SHARE_OUT: _S2,
        Action.APPROVE_SHARES: _S2,
        Action.MANAGE_COURSES: _S0,
        Action.TRY_SCENARIO: _S0,
        Action.CHECK_DATA: _S2,
        Action.MEND_DATA: _S2,
    },
    Role.AMPHOE: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S2,
        Action.VIEW_HOUSEHOLD: _S2,
        Action.EXPORT_HOUSEHOLDS: _S2,
        Action.DECIDE_LINK: _S2,
        Action.ADD_DOCUMENT: _S2,
        Action.MANAGE_FIELDWORK: _S2,
        Action.JOIN_VISIT: _S2,
        Action.RESOLVE_CONFLICT: _S2,
        Action.TAKE_REQUEST: _S2,
        Action.WORK_CASE: _S2,
        Action.GIVE_HELP: _S2,
        Action.WORK_PROTECTED: _S2,
        Action.REPORT_PROGRAMME: _S0,
        Action.MEND_DATA: _S2,
    },
    Role.TAMBON: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S2,
        Action.VIEW_HOUSEHOLD: _S2,
        Action.ADD_DOCUMENT: _S2,
        Action.MANAGE_FIELDWORK: _S2,
        Action.JOIN_VISIT: _S2,
        Action.RESOLVE_CONFLICT: _S2,
        Action.TAKE_REQUEST: _S2,
        Action.WORK_CASE: _S2,
        Action.GIVE_HELP: _S2,
        Action.MEND_DATA: _S2,
    },
    Role.VOLUNTEER: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S1,
        Action.VIEW_HOUSEHOLD: _S1,
        Action.JOIN_VISIT: _S1,
    },
    Role.AGENCY_OFFICER: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S1,
        Action.VIEW_HOUSEHOLD: _S1,
        Action.JOIN_VISIT: _S1,
        Action.ANSWER_REFERRAL: _S2,
        Action.REPORT_PROGRAMME: _S0,
        Action.WORK_PROTECTED: _S2,
        Action.MANAGE_COURSES: _S0,
    },
    Role.VERIFIER: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S2,
        Action.VIEW_HOUSEHOLD: _S2,
        Action.DECIDE_LINK: _S2,
        Action.RESOLVE_CONFLICT: _S2,
        Action.CHECK_DATA: _S2,
    },
    # hears the call and passes it on; finds the family by name, and sees of it what the caller says
    Role.HOTLINE: {
        Action.VIEW_COUNTS: _S0,
        Action.LIST_HOUSEHOLDS: _S1,
        Action.VIEW_HOUSEHOLD: _S1,
        Action.TAKE_REQUEST: _S2,
        Action.WORK_PROTECTED: _S2,
    },
    Role.HOME_STAFF: {Action.VIEW_COUNTS: _S0, Action.MANAGE_HOME: _S2, Action.WORK_PROTECTED: _S2},
    Role.SUPPORTER: {Action.PLEDGE: _S0},
    Role.AUDITOR: {Action.VIEW_COUNTS: _S0, Action.READ_AUDIT: _S0, Action.VIEW_ACCESS: _S0},
    Role.ADMINISTRATOR: {Action.MANAGE_ACCOUNTS: _S0, Action.VIEW_ACCESS: _S0},
}

# The shortest area prefix that a grant of the role may carry: a tambon team cannot hold a province.
WIDEST: Mapping[Role, int] = dict.fromkeys(Role, 0) | {
    Role.GOVERNOR: 2,
    Role.PROVINCE: 2,
    Role.AMPHOE: 4,
    Role.TAMBON: 6,
    Role.VOLUNTEER: 6,
}
