"""What an installation writes is readable by its own user alone, even when the machine's default is to let others read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from intake_files import WELFARE, csv_bytes, saved, welfare_row

COMMANDS = """
import os
os.umask(0o022)
from samutphok.cli.main import main
import sys
failed = main(["manage", "migrate", "--verbosity=0"])
failed += main(["accounts", "create", "officer", "--name", "Officer"])
failed += main(["accounts", "grant", "officer", "--role", "province", "--area", "83"])
failed += main(["intake", sys.argv[1], "--account", "officer", "--as-of", "2020-01-01", "--rejects", sys.argv[2]])
from django.core.mail import send_mail
send_mail("subject", "body", None, ["officer@example.org"])
failed += main(["backup", sys.argv[3]])
sys.exit(failed)
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after migrating, receiving a register, sending a letter and a backup."""
    folder = tmp_path_factory.mktemp("machine")
    rows = [welfare_row(1), welfare_row(2, validated="x")]
    file = saved(folder, csv_bytes(WELFARE, rows), "welfare.csv")
    kept = {
        name: value for name, value in os.environ.items() if name not in ("SAMUTPHOK_DATABASE_URL", "SAMUTPHOK_KEYS")
    }
    command = [sys.executable, "-c", COMMANDS, str(file), str(folder / "rejects.csv"), str(folder / "backup.tar")]
    subprocess.run(command, env=kept | {"SAMUTPHOK_DATA": str(folder / "data")}, check=True)
    return folder


def test_nobody_else_reads_the_data_folder(installation: Path) -> None:
    written = [installation / "data", *(installation / "data").rglob("*")]
    names = {path.name for path in written}
    assert {"samutphok.sqlite3", "warehouse", "received", "staged", "rejects", "mail", "keys", "django.key"} <= names
    assert [str(path) for path in written if path.stat().st_mode & 0o077] == []


def test_nobody_else_reads_what_goes_out_of_it(installation: Path) -> None:
    for name in ("rejects.csv", "backup.tar"):
        assert (installation / name).stat().st_mode & 0o077 == 0, name
