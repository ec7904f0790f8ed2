"""Families of programmes: baseline frozen, each counted once, an agency's officer writes for its own agency alone."""

import io
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from desk_office import log_in
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook
from register_rows import NOW, viewer
from small_office import attach_families, draw, made_up_families

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.rounding import rounded
from samutphok.programmes.actions import (
    add_partner,
    begin_shipped,
    enter_families,
    enter_from_list,
    leave_programme,
    make_programme,
    read_again,
    report_round,
    settle_obstacle,
    write_line,
    write_point,
)
from samutphok.programmes.domain.asking import NewLine, NewPoint, NewProgramme
from samutphok.programmes.domain.rules import AreaWanted, PartnerWanted
from samutphok.programmes.errors import BegunAlready, EvidenceNotFound, NoEvidence, NotYours, ProgrammeNotFound
from samutphok.programmes.models import Family, Line, ProgrammeArea
from samutphok.programmes.queries import (
    area_points,
    programme_list,
    programme_view,
    programmes_of,
    programmes_waiting,
    progress,
    target_families,
)
from samutphok.registry.models import Household

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = timezone.localdate(NOW)
OFFICE, NATION = viewer("83"), viewer("", role=Role.NATIONAL)
GOVERNOR, AUDITOR = viewer("83", role=Role.GOVERNOR), viewer("", role=Role.AUDITOR)


def officer(agency: str) -> Viewer:
    """An agency's officer in Phuket."""
    grant = Grant(Role.AGENCY_OFFICER, ("83",), agency=agency, id="grant")
    return Viewer("officer", "เจ้าหน้าที่", (grant,), now=NOW)


def own(area: str = "83", agency: str = "labour") -> tuple[UUID, UUID]:
    """A programme of the province's own, and its one area."""
    new = NewProgramme(
        type="recovery",
        name=f"โครงการทดสอบ {area}",
        purpose="ทดสอบ",
        strategies=("opportunity",),
        since=TODAY - timedelta(days=400),
        report_every="month",
        areas=(AreaWanted(area, Bilingual("พื้นที่ทดสอบ", "A test area"), agency),),
        partners=(PartnerWanted(agency, Bilingual("แรงงาน", "Labour"), "joint"),),
    )
    made = make_programme(viewer=OFFICE, programme=new, now=NOW - timedelta(days=100))
    return made, ProgrammeArea.objects.get(programme=made).id


@pytest.fixture
def families() -> list[UUID]:
    """The households of Phuket among eighty families, on no list yet."""
    attach_families(made_up_families())
    rows = Household.objects.filter(area_code__startswith="83").order_by("area_code", "id")
    return list(rows.values_list("id", flat=True))


@pytest.fixture
def office(families: list[UUID]) -> list[UUID]:
    """The same, drawn."""
    draw("83")
    return families


def test_a_baseline_is_frozen_while_now_is_read_again(office: list[UUID]) -> None:
    _programme, area = own()
    done = enter_from_list(viewer=OFFICE, area_id=area, level=None, most=20, now=NOW)
    assert (done.entered, done.already, done.refused) == (20, 0, 0)
    row = Family.objects.order_by("id").first()
    assert row is not None
    before = (row.baseline, row.level_then)
    assert before[0]["level"] == row.level_then
    Family.objects.filter(pk=row.pk).update(level_now=3)
    assert read_again(now=NOW + timedelta(days=1)) == 20
    row.refresh_from_db()
    assert (row.baseline, row.level_then) == before
    assert row.level_now == row.level_then


def test_entering_twice_and_from_elsewhere(families: list[UUID]) -> None:
    programme, area = own("8303")
    inside = list(Household.objects.filter(area_code__startswith="8303").values_list("id", flat=True))
    done = enter_families(viewer=OFFICE, area_id=area, household_ids=families, way="worklist", now=NOW)
    assert (done.entered, done.refused) == (len(inside), len(families) - len(inside))
    again = enter_families(viewer=OFFICE, area_id=area, household_ids=inside, way="worklist", now=NOW)
    assert (again.entered, again.already) == (0, len(inside))
    page = target_families(viewer=OFFICE, programme_id=programme, page=1)
    assert page.total == len(inside)
    leave_programme(viewer=OFFICE, family_id=page.rows[0].id, because="ย้ายออก", now=NOW)
    assert target_families(viewer=OFFICE, programme_id=programme, page=1).total == len(inside) - 1
    with pytest.raises(NotYours):
        enter_families(viewer=viewer("82"), area_id=area, household_ids=inside, way="worklist", now=NOW)


@pytest.mark.parametrize("seed", [0, 1])
def test_totals_over_programmes_count_a_family_once(families: list[UUID], seed: int) -> None:
    chance, wanted, flows = Random(seed), set[UUID](), 0
    for _ in range(3):
        _programme, area = own()
        keys = set(chance.sample(families, k=chance.randint(0, len(families) // 2)))
        enter_families(viewer=OFFICE, area_id=area, household_ids=keys, way="worklist", now=NOW)
        wanted |= keys
        flows += len(keys)
    found = programme_list(viewer=OFFICE, now=NOW)
    assert found.families == len(wanted)
    assert sum(row.families for row in found.rows) == flows
    hidden = programme_list(viewer=AUDITOR, now=NOW)
    assert (hidden.exact, hidden.families) == (False, rounded(len(wanted)))


def test_who_may_not_list_families_sees_rounded_counts(families: list[UUID]) -> None:
    programme, area = own()
    enter_families(viewer=OFFICE, area_id=area, household_ids=families[:13], way="worklist", now=NOW)
    exact = progress(viewer=GOVERNOR, programme_id=programme, now=NOW)
    assert (exact.exact, exact.flows.total) == (True, 13)
    assert exact.flows.better + exact.flows.same + exact.flows.worse + exact.flows.unknown == 13
    hidden = progress(viewer=AUDITOR, programme_id=programme, now=NOW)
    assert not hidden.exact
    assert all(many % 5 == 0 for many in hidden.flows.cells.values())
    with pytest.raises(ProgrammeNotFound):
        progress(viewer=viewer("82"), programme_id=programme, now=NOW)


def test_an_officer_writes_for_their_own_agency_alone() -> None:
    attach_families(made_up_families(4))
    _programme, area = own()
    line = NewLine("activity", area, "training", "อบรม", TODAY)
    write_line(viewer=officer("labour"), line=line, now=NOW)
    write_line(viewer=officer("labour"), line=line, now=NOW)
    assert list(Line.objects.values_list("agency", flat=True)) == ["labour"]
    for who, agency in ((officer("education"), ""), (officer("labour"), "education"), (viewer("82"), "")):
        with pytest.raises(NotYours):
            write_line(viewer=who, line=replace(line, id=uuid4(), agency=agency), now=NOW)
    assert programmes_waiting(viewer=officer("labour"), now=NOW) > 0
    late = programmes_waiting(viewer=officer("labour"), now=NOW)
    for _ in range(2):
        day = TODAY - timedelta(days=75)
        said = ("ทำแล้ว", "ทำต่อ")
        assert report_round(viewer=officer("labour"), area_id=area, agency="", day=day, said=said, now=NOW) == 1
    assert programmes_waiting(viewer=officer("labour"), now=NOW) == late - 1
    with pytest.raises(NotYours):
        report_round(viewer=officer("education"), area_id=area, agency="", day=TODAY, said=("x", ""), now=NOW)


def test_a_result_needs_its_evidence_and_an_obstacle_is_settled_once() -> None:
    attach_families(made_up_families(4))
    programme, area = own()
    bare = NewLine("result", area, "income", "มีงานทำ 9 คน", TODAY)
    with pytest.raises(NoEvidence):
        write_line(viewer=OFFICE, line=bare, now=NOW)
    for kind in ("visit", "document", "gift", "referral"):
        with pytest.raises(EvidenceNotFound):
            write_line(viewer=OFFICE, line=replace(bare, evidence=kind, evidence_id=uuid4()), now=NOW)
    number = {"what": "target_poor", "value": 9, "of": 90, "as_of": TODAY.isoformat(), "page": "/areas/83/"}
    with pytest.raises(NoEvidence):
        write_line(viewer=OFFICE, line=replace(bare, evidence="visit", evidence_said=number), now=NOW)
    write_line(viewer=OFFICE, line=replace(bare, evidence="number", evidence_said=number), now=NOW)
    obstacle = write_line(viewer=OFFICE, line=NewLine("obstacle", area, "budget", "งบไม่พอ", TODAY), now=NOW)
    settle_obstacle(viewer=OFFICE, line_id=obstacle, how="ได้งบจังหวัด", now=NOW)
    found = progress(viewer=OFFICE, programme_id=programme, now=NOW)
    assert (found.areas[0].obstacles, found.areas[0].results) == (0, 1)


def test_a_shipped_programme_begins_once_and_its_unnamed_partners_may_be_named() -> None:
    with pytest.raises(NotYours):
        begin_shipped(viewer=OFFICE, name="one-department-one-area-2564", now=NOW)
    begun = begin_shipped(viewer=NATION, name="local-welfare-samut-prakan-2566", now=NOW)
    with pytest.raises(BegunAlready):
        begin_shipped(viewer=NATION, name="local-welfare-samut-prakan-2566", now=NOW)
    labour = PartnerWanted("labour", Bilingual("แรงงาน", "Labour"), "joint")
    for _ in range(2):
        add_partner(viewer=NATION, programme_id=begun, partner=labour, now=NOW)
    assert programme_view(viewer=NATION, programme_id=begun).not_named == 6
    with pytest.raises(ProgrammeNotFound):
        programme_view(viewer=OFFICE, programme_id=begun)


def test_which_programmes_a_household_is_in(families: list[UUID]) -> None:
    _programme, area = own()
    enter_families(viewer=OFFICE, area_id=area, household_ids=families[:1], way="worklist", now=NOW)
    assert [one.agency for one in programmes_of(families[0], viewer=OFFICE)] == ["labour"]
    assert programmes_of(families[0], viewer=viewer("82")) == ()


def test_a_provinces_plan_rests_on_our_own_numbers(office: list[UUID]) -> None:
    need = NewPoint("need", "83", "งานใกล้บ้าน")
    with pytest.raises(NoEvidence):
        write_point(viewer=OFFICE, point=need, now=NOW)
    made = write_point(viewer=OFFICE, point=replace(need, numbers=("poor_households",)), now=NOW)
    activity = NewPoint("activity", "83", "ท่องเที่ยวชุมชน", answers=made)
    write_point(viewer=OFFICE, point=activity, now=NOW)
    (shown,) = area_points(viewer=GOVERNOR, area_code="83")
    number = shown.evidence[0]
    assert number["value"] > 0
    assert number["page"] == "/areas/83/"
    assert [one.title for one in shown.answered_by] == ["ท่องเที่ยวชุมชน"]
    (hidden,) = area_points(viewer=AUDITOR, area_code="83")
    assert hidden.evidence[0]["value"] == rounded(number["value"])
    with pytest.raises(NotYours):
        write_point(viewer=viewer("82"), point=need, now=NOW)


def test_pages_prints_and_workbook(client: Client, families: list[UUID]) -> None:
    programme, area = own()
    enter_families(viewer=OFFICE, area_id=area, household_ids=families[:13], way="worklist", now=NOW)
    write_line(viewer=OFFICE, line=NewLine("obstacle", area, "budget", "=1+1 งบไม่พอ", TODAY), now=NOW)
    page = f"/programmes/{programme}/"
    log_in(client, Role.PROVINCE, "82")
    assert client.get(page).status_code == 404
    client.logout()
    log_in(client, Role.PROVINCE, "83", username="phuket")
    for address in ("/programmes/", page, f"{page}families", "/programmes/plans/83/", "/programmes/new"):
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(address)
        assert shown.status_code == 200, address
        assert len([one for one in asked if one["sql"].startswith("SELECT")]) <= 12, address
        assert len(shown.content) < 100_000
    wrong = {"kind": "result", "area": str(area), "code": "income", "said": "มีงานทำ 9 คน", "evidence": "visit"}
    for more in ({}, {"evidence_id": "ไม่มีเลข"}, {"evidence_id": f"/visits/{uuid4()}/"}):
        again = client.post(f"{page}line", wrong | more)
        assert again.status_code == 422
        assert "มีงานทำ 9 คน" in again.content.decode()
    assert client.get(f"{page}progress.pdf").content.startswith(b"%PDF")
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{page}progress.xlsx").content))
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert not any(isinstance(cell, str) and cell.startswith("=") for cell in cells)
    assert 13.0 in cells
