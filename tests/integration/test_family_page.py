"""The page of a family as a whole: its cost, what it says first, and the three traced families on paper."""

import re
from datetime import date, timedelta
from uuid import UUID

import pypdfium2
import pytest
from desk_office import Families, log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from register_rows import NOW, row, stage, synthetic_pid, viewer
from test_insights_traced import HOUSE, OTHER_HOUSE, page_of, receive_and_draw

from samutphok.access.domain import Role
from samutphok.access.queries import viewer_of
from samutphok.insights.domain.next_steps import StepKind, next_steps
from samutphok.insights.queries import family_page
from samutphok.kernel.identifiers import mask_pid
from samutphok.linkage.actions import attach_batch
from samutphok.registry.models import Household
from samutphok.targeting.actions import draw_list
from samutphok.web.documents.booklet import booklets_pdf
from samutphok.web.documents.logbook import logbook_pdf

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
BIG = {"house_code": "83010000051", "family_no": "1", "income_per_person": 12_000.0}


@pytest.fixture
def families() -> Families:
    return make_families()


def queries(client: Client, family: UUID) -> list[str]:
    """The statements behind a page, without those that only open and close transactions."""
    client.get(f"/households/{family}/")  # label tables are read once in a process
    with CaptureQueriesContext(connection) as seen:
        assert client.get(f"/households/{family}/").status_code == 200
    return [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(TRANSACTION)]


@pytest.mark.parametrize("members", [1, 15])
def test_the_page_of_a_small_and_of_a_large_family_costs_at_most_twelve_queries_and_100_kb(
    client: Client, members: int
) -> None:
    people = [
        row("สมชาย", f"ใจดี{number}", pid=synthetic_pid(number + 10), birth_date="1950-05-12", bmn9=0, bmn21=0, **BIG)
        for number in range(members)
    ]
    attach_batch(stage("bmn_survey", people), now=NOW)
    attach_batch(stage("bmn_survey", [one | {"bmn9": 1} for one in people], as_of=date(2020, 6, 1)), now=NOW)
    who = [
        {name: one[name] for name in ("first_name", "last_name", "pid", "birth_date", "area_code")} for one in people
    ]
    attach_batch(stage("elderly_allowance", [one | {"monthly_amount": 600.0} for one in who]), now=NOW)
    attach_batch(stage("state_welfare", [one | {"validated": 1} for one in who]), now=NOW)
    draw_list(viewer=viewer("83"), area_prefix="83", as_of=NOW.date(), now=NOW)
    family = Household.objects.get(house_code=BIG["house_code"]).id
    other = Client()
    log_in(other, Role.AMPHOE, "8301", username="colleague")
    other.get(f"/households/{family}/")
    log_in(client)
    assert len(queries(client, family)) <= 12
    page = client.get(f"/households/{family}/").content
    assert len(page) < 100_000


def test_whoever_may_not_see_poverty_gets_names_places_and_no_more_queries(client: Client, families: Families) -> None:
    log_in(client, Role.VOLUNTEER, "830101")
    assert len(queries(client, families.target)) <= 8
    page = client.get(f"/households/{families.target}/").content.decode()
    for secret in ("เงินสงเคราะห์", "ระดับ 2", "ลำดับเหตุการณ์", "ใครทำงานกับครอบครัวนี้", "20,000"):
        assert secret not in page, secret


def test_colleagues_are_told_by_role_only_without_name_or_time(client: Client, families: Families) -> None:
    for role, area, username in (
        (Role.AMPHOE, "8301", "nid"),
        (Role.TAMBON, "830303", "noi"),
        (Role.PROVINCE, "82", "far"),
    ):
        other = Client()
        log_in(other, role, area, username=username)
        other.get(f"/households/{families.target}/")
    account = log_in(client)
    client.get(f"/households/{families.target}/")
    seen = family_page(viewer=viewer_of(account, now=timezone.now()), household_id=families.target, now=NOW)
    assert [(one.role.en, one.agency, one.changed) for one in seen.colleagues] == [("Amphoe", "", False)]
    page = client.get(f"/households/{families.target}/").content.decode()
    assert "nid" not in re.sub(r"<[^>]*>", "", page)


def test_what_comes_next_follows_from_the_records(families: Families) -> None:
    who = {"pid": synthetic_pid(1), "birth_date": "1950-05-12"}
    other = {"pid": synthetic_pid(2), "area_code": "83010102"}
    today = NOW.date()
    soon, over = (today + timedelta(days=30)).isoformat(), "2024-01-31"
    cards = [
        row("สมชาย", "ใจดี", disability_type="การเห็น", card_expires_on=soon, **who),
        row("มะลิวัลย์", "ทองแท้", disability_type="การเห็น", card_expires_on=over, **(who | other)),
    ]
    attach_batch(stage("disability", cards), now=NOW)
    attach_batch(stage("elderly_allowance", [row("คนอื่น", pid=synthetic_pid(9), monthly_amount=600.0)]), now=NOW)
    draw_list(viewer=viewer("83"), area_prefix="83", as_of=today, now=NOW)
    pages = {
        name: family_page(viewer=viewer("83"), household_id=getattr(families, name), now=NOW)
        for name in ("target", "poor")
    }
    kinds = {name: [step.kind for step in next_steps(page, as_of=today)] for name, page in pages.items()}
    assert kinds["target"][0] is StepKind.CARD_EXPIRES
    assert kinds["poor"][0] is StepKind.CARD_EXPIRED
    for told in kinds.values():
        assert {StepKind.NO_ALLOWANCE, StepKind.VISIT} <= set(told)
        assert StepKind.NEVER_LISTED not in told


def test_the_next_list_tells_how_the_level_changed(families: Families) -> None:
    later = NOW + timedelta(days=30)
    better = row("สมชาย", "ใจดี", title="นาย", sex="M", birth_date="1950-05-12", pid=synthetic_pid(1))
    better |= {"house_code": "83010000001", "family_no": "1", "income_per_person": 180_000.0, "bmn9": 1, "bmn22": 1}
    attach_batch(stage("bmn_survey", [better], as_of=date(2021, 6, 1)), now=later)
    draw_list(viewer=viewer("83"), area_prefix="83", as_of=later.date(), now=later)
    page = family_page(viewer=viewer("83", now=later), household_id=families.target, now=later)
    newest = page.drawings[0]
    assert newest.before is not None
    assert (newest.now.level, newest.before.level, newest.trend) == (None, 2, "stronger")
    assert [one.year.iso() for one in page.years] == ["2026", "2021", "2018"]


def text_of(pdf: bytes) -> str:
    """The words of a PDF; the typesetter's boxes part them by spaces, which mean nothing in Thai."""
    with pypdfium2.PdfDocument(pdf) as document:
        return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in document))


def pages_of(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def facts(house: str, family: str) -> list[str]:
    """What the prints must say of a traced family, written by hand."""
    return {
        (HOUSE, "1"): [
            "นางบุญเรือนทองคำ", "ด.ช.ปิติทองคำ", mask_pid(synthetic_pid(1)), "ระดับ2",
            "25,000บาท", "700บาท", "ตัวชี้วัดที่9", "ตัวชี้วัดที่22", "แถวที่3",
        ],
        (HOUSE, "2"): ["นายมานะแก้วใส", "ระดับ0", "38,000บาท", "ตัวชี้วัดที่5", "แถวที่4"],
        (OTHER_HOUSE, "1"): ["น.ส.ชูใจศรีสุข", "150,000บาท", "บัตรสวัสดิการแห่งรัฐ"],
    }[house, family]  # fmt: skip


def test_the_traced_families_stand_on_paper_as_their_registers_say() -> None:
    receive_and_draw()
    for house, family in ((HOUSE, "1"), (HOUSE, "2"), (OTHER_HOUSE, "1")):
        page = page_of(house, family)
        sheet = logbook_pdf(page, language="th", now=NOW)
        assert pages_of(sheet) == 1
        booklet = booklets_pdf([page], language="th", now=NOW)
        assert pages_of(booklet) % 4 == 0
        for pdf in (sheet, booklet):
            told = text_of(pdf)
            for fact in facts(house, family):
                assert fact in told, fact


def test_booklets_follow_each_other_and_each_can_be_folded(families: Families) -> None:
    read = [family_page(viewer=viewer("83"), household_id=one, now=NOW) for one in (families.target, families.poor)]
    alone = [pages_of(booklets_pdf([page], language="en", now=NOW)) for page in read]
    together = booklets_pdf(read, language="en", now=NOW)
    assert [count % 4 for count in alone] == [0, 0]
    assert pages_of(together) == sum(alone)
    told = text_of(together)
    assert told.count("Consentofthefamily") == 2
    assert "นายสมชายใจดี" in told


def test_thai_digits_are_written_where_they_are_asked_for(families: Families) -> None:
    page = family_page(viewer=viewer("83"), household_id=families.target, now=NOW)
    told = text_of(booklets_pdf([page], language="th", now=NOW, thai_digits=True))
    assert "๒๐,๐๐๐บาท" in told
    assert not re.search("[0-9]", told)


def test_the_booklet_is_served_to_whoever_may_see_the_family(client: Client, families: Families) -> None:
    log_in(client, Role.TAMBON, "830303")
    assert client.get(f"/households/{families.target}/booklet.pdf").status_code == 404
    answer = client.get(f"/households/{families.well}/booklet.pdf?digits=thai")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="logbook-booklet.pdf"'
