"""The public rights page: open to anyone, the rules of the day, and nothing kept of whoever reads it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samutphok.entitlements.queries import chosen

pytestmark = pytest.mark.django_db


def test_anyone_reads_the_page_without_an_account_and_nothing_is_written(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/rights")
    assert answer.status_code == 200
    assert not [one["sql"] for one in asked if one["sql"].split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE")]
    assert "sessionid" not in answer.cookies
    page = answer.content.decode()
    for benefit in chosen():
        assert benefit.label.th in page
    assert len(answer.content) < 100_000


def test_answers_cannot_be_sent_to_it(client: Client) -> None:
    assert client.post("/rights", {"hiv": "yes"}).status_code in (403, 405)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_rules_of_the_day_come_as_data_in_the_reader_s_language(client: Client, language: str) -> None:
    answer = client.get(f"/rights/{language}.json")
    assert answer["Cache-Control"] == "public, max-age=3600"
    law = answer.json()
    assert [one["name"] for one in law["benefits"]] == [benefit.name for benefit in chosen()]
    assert [one["label"] for one in law["benefits"]] == [one.label.in_language(language) for one in chosen()]
    assert all(one["source"] and one["valid_from"] for one in law["benefits"])


def test_a_language_that_is_not_there_reads_as_absent(client: Client) -> None:
    assert client.get("/rights/xx.json").status_code == 404
