"""Published counts: taken whole or not at all, the same again changes nothing, and read back as they were published."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from register_rows import NOW

from samutphok.foundation.audit.models import Entry as Act
from samutphok.published.actions import load_published
from samutphok.published.domain import Loaded
from samutphok.published.errors import OtherYear, UnknownYear, UnreadablePublished
from samutphok.published.models import AreaFigure
from samutphok.published.queries import published_below, published_counts, published_years

pytestmark = [pytest.mark.database, pytest.mark.django_db]

AREAS = (
    ("country", None, 100),
    ("province", "83", 60),
    ("province", "82", 40),
    ("amphoe", "8303", 30),
    ("tambon", "830303", 10),
)
SETS = ("11111", "10000", "01000", "00100", "00010", "00001")


def folder_of(path: Path, *, factor: int = 1, population: dict | None = None, poverty: dict | None = None) -> Path:
    """Both files of a few areas; an area's counts are multiples of its size. The arguments replace whole columns."""
    sizes = [size * factor for *_, size in AREAS]
    totals = {
        "level": [level for level, *_ in AREAS],
        "area_code": [code for _, code, _ in AREAS],
        "households": [size * 3 for size in sizes],
        "persons": [size * 9 for size in sizes],
        "welfare_registered": [size * 4 for size in sizes],
        "welfare_validated": [size * 2 for size in sizes],
    }
    rows = [(level, code, size * factor, place) for level, code, size in AREAS for place in range(len(SETS))]
    sets = {
        "level": [level for level, *_ in rows],
        "area_code": [code for _, code, *_ in rows],
        "dimensions": [SETS[place] for *_, place in rows],
        "poor": [size * 2 - place for _, _, size, place in rows],
        "poor_and_registered": [size - place for _, _, size, place in rows],
        "target_poor": [size - place * 2 if size > 10 else 0 for _, _, size, place in rows],
    }
    path.mkdir(exist_ok=True)
    pq.write_table(pa.table(totals | (population or {})), path / "population.parquet")
    pq.write_table(pa.table(sets | (poverty or {})), path / "target_poor.parquet")
    return path


def load(folder: Path, year: int | None = None) -> Loaded:
    return load_published(folder, actor="operator", now=NOW, year=year)


def test_what_was_published_is_read_back_by_code_by_parent_and_by_year(tmp_path: Path) -> None:
    assert load(folder_of(tmp_path / "one")) == Loaded(2561, 5, 5)
    found = published_counts(["TH", "8303", "9999"])
    assert set(found) == {"TH", "8303"}
    amphoe = found["8303"]
    assert (amphoe.year, amphoe.households, amphoe.persons, amphoe.registered, amphoe.validated) == (
        2561,
        90,
        270,
        120,
        60,
    )
    assert (amphoe.poor, amphoe.poor_and_registered, amphoe.target_poor) == (60, 30, 30)
    assert amphoe.target_by_dimension == (28, 26, 24, 22, 20)
    assert [one.poor for one in amphoe.by_dimension] == [59, 58, 57, 56, 55]
    assert "2561" in amphoe.source.th
    assert amphoe.loaded_at == NOW
    assert [one.area_code for one in published_below("TH")] == ["82", "83"]
    assert [one.area_code for one in published_below("8303")] == ["830303"]
    assert published_below("83", year=2562) == ()


def test_a_file_of_another_year_stands_beside_the_first_and_the_newest_is_read_without_a_year(tmp_path: Path) -> None:
    load(folder_of(tmp_path / "one"))
    assert load(folder_of(tmp_path / "two", factor=2), year=2562).year == 2562
    assert load(folder_of(tmp_path / "three", factor=3, population={"year": [2563] * 5})).year == 2563
    assert published_years() == (2563, 2562, 2561)
    assert published_counts(["83"])["83"].households == 540
    assert published_counts(["83"], year=2561)["83"].households == 180


def test_the_same_numbers_again_change_nothing_and_leave_no_second_act(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "one")
    load(folder)
    assert load(folder) == Loaded(2561, 5, 0)
    assert Act.objects.filter(act="load_published").count() == 1
    assert load(folder_of(tmp_path / "one", factor=2)).changed == 5
    assert AreaFigure.objects.count() == 5
    assert Act.objects.filter(act="load_published").count() == 2


def test_an_area_that_is_no_longer_published_goes(tmp_path: Path) -> None:
    load(folder_of(tmp_path / "one"))
    fewer = [column[:4] for column in pq.read_table(tmp_path / "one" / "population.parquet").columns]
    names = pq.read_schema(tmp_path / "one" / "population.parquet").names
    pq.write_table(pa.table(dict(zip(names, fewer, strict=True))), tmp_path / "one" / "population.parquet")
    poverty = pq.read_table(tmp_path / "one" / "target_poor.parquet")
    pq.write_table(poverty.slice(0, 24), tmp_path / "one" / "target_poor.parquet")
    assert load(tmp_path / "one").changed == 1
    assert "830303" not in published_counts(["830303"])


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"population": {"households": [300, -1, 3, 3, 3]}}, ("population.parquet", "row 2", "households")),
        ({"population": {"persons": [300, None, 3, 3, 3]}}, ("population.parquet", "row 2", "persons")),
        ({"population": {"area_code": [None, "83", "8", "8303", "830303"]}}, ("population.parquet", "row 3")),
        ({"population": {"area_code": [None, "83", "83", "8303", "830303"]}}, ("population.parquet", "row 3", "twice")),
        ({"population": {"level": ["country", "province", "village", "amphoe", "tambon"]}}, ("row 3",)),
        ({"poverty": {"dimensions": ["11111"] * 30}}, ("target_poor.parquet", "row 2", "twice")),
        ({"poverty": {"target_poor": ["x"] * 30}}, ("target_poor.parquet", "row 1", "target_poor")),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_by_name_and_row_and_nothing_of_it_stays(
    tmp_path: Path, change: dict, named: tuple[str, ...]
) -> None:
    load(folder_of(tmp_path / "one"))
    with pytest.raises(UnreadablePublished) as refused:
        load(folder_of(tmp_path / "two", factor=2, **change))
    for word in named:
        assert word in refused.value.problem.en
    assert refused.value.remedy.th
    assert published_counts(["83"])["83"].households == 180


def test_a_missing_file_or_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePublished, match=r"population\.parquet"):
        load(tmp_path)
    folder = folder_of(tmp_path / "one")
    pq.write_table(pq.read_table(folder / "target_poor.parquet").drop(["poor"]), folder / "target_poor.parquet")
    with pytest.raises(UnreadablePublished, match="poor"):
        load(folder)
    (folder / "population.parquet").write_bytes(b"no parquet")
    with pytest.raises(UnreadablePublished, match=r"population\.parquet"):
        load(folder)


def test_the_file_s_own_year_holds_against_the_one_that_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(OtherYear, match="2563"):
        load(folder_of(tmp_path / "one", population={"year": [2563] * 5}), year=2562)
    with pytest.raises(UnknownYear):
        load(folder_of(tmp_path / "one", population={"year": [2563, 2562, 2563, 2563, 2563]}))
    assert not AreaFigure.objects.exists()


@pytest.mark.tpmap
def test_tpmap_s_own_files_are_taken_and_add_up(tpmap: Path) -> None:
    assert load(tpmap) == Loaded(2561, 8543, 8543)
    country = published_counts(["TH"])["TH"]
    assert (country.households, country.persons) == (12_935_866, 36_647_817)
    assert (country.registered, country.validated) == (10_528_719, 8_410_409)
    assert (country.poor, country.target_poor) == (4_405_684, 1_032_987)
    assert published_counts(["57"])["57"].target_poor == 45_494
    provinces = published_below("TH")
    assert len(provinces) == 76
    assert sum(one.target_poor for one in provinces) == country.target_poor
    odd = published_counts(["700102"])["700102"]
    assert (odd.poor_and_registered, odd.target_poor) == (23, 24)  # as published, contradiction and all
