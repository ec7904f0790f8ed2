"""`samutphok link` on files as they come: columns of any type, broken lines, results over their own inputs."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from samutphok.cli.main import main

HEAD = "record_id,pid,first_name,last_name,sex,birth_date,area_code\n"
ROW = "1,1990000000019,สมชาย,ใจดี,M,1957-01-01,83010101\n"


def link(folder: Path, left: str, *, out: str = "links.parquet") -> int:
    files = ("--left", str(folder / left), "--right", str(folder / "right.csv"), "--out", str(folder / out))
    return main(["link", *files])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "right.csv").write_text(HEAD + ROW, encoding="utf-8")
    return tmp_path


def test_numbers_with_fractions_and_days_with_times_are_read_as_a_person_would(folder: Path) -> None:
    """A spreadsheet's column of numbers with gaps comes as one of fractions."""
    table = pa.table(
        {
            "record_id": [7.0, 8.0],
            "pid": [1990000000019.0, None],
            "first_name": ["สมชาย", "มานี"],
            "birth_date": [datetime(1957, 1, 1), None],
            "area_code": [83010101.0, None],
        }
    )
    parquet.write_table(table, folder / "left.parquet")
    assert link(folder, "left.parquet") == 0
    rows = parquet.read_table(folder / "links.parquet").to_pylist()
    assert [(row["left_id"], row["decision"]) for row in rows] == [("7", "accept")]


def test_a_line_with_too_many_cells_is_named_and_not_repeated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "left.csv").write_text(HEAD + ROW + ROW.replace("\n", ",ความลับ,\n"), encoding="utf-8")
    assert link(folder, "left.csv") == 2
    said = capsys.readouterr().err
    assert "left.csv" in said
    assert "ความลับ" not in said
    assert not (folder / "links.parquet").exists()


def test_a_result_never_takes_the_place_of_what_it_is_made_from(folder: Path) -> None:
    (folder / "left.csv").write_text(HEAD + ROW, encoding="utf-8")
    assert link(folder, "left.csv", out="left.csv") == 2
    assert (folder / "left.csv").read_text(encoding="utf-8") == HEAD + ROW


def test_names_typed_with_unseen_letters_and_marks_in_another_order_are_the_same(folder: Path) -> None:
    one = ROW.replace("สมชาย", "น\u0e49\u0e33\u200bทิพย\u0e4c")
    other = ROW.replace("สมชาย", "น\u0e4d\u0e49าทิพย์").replace("1990000000019", "")
    (folder / "left.csv").write_text(HEAD + one, encoding="utf-8")
    (folder / "right.csv").write_text(HEAD + other, encoding="utf-8")
    from samutphok.linkage.engine.identities import read_identities

    left, right = (read_identities(folder / name)["first"].to_pylist() for name in ("left.csv", "right.csv"))
    assert left == right


def test_no_true_link_at_all_is_counted_and_an_unknown_decision_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "truth.csv").write_text("left_id,right_id\n", encoding="utf-8")
    (folder / "links.csv").write_text("left_id,right_id,decision\n1,1,accept\n", encoding="utf-8")
    asked = ["link", "evaluate", "--links", str(folder / "links.csv"), "--truth", str(folder / "truth.csv")]
    assert main(asked) == 0
    assert "0 1 0" in capsys.readouterr().out
    (folder / "links.csv").write_text("left_id,right_id,decision\n1,1,perhaps\n", encoding="utf-8")
    assert main(asked) == 2
    assert "perhaps" in capsys.readouterr().err


def test_files_that_agree_in_nothing_teach_nothing_and_leave_no_model(folder: Path) -> None:
    (folder / "left.csv").write_text(HEAD + "1,,,,,,\n", encoding="utf-8")
    files = ("--left", str(folder / "left.csv"), "--right", str(folder / "left.csv"))
    assert main(["link", "train", *files, "--out", str(folder / "learnt.yaml")]) == 2
    assert not (folder / "learnt.yaml").exists()


def test_an_amount_of_memory_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["link", "--left", str(folder / "right.csv"), "--memory", "banana"])
