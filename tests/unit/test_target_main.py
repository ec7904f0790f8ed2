"""The command line itself: light starts, one message for one problem, Thai for who asks for it."""

import subprocess
import sys

import pytest

from samutphok.cli.main import COMMANDS, main


def test_help_lists_every_command_without_importing_any():
    code = "import sys; from samutphok.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "print([name for name in sys.modules if name.startswith('samutphok.cli.') or name in ('django', 'ibis', 'duckdb')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(name in done.stdout for name in (*COMMANDS, "manage"))
    assert done.stdout.splitlines()[-1] == "['samutphok.cli.main']"


def test_an_unknown_command_ends_with_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["fly"])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("language", "words"), [("th", "ไม่พบไฟล์"), ("en", "there is no such file"), ("C.UTF-8", "no such file")]
)
def test_problems_are_told_in_the_language_asked_for(tmp_path, capsys, monkeypatch, language, words):
    monkeypatch.setenv("SAMUTPHOK_LANGUAGE", language)
    nowhere, out = str(tmp_path / "nowhere.csv"), str(tmp_path / "out")
    assert main(["target", "--survey", nowhere, "--welfare", nowhere, "--out", out]) == 2
    assert words in capsys.readouterr().err


def test_what_the_system_refuses_is_a_message_too(tmp_path, capsys, monkeypatch):
    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", "results")

    monkeypatch.setattr("samutphok.targeting.files.target_files", refuse)
    assert main(["target", "--survey", "s", "--welfare", "w", "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == "results: Permission denied\n"
