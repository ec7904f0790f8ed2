"""`samutphok demo`: the province of Phuket with synthetic people, made once, then served."""

import argparse
import sys

from django.conf import settings
from django.utils import timezone

from samutphok.access.actions.demo import make_demo_accounts
from samutphok.access.domain import DEMO_ACCOUNTS
from samutphok.cli.serve import prepare, require_free_port, supervise
from samutphok.kernel.errors import Bilingual, Conflict
from samutphok.targeting.queries import lists_for

PROVINCE = "83"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `demo`."""
    parser = subparsers.add_parser("demo", help="make the demo province and serve it")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--only-make", action="store_true", help="make it and stop")


def run(args: argparse.Namespace) -> int:
    """Makes what is missing, step by step, then serves on 127.0.0.1."""
    if not settings.DEMO:
        raise Conflict(
            problem=Bilingual("ไม่ได้เปิดโหมดสาธิต", "This is not a demonstration."),
            remedy=Bilingual("ใช้ ./run หรือกำหนด SAMUTPHOK_DEMO=1", "Use ./run, or set SAMUTPHOK_DEMO=1."),
        )
    if not args.only_make:
        require_free_port("127.0.0.1", args.port)
    _say("database and static files")
    prepare()
    make_demo_accounts(timezone.now())
    if not lists_for(PROVINCE):
        from samutphok.cli.demo_province import make_province  # with all that reads registers: not at every start

        make_province(PROVINCE, say=_say)
    return 0 if args.only_make else supervise(host="127.0.0.1", port=args.port, announcement=_announcement(args.port))


def _announcement(port: int) -> str:
    accounts = "\n".join(f"  {one.username:<14} {one.title.th} · {one.title.en}" for one in DEMO_ACCOUNTS)
    return (
        f"\nsamutphok is ready: http://127.0.0.1:{port}\nDemo accounts, one click each on the login page:\n{accounts}\n"
    )


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)
