"""`samutphok areas catalogue` and `samutphok areas load FILE`: the national catalogue and the operator's own areas."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from samutphok.areas.actions import load_catalogue, load_operator_list


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `areas catalogue` and `areas load`."""
    areas = subparsers.add_parser("areas", help="the national catalogue of areas and the operator's own")
    verbs = areas.add_subparsers(dest="verb", required=True)
    verbs.add_parser("catalogue", help="bring in the provinces, amphoe and tambon; again after an update")
    load = verbs.add_parser("load", help="take a CSV of villages, communities and local governments (docs/areas.md)")
    load.add_argument("file", type=Path)


def run(args: argparse.Namespace) -> int:
    """Loads, and says how many."""
    if args.verb == "catalogue":
        print(f"{load_catalogue()} areas in the catalogue")
        return 0
    loaded = load_operator_list(args.file, now=datetime.now(UTC))
    print(f"{loaded.areas} areas taken, {loaded.made} of them new; {loaded.coverage_changed} local governments changed")
    return 0
