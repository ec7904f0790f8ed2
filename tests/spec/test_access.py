"""Who may see and do what. These tables are the rule; the program is held against every combination of them.

S0 statistics · S1 household · S2 health, disability, poverty · S3 HIV, abuse, mental illness, trafficking, witnesses
"""

from datetime import UTC, datetime
from itertools import product

import pytest

from samutphok.access.domain import Action, Grant, RecordScope, Role, Sensitivity, Viewer, decide

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

# The highest sensitivity a role meets in an action, inside its area. A dash: the role may not do this at all.
ROLES = """
               counts list page export take link draw users audit access opened notice paper define agree field judge join forms
national       S0     S1   S1   -      -    -    -    -     -     -      -      S0     -     -      -     -     -     -    -
governor       S0     S2   S2   -      -    -    -    -     -     -      -      -      -     -      S0    -     -     -    -
province       S0     S2   S2   S2     S2   S2   S2   -     -     -      S2     S0     S2    S0     S0    S2    S2    S2   S0
amphoe         S0     S2   S2   S2     -    S2   -    -     -     -      -      -      S2    -      -     S2    S2    S2   -
tambon         S0     S2   S2   -      -    -    -    -     -     -      -      -      S2    -      -     S2    S2    S2   -
volunteer      S0     S1   S1   -      -    -    -    -     -     -      -      -      -     -      -     -     -     S1   -
agency_officer S0     S1   S1   -      -    -    -    -     -     -      -      -      -     -      -     -     -     S1   -
hotline        S0     S1   S1   -      -    -    -    -     -     -      -      -      -     -      -     -     -     -    -
home_staff     S0     -    -    -      -    -    -    -     -     -      -      -      -     -      -     -     -     -    -
supporter      -      -    -    -      -    -    -    -     -     -      -      -      -     -      -     -     -     -    -
verifier       S0     S2   S2   -      -    S2   -    -     -     -      -      -      -     -      -     -     S2    -    -
auditor        S0     -    -    -      -    -    -    -     S0    S0     -      -      -     -      -     -     -     -    -
administrator  -      -    -    -      -    -    -    S0    -     S0     -      -      -     -      -     -     -     -    -
"""
# The same for helping families.
HELPING = """
               asked case lead answer help allow home prog report dir pledge posts sealed share agreed course whatif  check  mend
national       -     -    -    -      -    -     -    S1   S0     S0  -      -     -      -     -      S0     S0      -      -
governor       -     -    S2   -      -    -     -    -    -      -   -      -     -      -     S2     -      S0      -      -
province       S2    S2   S2   -      S2   S2    S2   S2   S0     S0  -      S0    S2     S2    S2     S0     S0      S2     S2
amphoe         S2    S2   -    -      S2   -     -    -    S0     -   -      -     S2     -     -      -      -       -      S2
tambon         S2    S2   -    -      S2   -     -    -    -      -   -      -     -      -     -      -      -       -      S2
volunteer      -     -    -    -      -    -     -    -    -      -   -      -     -      -     -      -      -       -      -
agency_officer -     -    -    S2     -    -     -    -    S0     -   -      -     S2     -     -      S0     -       -      -
hotline        S2    -    -    -      -    -     -    -    -      -   -      -     S2     -     -      -      -       -      -
home_staff     -     -    -    -      -    -     S2   -    -      -   -      -     S2     -     -      -      -       -      -
supporter      -     -    -    -      -    -     -    -    -      -   S0     -     -      -     -      -      -       -      -
verifier       -     -    -    -      -    -     -    -    -      -   -      -     -      -     -      -      -       S2     -
auditor        -     -    -    -      -    -     -    -    -      -   -      -     -      -     -      -      -       -      -
administrator  -     -    -    -      -    -     -    -    -      -   -      -     -      -     -      -      -       -      -
"""
COLUMNS = {
    "counts": Action.VIEW_COUNTS,
    "list": Action.LIST_HOUSEHOLDS,
    "page": Action.VIEW_HOUSEHOLD,
    "export": Action.EXPORT_HOUSEHOLDS,
    "take": Action.RECEIVE_REGISTER,
    "link": Action.DECIDE_LINK,
    "draw": Action.DRAW_LIST,
    "users": Action.MANAGE_ACCOUNTS,
    "audit": Action.READ_AUDIT,
    "access": Action.VIEW_ACCESS,
    "opened": Action.VIEW_OPENINGS,
    "notice": Action.WRITE_NOTICE,
    "paper": Action.ADD_DOCUMENT,
    "define": Action.EDIT_DEFINITION,
    "agree": Action.APPROVE_DEFINITION,
    "field": Action.MANAGE_FIELDWORK,
    "judge": Action.RESOLVE_CONFLICT,
    "join": Action.JOIN_VISIT,
    "forms": Action.PUBLISH_FORM,
    "asked": Action.TAKE_REQUEST,
    "case": Action.WORK_CASE,
    "lead": Action.SUPERVISE_CASES,
    "answer": Action.ANSWER_REFERRAL,
    "help": Action.GIVE_HELP,
    "allow": Action.APPROVE_AID,
    "home": Action.MANAGE_HOME,
    "prog": Action.MANAGE_PROGRAMME,
    "report": Action.REPORT_PROGRAMME,
    "dir": Action.MANAGE_PARTNERS,
    "pledge": Action.PLEDGE,
    "posts": Action.MANAGE_MESSAGES,
    "sealed": Action.WORK_PROTECTED,
    "share": Action.SHARE_OUT,
    "agreed": Action.APPROVE_SHARES,
    "course": Action.MANAGE_COURSES,
    "whatif": Action.TRY_SCENARIO,
    "check": Action.CHECK_DATA,
    "mend": Action.MEND_DATA,
}

# The grant is for amphoe Kathu (8302).
AREAS = [
    ("the amphoe itself", "8302", True),
    ("a tambon in it", "830202", True),
    ("a village in it", "83020201", True),
    ("the amphoe beside it", "8303", False),
    ("a village of the amphoe beside it", "83030301", False),
    ("the province above it", "83", False),
    ("the country", "TH", False),
    ("a code that only begins alike", "83O2", False),
    ("no area at all", "", False),
]

# grant's agency, the agencies a record is shared with, statistics, anything of a household
AGENCIES = [
    ("", frozenset(), True, True),
    ("", frozenset({"labour"}), True, True),
    ("labour", frozenset({"labour"}), True, True),
    ("labour", frozenset({"labour", "health"}), True, True),
    ("labour", frozenset({"health"}), True, False),
    ("labour", frozenset(), True, False),
]


def table() -> dict[tuple[Role, Action], Sensitivity | None]:
    return {
        (Role(role), COLUMNS[name]): None if cell == "-" else Sensitivity[cell]
        for head, *rows in ([line.split() for line in text.strip().splitlines()] for text in (ROLES, HELPING))
        for role, *cells in rows
        for name, cell in zip(head, cells, strict=True)
    }


def viewer(*grants: Grant) -> Viewer:
    return Viewer("officer", "Officer", grants, now=NOW)


def test_the_table_speaks_of_every_role_and_action() -> None:
    assert set(table()) == set(product(Role, Action))


@pytest.mark.parametrize("role", Role)
def test_role_area_agency_and_sensitivity_decide_together(role: Role) -> None:
    for action, (place, code, in_area), (agency, shared, statistics, household), level in product(
        Action, AREAS, AGENCIES, Sensitivity
    ):
        if role is Role.AGENCY_OFFICER and not agency:
            continue  # cannot be given; see below
        highest = table()[role, action]
        cleared = highest is not None and level <= highest
        agency_lets = statistics if level is Sensitivity.S0 else household
        decision = decide(viewer(Grant(role, ("8302",), agency=agency)), action, RecordScope(code, shared), level)
        assert decision.allowed == (cleared and in_area and agency_lets), (role, action, place, agency, shared, level)


def test_an_agency_officer_without_an_agency_meets_no_household() -> None:
    officer = viewer(Grant(Role.AGENCY_OFFICER, ("8302",)))
    assert not officer.may(Action.VIEW_HOUSEHOLD, RecordScope("830202", frozenset({"labour"})), Sensitivity.S1)
    assert not officer.may(Action.VIEW_HOUSEHOLD, RecordScope("830202", frozenset({""})), Sensitivity.S2)
    assert officer.may(Action.VIEW_COUNTS, RecordScope("830202"))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_s3_is_reached_by_the_named_case_team_only_never_by_role(role: Role, action: Action) -> None:
    held = viewer(Grant(role, ("",), agency="labour"))
    shared = frozenset({"labour"})
    stranger = RecordScope("830202", shared, case_team=frozenset({"somebody else"}))
    member = RecordScope("830202", shared, case_team=frozenset({"officer"}))
    assert not held.may(action, stranger, Sensitivity.S3)
    assert held.may(action, member, Sensitivity.S3) == (table()[role, action] is not None)
    assert held.prefixes(action, Sensitivity.S3) == ()


def test_a_case_team_member_whose_grant_ended_is_out() -> None:
    ended = Grant(Role.PROVINCE, ("83",), valid_to=NOW)
    record = RecordScope("830202", case_team=frozenset({"officer"}))
    assert not viewer(ended).may(Action.VIEW_HOUSEHOLD, record, Sensitivity.S3)


def test_the_national_desk_sees_statistics_and_households_but_not_their_poverty_or_health() -> None:
    national = viewer(Grant(Role.NATIONAL, ("",)))
    village = RecordScope("83020201")
    assert national.clearance(Action.VIEW_COUNTS, village) is Sensitivity.S0
    assert national.clearance(Action.VIEW_HOUSEHOLD, village) is Sensitivity.S1
    assert not national.may(Action.LIST_HOUSEHOLDS, village)  # a list of families speaks of poverty
    assert national.prefixes(Action.LIST_HOUSEHOLDS) == ()
    assert national.prefixes(Action.LIST_HOUSEHOLDS, Sensitivity.S1) == ("",)


def test_two_grants_do_not_lend_each_other_what_they_lack() -> None:
    both = viewer(Grant(Role.NATIONAL, ("",)), Grant(Role.TAMBON, ("830202",)))
    assert both.may(Action.VIEW_HOUSEHOLD, RecordScope("83020201"), Sensitivity.S2)
    assert not both.may(Action.VIEW_HOUSEHOLD, RecordScope("83020301"), Sensitivity.S2)


def test_one_home_reaches_its_six_provinces_and_no_seventh() -> None:
    team = viewer(Grant(Role.PROVINCE, ("81", "82", "83", "85", "91", "92")))
    for province in ("81", "82", "83", "85", "91", "92"):
        assert team.may(Action.VIEW_HOUSEHOLD, RecordScope(f"{province}010101"))
    for province in ("80", "84", "86", "90", "93", "10"):
        assert not team.may(Action.VIEW_HOUSEHOLD, RecordScope(f"{province}010101"))


@pytest.mark.parametrize(
    ("begins", "ends", "allowed"),
    [
        (None, None, True),
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), None, True),
        (datetime(2026, 11, 23, 9, 1, tzinfo=UTC), None, False),
        (None, datetime(2026, 11, 23, 9, 1, tzinfo=UTC), True),
        (None, datetime(2026, 11, 23, 9, 0, tzinfo=UTC), False),
    ],
)
def test_a_grant_holds_from_its_beginning_until_just_before_its_end(
    begins: datetime | None, ends: datetime | None, allowed: bool
) -> None:
    held = viewer(Grant(Role.PROVINCE, ("83",), valid_from=begins, valid_to=ends))
    assert held.may(Action.VIEW_HOUSEHOLD, RecordScope("83020201")) == allowed
    assert bool(held.prefixes(Action.VIEW_HOUSEHOLD)) == allowed


@pytest.mark.parametrize(
    ("granted", "asked", "allowed"),
    [("", "", True), ("", "follow-up", True), ("follow-up", "follow-up", True), ("follow-up", "", False)],
)
def test_a_grant_for_a_purpose_serves_no_other(granted: str, asked: str, allowed: bool) -> None:
    held = viewer(Grant(Role.PROVINCE, ("83",), purpose=granted))
    assert decide(held, Action.VIEW_HOUSEHOLD, RecordScope("83020201"), Sensitivity.S2, asked).allowed == allowed


@pytest.mark.parametrize(
    ("granted", "programmes", "allowed"),
    [
        ("", set(), True),
        ("smart-home", {"smart-home"}, True),
        ("smart-home", {"other"}, False),
        ("smart-home", set(), False),
    ],
)
def test_a_grant_for_a_programme_reaches_its_records_only(granted: str, programmes: set[str], allowed: bool) -> None:
    held = viewer(Grant(Role.PROVINCE, ("83",), programme=granted))
    record = RecordScope("83020201", programmes=frozenset(programmes))
    assert held.may(Action.VIEW_HOUSEHOLD, record) == allowed


def test_bound_grants_open_single_records_and_no_list() -> None:
    for bound in (
        Grant(Role.PROVINCE, ("83",), agency="labour"),
        Grant(Role.PROVINCE, ("83",), programme="smart-home"),
        Grant(Role.PROVINCE, ("83",), purpose="follow-up"),
    ):
        assert viewer(bound).prefixes(Action.LIST_HOUSEHOLDS) == ()


def test_without_a_grant_nothing_is_allowed() -> None:
    nobody = viewer()
    for action, level in product(Action, Sensitivity):
        assert not nobody.may(action, RecordScope("83", case_team=frozenset({"officer"})), level)
        assert nobody.prefixes(action, level) == ()


@pytest.mark.parametrize(
    ("grants", "reason"),
    [
        ([], "no_grant"),
        ([Grant(Role.PROVINCE, ("83",), valid_to=NOW)], "not_valid_now"),
        ([Grant(Role.AUDITOR, ("83",))], "role_may_not"),
        ([Grant(Role.PROVINCE, ("82",))], "out_of_area"),
        ([Grant(Role.PROVINCE, ("82",)), Grant(Role.AUDITOR, ("83",))], "out_of_area"),
        ([Grant(Role.PROVINCE, ("83",), agency="labour")], "other_agency"),
        ([Grant(Role.PROVINCE, ("83",), programme="other")], "other_programme"),
        ([Grant(Role.PROVINCE, ("83",), purpose="other")], "other_purpose"),
        ([Grant(Role.NATIONAL, ("",))], "not_cleared"),
        ([Grant(Role.PROVINCE, ("83",))], "granted"),
    ],
)
def test_a_decision_names_its_reason_the_nearest_miss_of_several(grants: list[Grant], reason: str) -> None:
    decision = decide(viewer(*grants), Action.VIEW_HOUSEHOLD, RecordScope("83020201"))
    assert decision.reason == reason
    assert (decision.grant is not None) == decision.allowed == (reason == "granted")
