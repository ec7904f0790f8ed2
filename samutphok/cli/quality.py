"""`samutphok quality`: how good the registers of an area are, and measuring them anew."""

import argparse
import sys

from django.utils import timezone

AREA_OF_ALL = ""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `quality`."""
    parser = subparsers.add_parser(
        "quality",
        help="how good the registers are: complete, valid, unique, timely, consistent",
        description="Prints a line a register, delivery and measure. docs/quality.md",
    )
    parser.add_argument("--area", default=AREA_OF_ALL, help="province, amphoe or tambon code (the country)")
    parser.add_argument("--again", action="store_true", help="first measure every batch anew, by the rules in force")


def run(args: argparse.Namespace) -> int:
    """Prints the figures; with --again measures first."""
    from samutphok.quality.actions import measure_all
    from samutphok.quality.queries import quality_told

    now = timezone.now()
    if args.again:
        print(f"measured: {measure_all(now=now)}", file=sys.stderr)
    lines = quality_told(area=args.area)
    print(f"{'register':<20} {'as of':<11} {'measure':<13} {'share':>7} {'met':>12} {'of':>12}")
    for register, day, measure, count in lines:
        share = "-" if count.share is None else f"{count.share:.4f}"
        print(f"{register:<20} {day.isoformat():<11} {measure.value:<13} {share:>7} {count.met:>12} {count.of:>12}")
    if not lines:
        print("nothing has been measured here: samutphok quality --again", file=sys.stderr)
    return 0
