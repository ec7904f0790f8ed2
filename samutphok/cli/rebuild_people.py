"""`samutphok rebuild-people`: makes who stands for whom, and what is shown of people, anew from the log of decisions."""

import argparse
import sys

from django.utils import timezone


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `rebuild-people`."""
    subparsers.add_parser("rebuild-people", help="make who stands for whom anew from what was decided")


def run(_: argparse.Namespace) -> int:
    """Rebuilds all of them in one transaction; rows of registers and visits are never touched."""
    from samutphok.linkage.actions import rebuild_people

    print(f"{rebuild_people(now=timezone.now()):,} differed from the log", file=sys.stderr)
    return 0
