"""`samutphok published`: TPMAP's counts of a year, to be compared with our own; unemployment month by month, to look ahead."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from samutphok.published.actions import load_months, load_published


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `published load`."""
    published = subparsers.add_parser("published", help="counts that others have published, for comparison")
    verbs = published.add_subparsers(dest="verb", required=True)
    load = verbs.add_parser("load", help="take population.parquet and target_poor.parquet of a folder")
    load.add_argument("folder", type=Path)
    load.add_argument("--year", type=int, metavar="BE", help="year of the Buddhist era (the file's own, else 2561)")
    months = verbs.add_parser("months", help="take a CSV file of unemployment: province, month, unemployed, source")
    months.add_argument("file", type=Path)


def run(args: argparse.Namespace) -> int:
    """Loads, tells the progress, and says how many areas there are and how many changed."""
    if args.verb == "months":
        print(f"{load_months(args.file, actor='operator', now=datetime.now(UTC))} new or changed")
        return 0
    loaded = load_published(args.folder, actor="operator", now=datetime.now(UTC), year=args.year, say=_say)
    print(f"{loaded.year}: {loaded.areas} areas, {loaded.changed} changed")
    return 0


def _say(line: str) -> None:
    print(f"  {line} areas", file=sys.stderr, flush=True)
