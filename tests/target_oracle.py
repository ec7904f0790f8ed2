"""TPMAP's measure in plain Python, row by row, and the dirty registers that it is compared on."""

import csv
import io
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from samutphok.kernel.identifiers import PidStatus, pid_check_digit, read_pid
from samutphok.kernel.thai import arabic_digits, normalise_n1, thai_digits

DIMENSIONS = {
    "health": (1, 4, 5, 7),
    "living": (8, 9, 10, 11),
    "education": (15, 16, 17, 19),
    "income": (20, 21, 22),
    "accessibility": (27, 28),
}
INDICATORS = [f"bmn{number}" for number in range(1, 32)]
SURVEY = ["survey_row_id", "pid", "house_code", "family_no", "area_code", "title", "first_name", "last_name", "sex",
          "birth_date", "income_per_person", *INDICATORS]  # fmt: skip
WELFARE = ["pid", "title", "first_name", "last_name", "birth_date", "area_code", "validated"]

Row = dict[str, str]


@dataclass(frozen=True)
class Expected:
    """What the measure must say: flags by survey row, counts by (level, area), people with conflicting names."""

    persons: dict[str, dict[str, object]]
    areas: dict[tuple[str, str], dict[str, int]]
    conflicts: int


def measured(survey: list[Row], welfare: list[Row]) -> Expected:
    """The measure of the specification, without any engine."""
    register = defaultdict(list)
    for row in welfare:
        register[_pid(row["pid"])].append(row)
    register.pop(None, None)
    failed = defaultdict(set)
    for place, row in enumerate(survey):
        failed[_household(row, place)] |= {n for n in range(1, 32) if _flag(row[f"bmn{n}"]) == 0}
    persons, areas, conflicts = {}, defaultdict(Counter), 0
    seen = defaultdict(set)
    for place, row in enumerate(survey):
        household = _household(row, place)
        entries = register.get(_pid(row["pid"]), [])
        flags = {f"poor_{name}": bool(failed[household] & set(numbers)) for name, numbers in DIMENSIONS.items()}
        poor = any(flags.values())
        validated = any(_flag(entry["validated"]) == 1 for entry in entries)
        code = household[0]
        flags |= {"poor": poor, "registered": bool(entries), "validated": validated, "target_poor": poor and validated}
        persons[row["survey_row_id"]] = {"area_code": code, **flags}
        conflicts += any(_differ(row, entry) for entry in entries)
        for area in _areas(code):
            _count(areas[area], flags, first=household not in seen[area])
            seen[area].add(household)
    return Expected(persons, {area: dict(counts) for area, counts in areas.items()}, conflicts)


def _count(counts: Counter, flags: dict[str, bool], *, first: bool) -> None:
    poor = flags["poor"]
    counts.update(
        households=first,
        persons=1,
        poor_households=first and poor,
        poor=poor,
        poor_and_registered=poor and flags["registered"],
        target_poor=flags["target_poor"],
        **{f"target_poor_{name}": flags["target_poor"] and flags[f"poor_{name}"] for name in DIMENSIONS},
    )


def _areas(code: str) -> list[tuple[str, str]]:
    levels = ("province", 2), ("amphoe", 4), ("tambon", 6), ("village", 8)
    return [("country", "TH"), *((level, code[:digits]) for level, digits in levels)]


def _pid(text: str) -> str | None:
    reading = read_pid(text)
    return reading.value if reading.status is PidStatus.VALID else None


def _household(row: Row, place: int) -> tuple[object, ...]:
    code = _bare(row["area_code"]).removesuffix(".0").replace("-", "")
    house = _bare(row["house_code"]).removesuffix(".0")
    if house.replace("-", "").isdigit() and len(house.replace("-", "")) == 11:
        house = house.replace("-", "")
    family = _bare(row["family_no"]).removesuffix(".0")
    return (code, house, family.lstrip("0") or family) if house else (code, place)


def _flag(text: str) -> int | None:
    return {"": None, "true": 1, "false": 0}.get(_bare(text).lower()) if not _numeric(text) else int(float(_bare(text)))


def _numeric(text: str) -> bool:
    return _bare(text).replace(".", "").isdigit()


def _bare(text: str) -> str:
    return "".join(arabic_digits(text).split()).replace("\u200b", "")


def _differ(row: Row, entry: Row) -> bool:
    return any(
        normalise_n1(row[part]) != normalise_n1(entry[part])
        for part in ("first_name", "last_name")
        if normalise_n1(row[part]) and normalise_n1(entry[part])
    )


def _valid(first12: str) -> str:
    return first12 + str(pid_check_digit(first12))


_NUMBERS = [_valid(f"{category}99{serial:09d}") for category in (0, 1, 3, 8) for serial in (0, 1)]


@st.composite
def _written_pid(draw: st.DrawFn) -> str:
    number = draw(st.sampled_from([*_NUMBERS, "", "G990000000001", "1990000000000", "9990000000001", "123"]))
    ways = (
        str,
        thai_digits,
        lambda text: f"{text[:1]}-{text[1:5]}-{text[5:10]}-{text[10:12]}-{text[12:]}",
        lambda text: f" {text}\u00a0",
        lambda text: f"'{text}",
        lambda text: text.removeprefix("0"),
        lambda text: text.removeprefix("00"),
        lambda text: text + "0",
    )
    return draw(st.sampled_from(ways))(number)


def _spelt(*plain: str) -> st.SearchStrategy[str]:
    ways = st.sampled_from(
        (str, str, str, thai_digits, lambda text: f" {text} ", lambda text: f"{text}.0" if text else "")
    )
    return st.builds(lambda text, way: way(text), st.sampled_from(plain), ways)


_HOUSES = st.one_of(
    _spelt("", "83010000001", "83010000002", "12"),
    st.sampled_from(["8301-0000-001", "8301 0000 002", "๑๒/๓", "12/3", "  "]),
)
_FIRST = st.sampled_from(["สมชาย", "นายสมชาย", "สม ชาย", "สมหญิง", "", "ประเสริฐ", "น้ํา", "น้ำ", 'O\'Neil, "Jr"\nII'])
_LAST = st.sampled_from(["ใจดี", "ใจดี ", "ทองคำ", ""])
_CELL = st.one_of(
    st.sampled_from(["", "1", "1", "1", "1", "0"]),
    st.sampled_from(["0.0", "1.0", "๐", "๑", " 0 ", "True", "FALSE", " "]),
)


@st.composite
def survey_rows(draw: st.DrawFn) -> list[Row]:
    """Survey rows as offices write them: few people, houses and villages, so that they meet."""
    rows = []
    for place in range(draw(st.integers(1, 40))):
        row = dict.fromkeys(SURVEY, "")
        row |= {
            "survey_row_id": f"r{place}",
            "pid": draw(_written_pid()),
            "house_code": draw(_HOUSES),
            "family_no": draw(_spelt("1", "2", "01", "")),
            "area_code": draw(_spelt("83010101", "83010102", "10010100")),
            "first_name": draw(_FIRST),
            "last_name": draw(_LAST),
        }
        for name in draw(st.lists(st.sampled_from(INDICATORS), max_size=6)):
            row[name] = draw(_CELL)
        rows.append(row)
    return rows


@st.composite
def welfare_rows(draw: st.DrawFn) -> list[Row]:
    """Welfare rows over the same few numbers, repeated ones among them."""
    return [
        dict.fromkeys(WELFARE, "")
        | {"pid": draw(_written_pid()), "first_name": draw(_FIRST), "last_name": draw(_LAST), "validated": draw(_CELL)}
        for _ in range(draw(st.integers(0, 24)))
    ]


def write_csv(path: Path, header: list[str], rows: list[Row], *, encoding: str, delimiter: str) -> Path:
    """Write rows as an office would; what Windows Thai cannot hold goes out as UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    try:
        path.write_bytes(text.getvalue().encode(encoding))
    except UnicodeEncodeError:
        path.write_bytes(text.getvalue().encode("utf-8"))
    return path
