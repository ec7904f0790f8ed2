"""What can be solved first at the desk: who sees it, what stands first, what one may do from it; the help tab; the watch."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.test import Client
from django.utils import timezone

from samutphok.access.domain import Role
from samutphok.access.queries import viewer_by_id
from samutphok.cases.actions import open_case
from samutphok.targeting.queries import closing_evidence, level_now
from samutphok.triage.actions import note_work, refresh_area, refresh_family
from samutphok.triage.domain import Tab, WorkWanted
from samutphok.triage.models import WorkLine
from samutphok.triage.queries import triage_of, worklist, worklist_waiting
from samutphok.watch.actions import follow_family, remind_workers, tell_supervisors
from samutphok.watch.domain.watching import DueWanted, WatchState
from samutphok.watch.models import Followed, Watched
from samutphok.watch.queries import due_list, level_history

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def families() -> Families:
    return make_families()


def _watched(household: UUID) -> Watched:
    today = timezone.localdate()
    return Watched.objects.create(
        household_id=household,
        area_code="83010101",
        reason="lost_job",
        key="test",
        day=today,
        by="visit:1",
        due_on=today,
        state=WatchState.WATCHED,
        noted_at=timezone.now(),
    )


def test_a_family_is_sorted_once_whatever_is_done_twice(families: Families) -> None:
    now = timezone.now()
    assert refresh_area(area="83", now=now) == 1
    first = set(WorkLine.objects.values_list("household", "problem", "kind"))
    refresh_area(area="83", now=now)
    refresh_family(household_id=families.target, now=now)
    assert set(WorkLine.objects.values_list("household", "problem", "kind")) == first
    assert {problem for _, problem, _ in first} == {"no_drinking_water", "low_income"}


def test_who_deals_with_a_problem_outlives_sorting_anew(client: Client, families: Families) -> None:
    viewer = viewer_by_id(str(log_in(client).pk), now=timezone.now())
    refresh_family(household_id=families.target, now=viewer.now)
    note_work(household_id=families.target, case_open=False, referred=["low_income"])
    refresh_family(household_id=families.target, now=viewer.now)
    page = worklist(viewer=viewer, wanted=WorkWanted(tab=Tab.AT_WORK), now=viewer.now)
    assert [(row.problem, row.at_work) for row in page.rows] == [("low_income", "referred")]
    assert worklist_waiting(viewer=viewer)[0] == page.tabs[Tab.NOW]


def test_the_list_stays_inside_the_area(client: Client, families: Families) -> None:
    elsewhere = viewer_by_id(str(log_in(client, Role.TAMBON, "830303").pk), now=timezone.now())
    refresh_family(household_id=families.target, now=elsewhere.now)
    assert worklist(viewer=elsewhere, wanted=WorkWanted(area="8301"), now=elsewhere.now).total == 0
    assert sum(worklist(viewer=elsewhere, wanted=WorkWanted(), now=elsewhere.now).tabs.values()) == 0


@pytest.mark.parametrize("path", ["/triage/", "/watch/", "/watch/due/"])
def test_the_pages_are_for_case_workers(client: Client, families: Families, path: str) -> None:
    log_in(client, Role.VOLUNTEER, "830101")
    assert client.get(path).status_code == 404
    log_in(client, username="worker")
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("query", ["tab=none", "problem=<b>", "page=0", "area=..%2f"])
def test_an_address_that_cannot_be_read_is_refused(client: Client, query: str) -> None:
    log_in(client)
    assert client.get(f"/triage/?{query}").status_code == 422


def test_the_page_names_the_family_the_problem_and_why(client: Client, families: Families) -> None:
    log_in(client)
    refresh_area(area="83", now=timezone.now())
    shown = "".join(client.get(f"/triage/?tab={tab}").content.decode() for tab in Tab)
    assert "สมชาย ใจดี" in shown
    assert "น้ำดื่มไม่พอตลอดปี" in shown


def test_a_family_is_followed_from_the_day_its_case_is_opened(client: Client, families: Families) -> None:
    viewer = viewer_by_id(str(log_in(client).pk), now=timezone.now())
    follow_family(household_id=families.target, now=viewer.now)
    assert not Followed.objects.exists()
    open_case(viewer=viewer, household_id=families.target, because="visit", now=viewer.now)
    follow_family(household_id=families.target, now=viewer.now)
    follow_family(household_id=families.target, now=viewer.now)
    row = due_list(viewer=viewer, wanted=DueWanted(), now=viewer.now).rows[0]
    assert row.household_id == families.target
    assert row.due_on
    assert row.due_on > timezone.localdate(viewer.now)
    later = viewer.now + timedelta(days=400)
    assert worklist_waiting(viewer=viewer) is not None
    assert due_list(viewer=viewer, wanted=DueWanted(), now=later).rows[0].standing == "no_contact"


def test_watching_ends_once_with_a_reason_and_a_stale_page_is_told(client: Client, families: Families) -> None:
    log_in(client)
    row = _watched(families.target)
    end = {"act": "end", "version": row.version, "act_id": str(uuid4()), "end": "no_need"}
    assert client.post(f"/watch/{uuid4()}/act", end).status_code == 404
    assert client.post(f"/watch/{row.id}/act", end | {"end": ""}).status_code == 422
    assert client.post(f"/watch/{row.id}/act", end).status_code == 302
    assert client.post(f"/watch/{row.id}/act", end).status_code == 302  # the same act sent twice is one
    assert client.post(f"/watch/{row.id}/act", end | {"act_id": str(uuid4())}).status_code == 412
    row.refresh_from_db()
    assert (row.state, row.end, row.version) == ("ended", "no_need", 2)


def test_a_visit_needs_somebody_who_can_go(client: Client, families: Families) -> None:
    log_in(client)
    row = _watched(families.target)
    asked = {"act": "ask_visit", "version": row.version, "act_id": str(uuid4())}
    assert client.post(f"/watch/{row.id}/act", asked).status_code == 409
    assert Watched.objects.get().state == WatchState.WATCHED


def test_the_help_tab_says_that_case_work_has_not_begun_then_who_has_the_case(
    client: Client, families: Families
) -> None:
    account = log_in(client)
    address = f"/households/{families.target}/help/"
    assert client.get(f"/households/{uuid4()}/help/").status_code == 404
    assert "ยังไม่เริ่มงานเคส" in client.get(address).content.decode()
    viewer = viewer_by_id(str(account.pk), now=timezone.now())
    open_case(viewer=viewer, household_id=families.target, because="visit", now=viewer.now)
    whole = client.get(address).content.decode()
    assert "สมชาย ใจดี" in whole
    part = client.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part
    assert client.get(f"{address}beside").status_code == 200


def test_closing_evidence_is_the_level_and_not_the_money(client: Client, families: Families) -> None:
    viewer = viewer_by_id(str(log_in(client).pk), now=timezone.now())
    since = timezone.localdate(viewer.now)
    found = closing_evidence(viewer=viewer, household_id=families.target, since=since, now=viewer.now)
    assert found.then is not None
    assert found.now == found.then == level_now(viewer=viewer, household_id=families.target, now=viewer.now)
    assert not found.asked_since
    assert len(level_history(viewer=viewer, household_id=families.target)) == 1
    assert {one.code for one in triage_of(viewer=viewer, household_id=families.target, now=viewer.now).problems} == {
        "no_drinking_water",
        "low_income",
    }


def test_the_first_page_counts_what_waits_for_a_worker_and_nothing_for_an_auditor(
    client: Client, families: Families
) -> None:
    log_in(client)
    refresh_area(area="83", now=timezone.now())
    assert "/triage/" in client.get("/today/help", HTTP_HX_REQUEST="true").content.decode()
    log_in(client, Role.AUDITOR, username="auditor")
    assert "/triage/" not in client.get("/today/help", HTTP_HX_REQUEST="true").content.decode()


def test_the_governor_sees_agencies_and_flows_and_no_invented_number(client: Client, families: Families) -> None:
    log_in(client, Role.GOVERNOR)
    shown = client.get("/today/help", HTTP_HX_REQUEST="true").content.decode()
    assert "ยังไม่มีการส่งต่อ" in shown or "ยังไม่มี" in shown
    assert "<table" not in shown


def test_worker_and_supervisor_are_told_once_of_a_family_nobody_meets(client: Client, families: Families) -> None:
    officer = log_in(client)
    now = timezone.now()
    viewer = viewer_by_id(str(officer.pk), now=now)
    case = open_case(viewer=viewer, household_id=families.target, because="test", now=now)
    follow_family(household_id=families.target, now=now)
    row = Followed.objects.get(case_id=case)
    Followed.objects.filter(pk=row.pk).update(due_on=timezone.localdate(now))
    assert (remind_workers(now=now), remind_workers(now=now)) == (1, 0)
    Followed.objects.filter(pk=row.pk).update(due_on=timezone.localdate(now) - timedelta(days=365))
    assert (tell_supervisors(now=now), tell_supervisors(now=now)) == (1, 0)
    assert Followed.objects.get(pk=row.pk).told_at == now


def test_what_was_done_stands_with_its_days_and_is_recorded_as_read(client: Client, families: Families) -> None:
    log_in(client, Role.VOLUNTEER, "830101")
    address = f"/households/{families.target}/help/work"
    assert client.get(address).status_code == 404
    officer = log_in(client, username="worker")
    open_case(
        viewer=viewer_by_id(str(officer.pk), now=timezone.now()),
        household_id=families.target,
        because="test",
        now=timezone.now(),
    )
    page = client.get(address)
    assert page.status_code == 200
    assert "เปิดเคส" in page.content.decode()


def test_referring_with_nothing_marked_says_what_to_do_and_refers_nobody(client) -> None:
    from desk_office import log_in

    log_in(client, username="marks_nobody")
    answer = client.post("/referrals/new/list", {"carried": "1"}, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/triage/")
    assert "ยังไม่ได้เลือกครอบครัว" in answer.content.decode()
