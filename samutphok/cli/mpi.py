"""`samutphok mpi`: an Alkire-Foster measure of any microdata file, with standard errors and confidence intervals."""

import argparse
import sys
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command's options."""
    parser = subparsers.add_parser(
        "mpi",
        help="Alkire-Foster measures with standard errors from any microdata file",
        description="Writes H, A, M0, headcounts and contributions with their standard errors and 95 % intervals.",
    )
    parser.add_argument("--data", type=Path, required=True, metavar="FILE", help="microdata, CSV or Parquet")
    parser.add_argument("--measure", required=True, help="a measure's name or file")
    parser.add_argument("--by", metavar="COLUMN", help="estimate for each value of this column")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the CSV of the results")


def run(args: argparse.Namespace) -> int:
    """Run the command; what was read and dropped goes to stderr, a line a number."""
    from samutphok.targeting.estimation import estimate_file

    read = estimate_file(data=args.data, measure=args.measure, by=args.by, out=args.out)
    print(f"rows: {read.rows}", file=sys.stderr)
    print(f"dropped: {read.dropped} (an indicator is missing)", file=sys.stderr)
    if read.undesigned:
        print(f"dropped: {read.undesigned} (weight, PSU or stratum is missing)", file=sys.stderr)
    return 0
