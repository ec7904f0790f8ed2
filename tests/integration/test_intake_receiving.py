"""Receiving a register file: who may, what is kept, what comes back, and that nothing is taken twice."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow.parquet as pq
import pytest
from intake_files import CUT, NOW, SURVEY, WELFARE, csv_bytes, survey_row, synthetic_pid, upload, viewer, welfare_row

from samutphok.access.domain import Role
from samutphok.foundation import events
from samutphok.foundation.audit.models import Entry
from samutphok.intake import queries
from samutphok.intake.actions import (
    discard_unconfirmed,
    draft_file,
    fetch_rejects,
    mark_attached,
    mark_progress,
    receive_batch,
    receive_draft,
    stage_batch,
    staging,
)
from samutphok.intake.domain.batch import BatchReceived, BatchStaged, BatchView, Status
from samutphok.intake.engine.staging import stage
from samutphok.intake.errors import (
    BadCutDate,
    BadFile,
    MayNotReceive,
    ReceivedOtherwise,
    UnknownBatch,
    UnknownDraft,
    UnknownLayout,
    WrongMove,
)
from samutphok.intake.models import Batch

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PHUKET, KRABI = viewer("83"), viewer("81", account="other")
ROWS = [welfare_row(number) for number in range(1, 6)]


@pytest.fixture(autouse=True)
def _own_warehouse(settings: Any, tmp_path: Path) -> None:
    settings.WAREHOUSE = tmp_path / "warehouse"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every event that is published during the test."""
    told: list[object] = []
    monkeypatch.setattr(events, "_HANDLERS", {BatchReceived: [told.append], BatchStaged: [told.append]})
    return told


def clock() -> Any:
    return NOW + timedelta(minutes=1)


def receive(rows: list[dict[str, str]], who: Any = PHUKET, **options: Any) -> BatchView:
    raw = csv_bytes(WELFARE, rows)
    return receive_batch(viewer=who, file=upload(raw), now=NOW, **{"as_of": CUT, **options})


def staged(rows: list[dict[str, str]], who: Any = PHUKET) -> BatchView:
    return stage_batch(receive(rows, who).id, clock=clock, lines=2)


def warehouse_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("who", [viewer(), viewer("83", role=Role.TAMBON), viewer("83", role=Role.ADMINISTRATOR)])
def test_who_holds_no_grant_to_receive_cannot(who: Any, tmp_path: Path) -> None:
    with pytest.raises(MayNotReceive):
        receive(ROWS, who)
    assert warehouse_files(tmp_path) == {}


def test_a_hostile_file_makes_no_batch(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        receive_batch(viewer=PHUKET, file=upload(b"a\x00b"), now=NOW)
    with pytest.raises(UnknownLayout):
        receive_batch(viewer=PHUKET, file=upload(csv_bytes(["a", "b"], [["1", "2"]])), now=NOW)
    assert Batch.objects.count() == Entry.objects.count() == 0


def test_a_cut_date_does_not_lie_in_the_future() -> None:
    with pytest.raises(BadCutDate):
        receive(ROWS, as_of=date(2026, 11, 24))


def test_a_register_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownLayout, match="no register 'taxes'"):
        receive(ROWS, register="taxes")


def test_a_file_is_received_recorded_and_told(heard: list[object]) -> None:
    batch = receive(ROWS)
    assert (batch.register, batch.status, batch.as_of, batch.area_prefix) == (
        "state_welfare",
        Status.RECEIVED,
        CUT,
        "83",
    )
    assert heard == [BatchReceived(batch.id)]
    entry = Entry.objects.get()
    assert (entry.actor, entry.act, entry.subject, entry.grant) == (
        "officer",
        "receive_register",
        f"batch:{batch.id}",
        "grant-1",
    )
    assert queries.waiting_for_staging() == (batch.id,)


def test_staging_keeps_accepted_rows_as_immutable_parquet(heard: list[object], tmp_path: Path) -> None:
    batch = staged([*ROWS, welfare_row(6, area_code="83020101", pid="1")])
    found = queries.staged(batch.id)
    table = pq.read_table(found.path)
    assert found.path.name == f"{batch.staged_sha256}.parquet"
    assert found.path.stat().st_mode & 0o222 == 0
    assert table["row_number"].to_pylist() == [2, 3, 4, 5, 6, 7]
    assert table["pid"].to_pylist() == [*map(synthetic_pid, range(1, 6)), None]
    assert table["pid_given"].to_pylist() == [None] * 5 + ["1"]
    assert (found.register, found.rows, found.as_of, found.area_prefix) == ("state_welfare", 6, CUT, "83")
    assert batch.counts.warnings == {"pid_malformed": 1}
    assert heard[1:] == [BatchStaged(batch.id)]
    assert not (tmp_path / "warehouse/staging" / f"{batch.id}-2").exists()


def test_the_area_of_a_batch_is_the_smallest_that_holds_its_rows() -> None:
    assert staged(ROWS).area_prefix == "83010101"
    assert staged([welfare_row(1), welfare_row(2, area_code="830102")]).area_prefix == "8301"
    assert staged([welfare_row(1, area_code="?")]).area_prefix == "83"


def test_rows_outside_the_senders_areas_come_back() -> None:
    batch = staged([*ROWS, welfare_row(9, area_code="81010101")], viewer("8301", "84"))
    assert (batch.counts.accepted, batch.counts.rejected) == (5, 1)
    assert batch.counts.refusals == {"area_out_of_scope": 1}


def test_rejected_rows_come_back_as_they_were_sent_with_reasons_and_inert() -> None:
    evil = welfare_row(7, first_name="=HYPERLINK(1)", last_name="＠x", title="\t+1", validated="maybe")
    batch = staged([welfare_row(1), evil, welfare_row(2, birth_date="31/02/2500"), welfare_row(3)])
    raw = fetch_rejects(viewer=PHUKET, batch_id=batch.id, now=NOW).path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True)))
    assert [row["row_number"] for row in rows] == ["3", "4"]
    assert (rows[0]["first_name"], rows[0]["last_name"], rows[0]["title"]) == ("'=HYPERLINK(1)", "'＠x", "'\t+1")
    assert "validated: must be 1, 0 or empty" in rows[0]["reason_en"]
    assert "อ่านวันที่ไม่ได้" in rows[1]["reason_th"]
    assert rows[1]["birth_date"] == "31/02/2500"
    assert Entry.objects.filter(act="fetch_rejects").count() == 1


def test_a_corrected_rejects_file_can_be_received_as_it_is() -> None:
    batch = staged([welfare_row(1, first_name="=ก", validated="x"), welfare_row(2)])
    raw = queries.rejects_file(viewer=PHUKET, batch_id=batch.id).path.read_bytes()
    again = receive_batch(viewer=PHUKET, file=upload(raw.replace(b",x", b",1")), as_of=CUT, now=NOW)
    table = pq.read_table(queries.staged(stage_batch(again.id, clock=clock).id).path)
    assert table["first_name"].to_pylist() == ["=ก"]


@pytest.mark.parametrize(
    "who", [KRABI, viewer("83", account="colleague"), viewer("84"), viewer(), viewer("83", role=Role.AMPHOE)]
)
def test_rejected_rows_go_back_to_their_sender_alone(who: Any) -> None:
    batch = staged([welfare_row(1), welfare_row(2, validated="x")])
    with pytest.raises(UnknownBatch):
        fetch_rejects(viewer=who, batch_id=batch.id, now=NOW)


def test_the_same_file_twice_changes_nothing(heard: list[object], tmp_path: Path) -> None:
    first = staged(ROWS)
    before, told = warehouse_files(tmp_path), list(heard)
    for name in ("welfare.csv", "renamed.csv"):
        again = receive_batch(viewer=PHUKET, file=upload(csv_bytes(WELFARE, ROWS), name), now=NOW)
        assert (again.id, again.status) == (first.id, Status.DUPLICATE)
    assert stage_batch(first.id, clock=clock) == first
    assert queries.batch(viewer=PHUKET, batch_id=first.id) == first
    assert warehouse_files(tmp_path) == before
    assert heard == told
    assert (
        list(Entry.objects.filter(outcome="duplicate").values_list("subject", flat=True)) == [f"batch:{first.id}"] * 2
    )


def test_two_workers_at_the_same_batch_stage_it_once(heard: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    batch = receive(ROWS)
    others: list[BatchView] = []

    def slower(*given: Any) -> Any:
        """Another worker does all the work before this one begins its own."""
        with monkeypatch.context() as faster:
            faster.setattr(staging, "stage", stage)
            others.append(stage_batch(batch.id, clock=clock, lines=2))
        return stage(*given)

    monkeypatch.setattr(staging, "stage", slower)
    assert stage_batch(batch.id, clock=clock, lines=2) == others[0]
    assert heard.count(BatchStaged(batch.id)) == 1
    assert Entry.objects.filter(act="stage_register").count() == 1


def test_the_same_file_with_another_date_is_asked_about() -> None:
    receive(ROWS)
    with pytest.raises(ReceivedOtherwise):
        receive(ROWS, as_of=date(2019, 1, 1))


def test_the_same_file_from_other_areas_is_another_batch() -> None:
    assert receive(ROWS).id != receive(ROWS, viewer("8301")).id


def test_accepted_and_rejected_rows_are_all_that_were_read() -> None:
    rows = [welfare_row(number, validated="1" if number % 3 else "?") for number in range(1, 30)]
    counts = staged([*rows[:10], {}, *rows[10:], {"pid": "", "title": "รวม"}]).counts
    assert (counts.read, counts.accepted, counts.rejected, counts.empty) == (30, 20, 10, 1)
    assert counts.refusals == {"flag_unreadable": 9, "total_row": 1}


def test_a_file_of_nothing_but_headers_is_staged_empty() -> None:
    batch = staged([])
    assert (batch.status, batch.counts.read) == (Status.STAGED, 0)
    assert pq.read_table(queries.staged(batch.id).path).num_rows == 0
    assert queries.latest_staged("state_welfare", area_prefix="83") is None


def test_a_batch_that_fails_says_why_and_starts_anew_with_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    batch = receive(ROWS)
    with monkeypatch.context() as full_disk:

        def no_space(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        full_disk.setattr("samutphok.intake.engine.staging.pq.write_table", no_space)
        failed = stage_batch(batch.id, clock=clock)
    assert failed.status is Status.FAILED
    assert failed.problem is not None
    assert "The disk is full" in failed.problem.en
    assert not [name for name in warehouse_files(tmp_path) if "staged" in name or "staging" in name]
    assert receive(ROWS).status is Status.RECEIVED
    assert stage_batch(batch.id, clock=clock).status is Status.STAGED


def test_a_broken_file_fails_its_batch_with_the_line() -> None:
    raw = csv_bytes(WELFARE, [welfare_row(number) for number in range(60)]) + b'"never closed\n' + b"x\n" * 100_000
    batch = receive_batch(viewer=PHUKET, file=upload(raw), now=NOW)
    failed = stage_batch(batch.id, clock=clock)
    assert failed.status is Status.FAILED
    assert failed.problem is not None
    assert "cannot be read from line 62 on" in failed.problem.en
    with pytest.raises(WrongMove):
        queries.staged(batch.id)


def test_a_preview_shows_columns_rows_and_problems_and_receives_nothing() -> None:
    rows = [*ROWS, welfare_row(8, validated="x"), welfare_row(9, pid="1")]
    raw = csv_bytes([*WELFARE, "หมายเหตุ"], rows)
    draft = draft_file(viewer=PHUKET, file=upload(raw), as_of=CUT, now=NOW)
    seen = queries.draft_preview(viewer=PHUKET, draft_id=draft.id)
    assert (draft.choice.register, seen.estimate.sampled, seen.estimate.rejected) == ("state_welfare", 7, 1)
    assert [column.mapped.name if column.mapped else "" for column in seen.columns] == [*WELFARE, ""]
    assert seen.rows[0].values["birth_date"] == "1957-03-14"
    assert [(problem.rejects, problem.rows) for problem in seen.problems] == [(True, 1), (False, 1)]
    assert Batch.objects.count() == 0


def test_the_file_of_a_draft_is_received_by_its_sender_alone() -> None:
    draft = draft_file(viewer=PHUKET, file=upload(csv_bytes(WELFARE, ROWS)), as_of=CUT, now=NOW)
    for stranger in (KRABI, viewer("83", account="colleague")):
        with pytest.raises(UnknownDraft):
            receive_draft(viewer=stranger, draft_id=draft.id, now=NOW)
    batch = receive_draft(viewer=PHUKET, draft_id=draft.id, now=NOW)
    assert stage_batch(batch.id, clock=clock).counts.accepted == 5
    with pytest.raises(UnknownDraft):
        receive_draft(viewer=PHUKET, draft_id=draft.id, now=NOW)


def test_files_that_nobody_confirms_are_discarded_after_a_day() -> None:
    received = receive(ROWS)
    draft = draft_file(viewer=PHUKET, file=upload(csv_bytes(WELFARE, ROWS[:2])), now=NOW)
    real = Batch.objects.get().received_at
    assert discard_unconfirmed(now=real - timedelta(days=3650)) == 0
    assert discard_unconfirmed(now=real + timedelta(days=3650)) == 1
    with pytest.raises(UnknownDraft):
        receive_draft(viewer=PHUKET, draft_id=draft.id, now=NOW)
    assert stage_batch(received.id, clock=clock).status is Status.STAGED


def test_batches_are_seen_by_those_whose_areas_hold_all_their_rows() -> None:
    batch = staged(ROWS)
    for who in (PHUKET, viewer("8301", account="a"), viewer("83010101", account="b"), viewer("84", "83", account="c")):
        assert [found.id for found in queries.batches(viewer=who)] == [batch.id]
        assert queries.batch(viewer=who, batch_id=batch.id).id == batch.id
    for who in (KRABI, viewer("8302", account="d"), viewer(), viewer("83", role=Role.AUDITOR), viewer("81")):
        assert queries.batches(viewer=who) == ()
        with pytest.raises(UnknownBatch):
            queries.batch(viewer=who, batch_id=batch.id)
    with pytest.raises(UnknownBatch):
        queries.batch(viewer=PHUKET, batch_id=uuid4())


def test_a_team_of_several_provinces_sees_its_own_batch() -> None:
    one_home = viewer("83", "92")
    batch = staged([welfare_row(1), welfare_row(2, area_code="92010101")], one_home)
    assert batch.area_prefix == ""
    assert [found.id for found in queries.batches(viewer=one_home)] == [batch.id]
    assert queries.batches(viewer=viewer("83")) == ()


def test_the_latest_batch_that_holds_an_area_is_the_one_to_work_on() -> None:
    wide = [welfare_row(1), welfare_row(2, area_code="83030101")]
    old = stage_batch(receive(wide, as_of=date(2018, 1, 1)).id, clock=clock)
    new = stage_batch(receive([*wide, welfare_row(3)], as_of=date(2019, 1, 1)).id, clock=clock)
    part = staged(ROWS)
    found = queries.latest_staged("state_welfare", area_prefix="83")
    assert found is not None
    assert (found.id, old.id != new.id) == (new.id, True)
    village = queries.latest_staged("state_welfare", area_prefix="83010101")
    assert village is not None
    assert village.id == part.id
    assert queries.latest_staged("bmn_survey", area_prefix="83") is None
    assert queries.latest_staged("state_welfare", area_prefix="81") is None


def test_attaching_is_kept_in_the_books() -> None:
    batch = staged(ROWS)
    with pytest.raises(WrongMove):
        mark_progress(receive(ROWS[:2]).id, rows_attached=1, now=NOW)
    mark_progress(batch.id, rows_attached=2, now=NOW)
    half = queries.batch(viewer=PHUKET, batch_id=batch.id)
    assert (half.status, half.rows_attached, half.percent) == (Status.ATTACHING, 2, 40)
    mark_attached(batch.id, now=NOW)
    mark_attached(batch.id, now=NOW)
    assert queries.batch(viewer=PHUKET, batch_id=batch.id).status is Status.ATTACHED


def test_a_survey_is_staged_in_canonical_columns_that_target_reads() -> None:
    rows = [survey_row(1, bmn1="", bmn2="0"), survey_row(2, pid="", birth_date="00/00/2500")]
    batch = receive_batch(
        viewer=PHUKET, file=upload(csv_bytes(SURVEY, rows, encoding="cp874"), "จปฐ.csv"), as_of=CUT, now=NOW
    )
    found = pq.read_table(queries.staged(stage_batch(batch.id, clock=clock).id).path)
    assert set(found.column_names) == {*SURVEY, "row_number", "pid_given"}
    assert found["bmn1"].to_pylist() == [None, 1]
    assert found["bmn2"].to_pylist() == [0, 1]
    assert found["income_per_person"].to_pylist() == [38000.0, 38000.0]
    assert found["birth_date"].to_pylist() == ["1957-03-14", "1957"]
    assert str(found.schema.field("bmn31").type) == "int8"
