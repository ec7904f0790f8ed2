"""The demo's triage and watch: families sorted, those visited followed, one watched family decided on, one asked after."""

from collections.abc import Callable
from datetime import datetime

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.kernel.errors import Error
from samutphok.logbook.queries.projected import visited_in
from samutphok.triage.actions import refresh_area, refresh_family
from samutphok.watch.actions import ask_visit, end_watching, follow_family
from samutphok.watch.domain.watching import WatchEnd, WatchWanted
from samutphok.watch.jobs import note_dealt_with
from samutphok.watch.queries import followed_in, watch_list

PROVINCE, LEADER = "83", "phuket"
ASKED, ENDED = 2, 1  # families on the watch list that a visit was asked for, and that are no longer watched


def make_watch(*, now: datetime, say: Callable[[str], None]) -> None:
    """Sorts the province's families and follows those that were visited or have a case; again changes nothing."""
    say("what can be solved first, and who is watched")
    refresh_area(area=PROVINCE, now=now)
    leader = viewer_by_id(account_named(LEADER, viewer=operator(now=now)).id, now=now)
    known = dict.fromkeys((*visited_in(PROVINCE), *followed_in(PROVINCE)))
    for household in known:
        refresh_family(household_id=household, now=now)
        follow_family(household_id=household, now=now)
        note_dealt_with(household_id=household)
    if not watch_list(viewer=leader, wanted=WatchWanted(area=PROVINCE, ended=True), now=now).total:
        _decide(leader, now)


def _decide(leader: Viewer, now: datetime) -> None:
    """A few decisions of the province's office, through the same actions as at the desk."""
    rows = watch_list(viewer=leader, wanted=WatchWanted(area=PROVINCE), now=now).rows
    for row in rows[:ASKED]:
        try:
            ask_visit(viewer=leader, watched_id=row.id, version=row.version, now=now)
        except Error:  # nobody of the demo's volunteers has room there
            continue
    for row in rows[ASKED : ASKED + ENDED]:
        end_watching(viewer=leader, watched_id=row.id, version=row.version, end=WatchEnd.NO_NEED, now=now)
