"""Visits of the demo's volunteers, who do not exist, to families who do not exist: sent, kept and read as real ones are."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from samutphok.access.actions import give_key, note_key_seen, revoke_key
from samutphok.access.domain import GivenKey, Viewer
from samutphok.access.queries import account_named, key_holder, operator, viewer_by_id
from samutphok.cli.demo_answers import DEMO, REFUSED, Answers, Blank, at_the_door, everybody, household, talk
from samutphok.fieldwork.domain.board import AssignmentFilter, AssignmentView
from samutphok.fieldwork.domain.progress import Purpose
from samutphok.fieldwork.jobs import follow_households
from samutphok.fieldwork.queries import assignments
from samutphok.fieldwork.queries.phones import phones_of
from samutphok.forms.queries import form_xml, published_names
from samutphok.logbook.actions import accept_visit
from samutphok.registry.domain.roll import RollFamily
from samutphok.registry.queries import family_roll
from samutphok.submissions.actions import keep_submission
from samutphok.submissions.queries import inbox

LEADER, OWN_LEADER = "phuket", "choengthale"
# Roughly the middle of where people live in these tambon; a house of the demo stands within some 500 metres of it.
PLACES = {
    "830303": (7.995, 98.305),
    "830304": (8.020, 98.400),
    "830105": (7.868, 98.375),
    "830107": (7.790, 98.325),
    "830202": (7.896, 98.300),
}
OF_A_TAMBON = 8
OUTCOMES = {2: "unreachable", 5: REFUSED}  # by place in the tambon; the others let the volunteer in
WHOLE = frozenset({0, 3, 6})  # answer the whole logbook, not a visit's short talk
EVERY = timedelta(hours=11)
UNUSUAL = 4  # families met that are needed for what is out of the ordinary


@dataclass(frozen=True, slots=True)
class Sender:
    """A volunteer with the key of their phone; somebody at the desk, who types a paper form in, has none."""

    account_id: str
    key: GivenKey | None = field(default=None, repr=False)


@dataclass(slots=True)
class Round:
    """One making of the demo's visits. leader: leads the province; heard: the families that somebody told of; series: names
    this making's forms apart from another's."""

    leader: Viewer
    chance: random.Random
    blanks: Mapping[str, Blank]
    senders: dict[UUID, Sender] = field(default_factory=dict)
    heard: list[UUID] = field(default_factory=list)
    series: str = ""

    def sender(self, volunteer: UUID, at: datetime) -> Sender:
        """The volunteer with a phone, which is given to them before their first visit."""
        if volunteer not in self.senders:
            account = str(phones_of(viewer=self.leader, volunteer_id=volunteer).account_id)
            key = give_key(viewer=self.leader, account_id=account, label="มือถือของอาสา", now=at)
            self.senders[volunteer] = Sender(account, key)
        return self.senders[volunteer]

    def send(self, by: Sender, form: str, answers: Answers, people: Sequence[Answers] = (), *, at: datetime) -> None:
        """Sends one form as a phone does, and lets it be read at once if its key counts."""
        raw = self.blanks[form].filled(answers, people, name=f"{form} {self.series}{len(self.heard)}")
        holder = key_holder(token=by.key.token, now=at) if by.key else None
        revoked = holder is not None and holder.revoked
        sender = viewer_by_id(by.account_id, now=at)
        key_id = by.key.key.id if by.key else None
        kept = keep_submission(viewer=sender, key_id=key_id, raw=raw, revoked=revoked, now=at)
        self.heard.append(UUID(str(answers["household"])))
        if holder and not revoked:
            note_key_seen(holder=holder, now=at)
        if not revoked:
            accept_visit(submission_id=kept.id, now=at)

    def place(self, tambon: str) -> str:
        """Somewhere a house may stand, as a phone writes it: latitude, longitude, height, metres of doubt."""
        latitude, longitude = (middle + self.chance.uniform(-0.005, 0.005) for middle in PLACES[tambon])
        return f"{latitude:.6f} {longitude:.6f} 0 {self.chance.randint(4, 18)}"


def make_visits(*, now: datetime, say: Callable[[str], None]) -> None:
    """Sends some forty visits where nobody has sent any yet."""
    leader = viewer_by_id(account_named(LEADER, viewer=operator(now=now)).id, now=now)
    if any(inbox(viewer=leader, standing=None, page_size=1).counts.values()):
        return
    say("visits to these families")
    blanks = {form: Blank(form_xml(form_id=form, version=found)) for form, found, _ in published_names(viewer=leader)}
    making = Round(leader, random.Random(11), blanks)  # noqa: S311 -- people who do not exist
    for tambon in PLACES:
        _tambon(making, tambon, now)
    follow_households(list(dict.fromkeys(making.heard)))


def _tambon(making: Round, tambon: str, now: datetime) -> None:
    """The first families of a tambon, some days ago; what is out of the ordinary comes last."""
    wanted = AssignmentFilter(area=tambon, purpose=Purpose.VISIT)
    given = assignments(viewer=making.leader, wanted=wanted, now=now, page_size=100).rows
    going = [one for one in given if one.volunteer_active][:OF_A_TAMBON]
    roll = family_roll(viewer=making.leader, first=[one.household_id for one in going], areas=(), most=OF_A_TAMBON)
    families = {one.id: one for one in roll.families}
    started = now - EVERY * (len(going) + 2)
    met: list[tuple[AssignmentView, RollFamily]] = []
    for place, one in enumerate(going):
        _visit(making, one, families[one.household_id], place=place, at=started + EVERY * place)
        if place not in OUTCOMES:
            met.append((one, families[one.household_id]))
    if tambon == next(iter(PLACES)) and len(met) >= UNUSUAL:
        _out_of_the_ordinary(making, met, at=now - EVERY)


def _visit(making: Round, one: AssignmentView, family: RollFamily, *, place: int, at: datetime) -> None:
    """One visit: the whole logbook, a short talk, or a door that stayed shut."""
    outcome, day = OUTCOMES.get(place, "visited"), timezone.localdate(at)
    form = "logbook" if place in WHOLE else "visit"
    said = at_the_door(family.id, day, outcome=outcome)
    people: Sequence[Answers] = ()
    if outcome == "visited":
        said["house/place"] = making.place(one.area_code[:6])
        if form == "logbook":
            people = everybody(family, making.chance)
            said |= household(making.chance, day, people=len(people))
        else:
            said |= talk(making.chance, day)
    making.send(making.sender(one.volunteer_id, at), form, said, people, at=at)


def _out_of_the_ordinary(making: Round, met: Sequence[tuple[AssignmentView, RollFamily]], *, at: datetime) -> None:
    """A birth, a death, two who met without knowing of each other, a family found, a phone that is locked."""
    (_, family), (short, other), (third, old), (_, fourth), *_ = met
    day = timezone.localdate(at)
    by = making.sender(short.volunteer_id, at)
    born = {"member_change": "joined", "first_name": "ยังไม่ได้ตั้งชื่อ", "sex": "F", "no_number_reason": "newborn"}
    born |= {"birth_date": day.isoformat(), "birth_precision": "day", "member_change_on": day.isoformat()}
    _again(making, by, other, {"family/changed": 1}, [born], at=at)
    died = {"member_change": "died", "person_id": str(old.members[0].person_id), "member_change_on": day.isoformat()}
    _again(making, making.sender(third.volunteer_id, at), old, {"family/changed": 1}, [died], at=at)
    _differently(making, family, fourth, at=at)
    _found(making, by, short.area_code, at=at)
    _locked(making, by, other, at=at)


def _again(
    making: Round, by: Sender, family: RollFamily, more: Answers, people: Sequence[Answers], *, at: datetime
) -> None:
    """A second visit by somebody whose phone knew of the first."""
    day = timezone.localdate(at)
    said = at_the_door(family.id, day, outcome="visited", version=2) | talk(making.chance, day) | dict(more)
    making.send(by, "visit", said, people, at=at)


def _differently(making: Round, contested: RollFamily, agreed: RollFamily, *, at: datetime) -> None:
    """The tambon's centre was at two doors without having seen the first visit: one says otherwise, one adds to it."""
    centre = Sender(account_named(OWN_LEADER, viewer=operator(now=at)).id)
    day = timezone.localdate(at)
    house: Answers = {
        "house/looked/tenure": "none",
        "house/looked/house_problems": "roof walls",
        "house/house_dilapidated": 1,
    }
    more: Answers = {"house/bmn8": 0, "house/may_build": 0, "ahead/needs": "house papers", "ahead/urgent": 0}
    eldest: Answers = {
        "person_id": str(contested.members[0].person_id),
        "member_change": "none",
        "who/birth_date": "1941-01-01",  # otherwise than the register has it
        "who/birth_precision": "year",
    }
    door = at_the_door(contested.id, day, outcome="visited")
    making.send(centre, "logbook", {**door, **house, **more}, [eldest], at=at)
    door = at_the_door(agreed.id, day, outcome="visited")
    making.send(centre, "visit", {**door, "talk/urgent": 0, "family/changed": 0}, at=at)


def _found(making: Round, by: Sender, village: str, *, at: datetime) -> None:
    """A family that no list has, under a roof that nobody had counted."""
    day, family = timezone.localdate(at), uuid5(DEMO, "found")
    said = at_the_door(family, day, outcome="visited") | {
        "found_by": "neighbours",
        "where/village": village,
        "where/dwelling": "hut",
        "where/landmark": "เพิงหลังตลาดสด ติดคลอง",
        "where/place": making.place(village[:6]),
        "family/people": 2,
        "family/head": "นายดำ",
        "ahead/urgent": 1,
        "ahead/urgent_words": "มีแผลที่เท้า เดินไม่ได้มาสามวัน",
        "ahead/needs": "health papers",
        "meta/entity/@create": 1,
        "meta/entity/@update": 0,
        "meta/entity/label": "นายดำ",
    }
    del said["met"], said["meta/entity/@baseVersion"]
    people = [
        {"who/title": "นาย", "who/first_name": "ดำ", "who/sex": "M", "who/birth_date": "1962-01-01"},
        {"who/title": "นาง", "who/first_name": "สมใจ", "who/sex": "F", "who/birth_date": "1968-01-01"},
    ]
    for one in people:
        one |= {"member_change": "joined", "who/birth_precision": "year", "who/no_number_reason": "lost"}
    making.send(by, "find", said, people, at=at)


def _locked(making: Round, by: Sender, family: RollFamily, *, at: datetime) -> None:
    """A visit that lay on a phone whose key had been taken back: it is kept apart until somebody looks at it."""
    key = give_key(viewer=making.leader, account_id=by.account_id, label="มือถือเครื่องเก่า", now=at - EVERY)
    revoke_key(viewer=making.leader, key_id=key.key.id, now=at - EVERY / 2)
    day = timezone.localdate(at)
    said = at_the_door(family.id, day, outcome="visited") | talk(making.chance, day)
    making.send(Sender(by.account_id, key), "visit", said, at=at)
