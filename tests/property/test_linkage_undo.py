"""Attach some batches, take one back: the office is as if it had never come, in every order, interrupted or repeated."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from register_rows import NOW, stage, viewer
from test_linkage_orders import BATCHES

from samutphok.intake.actions import request_undo
from samutphok.intake.domain.batch import Status
from samutphok.intake.models import Batch
from samutphok.linkage import engine
from samutphok.linkage.actions import attach_batch, undo_batch, undoing
from samutphok.linkage.models import Review
from samutphok.registry.models import Household, Identifier, Membership, Person, SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db]

Batches = list[Any]


class Interrupted(Exception):
    """Stands for whatever stops a worker between two chunks."""


def staged(batch: Any) -> UUID:
    register, year, rows = batch
    return stage(register, rows, as_of=date(year, 1, 1))


def take_back(batch_id: UUID, *, stop_after: int | None = None) -> None:
    """Asked for, interrupted after so many chunks, taken up again, and once more for nothing."""
    rows = Batch.objects.get(pk=batch_id).rows_accepted
    request_undo(viewer=viewer("83"), batch_id=batch_id, reason="ไฟล์ผิดปี", confirmation=str(rows), now=NOW)
    if stop_after is not None:
        with stopping(stop_after), pytest.raises(Interrupted):
            undo_batch(batch_id, now=NOW)
    undo_batch(batch_id, now=NOW)
    assert undo_batch(batch_id, now=NOW) == 0
    assert Batch.objects.get(pk=batch_id).status == Status.UNDONE


@contextmanager
def stopping(chunks: int) -> Iterator[None]:
    done = 0
    real = undoing._undo_chunk

    def chunk(*given: Any, **named: Any) -> Any:
        nonlocal done
        if done == chunks:
            raise Interrupted
        done += 1
        return real(*given, **named)

    with patch.object(undoing, "_undo_chunk", chunk):
        yield


def seen() -> dict[str, Any]:
    """Everything that stands, without ids: who is with whom, where, since when, what waits."""
    people = defaultdict(list)
    for record in SourceRecord.objects.all():
        people[record.person_id or record.pk].append(f"{_place(record)} {record.state}")
    stays = Membership.objects.select_related("record", "household")
    open_ones = Review.objects.filter(outcome=Review.Outcome.OPEN).select_related("record")
    held = Identifier.objects.filter(kind="pid").select_related("person")
    return {
        "people": sorted(sorted(rows) for rows in people.values()),
        "shown": sorted(map(str, Person.objects.values_list("first_name", "last_name", "sex", "area_code"))),
        "stays": sorted(
            [_place(one.record), one.household.house_code, str(one.valid_from), str(one.valid_to)] for one in stays
        ),
        "holders": sorted(
            _place(one.person.records.order_by("as_of", "register", "row_number").first()) for one in held
        ),
        "reviews": sorted([_place(one.record), *one.reasons, str(bool(one.person_id))] for one in open_ones),
        "houses": sorted(Household.objects.values_list("area_code", "house_code", "family_no")),
        "counts": [Person.objects.count(), Household.objects.count(), Identifier.objects.count()],
    }


def _place(record: SourceRecord | None) -> str:
    return f"{record.register}:{record.as_of.year}:{record.row_number}" if record else ""


def office(work: Any) -> dict[str, Any]:
    """The office after some work, which is then forgotten."""
    with transaction.atomic():
        work()
        answer = seen()
        transaction.set_rollback(True)
    return answer


@settings(max_examples=40, deadline=None)
@given(
    batches=BATCHES,
    chance=st.randoms(use_true_random=False),
    chunk=st.sampled_from([1, 2, 2000]),
    stop=st.sampled_from([None, 0, 1]),
)
def test_taking_a_batch_back_leaves_what_the_others_say(
    batches: Batches, chance: Any, chunk: int, stop: int | None
) -> None:
    order = chance.sample(batches, len(batches))
    out = chance.randrange(len(order))
    rest = [batch for place, batch in enumerate(order) if place != out]

    def undone() -> None:
        ids = [staged(batch) for batch in order]
        after = chance.randrange(out, len(order))  # taken back early or late
        for place, batch_id in enumerate(ids):
            attach_batch(batch_id, now=NOW)
            if place == after:
                take_back(ids[out], stop_after=stop)

    def never_came() -> None:
        for batch in rest:
            attach_batch(staged(batch), now=NOW)

    with patch.object(engine, "CHUNK", chunk), patch.object(undoing, "CHUNK", chunk):
        assert office(undone) == office(never_came)


@settings(max_examples=15, deadline=None)
@given(batches=BATCHES, chance=st.randoms(use_true_random=False))
def test_receiving_the_same_rows_again_is_as_if_nobody_had_taken_them_back(batches: Batches, chance: Any) -> None:
    out = chance.randrange(len(batches))

    def again() -> None:
        ids = [staged(batch) for batch in batches]
        for batch_id in ids:
            attach_batch(batch_id, now=NOW)
        for _ in range(2):
            take_back(ids[out])
            ids[out] = staged(batches[out])
            attach_batch(ids[out], now=NOW)

    def once() -> None:
        for batch in batches:
            attach_batch(staged(batch), now=NOW)

    assert office(again) == office(once)


@settings(max_examples=10, deadline=None)
@given(batches=BATCHES)
def test_taking_everything_back_leaves_nobody(batches: Batches) -> None:
    def all_back() -> None:
        ids = [staged(batch) for batch in batches]
        for batch_id in ids:
            attach_batch(batch_id, now=NOW)
        for batch_id in reversed(ids):
            take_back(batch_id)

    assert office(all_back) == office(lambda: None)
