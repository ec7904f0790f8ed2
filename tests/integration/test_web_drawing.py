"""Drawing a list from the desk: who may, what is missing, and what happens then."""

import pytest
from desk_office import log_in
from django.test import Client
from django_tasks_db.models import DBTaskResult
from small_office import attach_families, made_up_families

from samutphok.access.domain import Role
from samutphok.areas.actions import load_catalogue
from samutphok.targeting.queries import lists_for

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _places() -> None:
    load_catalogue()


def waiting() -> int:
    return DBTaskResult.objects.filter(task_path__endswith="targeting.jobs.draw").count()


def test_an_area_out_of_scope_is_absent(client: Client) -> None:
    attach_families(made_up_families(6))
    log_in(client)
    assert client.post("/areas/82/draw").status_code == 404
    assert waiting() == 0


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.AMPHOE, Role.VOLUNTEER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_the_province_draws(client: Client, role: Role) -> None:
    attach_families(made_up_families(6))
    area = {Role.AMPHOE: "8301", Role.VOLUNTEER: "830101"}.get(role, "TH")
    log_in(client, role, area)
    assert client.post("/areas/83/draw").status_code == 404
    assert waiting() == 0


def test_reading_the_address_draws_nothing(client: Client) -> None:
    log_in(client)
    assert client.get("/areas/83/draw").status_code == 405


def test_without_registers_the_page_says_what_to_bring(client: Client) -> None:
    log_in(client)
    answer = client.post("/areas/83/draw")
    assert answer.status_code == 409
    assert "นำเข้าไฟล์ทะเบียน" in answer.content.decode()
    assert waiting() == 0


def test_the_province_has_its_list_drawn_by_the_worker(client: Client) -> None:
    attach_families(made_up_families(6))
    log_in(client)
    assert "จัดทำบัญชี" in client.get("/areas/83/").content.decode()
    answer = client.post("/areas/83/draw", follow=True)
    assert "กำลังจัดทำบัญชี" in answer.content.decode()
    job = DBTaskResult.objects.get(task_path__endswith="targeting.jobs.draw")
    job.task.func(*job.args_kwargs["args"])
    assert [drawn.area_prefix for drawn in lists_for("83")] == ["83"]
