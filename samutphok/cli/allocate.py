"""`samutphok allocate`: a proposal of who gets which scarce place."""

import argparse
import json
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command's options."""
    parser = subparsers.add_parser(
        "allocate",
        help="a proposal of who gets which scarce place",
        description="Meets the most need within places, budgets and rules; prints a summary as JSON. docs/allocation.md",
    )
    parser.add_argument(
        "--needs", type=Path, required=True, metavar="FILE", help="household_id, area_code, programme_id, score, cost"
    )
    parser.add_argument("--programmes", type=Path, required=True, metavar="FILE", help="programme_id, capacity, budget")
    parser.add_argument(
        "--rules", type=Path, required=True, metavar="FILE.yaml", help="most a household, shares of areas"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the proposal: household_id, programme_id"
    )
    parser.add_argument("--explain", type=Path, metavar="FILE", help="also every need, with why it was met or not")


def run(args: argparse.Namespace) -> int:
    """Run the command; the summary goes to stdout."""
    from samutphok.allocation.files import allocate_files

    shared = allocate_files(
        needs=args.needs, programmes=args.programmes, rules=args.rules, out=args.out, explain=args.explain
    )
    print(json.dumps(shared.summary(), ensure_ascii=False, indent=2))
    return 0
