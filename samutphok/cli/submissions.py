"""`samutphok submissions export | read-again`: what came back from the field as tables; reading it into the logbook anew."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from samutphok.submissions.actions import export_form, read_again


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `submissions export` and `submissions read-again`."""
    submissions = subparsers.add_parser("submissions", help="what came back from the field: tables, reading again")
    verbs = submissions.add_subparsers(dest="verb", required=True)
    export = verbs.add_parser("export", help="write a form's submissions as CSV files, laid out as ODK Central does")
    export.add_argument("--form", required=True, metavar="FORM", help="the form's id")
    export.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder for the files")
    export.add_argument("--split-selects", action="store_true", help="a column of 1 and 0 for each choice as well")
    again = verbs.add_parser("read-again", help="read what waits or failed into the logbook once more")
    again.add_argument("--form", default="", metavar="FORM", help="only of this form")
    again.add_argument("--everything", action="store_true", help="also what was read before; nothing is doubled")


def run(args: argparse.Namespace) -> int:
    """Writes the files and names them, or queues the reading and says how much."""
    if args.verb == "read-again":
        print(f"{read_again(form_id=args.form, everything=args.everything)} submissions are queued for reading")
        return 0
    now = datetime.now(UTC)
    done = export_form(viewer=None, form_id=args.form, folder=args.out, split_selects=args.split_selects, now=now)
    for file in done.files:
        print(file)
    print(f"{done.submissions} submissions", file=sys.stderr)
    for standing, number in sorted(done.left_out.items()):
        print(f"left out: {number} {standing.value}", file=sys.stderr)
    return 0
