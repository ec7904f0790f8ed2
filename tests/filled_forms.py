"""Visits written down in tests/javarosa/visits, filled in by JavaRosa, the engine of ODK Collect."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyxform.validators.odk_validate
import yaml

from samutphok.kernel.policies import policy_path
from tests.register_rows import synthetic_pid

HERE = Path(__file__).parent / "javarosa"
FORMS = policy_path("facts", "logbook").parent.parent / "forms"
NAMES = ("find", "logbook", "verify", "visit")
JAR = Path(pyxform.validators.odk_validate.__file__).parent / "bin" / "ODK_Validate.jar"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it is written down. refused: answers that the form turns down. tells: None where nothing may be sent."""

    form: str
    name: str
    answers: dict[str, str]
    refused: dict[str, list[str]]
    tells: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What JavaRosa made of a visit. asked, refused: path to the words that the volunteer sees."""

    visit: Visit
    submission: bytes
    asked: Mapping[str, str]
    refused: Mapping[str, str]
    faults: list[str]


def written_visits() -> list[Visit]:
    """Every visit of tests/javarosa/visits, by form."""
    return [
        _visit(form, one) for form in NAMES for one in yaml.safe_load((HERE / "visits" / f"{form}.yaml").read_text())
    ]


def fill(visits: list[Visit], folder: Path, lists: Path = HERE / "lists") -> dict[tuple[str, str], Filled]:
    """All visits filled in, in one run of Java. lists: the folder with the phone's households.csv and members.csv."""
    tasks = [
        {
            "name": str(place),
            "form": str(FORMS / f"{visit.form}.xml"),
            "lists": str(lists),
            "answers": visit.answers,
            "tries": visit.refused,
        }
        for place, visit in enumerate(visits)
    ]
    (folder / "visits.json").write_text(json.dumps(tasks))
    java(["java", "-cp", f"{JAR}:{_volunteer().name}", "Volunteer", str(folder / "visits.json"), str(folder)])
    return {(visit.form, visit.name): _filled(visit, folder / str(place)) for place, visit in enumerate(visits)}


@cache
def _volunteer() -> TemporaryDirectory[str]:
    """The folder with Volunteer's classes, compiled once and gone when the tests end."""
    folder = TemporaryDirectory(prefix="samutphok-javarosa-")
    java(["javac", "-Xlint:all", "-Werror", "-cp", str(JAR), "-d", folder.name, str(HERE / "Volunteer.java")])
    return folder


def java(command: list[str]) -> None:
    """Run a program of the JDK; what it says is in the failure."""
    done = subprocess.run(
        [shutil.which(command[0]) or command[0], *command[1:]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


def _filled(visit: Visit, stem: Path) -> Filled:
    told = json.loads(stem.with_suffix(".json").read_text())
    return Filled(visit, stem.with_suffix(".xml").read_bytes(), told["asked"], told["refused"], told["faults"])


def _visit(form: str, one: dict[str, Any]) -> Visit:
    return Visit(
        form=form,
        name=one["name"],
        answers={path: _text(value) for path, value in _leaves(one["answers"])},
        refused={path: [_text(value) for value in values] for path, values in one.get("refused", {}).items()},
        tells={path: None if value is None else _text(value) for path, value in one["tells"].items()},
    )


def _leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for name, below in node.items():
            yield from _leaves(below, f"{path}/{name}" if path else name)
    elif isinstance(node, list):
        for place, below in enumerate(node, start=1):
            yield from _leaves(below, path if place == 1 else f"{path}[{place}]")
    else:
        yield path, node


def _text(value: Any) -> str:
    written = {"BE": str(date.today().year + 543), "PID": synthetic_pid(7)}
    return written.get(value, str(value)) if isinstance(value, str) else str(value)
