"""From fragile to strong: a visit finds the family better off, the case is closed on it by two people, and opened again."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from case_office import case_with_plan, reasons_for
from desk_office import make_families
from register_rows import NOW, viewer
from visit_office import Filled, make_form, tell, volunteer

from samutphok.access.domain import Viewer
from samutphok.cases.actions import Closed, close_case, confirm_closing, reopen_case
from samutphok.cases.errors import NoEvidence, NotLower
from samutphok.cases.queries import case_view, closing_of, rules_on
from samutphok.foundation.audit.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LONG_AGO = NOW - timedelta(days=90)


def visited(family: UUID, *, income: str, base: int) -> None:
    """Somebody meets the family today, and writes down what it earns a person and a year."""
    answers = {"visited_on": NOW.date().isoformat(), "outcome": "visited", "income": income, "bmn8": "1"}
    tell(volunteer(f"visits-{base}", "830101"), Filled(family, answers, base=base))


def test_stronger_is_a_lower_level_from_facts_and_a_second_persons_word() -> None:
    family, who = make_families().target, viewer("83")
    then = replace(who, now=LONG_AGO)
    case_id, plan = case_with_plan(then, family, now=LONG_AGO)
    told = reasons_for(one.key for one in plan.steps)
    ask = {
        "viewer": who,
        "case_id": case_id,
        "outcome": "stronger",
        "because": "มีรายได้แล้ว",
        "reasons": told,
        "now": NOW,
    }
    make_form()
    with pytest.raises(NoEvidence):
        close_case(**ask)
    visited(family, income="30000", base=1)
    assert not closing_of(viewer=who, case_id=case_id).met["stronger"]
    with pytest.raises(NotLower):
        close_case(**ask)
    visited(family, income="150000", base=2)
    page = closing_of(viewer=who, case_id=case_id)
    assert (page.levels.then, page.levels.now, page.levels.now_known, page.met["stronger"]) == (2, None, True, True)
    outcome = rules_on(NOW.date()).outcomes["stronger"]
    assert close_case(**ask) is (Closed.ASKED if outcome.second_person else Closed.CLOSED)
    if outcome.second_person:
        confirm_closing(viewer=second(who), case_id=case_id, now=NOW)
    found = case_view(who, case_id)
    assert (found.summary.outcome, found.acts[0].details["level_then"], found.acts[0].details["level_now"]) == (
        "stronger",
        2,
        None,
    )
    assert Entry.objects.filter(act="read_household", purpose=f"case:{case_id}").exists()
    reopen_case(viewer=who, case_id=case_id, because="พ่อตกงานอีกครั้ง", now=NOW)
    again = case_view(who, case_id)
    assert (again.times_opened, again.summary.outcome, again.closing) == (2, "", None)


def second(who: Viewer) -> Viewer:
    return replace(who, account_id="00000000-0000-4000-8000-000000000002")
