"""`samutphok entitlements`: what a family, or everybody in a register, may claim on a day."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command's options."""
    parser = subparsers.add_parser(
        "entitlements",
        help="what a family, or everybody in a register, may claim",
        description="With --household prints JSON; with --persons writes a Parquet file. Schemas: docs/schemas.",
    )
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--household", type=Path, metavar="FILE", help="a household as JSON")
    asked.add_argument("--persons", type=Path, metavar="FILE", help="a register, a row a person (Parquet or CSV)")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, required=True, metavar="DATE", help="the day, as 2026-11-23"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the answers for --persons")
    parser.add_argument(
        "--benefit", action="append", default=[], metavar="NAME", help="only this one (may be repeated)"
    )
    parser.add_argument("--scenarios", action="store_true", help="also proposals that are not law")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="(%(default)s)")
    parser.add_argument("--memory", default="4GB", metavar="SIZE", help="what the engine may hold (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Run the command; a summary of a register goes to stderr, a line a number."""
    from samutphok.entitlements.domain.vocabulary import rights_vocabulary
    from samutphok.entitlements.files import household_file, persons_file, told
    from samutphok.entitlements.queries import chosen

    among = chosen(args.benefit, scenarios=args.scenarios)
    if args.household:
        answers = household_file(args.household, among=among, on=args.as_of)
        print(json.dumps([told(one, rights_vocabulary()) for one in answers], ensure_ascii=False, indent=2))
        return 0
    if args.out is None:
        print("--persons needs --out FILE", file=sys.stderr)
        return 2
    found = persons_file(
        args.persons, out=args.out, among=among, on=args.as_of, engine=args.engine, memory_limit=args.memory
    )
    print(f"persons: {found.persons}\nhouseholds: {found.households}\nrows: {found.rows}", file=sys.stderr)
    for outcome, rows in found.outcomes.items():
        print(f"{outcome}: {rows}", file=sys.stderr)
    if found.unused:
        print(f"columns that no rule reads: {', '.join(found.unused)}", file=sys.stderr)
    return 0
