"""The next three months: what is told of requests and unemployment, to whom, and from which file."""

from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from desk_office import log_in
from django.test import Client
from django.utils import timezone
from register_rows import NOW

from samutphok.access.domain import Role
from samutphok.cli.published import run
from samutphok.published.actions import load_months
from samutphok.published.domain.months import UNEMPLOYED, newest_run, next_month
from samutphok.published.errors import UnreadableMonths
from samutphok.published.models import MonthFigure
from samutphok.published.queries import published_months
from samutphok.requests.models import Request
from samutphok.web.templatetags.uptake import month_word

pytestmark = [pytest.mark.database, pytest.mark.django_db]

HEAD = "province,month,unemployed,source\n"


def months_file(path: Path, lines: str, *, head: str = HEAD) -> Path:
    path.write_text(head + lines, encoding="utf-8-sig")
    return path


def grown(path: Path, *, months: int = 60, behind: int = 1) -> Path:
    """A file in which unemployment grows, with chance; its newest month lies so many months before this one."""
    figures = np.random.default_rng(4).poisson(400 + 12 * np.arange(months))
    first = next_month(timezone.localdate(), 1 - behind - months)
    lines = [f"83,{next_month(first, at):%Y-%m},{value},แรงงานจังหวัด" for at, value in enumerate(figures)]
    return months_file(path, "\n".join(lines))


def asked_on(moment: datetime, *, area: str = "83030303") -> Request:
    return Request.objects.create(
        number=uuid4().hex[:12], channel="phone", kind="help", taken_by="t", taken_at=moment, state="settled",
        area_code=area, desk="tambon", urgency="normal", rank=2,
    )  # fmt: skip


def test_figures_are_taken_whole_and_the_same_again_changes_nothing(tmp_path: Path) -> None:
    file = months_file(tmp_path / "a.csv", "83,2569-01,๑๒,แรงงานจังหวัด\n83,2026-02,20,แรงงานจังหวัด\n")
    assert load_months(file, actor="operator", now=NOW) == 2
    assert load_months(file, actor="operator", now=NOW) == 0
    found = published_months(UNEMPLOYED, "83")
    assert found is not None
    assert (found.first, found.values, found.source) == (date(2026, 1, 1), (12, 20), "แรงงานจังหวัด")
    later = months_file(tmp_path / "b.csv", "83,2026-02,21,แก้ไข\n")
    assert load_months(later, actor="operator", now=NOW) == 1
    assert published_months(UNEMPLOYED, "82") is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("83,2026-01,12,x\n83,2026-13,12,x\n", "line 3: month"),
        ("83,2026-01,-12,x\n", "line 2: unemployed"),
        ("83,2026-01,1e3,x\n", "line 2: unemployed"),
        ("8303,2026-01,12,x\n", "line 2: province"),
        ("83,2026-01,12,\n", "line 2: source"),
        ("83,2026-01,12,x\n83,2569-01,13,x\n", "line 3: this province and month stand there twice"),
        ("", "line 1: it holds no line"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_stored(tmp_path: Path, lines: str, said: str) -> None:
    file = months_file(tmp_path / "bad.csv", lines)
    with pytest.raises(UnreadableMonths) as problem:
        load_months(file, actor="operator", now=NOW)
    assert f"bad.csv, {said}" in problem.value.problem.en
    assert not MonthFigure.objects.exists()


def test_a_file_that_is_none_or_lacks_a_column_is_named(tmp_path: Path) -> None:
    for file, said in (
        (tmp_path / "nowhere.csv", "cannot be read"),
        (months_file(tmp_path / "short.csv", "", head="province,month\n"), "no column unemployed, source"),
    ):
        with pytest.raises(UnreadableMonths) as problem:
            load_months(file, actor="operator", now=NOW)
        assert said in problem.value.problem.en


def test_a_gap_ends_the_series() -> None:
    months = [(date(2026, 1, 1), 1), (date(2026, 3, 1), 3), (date(2026, 4, 1), 4)]
    run_of = newest_run(months)
    assert run_of is not None
    assert (run_of.first, run_of.values) == (date(2026, 3, 1), (3, 4))


def test_who_may_not_try_scenarios_has_no_such_page_and_nobody_sees_another_province(client: Client) -> None:
    log_in(client, Role.TAMBON, "830303")
    assert client.get("/scenarios/ahead/").status_code in (403, 404)
    log_in(client, Role.PROVINCE, "83", username="leader")
    assert client.get("/scenarios/ahead/?area=82").status_code == 404
    assert client.get("/scenarios/ahead/?area=8x").status_code in (400, 404, 422)


def test_without_figures_the_page_says_which_file_brings_them(client: Client) -> None:
    log_in(client, Role.PROVINCE, "83")
    page = client.get("/scenarios/ahead/").content.decode()
    assert "ขอตัวเลขผู้ว่างงานรายเดือนจากสำนักงานแรงงานจังหวัด" in page
    assert "<code>" not in page
    assert "is-ahead" not in page


def test_a_won_trial_is_told_with_its_range_and_its_source(client: Client, tmp_path: Path) -> None:
    load_months(grown(tmp_path / "u.csv"), actor="operator", now=NOW)
    log_in(client, Role.PROVINCE, "83")
    page = client.get("/scenarios/ahead/").content.decode()
    assert page.count('class="is-ahead"') == 3
    assert "แรงงานจังหวัด" in page
    assert str(month_word(timezone.localdate())) in page  # the month after the file's last
    assert "ผ่านไปแล้ว" not in page


@pytest.mark.parametrize(("behind", "past"), [(2, 1), (3, 2)])
def test_foretold_months_that_are_over_are_called_past(client: Client, tmp_path: Path, behind: int, past: int) -> None:
    load_months(grown(tmp_path / "u.csv", behind=behind), actor="operator", now=NOW)
    log_in(client, Role.PROVINCE, "83")
    page = client.get("/scenarios/ahead/").content.decode()
    assert page.count('class="is-ahead"') == 3
    assert page.count("ผ่านไปแล้ว</span>") == past
    assert str(month_word(next_month(timezone.localdate(), -behind))) in page


@pytest.mark.parametrize("behind", [4, 14])
def test_an_old_file_foretells_nothing_and_says_that_its_months_have_passed(
    client: Client, tmp_path: Path, behind: int
) -> None:
    load_months(grown(tmp_path / "u.csv", behind=behind), actor="operator", now=NOW)
    log_in(client, Role.PROVINCE, "83")
    page = client.get("/scenarios/ahead/").content.decode()
    assert "is-ahead" not in page
    assert "ตัวเลขเก่า" in page
    assert str(month_word(next_month(timezone.localdate(), -behind))) in page


def test_too_few_months_of_requests_are_said_and_the_month_under_way_is_not_counted(client: Client) -> None:
    now = timezone.localtime()
    this_month = now.replace(day=1, hour=0, minute=30)
    back = next_month(this_month.date(), -3)
    for at, count in ((0, 1), (1, 7), (2, 0), (3, 4)):
        month = next_month(back, at)
        for _ in range(count):
            asked_on(this_month.replace(year=month.year, month=month.month))
    asked_on(this_month, area="82010101")
    for role, area, seven in ((Role.PROVINCE, "83", ">7<"), (Role.NATIONAL, "TH", ">5<")):
        log_in(client, role, area, username=f"{role.value}-ahead")
        answer = client.get("/scenarios/ahead/?area=83")
        page = answer.content.decode()
        assert "ยังน้อยเกินไป" in page
        assert "is-ahead" not in page
        assert seven in page
        assert ">4<" not in page


def test_the_command_tells_how_many_figures_are_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import argparse

    run(argparse.Namespace(verb="months", file=grown(tmp_path / "u.csv", months=3)))
    assert capsys.readouterr().out == "3 new or changed\n"
