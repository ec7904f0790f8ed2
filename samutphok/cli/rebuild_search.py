"""`samutphok rebuild-search`: learns how the names of the office sound, after the rules of sound have changed."""

import argparse
import sys


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `rebuild-search`."""
    subparsers.add_parser("rebuild-search", help="learn the sounds of all names anew, for search")


def run(_args: argparse.Namespace) -> int:
    """Rebuilds in one transaction: searches find what they found until it is done."""
    from samutphok.registry.actions.writing import rebuild_sounds

    print(f"{rebuild_sounds():,} names learned", file=sys.stderr)
    return 0
