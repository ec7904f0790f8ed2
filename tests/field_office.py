"""An office with families and volunteers: a coordinator of tambon Talat Yai (830101), two volunteers, made-up people."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from desk_office import Families, make_families
from django.utils import timezone

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.access.queries import viewer_by_id
from samutphok.fieldwork.actions import assign, plan_joint_visit, take_on
from samutphok.fieldwork.domain.giving import Giving, NewVolunteer
from samutphok.fieldwork.domain.joint import Part, PartWanted
from samutphok.fieldwork.domain.progress import Purpose
from samutphok.fieldwork.models import Volunteer

TAMBON, ONE, TWO, ELSEWHERE = "830101", "83010101", "83010102", "83030301"


@dataclass(frozen=True, slots=True)
class FieldOffice:
    """Families, who leads the tambon, and its volunteers by id."""

    families: Families
    leader: Viewer
    malee: UUID
    somjai: UUID


def coordinator(*areas: str, role: Role = Role.TAMBON, name: str = "leader") -> Viewer:
    """Somebody who leads the fieldwork of these areas."""
    return Viewer(name, name, (Grant(role, areas or (TAMBON,)),), now=timezone.now())


def make_field_office() -> FieldOffice:
    """Three families, each in a village of its own; two volunteers of the first tambon, none in the other."""
    families, leader = make_families(), coordinator()
    malee = take_on(
        viewer=leader, volunteer=NewVolunteer("นางมาลี ใจกว้าง", (ONE,), phone="076-000-0001"), now=leader.now
    )
    somjai = take_on(viewer=leader, volunteer=NewVolunteer("นายสมใจ ดีมาก", (TWO,)), now=leader.now)
    return FieldOffice(families, leader, malee, somjai)


def give(office: FieldOffice, household: UUID, to: UUID, purpose: Purpose = Purpose.VISIT, days_ago: int = 0) -> None:
    """Gives a family out, so many days ago."""
    at = office.leader.now - timedelta(days=days_ago)
    assign(viewer=office.leader, giving=Giving({household: to}, purpose), now=at)


def as_volunteer(volunteer_id: UUID) -> Viewer:
    """A volunteer as their phone or the desk sees them."""
    account = Volunteer.objects.get(pk=volunteer_id).account_id
    now = timezone.now()
    return viewer_by_id(str(account), now=now)


def make_demo_work(families: Families, account_id: str) -> None:
    """The demo's volunteer goes to one family, and joins a visit there with the labour office."""
    leader = coordinator("83", role=Role.PROVINCE)
    own = NewVolunteer("อพม. เชิงทะเล", (ELSEWHERE,), account_id=account_id)
    volunteer = take_on(viewer=leader, volunteer=own, now=leader.now)
    assign(viewer=leader, giving=Giving({families.well: volunteer}), now=leader.now)
    parts = [PartWanted(Part.INCOME, "labour"), PartWanted(Part.NEEDS, volunteer_id=volunteer)]
    day = leader.now.date() + timedelta(days=1)
    plan_joint_visit(viewer=leader, household_id=families.well, planned_on=day, parts=parts, now=leader.now)
