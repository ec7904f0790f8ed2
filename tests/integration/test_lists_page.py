"""The page of a list: what it says of itself, how a filter is taken away, and that typing anything has a calm answer."""

import re

import pytest
from desk_office import Families, log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def families() -> Families:
    return make_families()


def names_on(text: str) -> list[str]:
    return re.findall(r'class="family-name"[^>]*>([^<]+)<', text)


def headline(text: str) -> str:
    found = re.search(r'id="found-title">(.*?)</h2>', text, re.S)
    assert found
    return " ".join(re.sub("<[^>]+>", " ", found.group(1)).split())


def test_a_name_in_the_address_is_passed_over(client: Client, families: Families) -> None:
    log_in(client)
    assert len(names_on(client.get("/households/?q=สมชาย").content.decode())) == 3


@pytest.mark.parametrize("text", ["%", "_", "*", "\x00", "\x00สมชาย\x00", "ก" * 10_000, "'\"\\", "🙂", "\u200b", "<b>"])
def test_whatever_is_typed_gets_a_page(client: Client, families: Families, text: str) -> None:
    log_in(client)
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.post("/households/", {"q": text}, headers=headers, follow=True)
        assert answer.status_code == 200
        assert "<b>" not in answer.content.decode().replace('<b class="badge-count">', "")


def test_the_headline_says_what_the_filter_means_and_how_many_there_are(client: Client, families: Families) -> None:
    log_in(client)
    assert headline(client.get("/households/").content.decode()) == "ครอบครัวทั้งหมดในพื้นที่ของท่าน 3 ครอบครัว"
    narrowed = client.get("/households/?area=830101&poor=yes").content.decode()
    assert headline(narrowed) == "ครอบครัวที่มีคนจนเป้าหมายในตลาดใหญ่ 1 ครอบครัว"


def test_a_chip_takes_its_own_filter_away_and_leaves_the_others(client: Client, families: Families) -> None:
    log_in(client)
    shown = client.get("/households/?area=8301&poor=no&dim=living").content.decode()
    assert re.findall(r'name="drop" value="(\w+)"', shown) == ["area", "poor", "dim"]
    carried = {"area": "8301", "poor": "no", "dim": ["living"], "drop": "poor"}
    assert client.post("/households/", carried)["Location"] == "/households/?dim=living&area=8301"


def test_taking_another_filter_away_keeps_the_search(client: Client, families: Families) -> None:
    log_in(client)
    answer = client.post("/households/", {"q": "สมชาย", "area": "8303", "drop": "area"})
    assert names_on(answer.content.decode()) == ["นายสมชาย ใจดี"]


@pytest.mark.parametrize("asked", [{}, {"poor": "yes", "dim": ["living"]}, {"order": "name"}])
def test_a_page_takes_at_most_twelve_questions(client: Client, families: Families, asked: dict[str, str]) -> None:
    log_in(client)
    client.get("/households/")
    with CaptureQueriesContext(
        connection,
    ) as taken:
        client.get("/households/", asked)
    assert len(taken) <= 12, [one["sql"][:90] for one in taken]


@pytest.mark.parametrize("text", ["สมชัย", "Somchai", "สมชาย ใจดี", "8301 0000 001"])
def test_a_search_while_typing_takes_at_most_twelve_questions(client: Client, families: Families, text: str) -> None:
    log_in(client)
    client.get("/households/")
    with CaptureQueriesContext(connection) as taken:
        client.post("/households/", {"q": text}, headers={"HX-Request": "true"})
    frames = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")  # these read no row
    asked = [one["sql"] for one in taken if not one["sql"].startswith(frames)]
    assert len(asked) <= 12, [sql[:90] for sql in asked]
