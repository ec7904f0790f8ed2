"""A phone's lists: no family outside the grant, nothing of anybody's poverty or health, the same bytes for the same content."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_rows import NOW, viewer
from small_office import VILLAGES, Family, attach_families, draw, made_up_families

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role, Viewer
from samutphok.access.models import Account, GivenGrant
from samutphok.access.queries import operator, viewer_of
from samutphok.fieldwork.domain.phone_list import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, ListName
from samutphok.fieldwork.models import Assignment, Volunteer
from samutphok.fieldwork.queries import phone_lists
from samutphok.fieldwork.queries.phone_lists import integrity, list_file
from samutphok.registry.models import Household, Membership, SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FAMILIES = made_up_families(40, seed=23)
PLACES = sorted({village[:digits] for village in VILLAGES for digits in (2, 4, 6, 8)})
SOME = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
# What every register may say of a person that a volunteer is not to know.
HARM = ("income_per_person", "disability_type", "validated", "monthly_amount", *(f"bmn{n}" for n in range(1, 32)))


@pytest.fixture(scope="module", autouse=True)
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One office whose families are in registers and on a list, rolled back after the last test."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            attach_families(FAMILIES)
            draw("")
            now = NOW
            create_account(viewer=operator(now=now), account=NewAccount("somsri", "สมศรี"), now=now)
            yield
            transaction.set_rollback(True)
        connection.close()


def ids() -> dict[tuple[str, str, str], UUID]:
    return {(one.area_code, one.house_code, one.family_no): one.id for one in Household.objects.all()}


def holder(role: Role, places: list[str]) -> Viewer:
    return Viewer("reader", "ผู้ทดสอบ", tuple(Grant(role, (place,)) for place in places), now=NOW)


def rows(who: Viewer, name: str) -> list[dict[str, str]]:
    found = list_file(viewer=who, name=name, now=NOW)
    assert found is not None
    return list(csv.DictReader(io.StringIO(found.content.decode())))


def inside(places: list[str]) -> list[Family]:
    """By hand: the families of the tambon and villages that are named; a wider area names none."""
    return [one for one in FAMILIES if any(len(place) >= 6 and one.inside(place) for place in places)]


def given_to(account: Account, households: list[UUID]) -> None:
    person = Volunteer.objects.create(
        account=account, name="สมศรี", name_key="", kind="social", area_code="830101", added_by="x", added_at=NOW
    )
    places = dict(Household.objects.values_list("id", "area_code"))
    day = NOW.date()
    Assignment.objects.bulk_create(
        Assignment(
            household_id=one,
            area_code=places[one],
            volunteer=person,
            purpose="visit",
            since=day,
            first_due=day,
            due_on=day + timedelta(days=number),
            assigned_by="x",
            assigned_at=NOW,
        )
        for number, one in enumerate(households)
    )


ROLES = st.sampled_from([Role.VOLUNTEER, Role.TAMBON, Role.AMPHOE, Role.PROVINCE, Role.NATIONAL])
GRANTED = st.lists(st.sampled_from(PLACES), max_size=3, unique=True)


@SOME
@given(ROLES, GRANTED)
def test_a_list_holds_the_families_of_the_granted_villages_and_their_members_and_nobody_else(
    role: Role, places: list[str]
) -> None:
    known = ids()
    who, expected = holder(role, places), {str(known[family.key]) for family in inside(places)}
    households, members = rows(who, "households.csv"), rows(who, "members.csv")
    assert {one["name"] for one in households} == expected
    living = Membership.objects.filter(household__in=expected, valid_to=None)
    assert {(one["name"], one["household"]) for one in members} == {
        (str(person), str(household)) for person, household in living.values_list("person_id", "household_id")
    }
    assert {one["name"]: int(one["members"]) for one in households} == {
        str(known[family.key]): len(family.members) for family in inside(places)
    }


@SOME
@given(GRANTED, st.sets(st.integers(0, len(FAMILIES) - 1), max_size=6))
def test_assigned_families_come_first_and_never_from_outside_the_grant(places: list[str], chosen: set[int]) -> None:
    with transaction.atomic():
        account, known = Account.objects.get(username="somsri"), ids()
        for place in places:
            grant = Grant(Role.PROVINCE if len(place) < 6 else Role.VOLUNTEER, (place,))
            if len(place) >= 4 or grant.role is Role.PROVINCE:
                give_grant(viewer=operator(now=NOW), username="somsri", grant=grant, now=NOW)
        wanted = [FAMILIES[number] for number in sorted(chosen)]
        given_to(account, [known[family.key] for family in wanted])
        found = [one["name"] for one in rows(viewer_of(account, now=NOW), "households.csv")]
        reached = {str(known[one.key]) for one in wanted if any(one.inside(place) for place in places)}
        assert set(found[: len(reached)]) == reached
        assert set(found) == reached | {str(known[family.key]) for family in inside(places)}
        assert len(found) == len(set(found))
        transaction.set_rollback(True)


@SOME
@given(ROLES, GRANTED, st.integers(0, 1_000))
def test_nobodys_poverty_or_health_changes_a_byte_of_the_lists(role: Role, places: list[str], seed: int) -> None:
    who, chance = holder(role, places), random.Random(seed)
    before = [list_file(viewer=who, name=name, now=NOW) for name in ListName]
    with transaction.atomic():
        for record in SourceRecord.objects.all():
            told = {name: chance.choice((0, 1, 2500.0, "สายตา")) for name in HARM if name in record.values}
            record.values |= told
            record.save(update_fields=["values"])
        after = [list_file(viewer=who, name=name, now=NOW) for name in ListName]
        transaction.set_rollback(True)
    assert after == before
    assert not set(HOUSEHOLD_COLUMNS + MEMBER_COLUMNS) & set(HARM)


@SOME
@given(st.sampled_from([place for place in PLACES if len(place) >= 6]), st.integers(1, 12))
def test_what_does_not_fit_is_counted_and_nothing_else_is_lost(place: str, most: int) -> None:
    full = phone_lists.MOST_FAMILIES
    phone_lists.MOST_FAMILIES = most
    try:
        found = list_file(viewer=holder(Role.VOLUNTEER, [place]), name="households.csv", now=NOW)
    finally:
        phone_lists.MOST_FAMILIES = full
    assert found is not None
    there = len(inside([place]))
    assert (found.content.count(b"\n") - 1, found.left_out) == (min(most, there), max(0, there - most))


@SOME
@given(GRANTED)
def test_a_phone_is_told_which_of_its_families_are_gone_and_keeps_those_the_office_has_not_heard_of(
    places: list[str],
) -> None:
    known, unheard = ids(), uuid4()
    who = holder(Role.VOLUNTEER, places)
    answer = integrity(viewer=who, name="households.csv", ids=[*known.values(), unheard])
    mine = {known[family.key] for family in FAMILIES if any(family.inside(place) for place in places)}
    assert answer == {one: one not in mine for one in known.values()}
    people = dict(Membership.objects.values_list("person_id", "household_id"))
    told = integrity(viewer=who, name="members.csv", ids=[*people, unheard])
    assert told == {person: household not in mine for person, household in people.items()}


def test_a_family_that_was_taken_back_is_gone_from_list_and_phone() -> None:
    with transaction.atomic():
        who = viewer("830101", role=Role.VOLUNTEER)
        one = UUID(rows(who, "households.csv")[0]["name"])
        Household.objects.filter(pk=one).update(retired_at=NOW)
        assert str(one) not in {row["name"] for row in rows(who, "households.csv")}
        assert integrity(viewer=who, name="households.csv", ids=[one]) == {one: True}
        transaction.set_rollback(True)


def test_somebody_without_a_grant_gets_the_heading_alone_and_an_unknown_list_is_none() -> None:
    assert GivenGrant.objects.filter(account__username="somsri").count() == 0
    assert rows(viewer(), "households.csv") == rows(viewer(), "members.csv") == []
    assert list_file(viewer=viewer("830101"), name="persons.csv", now=NOW) is None
    assert integrity(viewer=viewer("830101"), name="persons.csv", ids=[uuid4()]) == {}
