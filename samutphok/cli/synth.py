"""`samutphok synth`: registers of people who do not exist, as offices send them, and the truth apart."""

import argparse
import sys
from datetime import date
from pathlib import Path

from samutphok.synthetic import FileForm, Plan, generate
from samutphok.synthetic.calibration import Calibration

_SHOWN = 20
_LEVELS = {"country": "all together", "province": "a province", "tambon": "a tambon"}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's options."""
    parser = subparsers.add_parser(
        "synth",
        help="registers of people who do not exist, after TPMAP's counts",
        description="Writes the registers of a province or the country, dirty as offices send them, and the truth apart.",
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--province", action="append", metavar="CODE", help="2 digits, such as 83 (may be repeated)")
    where.add_argument("--country", action="store_true", help="every province that the BMN survey covers")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same files (default 1)")
    parser.add_argument("--calibrate", type=Path, metavar="DIR", help="folder of TPMAP's published counts")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the tambons of each province (default 1)")
    parser.add_argument("--format", choices=[form.value for form in FileForm], help="parquet for the country, else csv")
    parser.add_argument("--as-of", type=date.fromisoformat, default=Plan().as_of, metavar="DATE", help="day of ages")


def run(args: argparse.Namespace) -> int:
    """Generates the files and prints how near they come to the counts; returns 0."""
    usual = FileForm.PARQUET if args.country else FileForm.CSV
    plan = Plan(
        provinces=tuple(dict.fromkeys(args.province or ())),
        seed=args.seed,
        scale=args.scale,
        calibrate=args.calibrate,
        as_of=args.as_of,
        form=FileForm(args.format) if args.format else usual,
    )
    made = generate(plan, args.out, say=lambda line: print(line, file=sys.stderr))
    _report(made)
    return 0


def _report(made: Calibration) -> None:
    report = made.report()
    differing = report["differences"]
    print(
        f"{report['source']}: {report['exact_tambons']} of {report['tambons']} tambons give back every count exactly."
    )
    for level, per_cent in report["largest_difference_per_cent"].items():
        print(f"largest difference of a count, {_LEVELS[level]}: {per_cent} %")
    for tambon, contradictions in made.contradictory.items():
        print(f"tambon {tambon} contradicts itself: {'; '.join(contradictions)}")
    for cell in [cell for cell in differing if cell["level"] == "tambon"][:_SHOWN]:
        print("{level} {area_code} {measure} {dimensions}: published {published}, made {made}".format(**cell))
