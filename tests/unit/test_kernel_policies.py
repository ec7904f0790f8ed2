"""Policy files: what is read, and that every refusal names file, line and remedy."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from samutphok.kernel import policies
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.policies import KINDS, PolicyError, load_policy, policy_names, policy_on, policy_path
from samutphok.kernel.rules import FactType, evaluate

HEAD = "name: trial\nvalid_from: 2021-03-03\nvalid_to: 2023-12-31\nsource: a test\n"


def written(folder: Path, text: str, name: str = "trial.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in policy_names(kind)])
def test_every_policy_that_comes_with_the_product_is_dated_and_sourced(kind: str, name: str) -> None:
    policy = load_policy(kind, name)
    assert policy.name == name
    assert policy.valid_from > date.min
    assert policy.source
    assert policy.sha256 == hashlib.sha256(policy_path(kind, name).read_bytes()).hexdigest()


def test_there_are_policies_of_every_kind() -> None:
    assert all(policy_names(kind) for kind in KINDS)


def test_an_operator_s_file_may_leave_out_the_dates(tmp_path: Path) -> None:
    policy = load_policy("measures", written(tmp_path, "k: 0.5\nweights: [0.25, 1e-1]\n", "mine.yaml"))
    assert (policy.name, policy.valid_from, policy.valid_to, policy.source) == (
        "mine",
        date.min,
        None,
        Bilingual("", ""),
    )
    assert policy.raw == {"k": 0.5, "weights": [0.25, 0.1]}


def test_a_path_may_be_given_as_text_and_have_a_bom(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_bytes(b"\xef\xbb\xbf" + "label: ภูเก็ต\n".encode())
    assert load_policy("measures", str(path)).raw == {"label": "ภูเก็ต"}


@pytest.mark.parametrize("name", ["none-such", "../kernel/errors", "", "Facts", "a/b/c"])
def test_an_unknown_name_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(InvalidInput, match="household, logbook, person"):
        load_policy("facts", name)


def test_values_keep_their_plain_types(tmp_path: Path) -> None:
    text = "code: 010\nyes: no\nshare: 1_000\nday: 2021-03-03\nnone: null\nempty:\ntrue_: true\ntime: 12:30\n"
    assert load_policy("measures", written(tmp_path, text)).raw == {
        "code": "010",
        "yes": "no",
        "share": "1_000",
        "day": date(2021, 3, 3),
        "none": None,
        "empty": None,
        "true_": True,
        "time": "12:30",
    }


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: [1, 2\n", 3, "expected"),
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands twice"),
        ("a: &x [1]\nb: *x\n", 1, "anchors"),
        ("a: " + "[" * 60 + "]" * 60, 1, "nested too deeply"),
        ("a: 1\nb: !!python/name:os.system\n", 2, "could not determine a constructor"),
        ("- 1\n- 2\n", 1, "name: value"),
        ("", 1, "name: value"),
        ("1: a\n", 1, "name: value"),
        ("a: \x07\n", 1, "cannot be read"),
        ("a: 1\nday: 2020-02-30\n", 1, "cannot be read"),
        ("a: 1\nvalid_from: soon\n", 2, "no date"),
        ("valid_from: 2021-01-02\nvalid_to: 2021-01-01\n", 2, "ends before it begins"),
        ("a: " + "x" * 1_000_001, 1, "too large"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(PolicyError, match=says) as refusal:
        load_policy("measures", written(tmp_path, text))
    assert (refusal.value.file, refusal.value.line) == ("trial.yaml", line)
    assert f"trial.yaml, line {line}" in str(refusal.value)


def test_a_file_that_is_not_utf8_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thai.yaml").write_bytes("ชื่อ: ภูเก็ต".encode("cp874"))
    with pytest.raises(PolicyError, match="not UTF-8"):
        load_policy("measures", tmp_path / "thai.yaml")
    with pytest.raises(PolicyError, match="cannot be opened"):
        load_policy("measures", tmp_path / "absent.yaml")


def test_a_missing_entry_is_named(tmp_path: Path) -> None:
    policy = load_policy("measures", written(tmp_path, HEAD + "indicators:\n  - name: water\n  - name: house\n"))
    assert policy.get("indicators", 1, "name") == "house"
    with pytest.raises(PolicyError, match=r"line 7: 'indicators\.1\.weight' is missing"):
        policy.get("indicators", 1, "weight")


def test_a_rule_in_a_file_is_refused_on_the_file_s_line(tmp_path: Path) -> None:
    text = HEAD + "plain: income < 1\nblock: |\n  income < 1 &&\n  wealth < 2\nconstant: true\n"
    policy = load_policy("levels", written(tmp_path, text))
    facts = {"income": FactType.NUMBER}
    assert evaluate(policy.rule("plain", facts=facts), {"income": 0}).value is True
    assert evaluate(policy.rule("constant", facts=facts), {}).value is True
    with pytest.raises(PolicyError, match="line 8: the fact 'wealth' is not known") as refusal:
        policy.rule("block", facts=facts)
    assert refusal.value.line == 8


def periods(*entries: str) -> str:
    return HEAD + "ceiling:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


def test_the_value_of_a_day_is_that_of_its_period(tmp_path: Path) -> None:
    text = periods("from: 2021-03-03, to: 2022-09-30, value: 600, source: old", "from: 2022-10-01, value: 700")
    policy = load_policy("levels", written(tmp_path, text))
    values = [policy.value_on("ceiling", day=day) for day in (date(2021, 3, 3), date(2022, 9, 30), date(2022, 10, 1))]
    assert values == [600, 600, 700]
    assert [period.source.en for period in policy.periods("ceiling")] == ["old", ""]
    with pytest.raises(PolicyError, match="no value holds"):
        policy.value_on("ceiling", day=date(2021, 3, 2))


@pytest.mark.parametrize(
    ("entries", "line", "says"),
    [
        (("from: 2021-03-03, to: 2022-09-30, value: 1", "from: 2022-09-30, value: 2"), 7, "overlaps"),
        (("from: 2021-03-03, value: 1", "from: 2022-10-01, value: 2"), 7, "overlaps"),
        (("from: 2021-03-03, to: 2022-09-30, value: 1", "from: 2022-10-02, value: 2"), 7, "gap"),
        (("from: 2021-03-04, value: 1",), 6, "do not cover"),
        (("from: 2021-03-03, to: 2023-12-30, value: 1",), 6, "do not cover"),
        (("from: 2021-03-03, to: 2021-03-01, value: 1",), 6, "ends before it begins"),
        (("from: 2021-03-03",), 6, "from, value"),
        (("from: soon, value: 1",), 6, "from, value"),
        (("from: 2021-03-03, value: 1, until: 2022-01-01",), 6, "from, value"),
        ((), 5, "must be a list"),
    ],
)
def test_periods_neither_overlap_nor_leave_a_gap(
    tmp_path: Path, entries: tuple[str, ...], line: int, says: str
) -> None:
    policy = load_policy("levels", written(tmp_path, periods(*entries)))
    with pytest.raises(PolicyError, match=says) as refusal:
        policy.periods("ceiling")
    assert refusal.value.line == line


def test_the_version_in_force_is_found_by_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "levels").mkdir()
    monkeypatch.setattr(policies, "_POLICY", tmp_path)
    for name, begin, end in (
        ("old", "2021-01-01", "2021-12-31"),
        ("new", "2022-01-01", "null"),
        ("own", "2000-01-01", "null"),
    ):
        family = "" if name == "own" else "family: levels\n"
        text = f"name: {name}\n{family}valid_from: {begin}\nvalid_to: {end}\nsource: a test\n"
        written(tmp_path / "levels", text, f"{name}.yaml")
    assert policy_on("levels", "levels", day=date(2021, 12, 31)).name == "old"
    assert policy_on("levels", "levels", day=date(2022, 1, 1)).name == "new"
    assert policy_on("levels", "own", day=date(2022, 1, 1)).name == "own"
    with pytest.raises(InvalidInput, match=r"there are 0\. Mend valid_from and valid_to of: new, old"):
        policy_on("levels", "levels", day=date(2020, 1, 1))
    written(tmp_path / "levels", "name: twin\nfamily: levels\nvalid_from: 2022-05-01\nsource: a test\n", "twin.yaml")
    with pytest.raises(InvalidInput, match="there are 2"):
        policy_on("levels", "levels", day=date(2022, 6, 1))


@pytest.mark.parametrize("missing", ["name: other\n", "valid_from: 2021-01-01\n", "source: a test\n"])
def test_a_product_policy_needs_name_date_and_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    (tmp_path / "levels").mkdir()
    monkeypatch.setattr(policies, "_POLICY", tmp_path)
    whole = "name: trial\nvalid_from: 2021-01-01\nsource: a test\n"
    text = whole.replace("name: trial\n", missing) if missing.startswith("name") else whole.replace(missing, "")
    written(tmp_path / "levels", text)
    with pytest.raises(PolicyError, match=r"levels/trial\.yaml, line 1"):
        load_policy("levels", "trial")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("text: {th: ก, en: fails an indicator, or known from a visit}", "text.or known from a visit"),
        ("text: {th: ก, en: a reading, note: b}", "text.note"),
        ("text: {column: a, th: ก, en: fails, or else}", "text.or else"),
        ("rows: [{th: ก, en: b}, {en: b, th: ก, ข}]", "rows.1.ข"),
    ],
)
def test_a_text_torn_by_its_comma_is_refused_with_its_line(line: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as refused:
        load_policy("measures", written(tmp_path, f"{HEAD}{line}\n"))
    assert refused.value.line == 5
    assert f"trial.yaml, line 5: a text in th and en also holds '{name}'." in str(refused.value.problem.en)
    assert "quotes" in refused.value.remedy.en


def test_quoted_texts_and_entries_with_their_wording_are_read_whole(tmp_path: Path) -> None:
    text = f'{HEAD}text: {{th: ก, en: "one, or two: three"}}\nrow: {{column: a, number: null, of: person}}\n'
    policy = load_policy("measures", written(tmp_path, text + "entry: {column: a, th: ก, en: b, number: 1}\n"))
    assert policy.get("text", "en") == "one, or two: three"
    assert policy.get("entry", "column") == "a"
