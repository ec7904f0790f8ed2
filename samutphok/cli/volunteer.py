"""`samutphok volunteer`: take a volunteer on, set up a phone, take a phone's key back."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samutphok.access.actions import enrol_volunteer, give_key, revoke_key
from samutphok.access.domain import FieldKey, GivenKey, NewAccount, Viewer
from samutphok.access.queries import field_operator
from samutphok.areas.queries import names
from samutphok.fieldwork.actions import take_on
from samutphok.fieldwork.domain.giving import NewVolunteer
from samutphok.fieldwork.domain.phone_setup import PhoneSetup, phone_setup
from samutphok.fieldwork.domain.volunteers import VolunteerKind
from samutphok.fieldwork.queries.phones import phone_book, phones_of

KINDS = {"อพม": VolunteerKind.SOCIAL, "อสม": VolunteerKind.HEALTH} | {kind.value: kind for kind in VolunteerKind}
_PICTURES = (".png", ".svg")
_SCALE = 6  # pixels a module


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `volunteer` and its verbs."""
    parser = subparsers.add_parser("volunteer", help="volunteers and their phones")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    add = verbs.add_parser("add", help="take a volunteer on and give their phone a key")
    add.add_argument("name", help="first and last name")
    add.add_argument("--area", required=True, action="append", help="village, community or tambon; repeatable")
    add.add_argument("--kind", choices=sorted(KINDS), default=VolunteerKind.OTHER.value, help="อพม, อสม or another")
    add.add_argument("--username", help="for a volunteer who also works at the desk; else one is made up")
    _add_phone_options(add)
    add.set_defaults(verb_run=_add)

    key = verbs.add_parser("key", help="give one more phone of a volunteer a key")
    key.add_argument("volunteer", type=UUID, help="the volunteer's id, from `samutphok volunteer list`")
    _add_phone_options(key)
    key.set_defaults(verb_run=_key)

    verbs.add_parser("list", help="volunteers and the keys of their phones").set_defaults(verb_run=_list)

    revoke = verbs.add_parser("revoke", help="take a key back; it counts at the phone's next request")
    revoke.add_argument("key", type=UUID, help="the key's id, from `samutphok volunteer list`")
    revoke.add_argument(
        "--wipe", action="store_true", help="the phone is lost: it forgets its lists when it next calls"
    )
    revoke.set_defaults(verb_run=_revoke)


def _add_phone_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--phone", default="", help="which phone it is, in the office's words")
    verb.add_argument("--address", help="how phones reach this installation; else SAMUTPHOK_ADDRESS, else this machine")
    verb.add_argument("--qr", type=_picture, metavar="FILE", help="also write ODK Collect's QR code as .png or .svg")
    verb.add_argument("--app-qr", type=_picture, metavar="FILE", help="the same of the field app's link")


def run(args: argparse.Namespace) -> int:
    """Does what the verb says; 0 when it is done."""
    now = timezone.now()
    args.verb_run(args, field_operator(now=now), now)
    return 0


def _add(args: argparse.Namespace, viewer: Viewer, now: datetime) -> None:
    with transaction.atomic():
        _set_up(args, viewer, _taken_on(args, viewer, now), now)


def _taken_on(args: argparse.Namespace, viewer: Viewer, now: datetime) -> UUID:
    account = ""
    if args.username:
        named = NewAccount(args.username, args.name)
        account = enrol_volunteer(viewer=viewer, account=named, areas=args.area, now=now).id
    volunteer = NewVolunteer(args.name, tuple(args.area), KINDS[args.kind], account_id=account)
    return take_on(viewer=viewer, volunteer=volunteer, now=now)


def _key(args: argparse.Namespace, viewer: Viewer, now: datetime) -> None:
    _set_up(args, viewer, args.volunteer, now)


def _list(_args: argparse.Namespace, viewer: Viewer, _now: datetime) -> None:
    for one in phone_book(viewer=viewer):
        print(one.volunteer_id, one.area_code, one.name, "" if one.active else "(stopped)", sep="\t")
        for key in one.keys:
            print("", key.id, key.label, _state(key), sep="\t")


def _revoke(args: argparse.Namespace, viewer: Viewer, now: datetime) -> None:
    print(_state(revoke_key(viewer=viewer, key_id=args.key, wipe=args.wipe, now=now)))


def _set_up(args: argparse.Namespace, viewer: Viewer, volunteer_id: UUID, now: datetime) -> None:
    """Gives a key and says everything that the phone's owner needs."""
    found = phones_of(viewer=viewer, volunteer_id=volunteer_id)
    place = names([found.area_code])
    base = args.address or settings.ADDRESS or _this_machine()
    # An address that cannot be used is refused before there is a key that nobody knows.
    phone_setup(base=base, token="", place="")
    given = give_key(viewer=viewer, account_id=found.account_id, label=args.phone, now=now)
    title = place[found.area_code].title("th") if found.area_code in place else ""
    _tell(args, given, phone_setup(base=base, token=given.token, place=title))


def _tell(args: argparse.Namespace, given: GivenKey, setup: PhoneSetup) -> None:
    print(f"key\t{given.key.id}")
    print(f"token\t{given.token}")
    print(f"address\t{setup.server}")
    print(f"app\t{setup.app}")
    print("The token is told this once. ODK Collect, 'Configure with QR code':", flush=True)
    code = segno.make(setup.collect, error="l", micro=False)
    code.terminal(out=sys.stdout, compact=True, border=2)
    for path, text in ((args.qr, setup.collect), (args.app_qr, setup.app)):
        if path:
            segno.make(text, error="l", micro=False).save(str(path), scale=_SCALE)


def _state(key: FieldKey) -> str:
    seen = f"last seen {timezone.localtime(key.seen_at):%Y-%m-%d %H:%M}" if key.seen_at else "never seen"
    if key.wipe:
        return f"lost, {'told to wipe' if key.told else 'wiped when it calls'}, {seen}"
    return f"{'works' if key.revoked_at is None else 'taken back'}, {seen}"


def _this_machine() -> str:
    host = settings.ALLOWED_HOSTS[0]
    return f"https://{host}" if settings.HTTPS else f"http://{host}:8000"


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in _PICTURES:
        raise argparse.ArgumentTypeError(f"{text!r} does not end in .png or .svg")
    return path
