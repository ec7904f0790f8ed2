"""`samutphok draw`: draws the list of an area, or draws a list again and says whether it is the same."""

import argparse
import sys
from datetime import date
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator
from samutphok.targeting.actions import UNION_MEASURE, draw_list, drawn_again
from samutphok.targeting.queries import list_named
from samutphok.targeting.scoring import draw_scores, is_score_measure


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `draw`."""
    parser = subparsers.add_parser("draw", help="draw the list of an area, or draw one again to compare")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--area", metavar="CODE", help="2 to 8 digits, or TH for the country")
    what.add_argument("--again", type=UUID, metavar="LIST", help="a list's id: draw it again, store nothing")
    parser.add_argument("--account", metavar="USERNAME", help="in whose name (with --area)")
    parser.add_argument(
        "--measure", default=UNION_MEASURE, metavar="NAME", help="a measure's name, such as mpi-2561 (%(default)s)"
    )
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="day of ages and rules (today)")
    parser.add_argument(
        "--cut", type=date.fromisoformat, metavar="YYYY-MM-DD", help="registers as they stood on that day (the newest)"
    )


def run(args: argparse.Namespace) -> int:
    """Prints the list's id and size; with --again 1 when the result differs."""
    if args.again:
        frozen = list_named(args.again)
        same = drawn_again(list_id=args.again) == frozen.result_sha256
        print(f"{args.again}\t{'the same' if same else 'differs'}\t{frozen.result_sha256}")
        return 0 if same else 1
    now = timezone.now()
    account = account_named(args.account or "", viewer=operator(now=now))
    viewer = Viewer(account.id, account.display_name, account.grants if account.active else (), now=now)
    prefix = "" if args.area == "TH" else args.area
    if is_score_measure(args.measure):
        scored = draw_scores(viewer=viewer, area_prefix=prefix, measure=args.measure, now=now, cut=args.cut)
        print(f"{scored.id}\t{scored.measure}\tdata of {scored.data_cut}", file=sys.stderr)
        return 0
    as_of = args.as_of or timezone.localdate(now)
    drawn = draw_list(viewer=viewer, area_prefix=prefix, as_of=as_of, now=now, measure=args.measure, cut=args.cut)
    print(f"{drawn.id}\t{drawn.households} households\t{drawn.persons} persons", file=sys.stderr)
    for source in drawn.sources:
        print(f"  {source.register}\t{source.as_of}\t{source.rows} rows\tbatch {source.batch}", file=sys.stderr)
    return 0
