"""Views, worklists and columns: one's own, shared in the office, never a way to see more."""

import re
from uuid import UUID, uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.test import Client

from samutphok.access.domain import Role
from samutphok.insights.domain.saved import KEPT_AT_MOST
from samutphok.insights.models import KeptList, PickedFamily

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SOMCHAI, MALI, PRASERT = "นายสมชาย ใจดี", "นายมะลิวัลย์ ทองแท้", "นายประเสริฐ สุขสม"


@pytest.fixture
def families() -> Families:
    return make_families()


def names_on(client: Client, address: str) -> list[str]:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return sorted(re.findall(r'class="family-name"[^>]*>([^<]+)<', answer.content.decode()))


def keep(client: Client, name: str = "ระดับ 2", **state: str) -> KeptList:
    assert client.post("/households/kept/", {"name": name, **state}).status_code == 302
    return KeptList.objects.latest("made_at")


def change(client: Client, kept: UUID, act: str, **more: str) -> int:
    return client.post(f"/households/kept/{kept}/change", {"act": act, **more}).status_code


def worklist(client: Client, *households: UUID, name: str = "เยี่ยมสัปดาห์นี้") -> KeptList:
    answer = client.post("/households/worklist/put", {"name": name, "household": [str(one) for one in households]})
    assert answer.status_code == 302, answer.content.decode()
    return KeptList.objects.get(pk=answer["Location"].split("list=")[1])


# Missing


def test_a_kept_list_that_does_not_exist_is_not_found(client: Client) -> None:
    log_in(client)
    nothing = uuid4()
    assert client.get(f"/households/kept/{nothing}/").status_code == 404
    assert client.get(f"/households/?list={nothing}").status_code == 404
    assert change(client, nothing, "delete") == 404


# Forbidden


def test_another_s_private_list_reads_as_absent(client: Client, families: Families) -> None:
    log_in(client)
    mine, picked = keep(client), worklist(client, families.target)
    other = Client()
    log_in(other, username="other")
    for one in (mine.id, picked.id):
        assert other.get(f"/households/kept/{one}/").status_code == 404
        assert change(other, one, "rename", name="x") == change(other, one, "delete") == 404
    assert other.get(f"/households/?list={picked.id}").status_code == 404
    taking = {"list": str(picked.id), "household": [str(families.target)]}
    assert other.post("/households/worklist/take", taking).status_code == 404
    assert PickedFamily.objects.count() == 1


def test_a_shared_list_is_opened_by_the_office_and_changed_by_its_owner_alone(
    client: Client, families: Families
) -> None:
    log_in(client)
    kept = keep(client, poor="yes", share="1")
    colleague, elsewhere = Client(), Client()
    log_in(colleague, username="colleague")
    log_in(elsewhere, Role.AMPHOE, "8303", username="elsewhere")
    assert names_on(colleague, f"/households/kept/{kept.id}/") == [SOMCHAI]
    assert change(colleague, kept.id, "delete") == 404
    assert elsewhere.get(f"/households/kept/{kept.id}/").status_code == 404
    assert change(client, kept.id, "unshare") == 302
    assert colleague.get(f"/households/kept/{kept.id}/").status_code == 404


def test_a_shared_worklist_shows_each_reader_their_own_families(client: Client, families: Families) -> None:
    log_in(client, Role.TAMBON, "830101")
    picked = worklist(client, families.target, families.well, families.poor)
    assert change(client, picked.id, "share") == 302
    assert PickedFamily.objects.count() == 2  # the third lies in another tambon
    volunteer = Client()
    log_in(volunteer, Role.VOLUNTEER, "830101", username="volunteer")
    assert names_on(volunteer, f"/households/kept/{picked.id}/") == sorted([SOMCHAI, MALI])
    shown = volunteer.get(f"/households/?list={picked.id}").content.decode()
    assert "20,000" not in shown


def test_a_shared_view_that_asks_for_poverty_says_so_to_whoever_is_not_cleared(
    client: Client, families: Families
) -> None:
    log_in(client, Role.TAMBON, "830101")
    kept = keep(client, poor="yes", share="1")
    volunteer = Client()
    log_in(volunteer, Role.VOLUNTEER, "830101", username="volunteer")
    answer = volunteer.get(f"/households/kept/{kept.id}/", follow=True)
    assert answer.status_code == 403
    assert "กรองหรือเรียงตามความยากจนหรือสุขภาพไม่ได้" in answer.content.decode()


# Invalid


@pytest.mark.parametrize("name", ["", "   ", "ก" * 81])
def test_a_view_needs_a_short_name(client: Client, name: str) -> None:
    log_in(client)
    assert client.post("/households/kept/", {"name": name}).status_code == 422
    assert not KeptList.objects.exists()


def test_a_worklist_needs_a_name_and_families_that_are_one_s_own(client: Client, families: Families) -> None:
    log_in(client, Role.AMPHOE, "8303")
    put = "/households/worklist/put"
    assert client.post(put, {"name": "x"}).status_code == 422
    assert client.post(put, {"name": "", "household": [str(families.well)]}).status_code == 422
    assert client.post(put, {"name": "x", "household": [str(families.target)]}).status_code == 422
    assert not PickedFamily.objects.exists()


def test_nobody_keeps_lists_without_end(client: Client) -> None:
    account = log_in(client)
    for number in range(KEPT_AT_MOST):
        KeptList.objects.create(
            kind="view", name=str(number), owner=str(account.pk), made_by="x", made_at=account.created_at
        )
    assert client.post("/households/kept/", {"name": "one more"}).status_code == 409


# Success


def test_a_view_keeps_filter_order_and_columns_and_no_searched_name(client: Client, families: Families) -> None:
    log_in(client)
    client.post("/households/columns", {"column": ["members", "house"]})
    kept = keep(client, area="8301", poor="no", order="name", q="สมชาย")
    assert "สมชาย" not in str(KeptList.objects.values())
    client.post("/households/columns", {"column": ["income"]})
    answer = client.post(f"/households/kept/{kept.id}/")
    assert answer["Location"] == "/households/?area=8301&poor=no&order=name"
    shown = client.get(answer["Location"]).content.decode()
    assert re.findall(r'<td class="col-(\w+)', shown)[:2] == ["house", "members"]
    assert names_on(client, answer["Location"]) == [MALI]


def test_columns_are_kept_for_the_person_and_the_uncleared_never_get_more(client: Client, families: Families) -> None:
    log_in(client, Role.VOLUNTEER, "830101")
    client.post("/households/columns", {"column": ["members", "income", "level", "dimensions"]})
    shown = client.get("/households/").content.decode()
    assert set(re.findall(r'<td class="col-(\w+)', shown)) == {"members"}
    assert client.post("/households/columns", {"column": ["wealth"]}).status_code == 422


def test_a_view_brings_its_columns_when_it_is_opened_and_a_mere_address_changes_nothing(
    client: Client, families: Families
) -> None:
    log_in(client)
    client.post("/households/columns", {"column": ["members", "income"]})
    kept = keep(client, poor="yes")
    client.post("/households/columns", {"column": ["level"]})

    def columns() -> set[str]:
        return set(re.findall(r'<td class="col-(\w+)', client.get("/households/").content.decode()))

    assert client.get(f"/households/kept/{kept.id}/")["Location"] == "/households/?poor=yes"
    assert columns() == {"level"}
    assert client.post(f"/households/kept/{kept.id}/")["Location"] == "/households/?poor=yes"
    assert columns() == {"members", "income"}


def test_families_are_put_on_a_worklist_once_and_taken_off(client: Client, families: Families) -> None:
    log_in(client)
    picked = worklist(client, families.target, families.poor)
    more = {"worklist": str(picked.id), "household": [str(families.target), str(families.well)]}
    client.post("/households/worklist/put", more)
    where = f"/households/?list={picked.id}"
    assert names_on(client, where) == sorted([SOMCHAI, MALI, PRASERT])
    client.post("/households/worklist/take", {"list": str(picked.id), "household": [str(families.well)]})
    assert names_on(client, where) == sorted([SOMCHAI, MALI])
    assert change(client, picked.id, "empty") == 302
    assert "ยังไม่มีครอบครัวในรายการนี้" in client.get(where).content.decode()


def test_all_under_a_filter_go_onto_a_worklist_at_once(client: Client, families: Families) -> None:
    log_in(client)
    answer = client.post("/households/worklist/put", {"name": "ทั้งหมด", "whole": "1", "area": "8301"})
    assert names_on(client, answer["Location"]) == sorted([SOMCHAI, MALI])


def test_a_kept_list_is_renamed_and_deleted(client: Client, families: Families) -> None:
    log_in(client)
    kept = keep(client)
    assert change(client, kept.id, "rename", name=" ใหม่  กว่า ") == 302
    assert "ใหม่ กว่า" in client.get("/households/kept/").content.decode()
    assert change(client, kept.id, "rename", name="") == 422
    assert change(client, kept.id, "delete") == 302
    assert not KeptList.objects.exists()
