"""In the office database too, the order in which registers arrive decides nothing."""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from register_rows import NOW, row, stage, synthetic_pid

from samutphok.linkage import engine
from samutphok.linkage.actions import attach_batch
from samutphok.linkage.models import Review
from samutphok.registry.models import Household, Identifier, Membership, Person, SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ROWS = st.builds(
    lambda name, pid, sex, house: row(*name, pid=pid, sex=sex, house_code=house, family_no="1"),
    name=st.sampled_from([("สมศรี", "ทองคำ"), ("ศมศรี", "แก้วมณี"), ("มาลี", "ทองคำ")]),
    pid=st.sampled_from([synthetic_pid(1), synthetic_pid(1), synthetic_pid(2), None]),
    sex=st.sampled_from(["F", "M", None]),
    house=st.sampled_from(["83010000017", "83010000025", None]),
)
BATCHES = st.lists(
    st.tuples(
        st.sampled_from(["bmn_survey", "bmn_survey", "state_welfare"]),
        st.sampled_from([2017, 2018, 2019]),
        st.lists(ROWS, min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda batch: (batch[0], batch[1]),
)


def office_after(batches: list[Any], order: list[int]) -> dict[str, Any]:
    """Attach in an order and look, then forget it all."""
    with transaction.atomic():
        staged = [stage(register, rows, as_of=date(year, 1, 1)) for register, year, rows in batches]
        for place in order:
            attach_batch(staged[place], now=NOW)
        seen = state()
        transaction.set_rollback(True)
    return seen


def state() -> dict[str, Any]:
    people = defaultdict(list)
    for record in SourceRecord.objects.all():
        people[record.person_id or record.pk].append(f"{_place(record)} {record.state}")
    return {
        "people": sorted(sorted(rows) for rows in people.values()),
        "shown": sorted(map(str, Person.objects.values_list("first_name", "last_name", "sex", "area_code"))),
        "stays": sorted(
            [_place(stay.record), stay.household.house_code, str(stay.valid_from), str(stay.valid_to)]
            for stay in Membership.objects.select_related("record", "household")
        ),
        "holders": sorted(_place(one.person.records.order_by("as_of", "register").first()) for one in _held()),
        "reviews": sorted([_place(one.record), *one.reasons] for one in Review.objects.select_related("record")),
        "counts": [Person.objects.count(), Household.objects.count(), Identifier.objects.count()],
    }


def _held() -> Any:
    return Identifier.objects.filter(kind="pid").select_related("person")


def _place(record: SourceRecord | None) -> str:
    return f"{record.register}:{record.as_of.year}:{record.row_number}" if record else ""


@settings(max_examples=25, deadline=None)
@given(batches=BATCHES, chance=st.randoms(use_true_random=False), chunk=st.sampled_from([1, 3, 2000]))
def test_people_stays_and_questions_are_the_same_in_every_order(batches: list[Any], chance: Any, chunk: int) -> None:
    forwards = list(range(len(batches)))
    order = chance.sample(forwards, len(forwards))
    expected = office_after(batches, forwards)
    usual, engine.CHUNK = engine.CHUNK, chunk
    try:
        assert office_after(batches, order) == expected
    finally:
        engine.CHUNK = usual
