"""`samutphok link`: which rows of two files speak of one person; `samutphok link evaluate`: how good such links are."""

import argparse
import re
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samutphok.linkage.domain.accuracy import Rate


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command's options."""
    parser = subparsers.add_parser(
        "link",
        help="which rows of two files speak of one person",
        description="Writes left_id, right_id, probability, decision (accept, review, reject) as Parquet. docs/linkage.md",
    )
    columns = (
        "record_id, pid, title, first_name, last_name, sex, birth_date, area_code; any but record_id may be missing"
    )
    parser.add_argument("--left", type=Path, metavar="FILE", help=columns)
    parser.add_argument("--right", type=Path, metavar="FILE", help="the same columns")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the links, as Parquet")
    parser.add_argument("--model", default="people-2569", help="a model's name or file (%(default)s)")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="(%(default)s)")
    parser.add_argument(
        "--memory", type=_size, default="2GB", metavar="SIZE", help="what the engine may hold (%(default)s)"
    )
    parser.set_defaults(work=_link, parser=parser)
    parts = parser.add_subparsers(metavar="")
    train = parts.add_parser("train", help="learn a model from two files whose truth nobody knows")
    train.add_argument("--left", type=Path, required=True, metavar="FILE", dest="first", help=columns)
    train.add_argument("--right", type=Path, required=True, metavar="FILE", dest="second", help="the same columns")
    train.add_argument("--out", type=Path, required=True, metavar="FILE.yaml", dest="written", help="the model")
    train.add_argument("--charts", type=Path, metavar="DIR", help="also Splink's charts of the weights")
    train.set_defaults(work=_train)
    evaluate = parts.add_parser("evaluate", help="hold links against the truth")
    evaluate.add_argument("--links", type=Path, required=True, metavar="FILE", help="what `samutphok link` wrote")
    evaluate.add_argument(
        "--truth", type=Path, required=True, metavar="FILE", help="left_id, right_id of the true links"
    )
    evaluate.add_argument(
        "--left", type=Path, metavar="FILE", dest="people", help="the left file: results by sex, age and province too"
    )
    evaluate.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="day of ages (today)")
    evaluate.set_defaults(work=_evaluate)


def _size(text: str) -> str:
    """An amount of memory as the engines read it, such as 2GB."""
    if not re.fullmatch(r"[1-9][0-9]{0,5}[KMGT]B", text):
        raise argparse.ArgumentTypeError("give an amount such as 512MB or 2GB")
    return text


def run(args: argparse.Namespace) -> int:
    """Run the command or its `evaluate`."""
    return int(args.work(args))


def _link(args: argparse.Namespace) -> int:
    missing = [f"--{name}" for name in ("left", "right", "out") if getattr(args, name) is None]
    if missing:
        args.parser.error(f"the following arguments are required: {', '.join(missing)}")
    from samutphok.linkage.files import link_files

    found = link_files(
        left=args.left,
        right=args.right,
        out=args.out,
        model=args.model,
        engine=args.engine,
        memory_limit=args.memory,
    )
    counts = {"left": found.left, "right": found.right, **found.decisions}
    for name, number in counts.items():
        print(f"{name}: {number}", file=sys.stderr)
    print(f"model: {found.model}", file=sys.stderr)
    return 0


def _train(args: argparse.Namespace) -> int:
    from samutphok.linkage.files import train_files

    if args.charts is not None:
        args.charts.mkdir(parents=True, exist_ok=True)
    today = date.today()
    train_files(left=args.first, right=args.second, out=args.written, charts=args.charts, on=today)
    print(f"model: {args.written}", file=sys.stderr)
    return 0


def _evaluate(args: argparse.Namespace) -> int:
    from samutphok.linkage.evaluating import evaluate_files

    with tempfile.TemporaryDirectory() as scratch:
        lines = evaluate_files(
            links=args.links,
            truth=args.truth,
            left=args.people,
            on=args.as_of or date.today(),
            scratch=Path(scratch),
        )
    print(f"{'decisions':<16} {'group':<18} {'precision':<26} {'recall':<26} {'F1':<26} right wrong missed")
    for line in lines:
        found = line.accuracy
        group = line.group if line.kind == "all" else f"{line.kind} {line.group}"
        rates = " ".join(f"{_shown(rate):<26}" for rate in (found.precision, found.recall, found.f1))
        print(f"{line.decisions:<16} {group:<18} {rates} {found.right} {found.wrong} {found.missed}")
    if args.people is None:
        print("by sex, age and province: give the left file with --left", file=sys.stderr)
    return 0


def _shown(rate: "Rate") -> str:
    if rate.value is None:
        return "- (nothing to count)"
    return f"{rate.value:.4f} ({rate.low:.4f}-{rate.high:.4f})"
