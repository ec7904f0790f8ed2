"""Two workers and the desk at once: nobody's work is lost or doubled, and the later one is told, not broken."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from intake_files import CUT, WELFARE, csv_bytes, upload, welfare_row
from own_database import OwnDatabase, checkpoint, own_database
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.intake.actions import receive_batch, stage_batch
from samutphok.intake.models import Batch
from samutphok.kernel.errors import Error
from samutphok.linkage.actions import attach_batch, decide_review
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.models import Review
from samutphok.registry.models import SourceRecord
from samutphok.targeting import actions as targeting
from samutphok.targeting.models import Entry, TargetList

pytestmark = pytest.mark.database
FAMILIES = 200
PROVINCE = viewer("83")


def made() -> str:
    """Two hundred families attached, one row in doubt; a further register waits to be attached."""
    settings.WAREHOUSE.mkdir(parents=True, exist_ok=True)
    survey = [_person(number, house_code=f"8301{number:07d}", family_no="1", bmn9=0) for number in range(FAMILIES)]
    welfare = [_person(number, validated=1) for number in range(0, FAMILIES, 2)]
    doubtful = row("คนอื่น", "ไม่ใช่", sex="M", birth_date="1999-01-01", pid=synthetic_pid(1), validated=1)
    for batch in (stage("bmn_survey", survey), stage("state_welfare", [*welfare, doubtful])):
        attach_batch(batch, now=NOW)
    waiting = stage("disability", [_person(number, disability_type="การเห็น") for number in range(FAMILIES)])
    checkpoint()
    return str(waiting)


def _person(number: int, **facts: Any) -> dict[str, Any]:
    return row(f"ชื่อ{number}", "ทองคำ", sex="F", birth_date="1950-01-01", pid=synthetic_pid(number), **facts)


def receive_and_stage() -> str:
    """The same file, received and staged."""
    raw = csv_bytes(WELFARE, [welfare_row(number) for number in range(300)])
    return str(stage_batch(receive_batch(viewer=PROVINCE, file=upload(raw), as_of=CUT, now=NOW).id, lines=20).id)


def attach(batch: str) -> int:
    return attach_batch(UUID(batch), now=NOW)


def draw() -> str:
    targeting.STEP = 10  # in a child of its own: many steps, so that two drawings meet
    return str(targeting.draw_list(viewer=PROVINCE, area_prefix="83", as_of=date(2021, 6, 30), now=NOW).id)


def decide() -> str:
    review = Review.objects.get()
    try:
        decide_review(viewer=PROVINCE, review_id=review.pk, outcome=Ruling.DIFFERENT, version=1, now=NOW)
    except Error as error:
        return type(error).__name__
    return "decided"


def books() -> dict[str, Any]:
    """What the office holds."""
    lists = TargetList.objects.filter(complete=True)
    return {
        "batches": Batch.objects.count(),
        "rows": SourceRecord.objects.filter(register="disability").count(),
        "lists": [lists.count(), TargetList.objects.filter(complete=False).count(), lists.filter(current=True).count()],
        "entries": Entry.objects.count(),
        "decided": list(Review.objects.values_list("outcome", flat=True)),
    }


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[OwnDatabase, str]]:
    with own_database(tmp_path_factory.mktemp("template"), django_db_blocker.unblock) as template:
        yield template, template.call(made)


@pytest.fixture
def own(office: tuple[OwnDatabase, str], tmp_path: Path, django_db_blocker: Any) -> Iterator[OwnDatabase]:
    with own_database(tmp_path, django_db_blocker.unblock, template=office[0]) as mine:
        yield mine


def at_once(own: OwnDatabase, *works: Any) -> list[Any]:
    """The answers of works done by processes that start together; [None] where one broke."""
    running = [own.start(*work) if isinstance(work, tuple) else own.start(work) for work in works]
    return [(process.answer() or [None])[0] for process in running]


def test_one_file_received_and_staged_by_three_at_once_is_one_batch(own: OwnDatabase) -> None:
    before = own.call(books)["batches"]
    answers = at_once(own, *[receive_and_stage] * 3)
    assert len(set(answers)) == 1
    assert None not in answers
    assert own.call(books)["batches"] == before + 1


def test_one_list_drawn_by_three_at_once_is_one_list(own: OwnDatabase) -> None:
    answers = at_once(own, *[draw] * 3)
    assert None not in answers
    assert len(set(answers)) == 1
    assert own.call(books)["lists"] == [1, 0, 1]
    assert own.call(books)["entries"] == FAMILIES


def test_a_question_is_decided_once_while_a_register_arrives(own: OwnDatabase, office: tuple[OwnDatabase, str]) -> None:
    answers = at_once(own, (attach, office[1]), decide, (attach, office[1]), decide, decide)
    assert None not in answers
    assert sorted(answer for answer in answers if isinstance(answer, str)) == ["ReviewStale", "ReviewStale", "decided"]
    assert sum(answer for answer in answers if isinstance(answer, int)) == FAMILIES
    assert own.call(books) | {"batches": 0} == own.call(books) | {
        "batches": 0,
        "rows": FAMILIES,
        "decided": ["different"],
    }
