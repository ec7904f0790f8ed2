"""The pages themselves, by role and place: a family out of scope reads as absent, and what is too sensitive is not there."""

import re
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from family_files import fetch, make
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.actions import create_account, give_grant, withdraw_grant
from samutphok.access.domain import Grant, NewAccount, Role
from samutphok.access.models import Account
from samutphok.access.queries import operator, viewer_of
from samutphok.areas.actions import note_areas
from samutphok.foundation.audit.actions import seal
from samutphok.foundation.audit.models import Entry
from samutphok.insights.models import Export
from samutphok.linkage.actions import attach_batch
from samutphok.registry.models import Household
from samutphok.targeting.actions import draw_list

pytestmark = [pytest.mark.database, pytest.mark.django_db]

# Place -> the village and the name by which its family is known here; nobody else has that name.
FAMILIES = {
    "own tambon": ("83030301", "มะลิวัลย์"),
    "own amphoe": ("83030101", "จันทร์ฉาย"),
    "own province": ("83010101", "บัวผัน"),
    "other province": ("82010101", "ทองใบ"),
}
HEALTH = "คนพิการ"  # the page says so of whoever has a disability card: sensitivity S2

# Role and its area -> the places whose families open, and whether health and poverty are shown. Written by hand.
OPENS = [
    (Role.NATIONAL, ("TH",), "own tambon, own amphoe, own province, other province", False),
    (Role.GOVERNOR, ("83",), "own tambon, own amphoe, own province", True),
    (Role.PROVINCE, ("83",), "own tambon, own amphoe, own province", True),
    (Role.PROVINCE, ("81", "82", "83", "85", "91", "92"), "own tambon, own amphoe, own province, other province", True),
    (Role.AMPHOE, ("8303",), "own tambon, own amphoe", True),
    (Role.TAMBON, ("830303",), "own tambon", True),
    (Role.VOLUNTEER, ("830303",), "own tambon", False),
    (Role.VERIFIER, ("83",), "own tambon, own amphoe, own province", True),
    (Role.AGENCY_OFFICER, ("83",), "", False),  # nothing is shared with the agency yet
    (Role.AUDITOR, ("TH",), "", False),
    (Role.ADMINISTRATOR, ("TH",), "", False),
]


@pytest.fixture
def families() -> dict[str, UUID]:
    """One family in each place, with a member who has a disability card and is poor."""
    note_areas({village for village, _name in FAMILIES.values()}, seen_on=NOW.date())
    survey, cards = [], []
    for number, (village, name) in enumerate(FAMILIES.values(), start=1):
        who = {"pid": synthetic_pid(number), "area_code": village, "birth_date": "1950-01-01", "sex": "F"}
        survey.append(row(name, house_code=f"{village[:4]}000000{number}", family_no="1", bmn9=0, bmn22=0, **who))
        cards.append(row(name, disability_type="การเห็น", **who))
    welfare = [row(one["first_name"], pid=one["pid"], validated=1) for one in cards]
    for register, rows in (("bmn_survey", survey), ("disability", cards), ("state_welfare", welfare)):
        attach_batch(stage(register, rows), now=NOW)
    ids = dict(Household.objects.values_list("area_code", "id"))
    return {place: ids[village] for place, (village, _name) in FAMILIES.items()}


@pytest.fixture
def listed(families: dict[str, UUID]) -> dict[str, UUID]:
    """The same families on the drawn list of the country."""
    draw_list(viewer=viewer(""), area_prefix="", as_of=NOW.date(), now=NOW)
    return families


def member(client: Client, role: Role, areas: tuple[str, ...]) -> Account:
    now = timezone.now()
    made = create_account(viewer=operator(now=now), account=NewAccount("member", "Member"), now=now)
    grant = Grant(role, areas, agency="labour" if role is Role.AGENCY_OFFICER else "")
    give_grant(viewer=operator(now=now), username="member", grant=grant, now=now)
    account = Account.objects.get(pk=made.id)
    client.force_login(account)
    return account


def body(response: HttpResponse) -> str:
    text = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", response.content.decode())
    return re.sub(r'name="next" value="[^"]*"', "", text)


@pytest.mark.parametrize(("role", "areas", "places", "sensitive"), OPENS)
def test_a_family_s_page_opens_by_role_and_place_and_is_absent_otherwise(
    client: Client, families: dict[str, UUID], role: Role, areas: tuple[str, ...], places: str, sensitive: bool
) -> None:
    member(client, role, areas)
    absent = client.get(f"/households/{uuid4()}/")
    assert absent.status_code == 404
    for place, (_village, name) in FAMILIES.items():
        page = client.get(f"/households/{families[place]}/")
        if place in places.split(", "):
            assert page.status_code == 200, place
            assert name in page.content.decode()
            assert (HEALTH in page.content.decode()) == sensitive, place
        else:
            assert (page.status_code, body(page)) == (404, body(absent)), place
            assert client.get(f"/households/{families[place]}/logbook.pdf").status_code == 404


@pytest.mark.parametrize(("role", "areas", "places", "sensitive"), OPENS)
def test_list_search_and_export_have_the_families_whose_pages_open_and_no_other(
    client: Client, listed: dict[str, UUID], role: Role, areas: tuple[str, ...], places: str, sensitive: bool
) -> None:
    member(client, role, areas)
    wider = client.get("/households/")
    asked = client.post("/households/export", {"format": "csv", "whole": "1"})
    made = make(Export.objects.get()) if asked.status_code == 302 else None
    exported = b"".join(fetch(client, made)).decode() if made else ""
    for place, (village, name) in FAMILIES.items():
        opens = place in places.split(", ")
        searched = client.post("/households/", {"q": name})
        for answer in (wider, searched):
            assert (str(listed[place]) in answer.content.decode()) == opens, place
        for narrowed in ({"area": village}, {"area": village[:2], "poor": "1"}, {"order": "income"}):
            page = client.get("/households/", narrowed)
            assert opens or str(listed[place]) not in page.content.decode(), (place, narrowed)
        assert (village in exported) == (opens and role in (Role.PROVINCE, Role.AMPHOE)), place


def test_a_family_s_page_closes_with_the_grant(client: Client, families: dict[str, UUID]) -> None:
    account = member(client, Role.PROVINCE, ("83",))
    where = f"/households/{families['own tambon']}/"
    assert client.get(where).status_code == 200
    (grant,) = viewer_of(account, now=timezone.now()).grants
    withdraw_grant(viewer=operator(now=timezone.now()), grant_id=grant.id, now=timezone.now())
    assert client.get(where).status_code == 404


def test_reading_health_and_poverty_is_recorded_before_the_answer(client: Client, families: dict[str, UUID]) -> None:
    account = member(client, Role.TAMBON, ("830303",))
    before = Entry.objects.count()
    client.get(f"/households/{families['own tambon']}/")
    seal()
    new = Entry.objects.order_by("id")[before:]
    assert [(entry.actor, entry.subject) for entry in new] == [(str(account.pk), f"household:{families['own tambon']}")]
    assert all(entry.grant for entry in new)


def test_when_the_reading_cannot_be_recorded_nothing_is_shown(
    client: Client, families: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    member(client, Role.TAMBON, ("830303",))
    monkeypatch.setattr(Entry.objects, "create", _broken)
    client.raise_request_exception = False
    page = client.get(f"/households/{families['own tambon']}/")
    assert page.status_code == 500
    assert FAMILIES["own tambon"][1] not in page.content.decode()


def _broken(**_facts: object) -> None:
    raise OSError("disk full")
