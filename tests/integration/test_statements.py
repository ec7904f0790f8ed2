"""A statement that is compiled once answers as the query that it is made of would, with each value and at each time."""

from threading import Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Q, QuerySet

from samutphok.foundation.statements import Given, Row, Statement

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Account = get_user_model()
COLUMNS = ("id", "username", "is_active", "one_time_until", "created_at")


@Statement
def named() -> "QuerySet[Account, Row]":  # type: ignore[valid-type]
    either = Q(username=Given("name")) | Q(display_name=Given("shown"))
    return Account.objects.filter(either, is_active=True).order_by("username").values(*COLUMNS)


def asked(name: str, shown: str = "") -> list[Row]:
    either = Q(username=name) | Q(display_name=shown)
    return list(Account.objects.filter(either, is_active=True).order_by("username").values(*COLUMNS))


def test_it_answers_what_the_query_answers_also_what_was_written_since() -> None:
    for name in ("somsri", "'; drop table", "ส้ม%s"):
        Account.objects.create(username=name, display_name=f"shown {name}")
        for sought in ("somsri", "'; drop table", "ส้ม%s", "nobody"):
            assert named.rows(name=sought, shown="shown somsri") == asked(sought, "shown somsri")
    Account.objects.filter(username="somsri").update(is_active=False)
    assert named.rows(name="somsri", shown="") == []


def test_a_value_that_was_not_given_is_an_error() -> None:
    with pytest.raises(KeyError, match="shown"):
        named.rows(name="somsri")


@pytest.mark.django_db(transaction=True)
def test_another_thread_has_a_connection_of_its_own() -> None:
    Account.objects.create(username="somsri", display_name="shown")
    here, there = named.rows(name="somsri", shown=""), []

    def look() -> None:
        there.extend(named.rows(name="somsri", shown=""))
        connection.close()

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert here == there != []
