"""The demo's volunteers, who do not exist: recruited by sheets, trained, and given families, all by the desk's own acts.

Some weeks ago, so that a part of the visits is overdue before anybody has sent one.
"""

import csv
import io
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import children
from samutphok.fieldwork.actions import (
    assign,
    look_at_sheet,
    plan_joint_visit,
    record_training,
    stop_volunteer,
    take_on,
    take_on_sheet,
)
from samutphok.fieldwork.domain.giving import Giving, NewTraining, NewVolunteer
from samutphok.fieldwork.domain.joint import Part, PartWanted
from samutphok.fieldwork.domain.people import VolunteerFilter
from samutphok.fieldwork.domain.progress import Purpose
from samutphok.fieldwork.domain.suggestion import Nearness
from samutphok.fieldwork.queries import families_without, helpers_in, suggestions, volunteers
from samutphok.kernel.date_text import MONTHS_TH
from samutphok.kernel.dates import buddhist_year
from samutphok.synthetic.misspelling import SPELLINGS
from samutphok.synthetic.vocabulary import NameGroup, vocabulary

PROVINCE, LEADER = "83", "phuket"
OWN_VILLAGE, OWN_TAMBON, OWN_LEADER = "83030301", "830303", "choengthale"
IN_A_VILLAGE = (0, 2)  # volunteers, at least and at most
VISITS, COMPANIONS = 24, 12  # families of a tambon
AGO = (5, 12, 24)  # days since the families were given out, one tambon after the other


def make_fieldwork(*, now: datetime, say: Callable[[str], None]) -> None:
    """Makes volunteers and their work where there are none yet; a demo that has volunteers keeps them as they are."""
    leader = _account(LEADER, now)
    if volunteers(viewer=leader, wanted=VolunteerFilter(area=PROVINCE), now=now, page_size=1).total:
        return
    say("volunteers and the families they go to")
    chance = random.Random(7)  # noqa: S311 -- people who do not exist
    tambons = [found for amphoe in children(PROVINCE) for found in children(amphoe.code)]
    for number, tambon in enumerate(tambons):
        began = now - timedelta(days=AGO[number % len(AGO)])
        _tambon(leader, tambon, began, chance)
    _own_tambon(now)


def _tambon(leader: Viewer, tambon: AreaView, began: datetime, chance: random.Random) -> None:
    """One tambon: a sheet, a training, families of level 3 for a visit, others with a companion."""
    villages = children(tambon.code)
    if not villages:
        return
    asked = look_at_sheet(
        viewer=leader, area_code=tambon.code, content=_sheet(villages, chance), name="volunteers.csv", now=began
    )
    take_on_sheet(viewer=leader, draft_id=asked, now=began, demo=True)
    helpers = list(helpers_in(viewer=leader, area=tambon.code))
    _train(leader, tambon.code, chance.sample(helpers, max(1, len(helpers) * 2 // 3)), began)
    _give(leader, tambon.code, Purpose.VISIT, VISITS, began)
    _give(leader, tambon.code, Purpose.COMPANION, COMPANIONS, began)


def _own_tambon(now: datetime) -> None:
    """The tambon of the demo's own volunteer: their families, one who has stopped, a joint visit."""
    centre = _account(OWN_LEADER, now)
    volunteer = account_named("volunteer", viewer=operator(now=now))
    known = NewVolunteer(volunteer.display_name, (OWN_VILLAGE,), account_id=volunteer.id, phone="0760000001")
    own = take_on(viewer=centre, volunteer=known, now=now)
    training = NewTraining("อบรมการใช้สมุดพกครอบครัว", OWN_TAMBON, timezone.localdate(now), 24, {own: True})
    record_training(viewer=centre, training=training, now=now)
    began = now - timedelta(days=10)
    for purpose, most in ((Purpose.VISIT, 6), (Purpose.COMPANION, 4)):
        families = _families(centre, OWN_VILLAGE, purpose, most)
        assign(viewer=centre, giving=Giving(dict.fromkeys(families, own), purpose), now=began)
    others = volunteers(viewer=centre, wanted=VolunteerFilter(area=OWN_TAMBON), now=now, page_size=50).rows
    gone = next(one for one in others if one.id != own and one.families)
    stop_volunteer(viewer=centre, volunteer_id=gone.id, because="ย้ายไปทำงานต่างจังหวัด", now=now)
    parts = [
        PartWanted(Part.MEMBERS, volunteer_id=own),
        PartWanted(Part.INCOME, "labour"),
        PartWanted(Part.HEALTH, "health"),
    ]
    family = _families(centre, OWN_VILLAGE, Purpose.JOINT, 1)[0]
    day = timezone.localdate(now) + timedelta(days=4)
    plan_joint_visit(viewer=centre, household_id=family, planned_on=day, parts=parts, now=now)


def _give(leader: Viewer, area: str, purpose: Purpose, most: int, at: datetime) -> None:
    families = _families(leader, area, purpose, most)
    chosen = suggestions(viewer=leader, area=area, household_ids=families, now=at)
    near = (
        Nearness.OWN_VILLAGE,
        Nearness.STANDS_BY,
    )  # where the volunteer may go without being let into another village
    to = {one.household_id: one.helper for one in chosen if one.helper and one.nearness in near}
    if to:
        assign(viewer=leader, giving=Giving(to, purpose), now=at)


def _families(viewer: Viewer, area: str, purpose: Purpose, most: int) -> list[UUID]:
    found = families_without(viewer=viewer, area=area, purpose=purpose, level=None, page=1, page_size=most)
    return [row.household for row in found.rows if row.household]


def _train(leader: Viewer, area: str, people: Sequence[UUID], began: datetime) -> None:
    day = timezone.localdate(began) - timedelta(days=30)
    title = f"อบรม อพม. เยี่ยมบ้านครัวเรือนเปราะบาง รุ่น {MONTHS_TH[day.month - 1]} {buddhist_year(day)}"
    passed = {one: place % 9 != 0 for place, one in enumerate(people)}
    record_training(viewer=leader, training=NewTraining(title, area, day, 24, passed), now=began)


def _sheet(villages: Sequence[AreaView], chance: random.Random) -> bytes:
    """A sheet as a tambon sends it: for each village some people, most of them อพม."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["ชื่อ-สกุล", "ประเภท", "รหัสหมู่บ้าน", "โทรศัพท์"])
    for village in villages:
        for _ in range(chance.randint(*IN_A_VILLAGE)):
            kind = "อพม." if chance.random() < 0.7 else "อสม."
            rows.writerow([_name(chance), kind, village.code, f"0760{chance.randint(0, 999_999):06d}"])
    return written.getvalue().encode()


def _name(chance: random.Random) -> str:
    """A common first name and a family name put together by chance, with a title."""
    words = vocabulary()
    woman = chance.random() < 0.7
    group = NameGroup.OLDER + woman
    first = chance.randrange(int(words.first_sizes[group])) + int(words.first_starts[group])
    last = chance.randrange(words.muslim_families)
    title = "นาง" if woman else "นาย"
    return f"{title}{words.first_names[first * SPELLINGS]} {words.last_names[last * SPELLINGS]}"


def _account(username: str, now: datetime) -> Viewer:
    return viewer_by_id(account_named(username, viewer=operator(now=now)).id, now=now)
