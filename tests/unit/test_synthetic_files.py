"""The folder that `samutphok synth` leaves: the same bytes for the same order, nothing partial, recognised by the intake."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from samutphok.cli.main import main
from samutphok.intake.domain.headers import recognise
from samutphok.intake.domain.register import registers
from samutphok.synthetic import FileForm, Plan, generate, people
from samutphok.synthetic.counts import drawn
from samutphok.synthetic.errors import UnreadableCounts
from samutphok.synthetic.files import CsvSink, ParquetSink, WorksheetSink
from samutphok.synthetic.generate import REGISTERS
from samutphok.synthetic.rates import estimated

PHUKET_PART = {"provinces": ("83",), "scale": 0.06}
TABLE = pa.table({"ชื่อ": ["สมชาย", None], "จำนวนเงิน": ["600", "๖๐๐"]})


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("offices")
    generate(Plan(**PHUKET_PART), out)
    return out


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def headers(path: Path) -> list[str]:
    raw = path.read_bytes()
    text = raw.decode("tis-620") if path.stem == "provincial_aid" else raw.decode("utf-8-sig")
    return [name.strip('"') for name in text.partition("\n")[0].split(",")]


def test_the_folder_holds_five_registers_the_truth_and_what_they_are(offices):
    assert set(hashes(offices)) == {
        "bmn_survey.csv", "state_welfare.csv", "disability.csv", "elderly_allowance.xlsx", "provincial_aid.csv",
        "truth/persons.parquet", "truth/links.parquet", "registers.json", "calibration.json",
    }  # fmt: skip


def test_the_same_order_gives_the_same_bytes_and_another_seed_other_ones(offices, tmp_path):
    generate(Plan(**PHUKET_PART), tmp_path / "again")
    generate(Plan(**PHUKET_PART, seed=2), tmp_path / "other")
    assert hashes(tmp_path / "again") == hashes(offices)
    assert hashes(tmp_path / "other")["bmn_survey.csv"] != hashes(offices)["bmn_survey.csv"]


def test_a_province_comes_out_alike_whether_made_alone_or_with_others(tmp_path):
    alone, together = tmp_path / "alone", tmp_path / "together"
    generate(Plan(provinces=("82",), scale=0.03, form=FileForm.PARQUET), alone)
    generate(Plan(provinces=("83", "82"), scale=0.03, form=FileForm.PARQUET), together)
    rows, others = (pq.read_table(folder / "bmn_survey.parquet") for folder in (alone, together))
    assert others.slice(others.num_rows - rows.num_rows).equals(rows)


@pytest.mark.parametrize("register", [name for name in REGISTERS if name != "elderly_allowance"])
def test_the_intake_recognises_each_file_by_its_headers(offices, register):
    layout = recognise([headers(offices / f"{register}.csv")], registers())
    assert layout.register.name == register
    assert {"pid", "first_name", "last_name", "area_code"} <= set(layout.positions)


def test_files_come_in_the_encodings_of_their_offices(offices):
    assert (offices / "bmn_survey.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (offices / "state_welfare.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        (offices / "provincial_aid.csv").read_text(encoding="utf-8")


def test_every_row_of_every_register_leads_to_one_true_person(offices):
    listed = {entry["register"]: entry["rows"] for entry in json.loads((offices / "registers.json").read_text())}
    links = pq.read_table(offices / "truth" / "links.parquet").to_pandas()
    persons = pq.read_table(offices / "truth" / "persons.parquet").to_pandas()
    assert persons.person_id.is_unique
    assert set(links.person_id) <= set(persons.person_id)
    for register, rows in listed.items():
        assert list(links[links.register == register].row_number) == list(range(1, rows + 1))


def test_people_of_the_truth_have_one_fate_each_and_only_the_surveyed_a_household(offices):
    persons = pq.read_table(offices / "truth" / "persons.parquet").to_pandas()
    assert set(persons.fate) == {"surveyed", "missed", "moved", "dead"}
    assert (persons.household_id.notna() == (persons.fate == "surveyed")).all()
    assert not persons.registered[persons.fate != "surveyed"].any()


@pytest.mark.parametrize("year", [2005, 2035])
def test_ages_are_those_of_the_day_asked_for(tmp_path, year):
    day = date(year, 12, 31)
    generate(Plan(**PHUKET_PART, as_of=day, form=FileForm.PARQUET), tmp_path)
    births = pq.read_table(tmp_path / "truth" / "persons.parquet")["birth_date"].to_pylist()
    assert day - timedelta(days=366) <= max(births) <= day
    assert 90 <= (day - min(births)).days / 365.25 <= 101


def test_a_country_in_text_files_keeps_the_allowance_out_of_a_worksheet(tmp_path):
    generate(Plan(provinces=("83", "82"), scale=0.03), tmp_path)
    assert (tmp_path / "elderly_allowance.csv").is_file()
    assert not (tmp_path / "elderly_allowance.xlsx").exists()


def test_a_share_of_the_tambons_is_drawn_whole_and_never_none():
    counts, _ = estimated("83", seed=1)
    assert drawn(counts, scale=1, seed=1).all()
    assert drawn(counts, scale=0.001, seed=1).sum() == 1
    assert drawn(counts, scale=0.5, seed=1).sum() == round(len(counts.tambons) / 2)


def test_phuket_has_the_size_of_the_demo():
    households, persons = estimated("83", seed=1)[0].totals.sum(axis=0)[:2]
    assert households == 92_000
    assert abs(persons - 189_000) < 1_000


def test_a_handful_of_people_is_to_be_had_without_files():
    sample = people(4, 25)
    assert len(sample) == 25
    assert people(4, 25) == sample
    assert people(5, 25) != sample
    assert len({person.pid for person in sample}) == 25


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_a_file_that_fails_half_way_is_not_there(tmp_path, kind):
    path = tmp_path / f"register.{kind}"
    make = {
        "csv": lambda: CsvSink(path, "tis-620"),
        "parquet": lambda: ParquetSink(path, distinct=()),
        "xlsx": lambda: WorksheetSink(path, typed={}),
    }
    with pytest.raises(pa.ArrowInvalid), make[kind]() as sink:  # noqa: PT012 -- a failure after the first table
        sink.write(TABLE)
        assert not path.exists()
        pa.array(["no number"]).cast(pa.int64())  # something fails
    assert list(tmp_path.iterdir()) == []


def test_tables_follow_each_other_under_one_header(tmp_path):
    with CsvSink(tmp_path / "aid.csv", "tis-620") as sink:
        sink.write(TABLE)
        sink.write(TABLE)
    lines = (tmp_path / "aid.csv").read_bytes().decode("tis-620").splitlines()
    assert lines == ['"ชื่อ","จำนวนเงิน"', *['"สมชาย","600"', ',"๖๐๐"'] * 2]
    assert sink.rows == 4


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--province", "10"], "10"),
        (["--province", "8301"], "8301"),
        (["--province", "83", "--scale", "0"], "0.0"),
        (["--province", "83", "--scale", "1.5"], "1.5"),
        (["--province", "83", "--as-of", "1950-01-01"], "2035"),
        (["--province", "83", "--calibrate", "nowhere"], "population.parquet"),
    ],
)
def test_a_bad_order_is_refused_with_one_message_and_leaves_nothing(tmp_path, capsys, monkeypatch, words, named):
    monkeypatch.setenv("SAMUTPHOK_LANGUAGE", "en")
    assert main(["synth", *words, "--out", str(tmp_path / "out")]) == 2
    message = capsys.readouterr().err.strip()
    assert named in message
    assert "\n" not in message
    assert not (tmp_path / "out").exists()


def test_a_folder_of_counts_that_lacks_a_column_names_it(tmp_path):
    empty = pa.table({"level": pa.array([], pa.string()), "area_code": pa.array([], pa.string())})
    pq.write_table(empty, tmp_path / "population.parquet")
    with pytest.raises(UnreadableCounts, match="households"):
        generate(Plan(provinces=("83",), calibrate=tmp_path), tmp_path / "out")
