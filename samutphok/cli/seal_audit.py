"""`samutphok seal-audit`: chains the acts that wait (PostgreSQL) and signs checkpoints, once or for ever."""

import argparse
import sys
import time

from django.utils import timezone

from samutphok.foundation.audit.actions import checkpoint, seal


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `seal-audit`."""
    parser = subparsers.add_parser("seal-audit", help="chain the acts that wait, and sign checkpoints")
    parser.add_argument("--every", type=float, help="go on, with so many seconds between two rounds")
    parser.add_argument("--checkpoint-every", type=float, default=300, help="seconds between two checkpoints")


def run(args: argparse.Namespace) -> int:
    """One round, or rounds until it is stopped; several may run, one at a time works."""
    signed_at = None
    while True:
        seal_all()
        if signed_at is None or time.monotonic() - signed_at >= args.checkpoint_every:
            signed_at = time.monotonic()
            signed = checkpoint(timezone.now())
            if signed is not None:
                print(f"checkpoint at {signed.size} acts: {signed.root}", file=sys.stderr, flush=True)
        if args.every is None:
            return 0
        time.sleep(args.every)


def seal_all() -> int:
    """Chains everything that waits now; returns how many acts."""
    total = 0
    while sealed := seal():
        total += sealed
    return total
