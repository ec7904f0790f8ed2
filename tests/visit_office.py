"""An office that hears of visits: a small form that feeds the logbook, and what volunteers say with it."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone
from phone_office import publish
from PIL import Image

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role, Viewer
from samutphok.access.models import Account
from samutphok.access.queries import operator, viewer_of
from samutphok.logbook.actions import accept_visit
from samutphok.submissions.actions import keep_submission
from samutphok.submissions.domain.submission import NewFile
from samutphok.submissions.models import Submission

FORM = "doorstep"
HOUSEHOLD = {
    "household": "household_id",
    "visited_on": "visited_on",
    "outcome": "outcome",
    "village": "village",
    "house_code": "house_code",
    "place": "place",
    "bmn8": "bmn8",
    "bmn9": "bmn9",
    "bmn11": "bmn11",
    "income": "income_per_person",
    "words": "needs_words",
    "photo": "photo_outside",
}
MEMBER = (
    *("person_id", "member_change", "member_change_on", "title", "first_name", "last_name", "sex"),
    *("birth_date", "birth_precision", "pid", "disabled", "bedridden", "life_satisfaction", "security", "bmn21"),
)
_KINDS = {"photo": "binary", "place": "geopoint"}


def _xform() -> str:
    fields = "".join(f"<{name}/>" for name in HOUSEHOLD)
    inner = "".join(f"<{name}/>" for name in MEMBER)
    binds = "".join(
        f'<bind nodeset="/data/{name}" type="{_KINDS.get(name, "string")}" logbook:fact="{fact}"/>'
        for name, fact in HOUSEHOLD.items()
    )
    binds += "".join(f'<bind nodeset="/data/members/{name}" type="string" logbook:fact="{name}"/>' for name in MEMBER)
    asked = "".join(
        f'<upload ref="/data/{name}" mediatype="image/*"><label>{name}</label></upload>'
        if name == "photo"
        else f'<input ref="/data/{name}"><label>{name}</label></input>'
        for name in HOUSEHOLD
    )
    asked_of_members = "".join(f'<input ref="/data/members/{name}"><label>{name}</label></input>' for name in MEMBER)
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:orx="http://openrosa.org/xforms" xmlns:jr="http://openrosa.org/javarosa" '
        'xmlns:logbook="https://samutphok.org/xforms/logbook" xmlns:entities="http://www.opendatakit.org/xforms/entities">'
        '<h:head><h:title>เยี่ยมบ้าน</h:title><model entities:entities-version="2024.1.0"><instance>'
        f'<data id="{{form_id}}" version="{{version}}">{fields}<members jr:template="">{inner}</members>'
        '<orx:meta><entity dataset="households" id="" update="1" baseVersion="" xmlns="http://www.opendatakit.org/xforms/entities"/>'
        f"<orx:instanceID/><orx:deprecatedID/></orx:meta></data></instance>{binds}</model></h:head><h:body>{asked}"
        f'<group ref="/data/members"><label>members</label><repeat nodeset="/data/members">{asked_of_members}</repeat></group>'
        "</h:body></h:html>"
    )


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody who visits, with what their phone knows of versions."""

    account: Account

    @property
    def viewer(self) -> Viewer:
        """Who they are to the office now."""
        return viewer_of(self.account, now=timezone.now())


def make_form() -> None:
    """The small form, published."""
    publish(FORM, "1", _xform())


def volunteer(username: str = "volunteer", *areas: str, role: Role = Role.VOLUNTEER) -> Volunteer:
    """Somebody with one grant; the tambon of the first two families unless other areas are given."""
    now = timezone.now()
    made = create_account(viewer=operator(now=now), account=NewAccount(username, f"ผู้เยี่ยม {username}"), now=now)
    give_grant(viewer=operator(now=now), username=username, grant=Grant(role, areas or ("830101",)), now=now)
    return Volunteer(Account.objects.get(pk=made.id))


@dataclass(frozen=True, slots=True)
class Filled:
    """A form filled in at a door."""

    household: UUID
    answers: Mapping[str, str]
    members: Sequence[Mapping[str, str]] = ()
    instance: str = ""
    base: int | None = None
    branch: str = ""
    trunk: int | None = None
    corrects: str = ""
    creates: bool = False

    def xml(self) -> bytes:
        """What the phone sends."""
        said = "".join(f"<{name}>{value}</{name}>" for name, value in self.answers.items())
        people = "".join(
            f"<members>{''.join(f'<{name}>{value}</{name}>' for name, value in one.items())}</members>"
            for one in self.members
        )
        old = f"<orx:deprecatedID>{self.corrects}</orx:deprecatedID>" if self.corrects else ""
        known = {"baseVersion": self.base, "trunkVersion": self.trunk, "branchId": self.branch or None}
        versions = "".join(f' {name}="{value}"' for name, value in known.items() if value is not None)
        act = 'create="1"' if self.creates else 'update="1"'
        return (
            f'<data id="{FORM}" version="1" xmlns:orx="http://openrosa.org/xforms"><household>{self.household}</household>'
            f'{said}{people}<orx:meta><entity dataset="households" id="{self.household}" {act}{versions}/>'
            f"<orx:instanceID>{self.instance or f'uuid:{uuid4()}'}</orx:instanceID>{old}</orx:meta></data>"
        ).encode()


def send(who: Volunteer, form: Filled, *files: tuple[str, bytes], now: datetime | None = None) -> UUID:
    """Keeps the form as the phone's POST does; it is taken by `take`."""
    sent = [NewFile(name, content) for name, content in files]
    receipt = keep_submission(viewer=who.viewer, key_id=uuid4(), raw=form.xml(), files=sent, now=now or timezone.now())
    return receipt.id


def take(*submissions: UUID) -> None:
    """What the worker does, in this order."""
    for submission in submissions:
        accept_visit(submission_id=submission, now=timezone.now())


def tell(who: Volunteer, form: Filled, *files: tuple[str, bytes], later: int = 0) -> UUID:
    """Sends a form and has it taken; `later`: so many minutes after now by the server's clock."""
    submission = send(who, form, *files, now=timezone.now() + timedelta(minutes=later))
    take(submission)
    return submission


def standing(submission: UUID) -> str:
    """Where a submission stands."""
    return Submission.objects.get(pk=submission).standing


def photograph(colour: str = "teal") -> bytes:
    """A small picture, as a phone's camera makes them."""
    out = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "JPEG")
    return out.getvalue()
