"""The first page of each role: what is urgent, what changed since the cut before, and the governor's table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from desk_office import log_in
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from register_rows import NOW, stage, viewer
from small_office import draw, made_up_families, register_rows_of, survey_rows
from test_web_console import FORM

from samutphok.access.domain import Role
from samutphok.access.queries import viewer_of
from samutphok.areas.actions import note_areas
from samutphok.insights.domain.home import Home, TaskKind
from samutphok.insights.queries import home
from samutphok.intake.models import Batch
from samutphok.linkage.actions import attach_batch
from samutphok.targeting.models import Entry
from samutphok.targeting.queries import complete_lists, lists_for

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FAMILIES = [family for family in made_up_families() if family.inside("83")]
EARLIER, LATER = date(2017, 6, 1), date(2019, 6, 1)


def receive(families: list, as_of: date) -> None:
    for register, rows in (
        ("bmn_survey", survey_rows(families)),
        ("state_welfare", register_rows_of(families, "state_welfare")),
    ):
        attach_batch(stage(register, rows, as_of=as_of), now=NOW)


@pytest.fixture
def two_cuts() -> None:
    """Some families failed more on the cut before; one is new."""
    note_areas({family.village for family in FAMILIES}, seen_on=EARLIER)
    before = [replace(one, fails=one.fails | {11}) if place % 3 else one for place, one in enumerate(FAMILIES[1:])]
    receive(before, EARLIER)
    draw("83")
    receive(FAMILIES, LATER)
    draw("83")


def page(role: Role, area: str) -> Home:
    return home(viewer=viewer(area, role=role), now=NOW)


@pytest.mark.usefixtures("two_cuts")
def test_the_change_since_the_cut_before_is_that_of_the_two_lists_and_names_both_days() -> None:
    earlier, later = complete_lists()
    for area, role in (("83", Role.GOVERNOR), ("8303", Role.AMPHOE), ("830303", Role.TAMBON)):
        then, now = (
            sum(
                Entry.objects.filter(target_list=one.id, area_code__startswith=area).values_list(
                    "target_poor", flat=True
                )
            )
            for one in (earlier, later)
        )
        change = page(role, area).areas[0].change
        assert change is not None
        assert (change.before, change.now, change.difference) == (then, now, now - then)
        assert (change.cut_before, change.cut) == (EARLIER, LATER)
        assert change.fraction == (pytest.approx((now - then) / then) if then else None)


@pytest.mark.usefixtures("two_cuts")
def test_whoever_sees_no_families_gets_a_change_of_rounded_counts() -> None:
    change = page(Role.AUDITOR, "83").areas[0].change
    assert change is not None
    assert change.before % 5 == change.now % 5 == 0


def test_without_an_earlier_list_there_is_no_change_and_no_movement() -> None:
    receive(FAMILIES, LATER)
    draw("83")
    found = page(Role.GOVERNOR, "83")
    assert found.areas[0].change is None
    assert found.board is not None
    assert found.board.movement is None
    assert {row.change for row in found.board.rows} == {None}


@pytest.mark.usefixtures("two_cuts")
def test_the_governor_sees_every_tambon_once_the_largest_share_first_and_the_flows_add_up() -> None:
    board = page(Role.GOVERNOR, "83").board
    assert board is not None
    assert {row.place.code for row in board.rows} == {family.village[:6] for family in FAMILIES}
    whole = page(Role.PROVINCE, "83").areas[0].numbers
    assert whole is not None
    assert sum(row.numbers.target_poor for row in board.rows) == whole.target_poor
    shares = [row.numbers.target_poor / row.numbers.persons for row in board.rows]
    assert shares == sorted(shares, reverse=True)
    province = whole.target_poor / whole.persons
    for row, share in zip(board.rows, shares, strict=True):
        assert row.red == (share >= 1.5 * province and row.numbers.target_poor >= 10)
    moves = board.movement
    assert moves is not None
    assert moves.new == 1
    assert moves.gone == 0
    assert moves.better + moves.same + moves.worse + moves.new == len(FAMILIES)
    assert sum(row.better or 0 for row in board.rows) == moves.better
    assert sum(line.now for line in moves.levels) == len(FAMILIES)
    assert sum(cell.households for cells in moves.cells for cell in cells) == len(FAMILIES) - 1


@pytest.mark.usefixtures("two_cuts")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.GOVERNOR])
def test_nobody_else_gets_the_governor_s_table(role: Role) -> None:
    area = "830303" if role in (Role.TAMBON, Role.VOLUNTEER) else "8303" if role is Role.AMPHOE else "83"
    assert page(role, area).board is None


@pytest.mark.usefixtures("two_cuts")
def test_the_governor_of_another_province_sees_nothing_of_this_one() -> None:
    found = page(Role.GOVERNOR, "82")
    assert found.board is None
    assert [one.numbers for one in found.areas] == [None]


@pytest.mark.usefixtures("two_cuts")
def test_a_list_is_old_when_a_register_came_since_and_not_because_an_older_round_was_read_late() -> None:
    def kinds() -> list[TaskKind]:
        return [task.kind for task in page(Role.PROVINCE, "83").tasks]

    assert TaskKind.STALE_LIST not in kinds()

    newer = stage("state_welfare", register_rows_of(FAMILIES[:3], "state_welfare"), as_of=LATER + timedelta(days=9))
    Batch.objects.filter(pk=newer).update(received_at=NOW + timedelta(hours=1))
    assert TaskKind.STALE_LIST in kinds()
    Batch.objects.filter(pk=newer).update(as_of=EARLIER - timedelta(days=9))
    assert TaskKind.STALE_LIST not in kinds()


@pytest.mark.usefixtures("two_cuts")
def test_a_list_from_a_file_that_was_taken_back_waits_for_whoever_draws_and_says_so_on_its_page(client: Client) -> None:
    account = log_in(client)
    client.get("/")
    assert page(Role.PROVINCE, "83").waiting(TaskKind.UNDONE_LIST) == 0
    assert "ย้อนกลับแล้ว" not in client.get("/areas/83/").content.decode()

    read = lists_for("83")[0].sources[0].batch
    Batch.objects.filter(pk=read).update(status="undone")
    waits = page(Role.PROVINCE, "83")
    assert waits.waiting(TaskKind.UNDONE_LIST) == 1
    assert waits.waiting(TaskKind.STALE_LIST) == 0  # told once
    for role, area in ((Role.GOVERNOR, "83"), (Role.AMPHOE, "8303"), (Role.PROVINCE, "82")):
        assert page(role, area).waiting(TaskKind.UNDONE_LIST) == 0
    for address in ("/", "/areas/83/", "/areas/83030301/"):
        with CaptureQueriesContext(connection) as asked:
            text = client.get(address).content.decode()
        assert "ย้อนกลับแล้ว" in text, address
        assert len(asked) <= 12, (address, account)


@pytest.mark.usefixtures("two_cuts")
def test_the_menu_tells_of_as_many_unread_notices_as_the_page(client: Client) -> None:
    account = log_in(client)
    writer = Client()
    log_in(writer, Role.NATIONAL, "TH", username="writer")
    assert writer.post("/notices/new", FORM | {"roles": "province", "areas": "83"}).status_code == 302
    with CaptureQueriesContext(connection) as asked:
        text = client.get("/").content.decode()
    assert 'badge-count">1' in text
    assert sum("notices_notice" in one["sql"] for one in asked.captured_queries) == 1  # counted once for both
    assert home(viewer=viewer_of(account, now=timezone.now()), now=timezone.now()).waiting(TaskKind.NOTICES) == 1


@pytest.mark.usefixtures("two_cuts")
def test_tasks_come_the_most_urgent_first_and_old_registers_are_said() -> None:
    found = page(Role.PROVINCE, "83")
    kinds = [task.kind for task in found.tasks]
    assert kinds == sorted(kinds, key=list(TaskKind).index)
    stale = {one.source.register for one in found.sources if one.stale}
    assert stale == {"bmn_survey", "state_welfare"}
    assert next(task.count for task in found.tasks if task.kind is TaskKind.STALE_REGISTER) == 2


@pytest.mark.usefixtures("two_cuts")
@pytest.mark.parametrize(
    ("role", "area", "seen", "unseen"),
    [
        (Role.GOVERNOR, "83", ("รายตำบล", "จากเปราะบางสู่เข้มแข็ง", "หน่วยงานใดยังค้างงาน"), ("รับไฟล์ทะเบียน", "จัดทำบัญชีอีกครั้ง")),
        (Role.PROVINCE, "83", ("รับไฟล์ทะเบียน", "เทียบกับรอบก่อน"), ("รายตำบล",)),
        (Role.TAMBON, "830303", ("ค้นหาครอบครัว", "เทียบกับรอบก่อน"), ("รับไฟล์ทะเบียน", "รายตำบล")),
        (Role.AUDITOR, "TH", ("บันทึกการใช้งาน",), ("ค้นหาครอบครัว", "รายตำบล")),
        (Role.ADMINISTRATOR, "TH", ("บัญชีผู้ใช้",), ("ค้นหาครอบครัว", "คนจนเป้าหมาย")),
    ],
)
def test_each_role_has_a_first_page_of_its_own(
    client: Client, role: Role, area: str, seen: tuple[str, ...], unseen: tuple[str, ...]
) -> None:
    log_in(client, role, area)
    text = client.get("/").content.decode() + client.get("/today/help", HTTP_HX_REQUEST="true").content.decode()
    for words in seen:
        assert words in text
    for words in unseen:
        assert words not in text
