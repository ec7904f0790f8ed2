"""The glossary is about this code: every name in its last column is in use, and no word stands twice."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("*.py", "*.yaml")


def rows() -> list[list[str]]:
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if row[0] != "Thai" and not set(row[0]) <= {"-"}]


def test_each_word_has_thai_english_and_a_code_name_or_a_dash() -> None:
    for row in rows():
        assert len(row) == 4, row
        thai, english, _, code = row
        assert re.search("[ก-๛]|TPMAP", thai), row
        assert re.search("[A-Za-z]", english), row
        assert code == "—" or re.fullmatch(r"`[\w/-]+`", code), row


def test_no_thai_word_stands_twice() -> None:
    words = [row[0] for row in rows()]
    assert sorted(words) == sorted(set(words))


def test_each_code_name_is_in_the_code_or_names_a_file_of_it() -> None:
    files = [path for pattern in CODE for path in (ROOT / "samutphok").rglob(pattern)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    paths = "\n".join(str(path.relative_to(ROOT / "samutphok").with_suffix("")) for path in files)
    missing = [
        name
        for name in (row[3].strip("`") for row in rows() if row[3] != "—")
        if not re.search(rf"\b{re.escape(name)}\b", text) and f"{name}" not in paths
    ]
    assert missing == []
