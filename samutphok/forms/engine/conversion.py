"""XLSForm to XForm by pyxform, in a process of its own, after the spreadsheet was found safe to open."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from samutphok.forms.engine.form_workbook import check_form_workbook
from samutphok.forms.errors import NotConverted
from samutphok.kernel.errors import Bilingual

WAIT = 60  # seconds, the child's start included
_PLAIN = "form"


@dataclass(frozen=True, slots=True)
class Converted:
    """An XForm as it was made. warnings: pyxform's, in its words. itemsets: a table that the form reads, or None."""

    xform: bytes
    warnings: tuple[Bilingual, ...]
    itemsets: bytes | None


def convert(workbook: bytes, *, stem: str) -> Converted:
    """The XForm of an XLSForm. stem: the file's name without its ending; pyxform takes it for a form without an id.

    The same workbook always gives the same bytes. Raises UnsafeWorkbook, or NotConverted in pyxform's words.
    """
    with tempfile.TemporaryDirectory(prefix="samutphok-form-") as folder:
        path = Path(folder) / f"{stem if stem.isidentifier() else _PLAIN}.xlsx"
        path.write_bytes(workbook)
        remarks = check_form_workbook(path)
        told = _run(path)
    if "problem" in told:
        raise NotConverted(told["problem"])
    warnings = (*remarks, *(Bilingual(text, text) for text in told["warnings"]))
    itemsets = told["itemsets"]
    return Converted(told["xform"].encode(), warnings, itemsets.encode() if itemsets else None)


def _run(path: Path) -> dict[str, str]:
    command = [sys.executable, "-m", "samutphok.forms.engine.converter", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WAIT, check=False)  # noqa: S603 -- our own module
        told: dict[str, str] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        told = {}
    return told or {"problem": "The form takes too long or too much memory to convert, or breaks the converter."}
