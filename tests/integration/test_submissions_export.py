"""Tables of a form equal the answers given, byte for byte, laid out as ODK Central lays them out."""

import csv
from pathlib import Path
from typing import Any

import pytest
from phone_office import FORM, Phone, filled, phone, publish

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.cli import main
from samutphok.foundation.audit.models import Entry
from samutphok.submissions.actions import export_form
from samutphok.submissions.errors import NothingToExport
from samutphok.submissions.models import Submission

pytestmark = [pytest.mark.database, pytest.mark.django_db]

THAI = (
    "น้ำ กำ ทำ",
    "เเม่",
    "ก\u0e31\u0e49น",
    'เขา "ว่า", ครับ',
    "บรรทัดหนึ่ง\nบรรทัดสอง",
    " เว้นหน้า ",
    "\u0e4d\u0e32",
    "ำ\u200b",
)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.SUBMISSION_FILES = tmp_path / "submissions"


@pytest.fixture
def sender() -> Phone:
    publish()
    return phone()


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exported(folder: Path, **options: bool) -> list[str]:
    words = [word for name, wanted in options.items() if wanted for word in [f"--{name.replace('_', '-')}"]]
    assert main.main(["submissions", "export", "--form", FORM, "--out", str(folder), *words]) == 0
    return sorted(path.name for path in folder.iterdir())


def member(name: str, *bags: str, age: str = "") -> str:
    inner = "".join(f"<bags><what>{bag}</what></bags>" for bag in bags)
    return f"<members><name>{name}</name><age>{age}</age>{inner}</members>"


def test_one_file_a_table_joined_by_keys(sender: Phone, tmp_path: Path) -> None:
    inner = member("แดง", "ข้าว", "ยา", age="70") + member("ดำ") + member("เขียว", "ผ้า", age="-1")
    sender.send(filled("uuid:1", {"place": "7.88 98.39 12.5 4"}, inner=inner))
    sender.send(filled("uuid:2", {"place": "-7.5 -0.1"}))
    out = tmp_path / "out"
    assert exported(out) == ["roof-bags.csv", "roof-members.csv", "roof-unknown.csv", "roof.csv"]
    first, second = table(out, "roof.csv")
    parts = ("Latitude", "Longitude", "Altitude", "Accuracy")
    assert [first[f"place-{part}"] for part in parts] == ["7.88", "98.39", "12.5", "4"]
    assert [second[f"place-{part}"] for part in parts] == ["-7.5", "-0.1", "", ""]
    assert (first["KEY"], first["Status"], first["FormVersion"]) == ("uuid:1", "stored", "1")
    assert (first["SubmitterID"], first["SubmitterName"]) == (str(sender.account.id), "อสม. ทดสอบ")
    assert first["SubmissionDate"].endswith("Z")
    members = table(out, "roof-members.csv")
    assert [(one["name"], one["age"], one["PARENT_KEY"], one["KEY"]) for one in members] == [
        ("แดง", "70", "uuid:1", "uuid:1/members[1]"),
        ("ดำ", "", "uuid:1", "uuid:1/members[2]"),
        ("เขียว", "-1", "uuid:1", "uuid:1/members[3]"),
    ]
    bags = table(out, "roof-bags.csv")
    assert [(one["what"], one["PARENT_KEY"], one["KEY"]) for one in bags] == [
        ("ข้าว", "uuid:1/members[1]", "uuid:1/members[1]/bags[1]"),
        ("ยา", "uuid:1/members[1]", "uuid:1/members[1]/bags[2]"),
        ("ผ้า", "uuid:1/members[3]", "uuid:1/members[3]/bags[1]"),
    ]


@pytest.mark.parametrize("text", THAI)
def test_thai_text_comes_out_byte_for_byte(sender: Phone, tmp_path: Path, text: str) -> None:
    sender.send(filled("uuid:1", {"note": text}))
    exported(tmp_path / "out")
    assert table(tmp_path / "out", "roof.csv")[0]["note"] == text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", " =", "\u200b@"])
def test_a_cell_that_could_be_a_formula_is_inert_and_loses_nothing(sender: Phone, tmp_path: Path, sign: str) -> None:
    text = f"{sign}HYPERLINK(1)"
    sender.send(
        filled("uuid:1", {"note": text, "roof": text}, inner=f"<{'evil'}>{text}</{'evil'}>" + member(text, text))
    )
    exported(tmp_path / "out")
    cells = [table(tmp_path / "out", "roof.csv")[0][name] for name in ("note", "roof")]
    cells += [
        table(tmp_path / "out", "roof-members.csv")[0]["name"],
        table(tmp_path / "out", "roof-bags.csv")[0]["what"],
    ]
    cells += [table(tmp_path / "out", "roof-unknown.csv")[0]["value"]]
    assert cells == [f"'{text}"] * 5


@pytest.mark.parametrize("text", ["-1", "12", "-0.5", "1e5"])
def test_a_number_below_zero_is_a_number(sender: Phone, tmp_path: Path, text: str) -> None:
    sender.send(filled("uuid:1", inner=member("ก", age=text)))
    exported(tmp_path / "out")
    assert table(tmp_path / "out", "roof-members.csv")[0]["age"] == text


@pytest.mark.parametrize("text", ["-1+1", "+1", "-1e", "-cmd|' /C calc'!A0", "=1"])
def test_a_number_s_question_answered_by_a_formula_is_inert(sender: Phone, tmp_path: Path, text: str) -> None:
    sender.send(filled("uuid:1", {"place": f"{text.replace(' ', '')} 1"}, inner=member("ก", age=text)))
    exported(tmp_path / "out")
    assert table(tmp_path / "out", "roof-members.csv")[0]["age"] == f"'{text}"
    assert table(tmp_path / "out", "roof.csv")[0]["place-Latitude"].startswith("'")


def test_choices_of_a_select_multiple_have_columns_when_asked(sender: Phone, tmp_path: Path) -> None:
    sender.send(filled("uuid:1", {"needs": "medicine other"}))
    sender.send(filled("uuid:2", {}))
    exported(tmp_path / "out", split_selects=True)
    first, second = table(tmp_path / "out", "roof.csv")
    assert (first["needs"], first["needs/rice"], first["needs/medicine"]) == ("medicine other", "0", "1")
    assert (second["needs"], second["needs/rice"], second["needs/medicine"]) == ("", "", "")


def test_versions_share_a_table_and_what_no_version_asks_is_kept_aside(sender: Phone, tmp_path: Path) -> None:
    from phone_office import XFORM

    newer = XFORM.replace("<note/>", "<walls/>").replace("/data/note", "/data/walls")
    publish(version="2", xform=newer)
    sender.send(filled("uuid:1", {"note": "เก่า"}))
    sender.send(filled("uuid:2", {"walls": "ใหม่", "note": "หลง"}, version="2"))
    exported(tmp_path / "out")
    first, second = table(tmp_path / "out", "roof.csv")
    assert (first["note"], first["walls"], second["note"], second["walls"]) == ("เก่า", "", "", "ใหม่")
    assert table(tmp_path / "out", "roof-unknown.csv") == [{"KEY": "uuid:2", "path": "note", "value": "หลง"}]


def test_only_current_submissions_are_in_the_tables_and_the_others_are_counted(
    sender: Phone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sender.send(filled("uuid:1", {"note": "แรก"}))
    sender.send(filled("uuid:2", {"note": "แก้แล้ว"}, deprecates="uuid:1"))
    sender.send(filled("uuid:2", {"note": "อีกชุด"}, deprecates="uuid:1"))
    exported(tmp_path / "out")
    assert [(row["note"], row["DeprecatedID"]) for row in table(tmp_path / "out", "roof.csv")] == [("แก้แล้ว", "uuid:1")]
    assert {"left out: 1 conflict", "left out: 1 superseded"} <= set(capsys.readouterr().err.splitlines())


def test_a_submission_whose_bytes_were_changed_keeps_its_row(sender: Phone, tmp_path: Path) -> None:
    sender.send(filled("uuid:1"))
    Submission.objects.update(raw=b"tampered", standing="unreadable")
    exported(tmp_path / "out")
    row = table(tmp_path / "out", "roof.csv")[0]
    assert (row["KEY"], row["Status"], row["note"]) == ("uuid:1", "unreadable", "")


def test_somebody_at_the_desk_gets_their_own_area_and_it_is_recorded(sender: Phone, tmp_path: Path) -> None:
    from django.utils import timezone

    sender.send(filled("uuid:1"))
    phone("elsewhere", "830303").send(filled("uuid:2"))
    now = timezone.now()
    for area, keys in (("8303", ["uuid:2"]), ("83", ["uuid:1", "uuid:2"])):
        viewer = Viewer("x", "X", (Grant(Role.AMPHOE, (area,)),), now=now)
        export_form(viewer=viewer, form_id=FORM, folder=tmp_path / area, now=now)
        assert [row["KEY"] for row in table(tmp_path / area, "roof.csv")] == keys
    assert Entry.objects.filter(act="export_submissions", actor="x").count() == 2
    volunteer = Viewer("x", "X", (Grant(Role.VOLUNTEER, ("830101",)),), now=now)
    with pytest.raises(NothingToExport):
        export_form(viewer=volunteer, form_id=FORM, folder=tmp_path / "none", now=now)
    assert not (tmp_path / "none").exists()


def test_files_are_their_owner_s_alone_and_named_by_us(sender: Phone, tmp_path: Path) -> None:
    publish("../../แบบ =1")
    sender.send(filled("uuid:1", form_id="../../แบบ =1"))
    assert main.main(["submissions", "export", "--form", "../../แบบ =1", "--out", str(tmp_path / "out")]) == 0
    files = list((tmp_path / "out").iterdir())
    assert {file.name for file in files} >= {"_.._แบบ_1.csv"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_form_that_nothing_came_back_on_is_told(tmp_path: Path) -> None:
    assert main.main(["submissions", "export", "--form", "none", "--out", str(tmp_path)]) == 2
