"""Two volunteers, two phones, one family: from the list on the phone to the case worker's decision, through the same doors."""

import csv
import io
import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from phone_office import Phone, phone
from visit_office import Filled, make_form

from samutphok.access.domain import Role
from samutphok.logbook.jobs import take
from samutphok.logbook.models import Conflict, Visit
from samutphok.registry.models import Household
from samutphok.submissions.models import Submission

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def families() -> Families:
    make_form()
    return make_families(drawn=False)


@pytest.fixture
def somsri(families: Families) -> Phone:
    return phone("somsri")


@pytest.fixture
def mana(families: Families) -> Phone:
    return phone("mana")


def listed(of: Phone, name: str = "households.csv") -> dict[str, dict[str, str]]:
    """The list on the phone, by id."""
    answer = Client().get(f"{of.address}/lists/{name}")
    assert answer.status_code == 200
    return {row["name"]: row for row in csv.DictReader(io.StringIO(answer.content.decode()))}


def send(of: Phone, household: UUID, *, creates: bool = False, instance: str = "", **answers: str) -> str:
    """A form filled upon the version that the phone's list shows, sent; returns its instanceID."""
    known = listed(of).get(str(household))
    instance = instance or f"uuid:{uuid4()}"
    base = int(known["__version"]) if known else None
    xml = Filled(household, answers, instance=instance, base=base, creates=creates).xml()
    assert of.send(xml).status_code == 201
    return instance


def work() -> None:
    """What the worker does with everything that has come, in an order of its own."""
    for submission in Submission.objects.order_by("-id").values_list("id", flat=True):
        take.func(str(submission))


def said(household: UUID, fact: str) -> list[str]:
    rows = Visit.objects.filter(household=household).order_by("received_at")
    return [value for row in rows for subject, name, value in row.answers if (subject, name) == ("", fact)]


def test_answers_given_without_seeing_each_other_wait_for_a_decision_that_both_phones_then_see(
    families: Families, somsri: Phone, mana: Phone
) -> None:
    first = Filled(families.target, {"bmn9": "1", "income": "12000"}, instance="uuid:one", base=1)
    second = Filled(families.target, {"bmn9": "0", "bmn8": "1"}, instance="uuid:two", base=1)
    assert listed(somsri)[str(families.target)]["__version"] == "1"  # both phones knew this before they went
    assert somsri.send(first.xml()).status_code == mana.send(second.xml()).status_code == 201
    assert mana.send(second.xml()).status_code == 201  # the answer was lost, the phone sends once more
    work()
    work()
    assert sorted(said(families.target, "bmn9")) == ["0", "1"]
    found = Conflict.objects.get()
    assert [fact for _subject, fact, _said in found.facts] == ["bmn9"]
    assert listed(somsri)[str(families.target)]["__version"] == "3"

    desk = Client()
    log_in(desk, Role.TAMBON, "830101", username="choengthale")
    chosen = Visit.objects.get(said_by=str(mana.account.pk)).id
    sent = {"edition": found.edition, "answer::bmn9": str(chosen)}
    assert desk.post(reverse("conflict_decide", args=[found.id]), sent).status_code == 302
    assert desk.post(reverse("conflict_decide", args=[found.id]), sent).status_code == 412
    assert not Conflict.objects.filter(closed_at=None).exists()
    assert sorted(said(families.target, "bmn9")) == ["0", "0", "1"]  # both answers, and the decision
    assert listed(somsri)[str(families.target)]["__version"] == "4"
    receipts = somsri.receipts("uuid:one")
    assert [one["standing"] for one in receipts] == ["taken"]


def test_whoever_fetched_the_list_after_the_first_visit_had_seen_it_and_nobody_has_to_decide(
    families: Families, somsri: Phone, mana: Phone
) -> None:
    send(somsri, families.target, bmn9="1")
    work()
    send(mana, families.target, bmn9="0")
    work()
    assert not Conflict.objects.exists()
    assert said(families.target, "bmn9") == ["1", "0"]


def test_a_family_found_offline_is_followed_up_before_the_next_round_and_stands_on_both_lists_afterwards(
    families: Families, somsri: Phone, mana: Phone
) -> None:
    found = uuid4()
    asked = {"id": f"{found},{families.target}"}
    follow_up = Filled(found, {"bmn9": "0"}, instance="uuid:later", base=1, branch="b1")
    finding = Filled(found, {"village": "83010102", "outcome": "visited"}, instance="uuid:found", creates=True)
    assert somsri.send(follow_up.xml()).status_code == 201  # the flapping line lets the later form through first
    work()
    assert not Household.objects.filter(pk=found).exists()
    heard = Client().get(f"{somsri.address}/lists/households.csv/integrity", asked).content.decode()
    assert re.findall(r'id="([\w-]+)"', heard) == [str(families.target)]  # of the new one nothing is known yet: keep it
    assert somsri.send(finding.xml()).status_code == 201
    work()
    work()
    for one in (somsri, mana):
        assert listed(one)[str(found)]["village"] == "83010102"
    assert listed(somsri)[str(found)]["__version"] == "3"
    assert said(found, "bmn9") == ["0"]
    Household.objects.filter(pk=found).update(retired_at=timezone.now())
    told = Client().get(f"{somsri.address}/lists/households.csv/integrity", asked).content.decode()
    deleted = dict(re.findall(r'id="([\w-]+)">\s*<deleted>(\w+)', told))
    assert deleted == {str(found): "true", str(families.target): "false"}


def test_a_phone_meets_the_families_of_its_villages_alone(families: Families, somsri: Phone) -> None:
    beside = phone("beside", "830303")
    assert set(listed(somsri)) == {str(families.target), str(families.poor)}
    assert set(listed(beside)) == {str(families.well)}
    members = listed(beside, "members.csv")
    assert {row["household"] for row in members.values()} == {str(families.well)}


@pytest.fixture(autouse=True)
def _no_surplus() -> Iterator[None]:
    """Whatever happened, no submission was doubled and none is without its bytes."""
    yield
    instances = list(Submission.objects.values_list("form_id", "instance_id"))
    assert len(instances) == len(set(instances))
