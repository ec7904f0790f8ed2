"""`samutphok demo`: the province of Phuket with synthetic people, made once, then served."""

import argparse
import sys
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from samutphok.access.actions.demo import make_demo_accounts
from samutphok.access.domain import DEMO_ACCOUNTS
from samutphok.cli.demo_notices import make_notices
from samutphok.cli.serve import prepare, require_free_port, supervise
from samutphok.kernel.errors import Bilingual, Conflict
from samutphok.targeting.queries import years_of

PROVINCE = "83"
ROUNDS = 2
PAST = timedelta(days=366)  # the demo tells of a year in which its people have worked


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
    make_demo_accounts(timezone.now() - PAST)
    make_notices(now=timezone.now())
    if len(years_of(PROVINCE)) < ROUNDS or args.only_make:
        from samutphok.cli.demo_province import (  # with all that reads registers: not at every start
            finish,
            make_province,
        )

        make_province(PROVINCE, say=_say)
        if args.only_make:
            finish(say=_say)
    for make in lives():
        make(now=timezone.now(), say=_say)
    return 0 if args.only_make else supervise(host="127.0.0.1", port=args.port, announcement=_announcement(args.port))


def lives() -> tuple[Callable[..., None], ...]:
    """What happens in the province once it is there, each on what came before. Imported late: their names make people."""
    from samutphok.cli.demo_aid import make_aid
    from samutphok.cli.demo_allocation import make_shares
    from samutphok.cli.demo_cases import make_cases
    from samutphok.cli.demo_fieldwork import make_fieldwork
    from samutphok.cli.demo_homes import make_homes
    from samutphok.cli.demo_livelihoods import make_livelihoods
    from samutphok.cli.demo_partners import make_partners
    from samutphok.cli.demo_programmes import make_programmes
    from samutphok.cli.demo_protected import make_protected
    from samutphok.cli.demo_quality import make_quality
    from samutphok.cli.demo_referrals import make_referrals
    from samutphok.cli.demo_requests import make_requests
    from samutphok.cli.demo_uptake import make_uptake
    from samutphok.cli.demo_verification import make_verification
    from samutphok.cli.demo_visits import make_visits
    from samutphok.cli.demo_watch import make_watch

    field = (make_fieldwork, make_visits)
    asked = (make_partners, make_requests, make_cases, make_referrals)
    helped = (make_aid, make_homes, make_programmes, make_protected)
    return (
        *field,
        *asked,
        *helped,
        make_watch,
        make_livelihoods,
        make_uptake,
        make_shares,
        make_quality,
        make_verification,
    )


def _announcement(port: int) -> str:
    accounts = "\n".join(f"  {one.username:<14} {one.title.th} · {one.title.en}" for one in DEMO_ACCOUNTS)
    return (
        f"\nsamutphok is ready: http://127.0.0.1:{port}\nDemo accounts, one click each on the login page:\n{accounts}\n"
    )


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)
