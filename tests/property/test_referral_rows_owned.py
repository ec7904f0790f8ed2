"""Whatever anybody tries through the actions, a stored referral that is open is somebody's, on a clock that is looked at."""

from datetime import timedelta
from uuid import uuid4

import pytest
from desk_office import make_families
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_rows import NOW, viewer

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.foundation.acts import as_acts
from samutphok.kernel.errors import Error
from samutphok.referrals.actions import act, refer, turn_clocks
from samutphok.referrals.domain.referral import NewReferral
from samutphok.referrals.domain.table import ENDS, MOVES, STEPS, Deed, State, turn
from samutphok.referrals.models import Referral

DEEDS = [deed for deed in Deed if deed not in (*STEPS, Deed.REFER, Deed.EXPIRE, Deed.TRANSFER, Deed.REASSIGN)]
TRIES = st.lists(st.tuples(st.sampled_from(DEEDS), st.booleans(), st.integers(0, 90)), min_size=1, max_size=10)
SAID = {
    Deed.REFUSE: {"reason": "no_capacity"},
    Deed.RETURN: {"reason": "no_capacity"},
    Deed.WITHDRAW: {"reason": "family_declined"},
    Deed.SETTLE: {"reason": "family_declined"},
}


@pytest.fixture
def family(db):
    return make_families(drawn=False).poor


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries=TRIES)
def test_no_way_through_the_actions_leaves_a_referral_without_owner_or_clock(tries, family) -> None:
    with transaction.atomic():
        made = refer(viewer=viewer("83"), referral=NewReferral(family, "education", "", "out_of_school"), now=NOW)
        at = NOW
        for deed, by_agency, hours in tries:
            at += timedelta(hours=hours)
            turn_clocks(now=at)
            attempt(made, deed, by_agency, at)
            check(Referral.objects.get(pk=made))
        transaction.set_rollback(True)


def attempt(referral, deed: Deed, by_agency: bool, at) -> None:
    """Somebody of either side tries something; what the table does not allow is refused."""
    agency = Viewer("officer", "officer", (Grant(Role.AGENCY_OFFICER, ("83",), agency="education"),), now=at)
    who = agency if by_agency else viewer("83", now=at)
    details = SAID.get(deed, {}) | ({"on": (at + timedelta(hours=20)).isoformat()} if deed is Deed.APPOINT else {})
    try:
        with transaction.atomic():
            act(viewer=who, referral_id=referral, act_id=uuid4(), act=deed, said="x", details=details, now=at)
    except Error:
        return


def check(row: Referral) -> None:
    """The row says what its acts come to, and an open one has a side, a worker, a term and a next look at it."""
    folded = MOVES.fold(as_acts(row.acts.all()))
    assert row.state == folded.state
    whose = turn(State(row.state))
    assert (row.ended_at is not None) == (row.state in ENDS) == (whose is None)
    assert (row.side, row.clock) == ((whose.side, whose.clock) if whose else ("", ""))
    if whose:
        assert row.owner
        assert row.agency
        assert row.due_at is not None
        assert row.next_at is not None or row.escalated == Deed.ESCALATE_GOVERNOR
