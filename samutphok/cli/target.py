"""`samutphok target`: survey-poor and target-poor persons and the counts of every area, from register files alone."""

import argparse
import sys
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command's options."""
    parser = subparsers.add_parser(
        "target",
        help="survey-poor and target-poor persons from register files",
        description="Writes persons.parquet and areas.parquet into --out. Survey and welfare are CSV or Parquet.",
    )
    parser.add_argument("--survey", type=Path, required=True, metavar="FILE", help="the survey, a row a person")
    parser.add_argument("--welfare", type=Path, required=True, metavar="FILE", help="the state-welfare register")
    parser.add_argument("--measure", default="tpmap-2561", help="a measure's name or file (%(default)s)")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the results")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="(%(default)s)")
    parser.add_argument("--memory", default="4GB", metavar="SIZE", help="what the engine may hold (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Run the command; its summary goes to stderr, a line a number."""
    from samutphok.targeting.files import target_files

    found = target_files(
        survey=args.survey,
        welfare=args.welfare,
        measure=args.measure,
        out=args.out,
        engine=args.engine,
        memory_limit=args.memory,
    )
    for name in ("persons", "poor", "target_poor", "conflicts"):
        print(f"{name}: {getattr(found, name)}", file=sys.stderr)
    return 0
