"""`samutphok forms` as an operator meets it, and the example of docs/forms.md as an author would write it."""

import re
from pathlib import Path

import pytest
from form_files import xform, xlsform

from samutphok.cli.main import main
from samutphok.forms.models import FormVersion

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DOCUMENT = Path(__file__).parents[2] / "docs" / "forms.md"


@pytest.fixture
def forms(capsys: pytest.CaptureFixture[str]):
    """Runs the command; gives its exit code, what it printed, and what it said beside."""

    def run(*words: object) -> tuple[int, str, str]:
        code = main(["forms", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def written(folder: Path, content: bytes, name: str = "door.xml") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_form_is_published_listed_shown_and_retired(forms, tmp_path: Path) -> None:
    code, out, _err = forms("publish", written(tmp_path, xform("name", "age")))
    assert (code, "door 1: published" in out) == (0, True)
    assert "nothing was changed" in forms("publish", tmp_path / "door.xml")[1]
    assert forms("list")[1].startswith("door\t1\tแบบ\t2 questions\tmd5:")
    shown = forms("show", "door")[1].splitlines()
    assert shown[0].split("\t") == ["name", "text", "asked", "", "name?"]
    assert "retired" in forms("retire", "door", "1")[1]
    assert forms("list")[1] == ""


def test_a_loss_ends_the_command_with_its_name_unless_it_is_allowed(forms, tmp_path: Path) -> None:
    forms("publish", written(tmp_path, xform("name", "age")))
    fewer = written(tmp_path, xform("name", version="2"), "fewer.xml")
    assert forms("check", fewer)[0] == 1
    code, out, err = forms("publish", fewer)
    assert (code, out, "“age?” (age) is no longer asked" in err) == (2, "", True)
    code, _out, err = forms("publish", fewer, "--allow-loss", "--retire")
    assert (code, "lost: “age?” (age) is no longer asked" in err, "retired: door 1" in err) == (0, True, True)


def test_checking_publishes_nothing_and_writes_the_xform(forms, tmp_path: Path) -> None:
    code, out, _err = forms("check", written(tmp_path, xlsform(), "door.xlsx"), "--xform", tmp_path / "out.xml")
    assert (code, "would be published" in out) == (0, True)
    assert b"<h:html" in (tmp_path / "out.xml").read_bytes()
    assert FormVersion.objects.count() == 0


def test_every_warning_is_shown(forms, tmp_path: Path) -> None:
    _code, _out, err = forms("publish", written(tmp_path, xform("name", version="")))
    assert "warning: The form has no version" in err


def test_what_is_absent_is_said(forms, tmp_path: Path) -> None:
    assert forms("show", "door")[0] == 2
    assert forms("publish", tmp_path / "none.xml")[0] == 2
    assert forms("publish", written(tmp_path, xform("a")), "--media", tmp_path / "none")[0] == 2


def table(head: str) -> list[dict[str, str]]:
    """The document's table whose first column is called so."""
    lines = DOCUMENT.read_text().splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"| {head} |"))
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line.strip("|"))])
    return [{name: cell for name, cell in zip(rows[0], row, strict=True) if cell} for row in rows[2:]]


def test_the_documents_example_is_a_form_that_feeds_the_logbook(forms, tmp_path: Path) -> None:
    (settings,) = table("form_title")
    settings.pop("namespaces")
    water = [{"list_name": "water", "name": name, "label::Thai (th)": name} for name in ("1", "0")]
    content = xlsform(table("type"), water, **settings)
    code, out, err = forms("publish", written(tmp_path, content, "water.xlsx"))
    assert code == 0, err
    assert "phuket-water 2569120101: published" in out
    assert [line for line in err.splitlines() if "feeds" in line or "fit" in line or "repeat" in line] == []
    fed = {line.split("\t")[3] for line in forms("show", "phuket-water")[1].splitlines()}
    assert {"household_id", "visited_on", "bmn9", "person_id"} <= fed
