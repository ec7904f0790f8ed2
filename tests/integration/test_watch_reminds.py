"""Watch and triage: every link of the worklists opens for whoever sees it; a worse list is noticed; volunteers are told."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from desk_office import Families, log_in, make_families
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from field_office import as_volunteer, give, make_field_office
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role
from samutphok.access.queries import viewer_by_id
from samutphok.cases.actions import open_case
from samutphok.fieldwork.actions import remind_volunteers, stop_volunteer
from samutphok.fieldwork.models import Assignment
from samutphok.linkage.actions import attach_batch
from samutphok.messaging.models import Message
from samutphok.targeting.actions import draw_list
from samutphok.targeting.domain.lists import ListView
from samutphok.triage.actions import refresh_area
from samutphok.triage.domain import Tab
from samutphok.watch.actions import follow_family, note_worsened
from samutphok.watch.jobs import compare_levels
from samutphok.watch.models import Watched

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WORKLISTS = ("/triage/", "/watch/", "/watch/due/")
TABS = [*(f"/triage/?tab={tab}" for tab in Tab), "/watch/", "/watch/due/"]

TAMBON = (Role.TAMBON, Role.VOLUNTEER)
ALL_ROLES = {one: "TH" if one in (Role.NATIONAL, Role.AUDITOR) else "830101" if one in TAMBON else "83" for one in Role}
ALL_ROLES[Role.AMPHOE] = "8301"
del ALL_ROLES[Role.AGENCY_OFFICER]  # reads referrals, and no worklist


@pytest.fixture
def families() -> Families:
    return make_families()


def _links(page: str) -> set[str]:
    main = page[page.index("<main") : page.index("</main>")]
    found = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"#]+)', main)}
    return {link if link.startswith("/") else "" for link in found} - {""}


@pytest.mark.parametrize("role", ALL_ROLES)
def test_every_link_of_the_worklists_opens_for_each_role_that_sees_it(
    client: Client, families: Families, role: Role
) -> None:
    province = viewer("83", now=timezone.now())
    open_case(viewer=province, household_id=families.target, because="test", now=province.now)
    refresh_area(area="83", now=province.now)
    follow_family(household_id=families.target, now=province.now)
    Watched.objects.create(
        household_id=families.poor, area_code="83010102", reason="lost_job", key="test", day=NOW.date(), by="visit:1",
        due_on=NOW.date(), state="watched", noted_at=NOW,
    )  # fmt: skip
    log_in(client, role, ALL_ROLES[role], username=f"role_{role.value}")
    seen = {path: client.get(path) for path in TABS}
    for path, answer in seen.items():
        assert answer.status_code in (200, 404), path
        for link in _links(answer.content.decode()) if answer.status_code == 200 else ():
            assert client.get(link).status_code in (200, 302), (path, link)
    if role in (Role.PROVINCE, Role.TAMBON):
        assert all(answer.status_code == 200 for answer in seen.values())
        assert any(f"/households/{families.target}/" in answer.content.decode() for answer in seen.values())


def _drawn_anew(monkeypatch: pytest.MonkeyPatch) -> ListView:
    """The list of a later survey: two children more in the first family, none poor in the second."""
    home = {"house_code": "83010000001", "family_no": "1", "income_per_person": 9_000.0, "bmn9": 0, "bmn22": 0}
    born = ((1, "สมชาย", "1950-05-12"), (90, "มาลี", "2017-01-05"), (91, "มานี", "2019-02-06"))
    rows = [row(name, "ใจดี", pid=synthetic_pid(number), birth_date=day, **home) for number, name, day in born]
    rich = {"house_code": "83010000002", "family_no": "1", "income_per_person": 200_000.0, "area_code": "83010102"}
    rows.append(row("มะลิวัลย์", "ทองแท้", pid=synthetic_pid(2), birth_date="1950-05-12", **rich))
    attach_batch(stage("bmn_survey", rows, as_of=date(2021, 6, 1)), now=NOW)
    who = {"pid": synthetic_pid(1), "birth_date": "1950-05-12"}
    attach_batch(stage("state_welfare", [row("สมชาย", "ใจดี", validated=1, **who)], as_of=date(2021, 6, 1)), now=NOW)
    then = datetime(2021, 9, 1, 3, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: then)
    return draw_list(viewer=viewer("83", now=then), area_prefix="83", as_of=then.date(), now=then)


def test_a_drawn_list_asks_for_comparing_and_puts_the_worsened_on_watch_once(
    families: Families, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = _drawn_anew(monkeypatch)
    asked = DBTaskResult.objects.filter(task_path=compare_levels.module_path)
    assert str(drawn.id) in {str(one.args_kwargs["args"][0]) for one in asked}
    for _ in range(2):
        compare_levels.func(str(drawn.id))
    found = Watched.objects.filter(reason="level_worse")
    assert list(found.values_list("household_id", "said", "day")) == [(families.target, "2>3", drawn.data_cut)]
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    found.delete()
    assert note_worsened(list_id=drawn.id, now=NOW) == 0  # five years old: it says nothing of what is likely now


def test_a_volunteer_is_told_once_of_each_day_a_visit_falls_due() -> None:
    office = make_field_office()
    today = timezone.localdate()
    give(office, office.families.target, office.malee, days_ago=3)
    give(office, office.families.poor, office.somjai)
    Assignment.objects.filter(volunteer=office.malee).update(due_on=today - timedelta(days=1))
    Assignment.objects.filter(volunteer=office.somjai).update(due_on=today + timedelta(days=90))
    Message.objects.all().delete()
    now = timezone.now()
    assert [remind_volunteers(now=now) for _ in range(2)] == [1, 0]
    (told,) = Message.objects.all()
    assert (told.template, str(told.account_id)) == ("visit_due", as_volunteer(office.malee).account_id)
    Assignment.objects.filter(volunteer=office.malee).update(due_on=today)
    assert remind_volunteers(now=now) == 1
    Assignment.objects.filter(volunteer=office.somjai).update(due_on=today)
    stop_volunteer(viewer=office.leader, volunteer_id=office.somjai, because="ย้าย", now=now)
    assert remind_volunteers(now=now) == 0


def test_the_volunteer_s_link_leads_to_their_own_visits(client: Client) -> None:
    office = make_field_office()
    give(office, office.families.target, office.malee)
    Assignment.objects.update(due_on=timezone.localdate())
    remind_volunteers(now=timezone.now())
    from django.contrib.auth import get_user_model

    account = as_volunteer(office.malee).account_id
    client.force_login(get_user_model().objects.get(pk=account))
    assert viewer_by_id(account, now=timezone.now())
    assert "ใจดี" in client.get("/").content.decode()
    assert "มีงานเยี่ยมถึงกำหนด 1 ราย" in client.get("/messages/mine/").content.decode()
