"""`samutphok accounts`: make accounts, give and withdraw grants. Whoever has this command line is the first administrator."""

import argparse
import getpass
import sys
from datetime import datetime, timedelta

from django.utils import timezone

from samutphok.access.actions import (
    create_account,
    disable_account,
    enable_account,
    give_grant,
    make_demo_accounts,
    withdraw_grant,
)
from samutphok.access.domain import Grant, NewAccount, Role
from samutphok.access.queries import accounts, operator
from samutphok.kernel.errors import Bilingual, InvalidInput


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `accounts` and its verbs."""
    parser = subparsers.add_parser("accounts", help="make accounts, give and withdraw grants")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _add_account_verbs(verbs)
    _add_grant_verbs(verbs)
    verbs.add_parser("list", help="accounts and their grants").set_defaults(verb_run=_list)
    verbs.add_parser("demo", help="make the one-click accounts of a demo").set_defaults(verb_run=_demo)


def _add_account_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    create = verbs.add_parser("create", help="make an account; it sees nothing until it is given a grant")
    create.add_argument("username")
    create.add_argument("--name", required=True, help="the name colleagues see")
    create.add_argument("--email", default="", help="where a forgotten password is set anew")
    create.add_argument("--agency", default="")
    create.add_argument("--language", choices=("th", "en"), default="th")
    create.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    create.set_defaults(verb_run=_create)

    disable = verbs.add_parser("disable", help="end an account and its sessions")
    disable.add_argument("username")
    disable.set_defaults(verb_run=_disable)

    enable = verbs.add_parser("enable", help="let a disabled account in again")
    enable.add_argument("username")
    enable.set_defaults(verb_run=_enable)


def _add_grant_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    grant = verbs.add_parser("grant", help="give an account a role in one or more areas")
    grant.add_argument("username")
    grant.add_argument("--role", required=True, choices=[role.value for role in Role])
    grant.add_argument("--area", required=True, action="append", help="TH, a code, or a local government; repeatable")
    grant.add_argument("--agency", default="", help="only records shared with this agency")
    grant.add_argument("--programme", default="", help="only records of this programme")
    grant.add_argument("--purpose", default="", help="only for this purpose")
    grant.add_argument("--until", type=_day, help="last day of the grant, YYYY-MM-DD")
    grant.set_defaults(verb_run=_grant)

    withdraw = verbs.add_parser("withdraw", help="end a grant; it counts at the holder's next request")
    withdraw.add_argument("grant", help="the grant's id, from `samutphok accounts list`")
    withdraw.set_defaults(verb_run=_withdraw)


def run(args: argparse.Namespace) -> int:
    """Does what the verb says; 0 when it is done."""
    args.verb_run(args)
    return 0


def _create(args: argparse.Namespace) -> None:
    account = NewAccount(args.username, args.name, email=args.email, agency=args.agency, language=args.language)
    now = timezone.now()
    made = create_account(viewer=operator(now=now), account=account, password=_password(args), now=now)
    print(f"{made.username}: made. Give it a grant: samutphok accounts grant {made.username} --role ROLE --area CODE")


def _grant(args: argparse.Namespace) -> None:
    now = timezone.now()
    grant = Grant(
        Role(args.role),
        tuple(args.area),
        agency=args.agency,
        programme=args.programme,
        purpose=args.purpose,
        valid_to=args.until,
    )
    print(give_grant(viewer=operator(now=now), username=args.username, grant=grant, now=now))


def _withdraw(args: argparse.Namespace) -> None:
    now = timezone.now()
    withdraw_grant(viewer=operator(now=now), grant_id=args.grant, now=now)


def _disable(args: argparse.Namespace) -> None:
    now = timezone.now()
    disable_account(viewer=operator(now=now), username=args.username, now=now)


def _enable(args: argparse.Namespace) -> None:
    now = timezone.now()
    enable_account(viewer=operator(now=now), username=args.username, now=now)


def _list(_args: argparse.Namespace) -> None:
    for account in accounts(viewer=operator(now=timezone.now())):
        print(account.username, account.display_name, "" if account.active else "(disabled)", sep="\t")
        for grant in account.grants:
            areas = ",".join(area or "TH" for area in grant.areas)
            until = f"until {grant.valid_to:%Y-%m-%d %H:%M}" if grant.valid_to else ""
            print("", grant.id, grant.role, areas, grant.agency, until, sep="\t")


def _demo(_args: argparse.Namespace) -> None:
    for account in make_demo_accounts(timezone.now()):
        print(account.username, account.title, sep="\t")


def _password(args: argparse.Namespace) -> str | None:
    """From standard input, or asked for twice at a terminal; None: the person sets it by 'forgotten password'."""
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    if args.email or not sys.stdin.isatty():
        return None
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise InvalidInput(
            problem=Bilingual("รหัสผ่านสองครั้งไม่ตรงกัน", "The two passwords differ."),
            remedy=Bilingual("ลองใหม่อีกครั้ง", "Try again."),
        )
    return first


def _day(text: str) -> datetime:
    """The end of the named day, in the office's time zone."""
    try:
        return timezone.make_aware(datetime.fromisoformat(text) + timedelta(days=1))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-12-31") from error
