"""What a programme brought its families: Bangkok's own file, a level that a visit and a list move, help given, happiness."""

import io
import re
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from attack_office import confirm, send, work
from desk_office import Families, log_in, make_families
from django.test import Client
from django.utils import timezone
from intake_files import csv_bytes, synthetic_pid
from python_calamine import CalamineWorkbook
from register_rows import NOW, row, stage, viewer
from visit_office import Filled, make_form, tell, volunteer

from samutphok.access.domain import Role, Viewer
from samutphok.aid.actions import give
from samutphok.aid.domain.ledger import NewGift
from samutphok.areas.actions import note_areas
from samutphok.kernel.errors import Bilingual
from samutphok.linkage.actions import attach_batch
from samutphok.programmes.actions import enter_families, make_programme
from samutphok.programmes.domain.asking import NewProgramme
from samutphok.programmes.domain.progress import HelpGiven
from samutphok.programmes.domain.rules import AreaWanted, PartnerWanted
from samutphok.programmes.models import Family, ProgrammeArea
from samutphok.programmes.queries import progress
from samutphok.registry.models import Household, Person
from samutphok.targeting.actions import draw_list

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]  # the worker runs its jobs
BMA = (
    "pid",
    "house_code",
    "family_no",
    "area_code",
    "community",
    "title",
    "first_name",
    "last_name",
    "sex",
    "birth_date",
)
HERE, OTHER_DISTRICT, ELSEWHERE = "10010101", "10020101", "83010101"


def office(*areas: str, role: Role = Role.PROVINCE) -> Viewer:
    """Whoever leads there now."""
    return viewer(*(areas or ("83",)), role=role, now=timezone.now())


def own(area: str, by: Viewer) -> tuple[UUID, UUID]:
    """A programme of the province's own, begun long ago, and its one area."""
    agency = PartnerWanted("labour", Bilingual("แรงงาน", "Labour"), "joint")
    wanted = AreaWanted(area, Bilingual("พื้นที่ทดสอบ", "A test area"), "labour")
    new = NewProgramme("recovery", "โครงการทดสอบ", "ทดสอบ", ("opportunity",), NOW.date(), "month", (wanted,), (agency,))
    made = make_programme(viewer=by, programme=new, now=by.now - timedelta(days=100))
    return made, ProgrammeArea.objects.get(programme=made).id


def person_of_bma(number: int, last_name: str, **cells: str) -> dict[str, str]:
    clean = {"pid": synthetic_pid(number), "house_code": f"1001000000{number // 2}", "family_no": str(1 + number % 2)}
    named = {"title": "นาง", "first_name": "สมพร", "last_name": last_name, "sex": "ญ", "birth_date": "14/03/2500"}
    return clean | named | {"area_code": HERE, "community": "ชุมชนสมมติ"} | cells


def test_a_file_of_bangkok_becomes_target_families_each_once(client: Client) -> None:
    log_in(client, Role.PROVINCE, "10", username="bangkok")
    note_areas({HERE, OTHER_DISTRICT, ELSEWHERE}, seen_on=NOW.date())
    rows = [person_of_bma(number, name) for number, name in ((2, "ริมคลอง"), (3, "ริมทาง"))]
    rows.append(person_of_bma(8, "ริมคลอง", house_code=rows[0]["house_code"], family_no=rows[0]["family_no"]))
    rows.append(person_of_bma(6, "ริมเขื่อน", area_code=OTHER_DISTRICT))
    previewed = send(client, csv_bytes(BMA, rows), "bma.csv", register="bma_families", as_of="2026-10-01")
    assert confirm(client, previewed).status_code == 302
    work()
    households = Household.objects.filter(area_code__startswith="10")
    assert households.count() == 3
    programme, area = own("1001", office("10"))
    page = f"/programmes/{programme}/families"
    ask = {"way": "file", "area": str(area)}
    for entered in (2, 0):
        said = client.post(f"{page}/enter", ask, follow=True).content.decode()
        assert f"นำเข้า {entered} ครอบครัว" in said
        assert Family.objects.filter(way="file").count() == 2
    assert "ริมคลอง" in client.get(page).content.decode()
    assert "ริมเขื่อน" not in client.get(page).content.decode()
    assert set(Family.objects.values_list("level_then", "level_now")) == {(-2, -2)}
    log_in(client, Role.PROVINCE, "83", username="phuket")
    assert client.post(f"{page}/enter", ask).status_code in (403, 404)


@pytest.fixture
def families() -> Families:
    return make_families()


def entered(families: Families) -> tuple[UUID, Family]:
    programme, area = own("83", office())
    enter_families(viewer=office(), area_id=area, household_ids=[families.target], way="worklist", now=timezone.now())
    return programme, Family.objects.get()


def test_a_visit_moves_the_level_now_and_leaves_the_baseline(families: Families) -> None:
    programme, row_before = entered(families)
    assert row_before.level_then == row_before.level_now >= 0
    make_form()
    well = {"visited_on": timezone.localdate().isoformat(), "outcome": "visited", "bmn9": "1", "income": "120000"}
    felt = {"person_id": str(Person.objects.get(first_name="สมชาย").id), "life_satisfaction": "7", "security": "6"}
    tell(volunteer(), Filled(families.target, well, [felt]))
    work()
    now = Family.objects.get()
    assert (now.happiness_then, now.happiness_now) == (None, 7.0)
    assert (now.level_then, now.baseline) == (row_before.level_then, row_before.baseline)
    assert now.level_now < now.level_then
    found = progress(viewer=office(), programme_id=programme, now=timezone.now())
    assert (found.flows.better, found.flows.same) == (1, 0)


def test_a_newly_drawn_list_moves_the_level_now_of_the_families_there(families: Families) -> None:
    _programme, row_before = entered(families)
    home = {"house_code": "83010000001", "family_no": "1", "income_per_person": 9_000.0, "bmn9": 0, "bmn22": 0}
    born = ((1, "สมชาย", "1950-05-12"), (90, "มาลี", "2017-01-05"), (91, "มานี", "2019-02-06"))
    survey = [row(name, "ใจดี", pid=synthetic_pid(n), birth_date=day, **home) for n, name, day in born]
    attach_batch(stage("bmn_survey", survey, as_of=date(2021, 6, 1)), now=NOW)
    draw_list(viewer=office(), area_prefix="83", as_of=timezone.localdate(), now=timezone.now())
    work()
    now = Family.objects.get()
    assert now.level_then == row_before.level_then
    assert (now.level_then, now.level_now) == (2, 3)


def _happy(families: Families) -> UUID:
    """Five families asked at entry and since; one is asked once. One was given help before it entered, and since."""
    programme, area = own("83", office())
    give_to(families.target, 900, days_ago=2)
    enter_families(viewer=office(), area_id=area, household_ids=[families.target], way="worklist", now=timezone.now())
    give_to(families.target, 700)
    give_to(families.well, 5_000)  # never entered
    first = Family.objects.get()
    for number in range(5):
        copy = Household.objects.get(pk=families.well)
        copy.pk, copy.house_code = uuid4(), f"8301900000{number}"
        copy.save(force_insert=True)
        kept = Family.objects.get(pk=first.pk)
        kept.pk, kept.household_id, kept.happiness_then, kept.happiness_now = None, copy.id, 4.0, 6.5
        kept.save()
    return programme


def give_to(household: UUID, baht: int, *, days_ago: int = 0) -> None:
    gift = NewGift(
        household, "food", Decimal(1), "firm", timezone.localdate() - timedelta(days=days_ago), uuid4(),
        value_baht=Decimal(baht), giver="ห้างสมมติ", although="ถามแล้ว",
    )  # fmt: skip
    give(viewer=office(), gift=gift, now=timezone.now())


def test_page_pdf_and_workbook_give_help_and_happiness_alike(client: Client, families: Families) -> None:
    programme = _happy(families)
    found = progress(viewer=office(), programme_id=programme, now=timezone.now())
    assert found.help == HelpGiven(Decimal(700), 1, 1)
    assert (found.happiness.mean_then, found.happiness.mean_now, found.happiness.families) == (4.0, 6.5, 5)
    log_in(client, username="leads")
    page = client.get(f"/programmes/{programme}/").content.decode()
    assert "700 บาท" in page
    assert "4.0 → 6.5" in page
    assert "5 ครอบครัวที่ได้ถาม" in page
    said = " ".join(map(str, _cells(client, programme)))
    assert "700 บาท · 1 ครั้ง 1 ครอบครัว" in said
    assert "4.0 → 6.5 · 5 ครอบครัวที่ได้ถาม" in said
    assert 700.0 in _cells(client, programme)


def test_paper_gives_help_and_happiness(client: Client, families: Families, monkeypatch: pytest.MonkeyPatch) -> None:
    from samutphok.web.documents import progress as paper

    programme, typeset, facts = _happy(families), paper.typeset, list[list[str]]()
    monkeypatch.setattr(paper, "typeset", lambda *a, **k: (facts.extend(a[1]["facts"]), typeset(*a, **k))[1])
    log_in(client, username="leads")
    assert client.get(f"/programmes/{programme}/progress.pdf").content.startswith(b"%PDF")
    told = {str(name): str(value) for name, value in facts}
    assert told["ความช่วยเหลือตั้งแต่เข้าโครงการ"].startswith("700 บาท")
    assert told["ความพึงพอใจในชีวิต (เต็มสิบ)"].startswith("4.0 → 6.5")


def test_who_may_not_list_families_reads_no_help_and_four_families_no_happiness(
    client: Client, families: Families
) -> None:
    programme = _happy(families)
    log_in(client, Role.AUDITOR, "TH", username="auditor")
    page = client.get(f"/programmes/{programme}/").content.decode()
    assert not re.search(r"(?<![0-9a-zA-Z-])700(?![0-9a-zA-Z-])", page)  # not part of an id
    assert not {700.0} & {cell for cell in _cells(client, programme) if isinstance(cell, float)}
    assert "700 บาท" not in " ".join(map(str, _cells(client, programme)))
    Family.objects.filter(pk=Family.objects.exclude(happiness_now=None).first().pk).update(left_on=NOW.date())
    assert "→ 6.5" not in client.get(f"/programmes/{programme}/").content.decode()
    assert "→ 6.5" not in " ".join(map(str, _cells(client, programme)))


def _cells(client: Client, programme: UUID) -> list[object]:
    answer = client.get(f"/programmes/{programme}/progress.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [cell for name in book.sheet_names for line in book.get_sheet_by_name(name).to_python() for cell in line]
