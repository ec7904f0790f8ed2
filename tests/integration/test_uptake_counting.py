"""From registers to what is not received: counted by a job, listed for whoever may list, closed when looked into."""

from uuid import uuid4

import pytest
from desk_office import log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry
from samutphok.linkage.actions import attach_batch
from samutphok.scenarios.actions import ask_trial, run_trial
from samutphok.scenarios.errors import ScenarioNotFound
from samutphok.scenarios.queries import scenario_named, trial_page
from samutphok.uptake.actions import ask_count, count_uptake
from samutphok.uptake.domain.standing import Group, Standing
from samutphok.uptake.errors import MayNotCount, UptakeNotFound
from samutphok.uptake.models import Finding, UptakeCount, UptakeCut, UptakeLine
from samutphok.uptake.queries import uptake_page

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ALLOWANCE, CARD = "elderly-allowance", "state-welfare-card"


def counted() -> UptakeCut:
    """Three elderly people: one with a welfare card and no allowance, one on the payroll, one of whom nothing is known."""
    make_families(drawn=False)
    payroll = row("มะลิวัลย์", "ทองแท้", pid=synthetic_pid(2), birth_date="1950-05-12", monthly_amount=700.0)
    attach_batch(stage("elderly_allowance", [payroll]), now=NOW)
    cut = ask_count(viewer=viewer("83"), area_prefix="83", now=NOW)
    count_uptake(cut_id=cut, now=NOW)
    return UptakeCut.objects.get(pk=cut)


def test_what_registers_show_is_counted_and_frozen() -> None:
    cut = counted()
    assert (cut.state, cut.percent, cut.current, cut.persons, cut.households) == ("done", 100, True, 3, 3)
    assert len(cut.rules[ALLOWANCE]) == 64
    assert "hiv-allowance" not in cut.rules
    whole = UptakeCount.objects.get(cut=cut, area_code="83", benefit=ALLOWANCE, group=Group.ALL)
    assert (whole.asked, whole.unclaimed, whole.received, whole.unknown) == (3, 1, 1, 1)
    assert whole.month == 700
    assert whole.year == 8400
    assert whole.missing == {"nationality_thai": 1, "state_pension": 1}
    line = UptakeLine.objects.get(cut=cut, benefit=ALLOWANCE, standing=Standing.UNCLAIMED)
    assert (line.area_code, line.amount, line.group) == ("83010101", 700.0, "elderly")
    rows = UptakeCount.objects.count()
    count_uptake(cut_id=cut.id, now=NOW)  # a job that comes twice
    assert UptakeCount.objects.count() == rows


def test_a_new_counting_takes_the_place_of_the_old_one_and_findings_stand_once() -> None:
    first = counted()
    found = Finding.objects.count()
    again = ask_count(viewer=viewer("83"), area_prefix="83", now=NOW)
    assert ask_count(viewer=viewer("83"), area_prefix="83", now=NOW) == again  # one is under way
    count_uptake(cut_id=again, now=NOW)
    assert UptakeCut.objects.get(current=True).id == again
    assert UptakeCut.objects.get(pk=first.id).state == "done"
    assert Finding.objects.count() == found


def test_only_whoever_draws_lists_has_it_counted() -> None:
    with pytest.raises(MayNotCount):
        ask_count(viewer=viewer("83", role=Role.GOVERNOR), area_prefix="83", now=NOW)
    with pytest.raises(UptakeNotFound):
        ask_count(viewer=viewer("57"), area_prefix="83", now=NOW)


def test_whoever_may_not_list_families_sees_rounded_numbers_and_no_family() -> None:
    counted()
    page = uptake_page(viewer=viewer("83", role=Role.HOME_STAFF), area="83")
    assert not page.exact
    assert all(cells.unclaimed % 5 == 0 and cells.month % 5000 == 0 for _, cells in page.rows)
    assert not UptakeLine.objects.filter(standing=Standing.NO).exists()
    with pytest.raises(UptakeNotFound):
        uptake_page(viewer=viewer("57"), area="83")


def test_a_scenario_is_tried_in_numbers_and_only_inside_the_area() -> None:
    make_families(drawn=False)
    scenario = scenario_named("tourism-falls")
    with pytest.raises(ScenarioNotFound):
        ask_trial(viewer=viewer("57"), scenario=scenario.name, area_prefix="83", settings=scenario.settings, now=NOW)
    asked = viewer("83")
    trial = ask_trial(viewer=asked, scenario=scenario.name, area_prefix="83", settings=scenario.settings, now=NOW)
    run_trial(trial_id=trial, now=NOW)
    page = trial_page(viewer=asked, trial_id=trial)
    lines = {row.line.id: row for row in page.rows if row.line}
    assert lines["programme"].before.yes == 3  # 20,000, 40,000 and 60,000 baht a person
    assert lines["bmn"].before.yes == 1
    assert lines["bmn"].before.yes <= lines["bmn"].low.yes <= lines["bmn"].mid.yes <= lines["bmn"].high.yes
    with pytest.raises(ScenarioNotFound):
        trial_page(viewer=viewer("57"), trial_id=trial)


def test_the_pages_missing_forbidden_invalid_and_shown(client: Client) -> None:
    cut = counted()
    log_in(client)
    assert client.get(f"/scenarios/{uuid4()}/").status_code == 404
    assert client.post(f"/uptake/findings/{uuid4()}/close", {"outcome": "right"}).status_code == 404
    assert client.get("/uptake/?area=57").status_code == 404
    assert client.get("/uptake/list/?area=83&benefit=hiv-allowance").status_code == 404
    assert client.get("/uptake/?group=nobody").status_code == 422
    wrong = {"area": "83", "drop_low": 50, "drop_mid": 20, "drop_high": 10}
    wrong |= dict.fromkeys(("exposed_low", "exposed_mid", "exposed_high"), 5)
    assert client.post("/scenarios/try/tourism-falls", wrong).status_code == 422
    assert client.get("/uptake/").status_code == 200
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/uptake/?area=83")
    assert len(asked) <= 12
    assert len(page.content) < 100_000
    with CaptureQueriesContext(connection) as asked:
        families = client.get(f"/uptake/list/?area=83&benefit={ALLOWANCE}&standing=unclaimed")
    assert len(asked) <= 14  # two of them the audit's row
    assert "สมชาย" in families.content.decode()
    assert Entry.objects.filter(act="read_uptake", subject=f"uptake-cut:{cut.id}").exists()
    assert client.get("/scenarios/").status_code == 200


def test_a_finding_is_closed_with_who_and_nothing_is_stopped(client: Client) -> None:
    cut = counted()
    home = UptakeLine.objects.filter(cut=cut, household__isnull=False).first()
    assert home is not None
    found = Finding.objects.create(
        household_id=home.household_id, area_code="83010101", benefit=CARD, row=99, why=["age"], found_at=NOW, cut=cut
    )
    officer = log_in(client)
    assert str(found.id) in client.get("/uptake/findings/").content.decode()
    assert client.post(f"/uptake/findings/{found.id}/close", {"outcome": "stop"}).status_code == 422
    assert client.post(f"/uptake/findings/{found.id}/close", {"outcome": "right"}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.outcome, found.closed_by) == ("closed", "right", str(officer.pk))
    assert client.get("/uptake/findings/?closed=on").status_code == 200
