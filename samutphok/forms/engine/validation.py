"""ODK Validate: the engine inside ODK Collect loads the form once, before any phone does. It needs Java."""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pyxform.validators.error_cleaner import ErrorCleaner
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH

WAIT = 100  # seconds
_NOISE = ("Picked up ", "WARNING: ", ">> XForm is invalid", ">> Something broke")
_FRAME = "The following files failed validation"


@dataclass(frozen=True, slots=True)
class Validation:
    """What ODK Validate said. ran: False where there is no Java. remarks: its words, of a refusal or besides."""

    ran: bool
    accepted: bool
    remarks: str = ""


def validate(xform: bytes) -> Validation:
    """Lets ODK Validate load the form. A form that takes longer than WAIT counts as refused."""
    java = shutil.which("java")
    if java is None:
        return Validation(ran=False, accepted=False)
    options = ["-Xmx512m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"]
    with tempfile.TemporaryDirectory(prefix="samutphok-form-") as folder:
        path = Path(folder) / "form.xml"
        path.write_bytes(xform)
        command = [java, *options, "-jar", ODK_VALIDATE_PATH, str(path)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=WAIT, check=False)  # noqa: S603 -- fixed words
        except subprocess.TimeoutExpired:
            return Validation(ran=True, accepted=False, remarks=f"ODK Validate did not finish within {WAIT} seconds.")
    said = done.stderr.decode("utf-8", "replace").partition(_FRAME)[0]
    return Validation(ran=True, accepted=done.returncode == 0, remarks=_words(said))


def _words(said: str) -> str:
    """What it says of the form, without Java's own remarks and its headings."""
    lines = [line for line in said.splitlines() if not line.startswith(_NOISE)]
    return ErrorCleaner.odk_validate("\n".join(lines)).strip().removeprefix(":").strip()
