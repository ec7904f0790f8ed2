"""`samutphok`: one command line, one module a command; only the module of the chosen command is imported."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from samutphok.foundation.discretion import tell_discreetly
from samutphok.kernel.errors import Error


@dataclass(frozen=True, slots=True)
class Command:
    """A command's module, with `add_parser(subparsers)` and `run(args) -> int`; `office` when it needs the database."""

    module: str
    summary: str
    office: bool = False


COMMANDS = {
    "target": Command("samutphok.cli.target", "survey-poor and target-poor persons from register files"),
    "synth": Command("samutphok.cli.synth", "registers of people who do not exist, after TPMAP's counts"),
    "mpi": Command("samutphok.cli.mpi", "Alkire-Foster measures with standard errors from any microdata file"),
    "entitlements": Command("samutphok.cli.entitlements", "what a family, or everybody in a register, may claim"),
    "allocate": Command("samutphok.cli.allocate", "a proposal of who gets which scarce place"),
    "link": Command("samutphok.cli.link", "which rows of two files speak of one person, and how good such links are"),
    "areas": Command("samutphok.cli.areas", "the national catalogue of areas and the operator's own", office=True),
    "boundaries": Command("samutphok.cli.boundaries", "polygons of amphoe and tambon for the map", office=True),
    "published": Command("samutphok.cli.published", "counts that TPMAP has published, for comparison", office=True),
    "intake": Command("samutphok.cli.intake", "receive a register file into the office database", office=True),
    "quality": Command("samutphok.cli.quality", "how good the registers are, and measuring them anew", office=True),
    "forms": Command("samutphok.cli.forms", "publish forms, list, show and retire them", office=True),
    "translations": Command("samutphok.cli.translations", "compile the translations of the desk"),
    "accounts": Command("samutphok.cli.accounts", "make accounts, give and withdraw grants", office=True),
    "volunteer": Command("samutphok.cli.volunteer", "volunteers and the keys of their phones", office=True),
    "partners": Command("samutphok.cli.partners", "the directory of partners and services: check, export", office=True),
    "serve": Command("samutphok.cli.serve", "serve the desk and work through the job queue", office=True),
    "worker": Command("samutphok.cli.worker", "work through the job queue", office=True),
    "demo": Command("samutphok.cli.demo", "make the demo province and serve it", office=True),
    "submissions": Command(
        "samutphok.cli.submissions", "what came back from the field: tables, reading again", office=True
    ),
    "draw": Command("samutphok.cli.draw", "draw the list of an area, or draw one again to compare", office=True),
    "rebuild-search": Command("samutphok.cli.rebuild_search", "learn the sounds of all names anew", office=True),
    "rebuild-logbooks": Command("samutphok.cli.rebuild_logbooks", "make what follows from visits anew", office=True),
    "rebuild-people": Command("samutphok.cli.rebuild_people", "make who stands for whom anew", office=True),
    "protected-key": Command("samutphok.cli.protected_key", "the key of the closed compartment", office=True),
    "backup": Command("samutphok.cli.backup", "write the embedded database, files and keys to one archive"),
    "restore": Command("samutphok.cli.restore", "bring an archive back into the data folder"),
    "seal-audit": Command("samutphok.cli.seal_audit", "chain the acts that wait, and sign checkpoints", office=True),
    "verify-audit": Command(
        "samutphok.cli.verify_audit", "check the audit trail and name the first bad act", office=True
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0, or 2 after one message on stderr that names the problem and the remedy."""
    sys.excepthook = tell_discreetly
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["manage"]:
        return _manage(words[1:])
    chosen = words[0] if words else ""
    args = _parser(chosen).parse_args(words)
    try:
        return int(import_module(COMMANDS[args.command].module).run(args))
    except Error as error:
        language = _language()
        print(f"{error.problem.in_language(language)} {error.remedy.in_language(language)}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or args.command}: {error.strerror}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser(chosen: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="samutphok", description="สมุดพก: from the registers to the family")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        if name == chosen:
            if command.office:
                _open_office()
            import_module(command.module).add_parser(subparsers)
        else:
            subparsers.add_parser(name, help=command.summary)
    subparsers.add_parser("manage", help="Django's own management commands", add_help=False)
    return parser


def _open_office() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samutphok.config.settings")
    import django

    django.setup()


def _manage(words: Sequence[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samutphok.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["samutphok manage", *words])
    return 0


def _language() -> str:
    """Thai for whoever has set it (SAMUTPHOK_LANGUAGE, else the locale), English otherwise."""
    known = (os.environ.get(name) for name in ("SAMUTPHOK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return "th" if next(filter(None, known), "").startswith("th") else "en"


if __name__ == "__main__":
    sys.exit(main())
