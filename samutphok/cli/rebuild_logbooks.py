"""`samutphok rebuild-logbooks`: makes what follows from visits anew: versions, members, conflicts, contradictions."""

import argparse
import sys
from uuid import UUID

from django.utils import timezone


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `rebuild-logbooks`."""
    parser = subparsers.add_parser("rebuild-logbooks", help="make what follows from visits anew")
    parser.add_argument("--household", type=UUID, metavar="ID", help="of this household alone")


def run(args: argparse.Namespace) -> int:
    """Rebuilds one household after the other; visits themselves are never touched."""
    from samutphok.logbook.actions import rebuild_logbooks

    rebuilt = rebuild_logbooks(household_id=args.household, now=timezone.now())
    print(f"{rebuilt:,} logbooks rebuilt", file=sys.stderr)
    return 0
