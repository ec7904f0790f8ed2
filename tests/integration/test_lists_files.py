"""Files made in the background: never wider than the page, for their owner alone, safe from kills and full disks."""

import errno
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from family_files import ask, exported, fetch, make

from samutphok.access.actions import give_grant, withdraw_grant
from samutphok.access.domain import Grant, Role
from samutphok.access.queries import operator, viewer_by_id, viewer_of
from samutphok.foundation.audit.actions import seal
from samutphok.foundation.audit.models import Entry as Act
from samutphok.insights.actions import carry_out, discard_expired
from samutphok.insights.domain.exports import FILES_AT_MOST, RUNS_AT_MOST, ExportStatus
from samutphok.insights.models import Export
from samutphok.insights.queries import exports_ready
from samutphok.web import jobs

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SOMCHAI, MALI, PRASERT = "นายสมชาย ใจดี", "นายมะลิวัลย์ ทองแท้", "นายประเสริฐ สุขสม"


@pytest.fixture
def families() -> Families:
    return make_families()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EXPORTS = tmp_path / "exports"
    return settings.EXPORTS


def left(folder: Path) -> list[str]:
    """Files in the folder, but for the empty locks."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


def withdraw(account: Any) -> None:
    now = timezone.now()
    for grant in viewer_of(account, now=now).grants:
        withdraw_grant(viewer=operator(now=now), grant_id=grant.id, now=now)


# Missing


def test_a_file_that_does_not_exist_is_not_found(client: Client) -> None:
    log_in(client)
    assert client.get(f"/files/{uuid4()}").status_code == 404
    assert client.post(f"/files/{uuid4()}/delete").status_code == 404


def test_a_file_that_is_not_made_yet_cannot_be_fetched(client: Client, families: Families) -> None:
    log_in(client)
    assert fetch(client, ask(client)).status_code == 404


def test_without_files_the_page_says_how_to_get_one(client: Client) -> None:
    log_in(client)
    assert "ยังไม่มีไฟล์" in client.get("/files/").content.decode()


# Forbidden


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.TAMBON, Role.NATIONAL, Role.VERIFIER])
def test_whoever_may_not_export_asks_in_vain(client: Client, families: Families, role: Role) -> None:
    log_in(client, role, "TH" if role is Role.NATIONAL else "830101")
    assert client.post("/households/export", {"format": "csv", "whole": "1"}).status_code == 404
    assert not Export.objects.exists()


def test_a_colleague_of_the_same_office_does_not_see_another_s_file(client: Client, families: Families) -> None:
    log_in(client)
    made = make(ask(client))
    colleague = Client()
    log_in(colleague, username="colleague")
    assert fetch(colleague, made).status_code == 404
    assert colleague.post(f"/files/{made.id}/delete").status_code == 404
    assert str(made.id) not in colleague.get("/files/").content.decode()
    assert fetch(client, made).status_code == 200


def test_marked_families_of_other_areas_are_not_in_the_file(client: Client, families: Families) -> None:
    log_in(client, Role.AMPHOE, "8303")
    rows = exported(client, household=[str(families.target), str(families.well), str(uuid4())])
    assert [row[0] for row in rows[1:]] == [PRASERT]
    assert client.post("/households/export", {"format": "csv", "household": [str(families.target)]}).status_code == 422


def test_a_grant_withdrawn_before_the_job_runs_makes_no_file(client: Client, families: Families, folder: Path) -> None:
    account = log_in(client)
    asked = ask(client)
    withdraw(account)
    made = make(asked)
    assert (made.status, made.size) == (ExportStatus.FAILED, 0)
    assert "may not export" in made.problem_en
    assert left(folder) == []


def test_the_scope_is_that_of_the_moment_the_job_runs(client: Client, families: Families) -> None:
    account = log_in(client)
    asked = ask(client)
    withdraw(account)
    now = timezone.now()
    give_grant(viewer=operator(now=now), username="officer", grant=Grant(Role.AMPHOE, ("8303",)), now=now)
    answer = fetch(client, make(asked))
    assert PRASERT in b"".join(answer).decode()  # type: ignore[arg-type]
    assert asked.total == 1


@pytest.mark.parametrize("kept", [(), ("8303",)])
def test_a_file_closes_with_the_grant_it_was_made_under(
    client: Client, families: Families, kept: tuple[str, ...]
) -> None:
    account = log_in(client)
    made = make(ask(client))
    withdraw(account)
    now = timezone.now()
    if kept:
        give_grant(viewer=operator(now=now), username="officer", grant=Grant(Role.AMPHOE, kept), now=now)
    assert fetch(client, made).status_code == 404


def test_a_file_lies_under_a_name_of_the_server_s_for_its_own_user_alone(
    client: Client, families: Families, folder: Path
) -> None:
    log_in(client)
    made = make(ask(client))
    (path,) = [one for one in folder.iterdir() if one.suffix == ".csv"]
    assert path.name == f"{made.id}.csv"
    assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    assert not str(folder).startswith(str(configured.STATIC_ROOT))


# Invalid


@pytest.mark.parametrize(
    "asked",
    [
        {"format": "exe", "whole": "1"},
        {"format": "pdf", "whole": "1"},
        {"format": "csv"},
        {"format": "csv", "household": ["1"]},
        {"format": "csv", "household": ["\x00"]},
        {"format": "csv", "household": [str(uuid4()) for _ in range(500)]},
        {"whole": "1"},
    ],
)
def test_an_order_that_cannot_be_read_is_refused(client: Client, families: Families, asked: dict[str, Any]) -> None:
    log_in(client)
    assert client.post("/households/export", asked).status_code == 422
    assert not Export.objects.exists()


def test_a_person_keeps_so_many_files_and_no_more(client: Client, families: Families) -> None:
    log_in(client)
    for _ in range(FILES_AT_MOST):
        ask(client)
    refused = client.post("/households/export", {"format": "csv", "whole": "1"})
    assert refused.status_code == 409
    assert "ลบไฟล์ที่ไม่ใช้" in refused.content.decode()
    client.post(f"/files/{Export.objects.first().id}/delete")  # type: ignore[union-attr]
    ask(client)


# Success


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("asked", [{}, {"area": "8303"}, {"poor": "yes"}, {"q": "สมชัย"}, {"order": "name"}])
def test_a_file_holds_the_families_of_the_page(
    client: Client, families: Families, kind: str, asked: dict[str, str]
) -> None:
    import re

    log_in(client)
    page = client.post("/households/", asked) if "q" in asked else client.get("/households/", asked)
    heads, *rows = exported(client, format=kind, **asked)
    assert heads[:2] == ["ครอบครัว", "รหัสบ้าน"]
    assert [row[0] for row in rows] == re.findall(r'class="family-name"[^>]*>([^<]+)<', page.content.decode())
    assert rows


def test_marked_families_come_in_the_order_of_the_page(client: Client, families: Families) -> None:
    log_in(client)
    rows = exported(client, household=[str(families.well), str(families.target)])
    assert [row[0] for row in rows[1:]] == [PRASERT, SOMCHAI]


def test_the_words_of_a_search_are_kept_nowhere(client: Client, families: Families) -> None:
    log_in(client)
    made = ask(client, q="สมชาย ใจดี")
    kept = str(list(Export.objects.values())) + str(list(DBTaskResult.objects.values("args_kwargs")))
    assert "สมชาย" not in kept
    assert made.filter["only"] == [str(families.target)]


def test_asking_making_and_fetching_are_each_recorded(client: Client, families: Families) -> None:
    account = log_in(client)
    made = make(ask(client, area="8303"))
    b"".join(fetch(client, made))  # type: ignore[arg-type]
    seal()
    acts = Act.objects.filter(actor=str(account.pk), act__contains="export").order_by("id")
    assert list(acts.values_list("act", "subject")) == [
        ("request_export", f"export:{made.id}"),
        ("export_households", "area:8303"),
        ("download_export", f"export:{made.id}"),
    ]
    assert all(act.grant for act in acts)


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_the_worker_makes_what_waits_and_the_page_tells_how_far_it_is(client: Client, families: Families) -> None:
    account = log_in(client)
    asked = ask(client, format="xlsx")
    waiting = client.get("/files/").content.decode()
    assert 'hx-trigger="every 1500ms"' in waiting
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    asked.refresh_from_db()
    assert (asked.status, asked.done, asked.total) == (ExportStatus.DONE, 3, 3)
    page = client.get("/files/").content.decode()
    assert f"/files/{asked.id}" in page
    assert "hx-trigger" not in page.split('id="files"')[1].split(">")[0]
    now = timezone.now()
    assert exports_ready(viewer=viewer_by_id(str(account.pk), now=now), now=now) == 1


def test_booklets_of_marked_families_are_one_file_and_their_reading_is_recorded(
    client: Client, families: Families
) -> None:
    log_in(client)
    marked = {"household": [str(families.target), str(families.well)]}
    assert client.post("/households/booklets", marked).status_code == 302
    made = make(Export.objects.get())
    assert b"".join(fetch(client, made)).startswith(b"%PDF")  # type: ignore[arg-type]
    seal()
    read = set(Act.objects.filter(subject__startswith="household:").values_list("subject", flat=True))
    assert read == {f"household:{families.target}", f"household:{families.well}"}


def test_booklets_of_families_elsewhere_are_refused(client: Client, families: Families) -> None:
    log_in(client, Role.AMPHOE, "8303")
    assert client.post("/households/booklets", {"household": [str(families.target)]}).status_code == 422


def test_a_file_is_gone_after_its_day(client: Client, families: Families, folder: Path) -> None:
    log_in(client)
    made = make(ask(client))
    later = timezone.now() + timedelta(hours=25)
    Export.objects.update(expires_at=timezone.now())
    assert fetch(client, made).status_code == 404
    assert discard_expired(now=later) == 1
    assert left(folder) == []
    assert not Export.objects.exists()


# Interrupted


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_a_file_whose_worker_was_killed_is_begun_again_and_whole(
    client: Client, families: Families, folder: Path
) -> None:
    log_in(client)
    asked = ask(client)
    scratch = folder / f".{asked.id}"
    scratch.mkdir(parents=True)
    (scratch / f"{asked.id}.csv").write_bytes(b"half a ")
    Export.objects.update(status=ExportStatus.RUNNING, done=1, runs=1)
    DBTaskResult.objects.all().delete()
    jobs.resume()
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    asked.refresh_from_db()
    assert (asked.status, asked.done) == (ExportStatus.DONE, 3)
    assert left(folder) == [f"{asked.id}.csv"]
    assert b"".join(fetch(client, asked)).startswith(b"\xef\xbb\xbf")  # type: ignore[arg-type]


def test_a_file_that_kills_its_worker_again_and_again_is_given_up(client: Client, families: Families) -> None:
    log_in(client)
    asked = ask(client)
    Export.objects.update(status=ExportStatus.RUNNING, runs=RUNS_AT_MOST)
    made = make(asked)
    assert made.status == ExportStatus.FAILED
    assert "ขอไฟล์ใหม่" in client.get("/files/").content.decode()


def test_a_full_disk_ends_in_words_and_leaves_nothing_behind(
    client: Client, families: Families, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(rows: Any, path: Path, *, language: str) -> None:
        path.write_bytes(next(iter([b"half"])))
        raise OSError(errno.ENOSPC, "No space left on device")

    log_in(client)
    monkeypatch.setattr(jobs, "csv_file", full)
    made = make(ask(client))
    assert made.status == ExportStatus.FAILED
    assert "disk may be full" in made.problem_en
    assert left(folder) == []


def test_a_job_that_runs_twice_makes_one_file(client: Client, families: Families) -> None:
    log_in(client)
    made = make(ask(client))
    before = made.finished_at
    assert make(made).finished_at == before


def test_a_file_deleted_while_it_is_made_does_not_come_back(client: Client, families: Families, folder: Path) -> None:
    account = log_in(client)
    asked = ask(client)

    def interrupted(viewer: Any, order: Any, path: Path, progress: Any) -> None:
        jobs.write(viewer, order, path, progress)
        client.post(f"/files/{asked.id}/delete")

    now = timezone.now()
    owner = viewer_by_id(str(account.pk), now=now)
    assert carry_out(export_id=asked.id, viewer=owner, write=interrupted, now=now) is None
    assert left(folder) == []
