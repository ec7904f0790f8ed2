"""Joining, dividing and moving at the desk: seen before it is done, with its reason, on what was seen, taken back."""

import re
from uuid import UUID, uuid4

import pytest
from desk_office import log_in
from django.test import Client
from register_rows import NOW, row, stage, synthetic_pid

from samutphok.access.domain import Role
from samutphok.areas.actions import note_areas
from samutphok.linkage.actions import attach_batch
from samutphok.linkage.models import LinkDecision
from samutphok.registry.actions.standing import members_today
from samutphok.registry.models import Household, Person

pytestmark = [pytest.mark.database, pytest.mark.django_db]

Homes = tuple[UUID, UUID]


@pytest.fixture
def homes() -> Homes:
    """Two families of one house: สมศรี with มานะ, and ปิติ."""
    note_areas({"83010101"}, seen_on=NOW.date())
    people = [("สมศรี", "1"), ("มานะ", "1"), ("ปิติ", "2")]
    rows = [
        row(name, "ทองคำ", pid=synthetic_pid(n), area_code="83010101", house_code="83010000017", family_no=family)
        for n, (name, family) in enumerate(people, 1)
    ]
    attach_batch(stage("bmn_survey", rows), now=NOW)
    one, other = Household.objects.order_by("family_no")
    return one.pk, other.pk


def person(name: str) -> UUID:
    return Person.objects.get(first_name=name).pk


def hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(do|people|other|seen|act)" value="([^"]*)"', text))


def look(client: Client, home: UUID, **fields: object) -> tuple[int, str]:
    answer = client.post(f"/households/{home}/change/look", fields)
    return answer.status_code, answer.content.decode()


def test_a_family_that_does_not_exist_or_is_elsewhere_is_not_found(client: Client, homes: Homes) -> None:
    log_in(client, Role.AMPHOE, "8303")
    for home in (uuid4(), homes[0]):
        assert client.get(f"/households/{home}/change/").status_code == 404
        assert look(client, home, do="split")[0] == 404
        assert client.post(f"/households/{home}/change/do", {"do": "merge", "other": homes[1]}).status_code == 404
    assert not LinkDecision.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "field-error"),
        ({"do": "move"}, "เลือกสมาชิกที่ย้ายหนึ่งคน"),
        ({"do": "split"}, "เลือกสมาชิกบางคน"),
        ({"do": "split", "people": ["สมศรี", "มานะ"]}, "เลือกสมาชิกบางคน"),
    ],
)
def test_what_cannot_be_done_is_said_beside_its_field(
    client: Client, homes: Homes, fields: dict[str, object], said: str
) -> None:
    log_in(client)
    if "people" in fields:
        fields = fields | {"people": [person("สมศรี"), person("มานะ")]}
    status, text = look(client, homes[0], **fields)
    assert status == 422
    assert said in text


def test_nothing_is_done_without_a_reason(client: Client, homes: Homes) -> None:
    log_in(client)
    _, text = look(client, homes[0], do="merge", other=homes[1])
    answer = client.post(f"/households/{homes[0]}/change/do", hidden(text) | {"reason": ""})
    assert answer.status_code == 422
    assert hidden(answer.content.decode())["act"] == hidden(text)["act"]
    assert not LinkDecision.objects.exists()


def test_members_who_came_meanwhile_are_looked_at_first(client: Client, homes: Homes) -> None:
    log_in(client)
    _, text = look(client, homes[0], do="merge", other=homes[1])
    stale = hidden(text) | {"reason": "one_family", "seen": "0" * 16}
    answer = client.post(f"/households/{homes[0]}/change/do", stale)
    assert answer.status_code == 412
    assert "สมาชิกของครัวเรือนเปลี่ยนไปแล้ว" in answer.content.decode()
    assert hidden(answer.content.decode())["seen"] != "0" * 16
    assert not LinkDecision.objects.exists()


def test_families_of_the_same_house_are_offered(client: Client, homes: Homes) -> None:
    log_in(client)
    status, text = look(client, homes[0], do="merge", q="")
    assert status == 200
    assert f'name="other" value="{homes[1]}"' in text
    assert "ปิติ" in look(client, homes[0], do="merge", q="ปิติ ทองคำ")[1]


def test_two_are_joined_and_taken_apart_again(client: Client, homes: Homes) -> None:
    log_in(client)
    _, text = look(client, homes[0], do="merge", other=homes[1])
    assert text.index("ปิติ") < text.index("ย้ายมาที่นี่")
    form = hidden(text) | {"reason": "one_family"}
    for _ in range(2):  # a double click is one act
        assert client.post(f"/households/{homes[0]}/change/do", form).status_code == 302
    assert LinkDecision.objects.count() == 1
    assert len(members_today(homes[0])) == 3
    undo = re.search(r'action="([^"]+/undo)"', client.get(f"/households/{homes[0]}/change/").content.decode())
    assert undo
    client.post(undo.group(1))
    assert len(members_today(homes[0])) == 2


def test_a_member_moves_and_comes_back(client: Client, homes: Homes) -> None:
    log_in(client)
    _, text = look(client, homes[0], do="move", people=[person("มานะ")], other=homes[1])
    assert client.post(f"/households/{homes[0]}/change/do", hidden(text) | {"reason": "lives_there"}).status_code == 302
    assert members_today(homes[1]) == {person("มานะ"), person("ปิติ")}
    undo = re.search(r'action="([^"]+/undo)"', client.get(f"/households/{homes[1]}/change/").content.decode())
    assert undo
    client.post(undo.group(1))
    assert members_today(homes[0]) == {person("สมศรี"), person("มานะ")}


def test_a_family_is_divided_and_joined_again(client: Client, homes: Homes) -> None:
    log_in(client)
    _, text = look(client, homes[0], do="split", people=[person("มานะ")])
    assert "ครัวเรือนใหม่ในบ้านเดียวกัน" in text
    answer = client.post(f"/households/{homes[0]}/change/do", hidden(text) | {"reason": "two_families"}, follow=True)
    assert "ถอนกลับได้" in answer.content.decode()
    assert members_today(homes[0]) == {person("สมศรี")}
    split = LinkDecision.objects.get(kind="split")
    client.post(f"/households/{homes[0]}/change/{split.pk}/undo")
    assert members_today(homes[0]) == {person("สมศรี"), person("มานะ")}


def test_a_word_is_taken_back_only_at_a_family_that_it_is_about(client: Client, homes: Homes) -> None:
    note_areas({"83010102"}, seen_on=NOW.date())
    far = row("ชูใจ", "ใจดี", pid=synthetic_pid(9), area_code="83010102", house_code="83010000099", family_no="1")
    attach_batch(stage("bmn_survey", [far], as_of=NOW.date()), now=NOW)
    stranger = Household.objects.get(house_code="83010000099").pk
    officer = log_in(client)
    _, text = look(client, homes[0], do="merge", other=homes[1])
    client.post(f"/households/{homes[0]}/change/do", hidden(text) | {"reason": "one_family"})
    said = LinkDecision.objects.get()

    def undo(home: UUID, decision: UUID) -> int:
        return client.post(f"/households/{home}/change/{decision}/undo").status_code

    assert undo(homes[0], uuid4()) == 404  # missing
    log_in(client, Role.AMPHOE, "8303", username="elsewhere")
    assert undo(homes[0], said.pk) == 404  # forbidden
    client.force_login(officer)
    assert undo(stranger, said.pk) == 404  # of another family
    assert LinkDecision.objects.count() == 1
    assert undo(homes[0], said.pk) == 302
    assert len(members_today(homes[0])) == 2
