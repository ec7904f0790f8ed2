"""The family's page after visits: beside the registers, by the same rules, and only for whoever is cleared."""

import re
from datetime import timedelta
from uuid import UUID

import pypdfium2
import pytest
from desk_office import Families, log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from register_rows import row, stage, synthetic_pid, viewer
from visit_office import Filled, Volunteer, make_form, photograph, send, take, tell, volunteer

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry
from samutphok.insights.queries import family_page, family_said
from samutphok.linkage.actions import attach_batch
from samutphok.logbook.actions import rebuild_logbooks
from samutphok.logbook.models import Conflict, Contradiction, HouseholdNow, Visit
from samutphok.registry.models import Membership
from samutphok.web.documents.logbook import logbook_pdf

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
WORDS = "อยากซ่อมหลังคาก่อนหน้าฝน"
BABY = {"first_name": "น้องแก้ว", "last_name": "ใจดี", "birth_date": "2026-10-02", "member_change": "born"}


@pytest.fixture
def families() -> Families:
    make_form()
    return make_families()


@pytest.fixture
def somsri(families: Families) -> Volunteer:
    return volunteer("somsri")


def father_of(household: UUID) -> str:
    return str(Membership.objects.filter(household=household, record__isnull=False).get().person_id)


def visited(families: Families, somsri: Volunteer) -> None:
    father = {"person_id": father_of(families.target), "disabled": "1", "life_satisfaction": "4", "security": "6"}
    answers = {"outcome": "visited", "bmn9": "1", "bmn8": "0", "income": "15000", "words": WORDS, "photo": "a.jpg"}
    tell(somsri, Filled(families.target, answers, [father, BABY]), ("a.jpg", photograph()))


def page(household: UUID, role: Role = Role.PROVINCE):
    return family_page(viewer=viewer("83", role=role, now=timezone.now()), household_id=household, now=timezone.now())


def test_the_level_is_assessed_again_by_the_lists_own_rules_and_the_list_stays(
    families: Families, somsri: Volunteer
) -> None:
    before = page(families.target)
    assert before.level is not None
    assert before.level.level == 2
    assert before.visits.after is None
    children = [BABY | {"first_name": name} for name in ("น้องหนึ่ง", "น้องสอง", "น้องสาม")]
    tell(somsri, Filled(families.target, {"income": "15000"}, children))
    after = page(families.target)
    assert after.level == before.level
    assert after.visits.after is not None
    assert after.visits.after.level == 3


def test_an_income_told_at_the_door_can_take_the_family_out_of_every_level(
    families: Families, somsri: Volunteer
) -> None:
    tell(somsri, Filled(families.target, {"income": "150000"}))
    found = page(families.target).visits.after
    assert found is not None
    assert (found.level, found.reading.verdict) == (None, "not_met")


def test_while_two_visits_differ_the_fact_counts_as_unknown_and_is_named(families: Families, somsri: Volunteer) -> None:
    tell(somsri, Filled(families.target, {"income": "150000"}, base=1))
    tell(volunteer("mana"), Filled(families.target, {"income": "15000"}, base=1))
    found = page(families.target).visits
    assert found.conflicts == 1
    assert found.after is not None
    assert found.after.reading.verdict == "unknown"
    assert [one.en for one in found.after.disputed] == ["Mean income a person a year, baht"]


def test_what_no_register_told_is_named_as_known_now(families: Families, somsri: Volunteer) -> None:
    visited(families, somsri)
    found = page(families.target).visits.after
    assert found is not None
    assert "Disabled" in [one.en for one in found.learnt]
    bedridden = [one.en for one in found.assumed]
    assert any("Bedridden" in one for one in bedridden)


def test_the_visit_stands_beside_the_register_dimension_by_dimension(families: Families, somsri: Volunteer) -> None:
    visited(families, somsri)
    rows = {
        one.number: (one.register.answer.value, one.visit.answer.value)
        for dimension in page(families.target).visits.differing
        for one in dimension.indicators
    }
    assert rows == {8: ("passed", "failed"), 9: ("failed", "passed")}


def test_the_page_shows_the_visit_its_words_feelings_photographs_and_members(
    client: Client, families: Families, somsri: Volunteer
) -> None:
    visited(families, somsri)
    log_in(client)
    shown = client.get(f"/households/{families.target}/").content.decode()
    for told in (WORDS, "ผู้เยี่ยม somsri", "น้องแก้ว", "หลังเยี่ยม", "ภาพหน้าบ้าน"):
        assert told in shown, told


def test_somebody_born_after_the_list_was_drawn_or_with_a_birth_to_come_breaks_no_page(
    client: Client, families: Families, somsri: Volunteer
) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=30)).isoformat()
    tell(somsri, Filled(families.target, {}, [BABY | {"birth_date": tomorrow}]))
    log_in(client)
    assert client.get(f"/households/{families.target}/").status_code == 200


def test_soon_after_midnight_in_thailand_the_family_has_whoever_was_born_into_it_that_day(
    families: Families, somsri: Volunteer
) -> None:
    """In the world's time it is still yesterday then; a family lives by the calendar on its wall."""
    night = timezone.localtime().replace(hour=0, minute=30)
    take(send(somsri, Filled(families.target, {}, [BABY | {"birth_date": night.date().isoformat()}]), now=night))
    who = viewer("83", role=Role.PROVINCE, now=night)
    shown = family_page(viewer=who, household_id=families.target, now=night)
    assert "น้องแก้ว ใจดี" in [member.name for member in shown.members]


def test_whoever_is_not_cleared_sees_that_somebody_came_and_who_was_born_and_no_answer(
    client: Client, families: Families, somsri: Volunteer
) -> None:
    visited(families, somsri)
    log_in(client, Role.VOLUNTEER, "830101")
    for address in ("", "visits"):
        shown = client.get(f"/households/{families.target}/{address}").content.decode()
        for secret in (WORDS, "15,000", "15000", "คนพิการ", "พอใจในชีวิต", "ระดับ", "ภาพหน้าบ้าน"):
            assert secret not in shown, (address, secret)
    assert "น้องแก้ว" in client.get(f"/households/{families.target}/").content.decode()
    as_volunteer = family_said(
        viewer=viewer("83", role=Role.VOLUNTEER, now=timezone.now()), household_id=families.target, now=timezone.now()
    )
    assert {fact.fact.sensitivity for group in as_volunteer.groups for fact in group.facts} == {1}


def test_everything_said_is_shown_with_who_said_it_and_what_was_said_before(
    client: Client, families: Families, somsri: Volunteer
) -> None:
    assert client.get(f"/households/{families.target}/visits").status_code == 302
    log_in(client, Role.PROVINCE, "82", username="other")
    assert client.get(f"/households/{families.target}/visits").status_code == 404
    tell(somsri, Filled(families.target, {"income": "15000"}))
    tell(volunteer("mana"), Filled(families.target, {"income": "21000"}, base=2), later=5)
    log_in(client)
    read = Entry.objects.filter(act="read_household").count()
    shown = client.get(f"/households/{families.target}/visits").content.decode()
    assert re.search("21,000.*15,000", shown, re.DOTALL)
    assert "ผู้เยี่ยม mana" in shown
    assert Entry.objects.filter(act="read_household").count() == read + 1


@pytest.mark.parametrize("address", ["", "visits"])
def test_a_page_of_many_visits_stays_within_twelve_queries_and_100_kb(
    client: Client, families: Families, somsri: Volunteer, address: str
) -> None:
    father = father_of(families.target)
    for number in range(12):
        member = {"person_id": father, "security": str(number % 10), "bmn21": str(number % 2)}
        tell(somsri, Filled(families.target, {"bmn9": str(number % 2), "words": WORDS}, [member]), later=number)
    log_in(client)
    client.get(f"/households/{families.target}/{address}")
    with CaptureQueriesContext(connection) as seen:
        response = client.get(f"/households/{families.target}/{address}")
    asked = [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(TRANSACTION)]
    assert len(asked) <= 12
    assert len(response.content) < 100_000


def test_what_follows_from_visits_can_be_made_again_from_them(families: Families, somsri: Volunteer) -> None:
    visited(families, somsri)
    tell(volunteer("mana"), Filled(families.target, {"bmn9": "0"}, base=1))
    kept = [model.objects.values().first() for model in (HouseholdNow, Conflict)]
    HouseholdNow.objects.all().delete()
    assert rebuild_logbooks(now=timezone.now()) == 1
    assert rebuild_logbooks(now=timezone.now()) == 1
    assert [model.objects.values().first() for model in (HouseholdNow, Conflict)] == kept
    assert Visit.objects.count() == 2


def test_a_register_that_comes_after_the_visit_and_contradicts_it_is_found_when_made_again(
    families: Families, somsri: Volunteer
) -> None:
    father = father_of(families.target)
    tell(somsri, Filled(families.target, {}, [{"person_id": father, "member_change": "died"}]))
    late = row("สมชาย", "ใจดี", pid=synthetic_pid(1), birth_date="1950-05-12", monthly_amount=700.0)
    day = timezone.localdate() + timedelta(days=40)
    attach_batch(stage("elderly_allowance", [late], as_of=day), now=timezone.now())
    assert not Contradiction.objects.exists()
    rebuild_logbooks(household_id=families.target, now=timezone.now())
    assert Contradiction.objects.get().kind == "membership"


def test_the_printed_logbook_tells_of_the_last_visit(families: Families, somsri: Volunteer) -> None:
    visited(families, somsri)
    pdf = logbook_pdf(page(families.target), language="th", now=timezone.now())
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(pdf))
    assert "ผู้เยี่ยม" in text.replace(" ", "")
