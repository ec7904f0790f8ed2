"""A family on a list of several survey files: who is target-poor is said by the rows of its own file alone."""

from datetime import date
from typing import Any

import pytest
from desk_office import log_in
from django.test import Client
from django.utils import timezone
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.queries import viewer_of
from samutphok.insights.queries import family_page
from samutphok.intake.models import Batch
from samutphok.linkage.actions import attach_batch
from samutphok.registry.models import Household
from samutphok.targeting.actions import draw_list
from samutphok.targeting.models import Entry, TargetList
from samutphok.targeting.queries import complete_lists, current_lists

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OLD_HOME = {"house_code": "83010000001", "family_no": "1", "area_code": "83010101"}
NEW_HOME = {"house_code": "83030000001", "family_no": "1", "area_code": "83030301"}
ANSWERS = {"bmn8": 0, "income_per_person": 20_000.0}


def person(number: int, **more: Any) -> dict[str, Any]:
    return row(f"คน{number}", "ใจดี", pid=synthetic_pid(number), birth_date="1950-05-12", **more)


def surveyed(area: str, rows: list[dict[str, Any]], as_of: date) -> None:
    batch = stage("bmn_survey", rows, as_of=as_of)
    Batch.objects.filter(pk=batch).update(area_prefix=area)
    attach_batch(batch, now=NOW)


def two_surveys() -> None:
    """One amphoe's file has person 1 in its first row; the other's has person 2 there, and person 1, moved, behind."""
    surveyed("8301", [person(1, **OLD_HOME, **ANSWERS), person(3, **OLD_HOME, **ANSWERS)], date(2018, 6, 1))
    surveyed("8303", [person(2, **NEW_HOME, **ANSWERS), person(1, **NEW_HOME, **ANSWERS)], date(2019, 6, 1))
    attach_batch(stage("state_welfare", [person(2, validated=1)]), now=NOW)


def test_a_row_of_another_survey_with_the_same_number_makes_nobody_target_poor() -> None:
    two_surveys()
    drawn = draw_list(viewer=viewer("83"), area_prefix="83", as_of=NOW.date(), now=NOW)
    surveys = [source.batch for source in drawn.sources if source.register == "bmn_survey"]
    assert len(surveys) == 2
    found = family_page(
        viewer=viewer("83"), household_id=Household.objects.get(house_code=NEW_HOME["house_code"]).pk, now=NOW
    )
    assert {one.name: one.target_poor for one in found.members} == {"คน1 ใจดี": False, "คน2 ใจดี": True}
    listed = Entry.objects.get(target_list=drawn.id, house_code=NEW_HOME["house_code"])
    assert Batch.objects.get(pk=drawn.survey(listed.survey)).area_prefix == "8303"


def test_a_list_says_who_drew_it_and_the_command_line_has_no_name(client: Client) -> None:
    two_surveys()
    account = log_in(client)
    draw_list(viewer=viewer_of(account, now=timezone.now()), area_prefix="83", as_of=NOW.date(), now=timezone.now())
    assert TargetList.objects.get().drawn_by_id == account.pk
    assert {one.drawn_by for one in (*current_lists(), *complete_lists())} == {"เจ้าหน้าที่ทดสอบ"}
    assert "เจ้าหน้าที่ทดสอบ" in client.get("/areas/83/").content.decode().split('class="as-of"', 1)[1]
    TargetList.objects.update(drawn_by=None)
    assert {one.drawn_by for one in current_lists()} == {""}
