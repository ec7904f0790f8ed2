"""Attaching that is killed, doubled or raced ends as if nobody had disturbed it."""

import os
import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from own_database import OwnDatabase, checkpoint, own_database
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.foundation.audit.models import Entry
from samutphok.intake.actions import request_undo
from samutphok.intake.models import Batch
from samutphok.linkage import engine
from samutphok.linkage.actions import attach_batch, attaching, decide_review, settling, undo_batch, undoing
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.models import Review
from samutphok.linkage.queries import reviews
from samutphok.registry.actions import writing
from samutphok.registry.models import Household, Identifier, Membership, NameWord, Person, SourceRecord

pytestmark = pytest.mark.database

State = dict[str, Any]


def staged() -> list[str]:
    """A survey of 90 families with numbers that are missing or stand twice, and a register in which every ninth number
    is somebody else's: the ids of the two batches."""
    survey = [_person(n, pid=synthetic_pid(n) if n % 5 else None) for n in range(600)]
    survey += [survey[7], survey[8]]
    welfare = [_person(n, name=n if n % 9 else 0, pid=synthetic_pid(n), validated=1) for n in range(0, 700, 2)]
    batches = [str(stage("bmn_survey", survey)), str(stage("state_welfare", welfare))]
    checkpoint()
    return batches


def _person(number: int, *, name: int | None = None, **facts: Any) -> dict[str, Any]:
    home = {"house_code": f"8301{number % 90:07d}", "family_no": "1"}
    first, last = f"ชื่อ{number if name is None else name}", f"สกุล{number % 90}"
    return row(first, last, sex="MF"[number % 2], **home, **facts)


def attach(batch: str) -> int:
    engine.CHUNK = 25  # in a child of its own: many chunks, so that a kill falls between and within them
    return attach_batch(UUID(batch), now=NOW)


def state() -> State:
    """Who is with whom, in which household, since and until when, what waits, what the books say. No ids: those differ."""
    people = defaultdict(list)
    for record in SourceRecord.objects.all():
        people[record.person_id or record.pk].append(f"{_place(record)} {record.state}")
    return {
        "people": sorted(sorted(rows) for rows in people.values()),
        "stays": sorted(
            [stay.household.house_code, _place(stay.record), str(stay.valid_from), str(stay.valid_to)]
            for stay in Membership.objects.select_related("household", "record")
        ),
        "reviews": sorted([_place(one.record), *one.reasons] for one in Review.objects.select_related("record")),
        "statuses": sorted([batch.register, batch.status, batch.rows_attached] for batch in Batch.objects.all()),
        "counts": [kind.objects.count() for kind in (Person, Household, Identifier, NameWord)],
        "audited": sum(int(entry.outcome.split(":")[1]) for entry in Entry.objects.filter(act="attach_rows")),
    }


def _place(record: SourceRecord) -> str:
    return f"{record.register}:{record.row_number}"


@pytest.fixture(scope="module")
def template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[tuple[OwnDatabase, list[str]]]:
    """A migrated database with both registers staged."""
    with own_database(tmp_path_factory.mktemp("template"), django_db_blocker.unblock) as own:
        yield own, own.call(staged)


@pytest.fixture
def office(
    tmp_path: Path, django_db_blocker: Any, template: tuple[OwnDatabase, list[str]]
) -> Iterator[tuple[OwnDatabase, list[str]]]:
    """A copy of the template."""
    source, batches = template
    with own_database(tmp_path, django_db_blocker.unblock, template=source) as own:
        yield own, batches


@pytest.fixture(scope="module")
def clean(tmp_path_factory: Any, django_db_blocker: Any, template: tuple[OwnDatabase, list[str]]) -> State:
    """The state after nobody disturbed."""
    source, batches = template
    with own_database(tmp_path_factory.mktemp("clean"), django_db_blocker.unblock, template=source) as own:
        for batch in batches:
            own.call(attach, batch)
        return own.call(state)


def test_the_undisturbed_run_has_something_of_everything(clean: State) -> None:
    assert len(clean["stays"]) == 602
    assert {reason for _, *reasons in clean["reviews"] for reason in reasons} >= {"same_survey", "first_name"}
    assert clean["statuses"] == [["bmn_survey", "attached", 602], ["state_welfare", "attached", 350]]
    assert clean["audited"] == 952


POINTS = [
    (attaching, "note_areas"),
    (writing, "make_people"),
    (writing, "_keep_rows"),
    (writing, "_retime"),
    (settling, "_ask"),
    (attaching, "record_act"),
    (attaching, "mark_progress"),
    (engine, "as_arrival"),  # between two transactions
    (attaching, "mark_attached"),
]


def attach_and_die(batch: str, point: int, times: int) -> None:
    """Attach, and SIGKILL oneself when the step is reached for that time."""
    dying_at(*POINTS[point], times)
    attach(batch)


def dying_at(module: ModuleType, name: str, times: int) -> None:
    """From now on this process kills itself when the step is reached for that time."""
    step, reached = getattr(module, name), count(1)

    def dying(*given: Any, **named: Any) -> Any:
        if next(reached) == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*given, **named)

    setattr(module, name, dying)


def test_killed_at_any_step_it_resumes_with_the_result_of_a_clean_run(office: Any, clean: State) -> None:
    own, batches = office
    for batch in batches:
        for point, (_, name) in enumerate(POINTS):
            times = {"mark_attached": 1, "as_arrival": 60}.get(name, 2)
            assert own.start(attach_and_die, batch, point, times).killed(), name
        own.call(attach, batch)
    assert own.call(state) == clean


def test_killed_at_a_chance_moment_it_resumes_with_the_result_of_a_clean_run(office: Any, clean: State) -> None:
    own, batches = office
    for batch in batches:
        running = own.start(attach, batch)
        time.sleep(0.15)
        running.kill()
        own.call(attach, batch)
    assert own.call(state) == clean


def test_two_registers_and_one_register_twice_may_be_attached_at_once(office: Any, clean: State) -> None:
    own, batches = office
    running = [own.start(attach, batch) for batch in (*batches, *batches)]
    attached = [answer[0] for child in running if (answer := child.answer())]
    assert len(attached) == 4
    assert sum(attached) == 952
    assert own.call(state) == clean


def decide_all(outcome: str, until: float) -> int:
    """Somebody at the desk, deciding whatever is open while the import runs."""
    decided, desk = 0, viewer("83")
    while time.time() < until:
        for asked in reviews(viewer=desk, page_size=5).reviews:
            decide_review(viewer=desk, review_id=asked.id, outcome=Ruling(outcome), version=asked.version, now=NOW)
            decided += 1
        time.sleep(0.01)
    return decided


def test_decisions_taken_while_an_import_runs_are_not_lost(office: Any, clean: State) -> None:
    own, (survey, welfare) = office
    own.call(attach, survey)
    desk = own.start(decide_all, "different", time.time() + 3)
    own.call(attach, welfare)
    answer = desk.answer()
    assert answer
    assert answer[0] > 0
    # Person 8 stands twice in the survey; once they are two people, the welfare row of that number fits both.
    asked = len(clean["reviews"]) + 1
    assert own.call(open_and_decided) == [0, asked, asked]


def open_and_decided() -> list[int]:
    decide_all("different", time.time() + 0.5)
    decided = Review.objects.filter(outcome="different", record__state="attached")
    return [
        Review.objects.filter(outcome="open").count(),
        decided.count(),
        len(set(decided.values_list("record__person", flat=True))),
    ]


UNDO_POINTS = [
    (undoing, "_withdraw"),
    (undoing, "carry_out"),
    (undoing, "record_act"),
    (undoing, "mark_undoing"),
    (undoing, "enter_gate"),  # between two transactions
    (undoing, "mark_undone"),
]


def ask_undo(batch: str) -> None:
    rows = Batch.objects.get(pk=batch).rows_accepted
    request_undo(viewer=viewer("83"), batch_id=UUID(batch), reason="ไฟล์ผิดปี", confirmation=str(rows), now=NOW)


def undo(batch: str) -> int:
    undoing.CHUNK = 25
    return undo_batch(UUID(batch), now=NOW)


def undo_and_die(batch: str, point: int, times: int) -> None:
    dying_at(*UNDO_POINTS[point], times)
    undo(batch)


def attach_both(batches: list[str]) -> None:
    for batch in batches:
        attach_batch(UUID(batch), now=NOW)
    checkpoint()


def after_undo() -> State:
    """As `state`, with how many rows the books say were taken back, and questions by how they ended."""
    taken = Entry.objects.filter(act="undo_rows")
    return state() | {
        "taken_back": sum(int(entry.outcome.split(":")[1]) for entry in taken),
        "outcomes": sorted(Review.objects.values_list("outcome", flat=True)),
        "rows": sorted(SourceRecord.every.values_list("state", flat=True)),
    }


@pytest.mark.parametrize("place", [0, 1])
def test_an_undo_killed_at_any_step_resumes_with_the_result_of_a_clean_one(
    tmp_path: Path, django_db_blocker: Any, office: Any, place: int
) -> None:
    own, batches = office
    batch = batches[place]
    own.call(attach_both, batches)
    own.call(ask_undo, batch)
    own.call(checkpoint)
    with own_database(tmp_path, django_db_blocker.unblock, template=own) as undisturbed:
        undisturbed.call(undo, batch)
        clean = undisturbed.call(after_undo)
    assert {status for _, status, _ in clean["statuses"]} == {"attached", "undone"}
    assert clean["taken_back"] == (602, 350)[place]
    for point, (_, name) in enumerate(UNDO_POINTS):
        times = 1 if name == "mark_undone" else 2
        assert own.start(undo_and_die, batch, point, times).killed(), name
    assert (
        own.call(undo, batch) == 0
    )  # killed at the last step: every row was taken back, and only the word was missing
    assert own.call(after_undo) == clean
