"""`samutphok protected-key`: which key seals the closed compartment, and turning it over."""

import argparse
import sys


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `protected-key`."""
    parser = subparsers.add_parser("protected-key", help="which key seals the closed compartment")
    parser.add_argument("--turn-over", action="store_true", help="seal everything anew and forget the key before")


def run(args: argparse.Namespace) -> int:
    """Names the key, never shows it. Turn it over while nobody is at work, and make a backup afterwards."""
    from django.utils import timezone

    from samutphok.protected.actions import turn_key_over
    from samutphok.protected.sealing import newest_key

    if args.turn_over:
        print(f"{turn_key_over(now=timezone.now()):,} rows sealed anew", file=sys.stderr)
    print(f"The compartment is sealed by key {newest_key()}", file=sys.stderr)
    return 0
