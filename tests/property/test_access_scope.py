"""One scope for everything: what a list shows is what the decision allows, row by row; and scope never grows by accident."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.access.domain import (
    Action,
    Grant,
    RecordScope,
    Role,
    Sensitivity,
    Viewer,
    covers,
    decide,
    grant_within,
    outermost,
)
from samutphok.access.models import Account
from samutphok.access.queries import within

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

# Few provinces, amphoe and tambon, so that areas often meet; 89 and 99 lie at the edge of a range.
codes = st.builds(
    lambda province, rest: (province + rest)[: 2 + len(rest) // 2 * 2],
    st.sampled_from(["83", "84", "89", "90", "99"]),
    st.sampled_from(["", "01", "99", "0101", "0199", "9999", "010101", "010199", "999999"]),
)
prefixes = codes | st.just("")
record_codes = codes | st.sampled_from(["", "TH", "C83010101", "L8301"])
grants = st.builds(
    Grant,
    role=st.sampled_from(Role),
    areas=st.lists(prefixes, max_size=3).map(tuple),
    agency=st.sampled_from(["", "", "labour", "health"]),
    programme=st.sampled_from(["", "", "", "smart-home"]),
    purpose=st.sampled_from(["", "", "", "follow-up"]),
    valid_from=st.sampled_from([None, NOW - timedelta(days=1), NOW, NOW + timedelta(days=1)]),
    valid_to=st.sampled_from([None, None, NOW, NOW + timedelta(days=1)]),
)
viewers = st.lists(grants, max_size=4).map(lambda held: Viewer("officer", "Officer", tuple(held), now=NOW))
records = st.builds(
    RecordScope,
    area_code=record_codes,
    agencies=st.frozensets(st.sampled_from(["labour", "health"])),
    programmes=st.frozensets(st.sampled_from(["smart-home"])),
    case_team=st.frozensets(st.sampled_from(["officer", "other"])),
)


@given(viewers, st.sampled_from(Action), records, st.sampled_from(Sensitivity), st.data())
def test_another_grant_never_takes_away(
    viewer: Viewer, action: Action, record: RecordScope, level: Sensitivity, data: st.DataObject
) -> None:
    more = Viewer("officer", "Officer", (data.draw(grants), *viewer.grants), now=NOW)
    if viewer.may(action, record, level):
        assert more.may(action, record, level)


@given(viewers, st.sampled_from(Action), records, st.sampled_from(Sensitivity))
def test_a_decision_rests_on_a_grant_that_is_valid_and_covers_the_record(
    viewer: Viewer, action: Action, record: RecordScope, level: Sensitivity
) -> None:
    decision = decide(viewer, action, record, level)
    if decision.allowed:
        assert decision.grant in viewer.grants
        assert decision.grant.valid_at(NOW)
        assert any(record.area_code.startswith(prefix) for prefix in decision.grant.areas)


@given(viewers, st.sampled_from(Action), records, st.sampled_from([Sensitivity.S1, Sensitivity.S2]))
def test_who_may_meet_more_harm_may_meet_less(
    viewer: Viewer, action: Action, record: RecordScope, level: Sensitivity
) -> None:
    if viewer.may(action, record, level):
        assert viewer.may(action, record, Sensitivity(level - 1))


@given(viewers, st.sampled_from(Action), st.sampled_from(Sensitivity), record_codes)
def test_an_area_listed_for_the_viewer_is_one_where_every_record_is_allowed(
    viewer: Viewer, action: Action, level: Sensitivity, code: str
) -> None:
    if any(covers(prefix, code) for prefix in viewer.prefixes(action, level)):
        assert viewer.may(action, RecordScope(code), level)


@given(st.lists(prefixes), codes)
def test_leaving_out_inner_areas_changes_no_scope(given_prefixes: list[str], code: str) -> None:
    kept = outermost(given_prefixes)
    assert any(covers(prefix, code) for prefix in kept) == any(covers(prefix, code) for prefix in given_prefixes)
    assert not any(a != b and covers(a, b) for a in kept for b in kept)


@given(grants, grants, records, st.sampled_from(Action), st.sampled_from(Sensitivity))
def test_a_grant_within_another_opens_nothing_that_the_other_would_not(
    wanted: Grant, held: Grant, record: RecordScope, action: Action, level: Sensitivity
) -> None:
    same_role = Grant(
        wanted.role, held.areas, held.agency, held.programme, held.purpose, valid_from=None, valid_to=held.valid_to
    )
    if grant_within(wanted, held):
        for purpose in ("", "follow-up"):
            if decide(Viewer("a", "A", (wanted,), now=NOW), action, record, level, purpose).allowed:
                assert decide(Viewer("a", "A", (same_role,), now=NOW), action, record, level, purpose).allowed


@pytest.fixture
def rows(db: None) -> None:
    """One row for each area code and agency: the account's columns serve as a table with both."""
    places = ["", "TH", "C83010101", "L8301", "8", "83O1"]
    for province in ("83", "84", "89", "90", "99"):
        places += [province + rest for rest in ("", "01", "99", "0101", "0199", "9999", "010101", "010199", "999999")]
    Account.objects.bulk_create(
        Account(username=f"{number}-{agency}", display_name=place, agency=agency)
        for number, place in enumerate(places)
        for agency in ("", "labour", "health")
    )


@pytest.mark.database
@pytest.mark.usefixtures("rows")
def test_a_list_shows_the_rows_that_the_decision_allows_and_no_other() -> None:
    everything = list(Account.objects.values_list("pk", "display_name", "agency"))

    @settings(max_examples=300, deadline=None)
    @given(viewers, st.sampled_from(Action), st.sampled_from(Sensitivity))
    def agrees(viewer: Viewer, action: Action, level: Sensitivity) -> None:
        plain = within(viewer, action, "display_name", sensitivity=level)
        shared = within(viewer, action, "display_name", sensitivity=level, agency_field="agency")
        listed = set(Account.objects.filter(plain).values_list("pk", flat=True))
        listed_shared = set(Account.objects.filter(shared).values_list("pk", flat=True))
        for key, place, agency in everything:
            alone = viewer.may(action, RecordScope(place), level)
            with_agency = viewer.may(action, RecordScope(place, frozenset({agency} - {""})), level)
            assert (key in listed) == alone, (place, agency)
            assert (key in listed_shared) == with_agency, (place, agency)

    agrees()


@pytest.mark.database
@pytest.mark.usefixtures("rows")
def test_without_a_grant_a_list_is_empty_and_asks_the_database_nothing(django_assert_num_queries) -> None:
    nobody = Viewer("officer", "Officer", (), now=NOW)
    with django_assert_num_queries(0):
        for action in Action:
            assert not list(Account.objects.filter(within(nobody, action, "display_name")))
