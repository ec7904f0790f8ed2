"""The whole way of ODK Collect's engine: lists from the server, forms filled in by JavaRosa, sent, and read into logbooks."""

import csv
import shutil
from pathlib import Path
from uuid import UUID

import pytest
from desk_office import Families, make_families
from django.test import Client
from django.utils import timezone
from filled_forms import FORMS, Filled, Visit, fill
from phone_office import Phone, phone

from samutphok.access.queries import field_operator
from samutphok.forms.actions import publish_shipped
from samutphok.logbook.actions.visits import accept_visit
from samutphok.logbook.models import Visit as KeptVisit
from samutphok.logbook.queries import household_versions, places
from samutphok.registry.models import Household, Membership
from samutphok.submissions.domain.submission import Standing
from samutphok.submissions.models import Submission

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def families() -> Families:
    return make_families(drawn=False)


@pytest.fixture
def volunteer(families: Families) -> Phone:
    now = timezone.now()
    publish_shipped(viewer=field_operator(now=now), now=now)
    return phone("volunteer", "830101")


def fetched(volunteer: Phone, folder: Path) -> Path:
    """The lists as this phone gets them."""
    for name in ("households.csv", "members.csv"):
        answer = Client().get(f"{volunteer.address}/lists/{name}")
        assert answer.status_code == 200
        (folder / name).write_bytes(b"".join(answer) if answer.streaming else answer.content)
    return folder


def filled_in(volunteer: Phone, folder: Path, *visits: Visit) -> list[Filled]:
    if not shutil.which("javac"):
        pytest.skip("The Java development kit is missing: ./check installs openjdk-17-jdk-headless")
    for name in {visit.form for visit in visits}:
        listed = Client().get(f"{volunteer.address}/formList?formID={name}").content.decode()
        version = listed.split("<version>")[1].split("<")[0]
        served = Client().get(f"{volunteer.address}/forms/{name}/{version}.xml")
        assert served.content == (FORMS / f"{name}.xml").read_bytes()
    made = fill(list(visits), folder, fetched(volunteer, folder))
    found = [made[visit.form, visit.name] for visit in visits]
    assert [one.faults for one in found] == [[] for _ in found]
    return found


def sent(volunteer: Phone, one: Filled) -> Submission:
    """Sent twice, as a phone does that has not heard the answer; read into the logbook once."""
    before = Submission.objects.count()
    assert [volunteer.send(one.submission).status_code for _ in range(2)] == [201, 201]
    assert Submission.objects.count() == before + 1
    kept = Submission.objects.order_by("-received_at").first()
    accept_visit(submission_id=kept.id, now=timezone.now())
    kept.refresh_from_db()
    return kept


def facts_of(household: UUID, subject: str = "") -> dict[str, str]:
    """What the newest visit says of the household, or of one person."""
    visit = KeptVisit.objects.filter(household=household).order_by("-received_at").first()
    return {key.fact: value for key, value in visit.said().answers.items() if key.subject == subject}


def test_a_visit_with_the_servers_own_lists_reaches_the_familys_logbook(volunteer, families, tmp_path):
    member = {
        "who/still": "none",
        "about/conditions": "disabled",
        "about/health/self_care": "bed",
        "about/health/has_carer": "0",
    }
    answers = {"household": str(families.target), "met": "visited", "agreed": "1", "family/unlisted": "0"}
    answers |= {f"family/members/{path}": value for path, value in member.items()}
    answers |= {"house/place": "7.88 98.39 0 5", "ahead/urgent": "0"}
    answers |= {"money/sources": "state", "money/incomes/income_state": "600"}
    (one,) = filled_in(volunteer, tmp_path, Visit("logbook", "first", answers, {}, {}))
    assert sent(volunteer, one).standing == Standing.TAKEN
    assert household_versions([families.target]) == {families.target: 2}
    assert places([families.target]) == {families.target: (7.88, 98.39)}
    told = facts_of(families.target)
    assert (told["income_per_person"], told["bmn22"], told["outcome"]) == ("7200", "0", "visited")
    person = Membership.objects.get(household=families.target).person_id
    said = facts_of(families.target, str(person))
    assert (said["disabled"], said["bedridden"], said["lives_alone"], said["bmn28"]) == ("1", "1", "1", "0")


def test_a_baby_born_is_a_new_person_and_the_next_list_knows_the_visit(volunteer, families, tmp_path):
    baby = {
        "member_change": "joined",
        "first_name": "ใหม่",
        "sex": "M",
        "birth_year": "2566",
        "no_number_reason": "newborn",
    }
    answers = {"household": str(families.poor), "met": "visited", "agreed": "1", "talk/change_since": "same"}
    answers |= {"talk/urgent": "0", "family/changed": "1", "house/place": "7.9 98.3 0 5"}
    answers |= {f"family/changes/members/{path}": value for path, value in baby.items()}
    (one,) = filled_in(volunteer, tmp_path, Visit("visit", "baby", answers, {}, {}))
    assert sent(volunteer, one).standing == Standing.TAKEN
    assert Membership.objects.filter(household=families.poor).count() == 2
    lists = fetched(volunteer, tmp_path)
    assert "ใหม่" in (lists / "members.csv").read_text()
    (row,) = [row for row in rows(lists / "households.csv") if row["name"] == str(families.poor)]
    assert (row["__version"], row["last_outcome"], row["geometry"]) == ("2", "visited", "7.900000 98.300000 0 0")


def test_a_family_that_no_register_has_is_there_afterwards_without_any_number(volunteer, families, tmp_path):
    answers = {
        "agreed": "1",
        "where/dwelling": "boat",
        "where/landmark": "ท้ายท่าเรือ",
        "family/people": "1",
        "ahead/urgent": "0",
    }
    answers |= {"where/neighbour": str(families.target), "family/members/who/first_name": "สลามะ"}
    answers |= {"family/members/who/no_number_reason": "never_registered", "family/members/conditions": "not_thai"}
    (one,) = filled_in(volunteer, tmp_path, Visit("find", "boat", answers, {}, {}))
    assert sent(volunteer, one).standing == Standing.TAKEN
    found = Household.objects.exclude(pk__in=[families.target, families.poor, families.well]).get()
    assert found.area_code == "83010101"
    (row,) = [row for row in rows(fetched(volunteer, tmp_path) / "households.csv") if row["name"] == str(found.pk)]
    assert "สลามะ" in row["label"]
    again = {"household": str(found.pk), "met": "visited", "agreed": "1", "before/recalled": "yes"}
    again |= {
        f"family/{name}": "0" for name in ("under_18", "over_60", "disabled_people", "bedridden_people", "card_holders")
    }
    (two,) = filled_in(volunteer, tmp_path, Visit("verify", "again", again | {"family/people": "1"}, {}, {}))
    assert sent(volunteer, two).standing == Standing.TAKEN


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))
