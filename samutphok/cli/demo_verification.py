"""The demo's data checks: interviews honest and less so, findings at every stage, a sample asked again."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.errors import KeyNotTaken
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.cli.demo_answers import Answers, Blank, at_the_door, everybody, household
from samutphok.cli.demo_visits import LEADER, PLACES, Round
from samutphok.fieldwork.domain.people import VolunteerFilter
from samutphok.fieldwork.domain.volunteers import VolunteerView
from samutphok.fieldwork.queries import volunteers
from samutphok.forms.queries import form_xml, published_names
from samutphok.logbook.queries import last_visits
from samutphok.registry.domain.roll import RollFamily
from samutphok.registry.queries import family_roll
from samutphok.verification.actions import (
    act_on_finding,
    ask_check,
    check_area,
    draw_sample,
    give_sample,
    send_findings,
    take_up_second,
)
from samutphok.verification.domain.standing import ActName
from samutphok.verification.domain.views import Answer, FindingFilter, SampleLine, Standing
from samutphok.verification.queries import finding_page, finding_view, sample_view, samples

PROVINCE, SEED = "83", 2569
OF_EACH, COPIES = 8, 5
SIZE = 80
HONEST = timedelta(minutes=24)
TOGETHER = 7  # of ten second interviews how many find everything as it was
MOST_SEND = 12
Interviewed = dict[UUID, tuple[VolunteerView, Mapping[str, str | int], RollFamily]]


def make_verification(*, now: datetime, say: Callable[[str], None]) -> None:
    """Interviews, a checking, answers of desks, a sample drawn and asked again; nothing where a sample has been drawn."""
    leader = viewer_by_id(account_named(LEADER, viewer=operator(now=now)).id, now=now)
    if samples(viewer=leader, area=PROVINCE):
        return
    say("data checks, and a sample that is asked again")
    blanks = {form: Blank(form_xml(form_id=form, version=found)) for form, found, _ in published_names(viewer=leader)}
    making = Round(leader, random.Random(SEED), blanks, series="checks ")  # noqa: S311 -- people who do not exist
    told: Interviewed = {}
    for place, tambon in enumerate(PLACES):
        told |= _interviews(making, tambon, now - timedelta(days=14 - place), dishonest=place == 1)
    _check(leader, now - timedelta(days=9))
    _answers(leader, now - timedelta(days=8))
    drawn = now - timedelta(days=7)
    sample = draw_sample(viewer=leader, area_prefix=PROVINCE, size=SIZE, now=drawn, seed=SEED)
    give_sample(viewer=leader, sample_id=sample, now=drawn)
    [line] = [one for one in samples(viewer=leader, area=PROVINCE) if one.id == sample]
    _ask_again(making, line, told, now - timedelta(days=3))
    _check(leader, now - timedelta(hours=2))


def _interviews(making: Round, tambon: str, at: datetime, *, dishonest: bool) -> Interviewed:
    """First interviews of a tambon, shared between its volunteers; where one is dishonest, five of theirs are copies."""
    told: Interviewed = {}
    for number, volunteer in enumerate(_ready(making, tambon, at)[:3]):
        found = family_roll(viewer=making.leader, first=(), areas=volunteer.villages, most=40).families
        seen = last_visits([one.id for one in found])
        fresh = [one for one in found if one.id not in seen and one.id not in told and one.members]
        for place, family in enumerate(fresh[:OF_EACH]):
            copied = dishonest and number == 0 and place < COPIES
            said = _first(making, volunteer, family, at + timedelta(hours=place), tambon, copied=copied)
            told[family.id] = (volunteer, said, family)
    return told


def _ready(making: Round, tambon: str, at: datetime) -> list[VolunteerView]:
    """Volunteers of a tambon who had a phone by then."""
    rows = volunteers(viewer=making.leader, wanted=VolunteerFilter(area=tambon), now=at, page_size=20).rows
    ready = []
    for one in rows:
        try:
            making.sender(one.id, at)
        except KeyNotTaken:
            continue
        ready.append(one)
    return [one for one in ready if one.active]


def _first(
    making: Round, by: VolunteerView, family: RollFamily, at: datetime, tambon: str, *, copied: bool
) -> Mapping[str, str | int]:
    """A whole logbook; a copy is filled in within a minute, at night, far away, with the same answers as the last."""
    day = timezone.localdate(at)
    chance = random.Random(1) if copied else making.chance  # noqa: S311
    began = _at(at, 22 if copied else 9 + at.minute % 7)
    said: dict[str, str | int] = at_the_door(family.id, day, outcome="visited")
    said |= household(chance, day, people=len(family.members))
    far = copied and family.house_code[-1:] in "02468"
    said["house/place"] = "8.300000 98.900000 0 9" if far else making.place(tambon)
    said["started"], said["ended"] = (
        began.isoformat(),
        (began + (timedelta(seconds=40) if copied else HONEST)).isoformat(),
    )
    people: Sequence[Answers] = [] if copied else everybody(family, chance)
    making.send(making.sender(by.id, at), "logbook", said, people, at=max(at, began + timedelta(hours=1)))
    return said


def _ask_again(making: Round, sample: SampleLine, told: Interviewed, at: datetime) -> None:
    """Three of four families of the sample are asked again; some tell otherwise."""
    rows = [
        row
        for page in range(1, -(-sample.drawn // 25) + 1)
        for row in sample_view(viewer=making.leader, sample_id=sample.id, page=page, now=at).rows
    ]
    others = {
        one.name: one for one in volunteers(viewer=making.leader, wanted=VolunteerFilter(), now=at, page_size=400).rows
    }
    asked: list[UUID] = []
    for place, row in enumerate(rows):
        by = others.get(row.given_to)
        if by is None or row.household_id not in told or place % 6 == 5:
            continue
        _second(making, by, told[row.household_id], at + timedelta(minutes=place), met=place % 9 != 8)
        asked.append(row.household_id)
    take_up_second(asked)


def _second(
    making: Round,
    by: VolunteerView,
    told: tuple[VolunteerView, Mapping[str, str | int], RollFamily],
    at: datetime,
    *,
    met: bool,
) -> None:
    _, first, family = told
    day, same = timezone.localdate(at), making.chance.randint(1, 10) <= TOGETHER
    copied = first["started"][11:13] == "22" if isinstance(first["started"], str) else False
    said: dict[str, str | int] = at_the_door(family.id, day, outcome="visited" if met else "unreachable", version=2)
    if met:
        income = int(first["money/income_per_person"]) if same else int(first["money/income_per_person"]) // 2
        year = day.year
        ages = [year - one.identity.birth.year for one in family.members if one.identity.birth]
        said |= {
            "before/recalled": "no" if copied else "yes",
            "family/people": len(family.members) if same else len(family.members) + 1,
            "family/under_18": sum(age < 18 for age in ages),
            "family/over_60": sum(age > 60 for age in ages),
            "family/disabled_people": 0,
            "family/bedridden_people": 0,
            "house/tenure": str(first["house/looked/tenure"]),
            "bmn8": first["house/bmn8"] if same else 1 - int(first["house/bmn8"]),
            "money/income_per_person": income,
            "money/bmn22": int(income >= 38_000),
        }
    making.send(making.sender(by.id, at), "verify", said, at=at)


def _check(leader: Viewer, at: datetime) -> None:
    check_area(run_id=ask_check(viewer=leader, area_prefix=PROVINCE, now=at), now=at)


def _answers(leader: Viewer, at: datetime) -> None:
    """The team sends the graver findings on; desks mend one, one stands, the rest wait."""
    for severity in (3, 2):
        send_findings(viewer=leader, wanted=FindingFilter(area=PROVINCE, severity=severity), now=at)
    waiting = finding_page(viewer=leader, wanted=FindingFilter(area=PROVINCE, standing=Standing.WAITING), now=at).rows
    words = (
        (ActName.EXPLAIN, "อาสากรอกจากกระดาษตอนค่ำหลังกลับจากบ้านครอบครัว ยืนยันกับครอบครัวแล้ว"),
        (ActName.MEND, "ไปเยี่ยมครอบครัวใหม่และบันทึกคำตอบแล้ว"),
        (ActName.EXPLAIN, "จับพิกัดที่ศาลากลางหมู่บ้านอื่น เพราะที่บ้านไม่มีสัญญาณ"),
    )
    for line, (act, said) in zip(waiting[:MOST_SEND:4], words, strict=False):
        found = finding_view(viewer=leader, finding_id=line.id, now=at)
        act_on_finding(
            viewer=leader,
            finding_id=line.id,
            act=act,
            said=said,
            answer=Answer.TRUE,
            version=found.version,
            act_id=uuid4(),
            now=at + timedelta(hours=1),
        )


def _at(day: datetime, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(day), time(hour, 10)))
