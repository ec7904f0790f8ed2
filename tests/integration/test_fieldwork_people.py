"""Volunteers recruited by sheets, trained, stopped; joint visits filled part by part. Who may not, sees nothing."""

from datetime import date, timedelta

import pytest
from field_office import ELSEWHERE, ONE, TAMBON, TWO, FieldOffice, as_volunteer, coordinator, make_field_office

from samutphok.access.actions import give_key
from samutphok.access.domain import Grant, Role, Viewer
from samutphok.access.models import GivenGrant
from samutphok.access.queries import key_holder
from samutphok.fieldwork.actions import (
    close_joint_visit,
    fill_by_visits,
    fill_part,
    look_at_sheet,
    plan_joint_visit,
    record_training,
    sheet,
    stop_volunteer,
    take_on,
    take_on_sheet,
)
from samutphok.fieldwork.domain.giving import NewTraining, NewVolunteer
from samutphok.fieldwork.domain.joint import JointState, Part, PartWanted
from samutphok.fieldwork.domain.people import VolunteerFilter, VolunteerStanding
from samutphok.fieldwork.domain.progress import VisitMade
from samutphok.fieldwork.domain.recruits import Fault
from samutphok.fieldwork.errors import (
    BadDay,
    BadParts,
    BadSheet,
    BadVolunteer,
    DraftNotFound,
    JointVisitClosed,
    JointVisitNotFound,
    VolunteerNotFound,
)
from samutphok.fieldwork.models import JointPart, RecruitDraft, Volunteer
from samutphok.fieldwork.queries import count_joint_waiting, joint_visit, joint_visits, volunteer_sheet, volunteers
from samutphok.foundation.audit.models import Entry
from samutphok.intake.errors import BadFile
from samutphok.registry.errors import HouseholdNotFound

pytestmark = [pytest.mark.database, pytest.mark.django_db]

HEAD = "ชื่อ-สกุล,ประเภท,รหัสหมู่บ้าน,โทรศัพท์,รับรองถึง\n"


@pytest.fixture
def office() -> FieldOffice:
    return make_field_office()


def look(office: FieldOffice, text: str, name: str = "volunteers.csv") -> object:
    content = (HEAD + text).encode()
    return look_at_sheet(viewer=office.leader, area_code=TAMBON, content=content, name=name, now=office.leader.now)


def names_in(viewer: Viewer, **wanted: object) -> list[str]:
    asked = VolunteerFilter(**wanted)  # type: ignore[arg-type]
    return [one.name for one in volunteers(viewer=viewer, wanted=asked, now=viewer.now, page_size=50).rows]


def test_a_sheet_is_looked_at_by_its_sender_alone_and_for_a_day(office: FieldOffice) -> None:
    draft = look(office, f"นางแก้ว ใหม่มา,อพม.,{ONE},0760000009,\n")
    assert not RecruitDraft.objects.filter(sealed__contains="แก้ว").exists()
    for who, at in (
        (coordinator(name="other"), office.leader.now),
        (office.leader, office.leader.now + timedelta(days=2)),
    ):
        with pytest.raises(DraftNotFound):
            sheet(viewer=who, draft_id=draft, now=at)
    with pytest.raises(VolunteerNotFound):
        look_at_sheet(
            viewer=coordinator("830303"), area_code=TAMBON, content=HEAD.encode(), name="a.csv", now=office.leader.now
        )


@pytest.mark.parametrize(
    ("content", "name", "error"), [("ก,ข\n1,2\n", "a.csv", BadSheet), ("", "a.csv", BadFile), ("x", "a.exe", BadFile)]
)
def test_what_is_no_sheet_is_refused(office: FieldOffice, content: str, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        look_at_sheet(
            viewer=office.leader, area_code=TAMBON, content=content.encode(), name=name, now=office.leader.now
        )


def test_each_row_says_what_is_wrong_with_it(office: FieldOffice) -> None:
    rows = [
        ("นางแก้ว ใหม่มา,อพม.,1,0760000009,1/12/2570", ()),
        (f",อพม.,{ONE},,", (Fault.NO_NAME,)),
        (f'"=HYPERLINK(""http://x"")",อพม.,{ONE},,', (Fault.NAME_NO_NAME,)),
        ("นายก้อง ดี,อพม.,,,", (Fault.NO_VILLAGE,)),
        ("นายก้อง ดี,อพม.,หมู่ที่ 99,,", (Fault.VILLAGE_UNKNOWN,)),
        (f"นายก้อง ดี,อพม.,{ELSEWHERE},,", (Fault.VILLAGE_UNKNOWN,)),
        (f"นายก้อง ดี,ครู,{ONE},,", (Fault.KIND_UNKNOWN,)),
        (f"นายขาว ดี,อสม.,{ONE},12345,31/2/2570", (Fault.PHONE_BAD, Fault.DATE_BAD)),
        (f"แก้ว ใหม่มา,,{TWO},,", (Fault.TWICE_IN_SHEET,)),
        (f"มาลี ใจกว้าง,,{TWO},,", (Fault.KNOWN_ALREADY,)),
        (f"มาลี ใจกว้าาง,,{TWO},0760000001,", ()),
    ]
    _area, found = sheet(
        viewer=office.leader, draft_id=look(office, "\n".join(row for row, _ in rows)), now=office.leader.now
    )
    assert [one.faults for one in found] == [faults for _, faults in rows]
    assert (found[0].certified_until, found[0].villages, found[8].same_as) == (date(2027, 12, 1), (ONE,), 2)
    assert found[2].shown_name.startswith("'=")


def test_a_sheet_is_taken_on_once_with_accounts_that_reach_their_villages_and_have_no_password(
    office: FieldOffice,
) -> None:
    draft = look(office, f"นางแก้ว ใหม่มา,อพม.,{ONE} / {TWO},0760000009,\n,อพม.,{ONE},,\n")
    done = take_on_sheet(viewer=office.leader, draft_id=draft, now=office.leader.now)
    assert (done.taken, done.left) == (1, 1)
    with pytest.raises(DraftNotFound):
        take_on_sheet(viewer=office.leader, draft_id=draft, now=office.leader.now)
    row = Volunteer.objects.select_related("account").get(name="นางแก้ว ใหม่มา")
    assert "0760000009" not in (row.phone_sealed + row.phone_index)
    assert not row.account.has_usable_password()
    grant = GivenGrant.objects.get(account=row.account)
    assert (grant.role, grant.areas) == ("volunteer", [ONE, TWO])


def test_nobody_takes_on_for_villages_of_others(office: FieldOffice) -> None:
    for villages in ((), (ELSEWHERE,), (ONE, ELSEWHERE), ("83010199",)):
        with pytest.raises(BadVolunteer):
            take_on(viewer=office.leader, volunteer=NewVolunteer("ก ข", villages), now=office.leader.now)
    for name, phone in (("", ""), ("ก ข", "99")):
        with pytest.raises(BadVolunteer):
            take_on(viewer=office.leader, volunteer=NewVolunteer(name, (ONE,), phone=phone), now=office.leader.now)
    with pytest.raises(BadVolunteer):
        take_on(viewer=as_volunteer(office.malee), volunteer=NewVolunteer("ก ข", (ONE,)), now=office.leader.now)
    assert Volunteer.objects.count() == 2


def test_volunteers_are_seen_by_those_who_lead_them(office: FieldOffice) -> None:
    assert names_in(office.leader) == ["นางมาลี ใจกว้าง", "นายสมใจ ดีมาก"]
    assert names_in(office.leader, area=TWO) == ["นายสมใจ ดีมาก"]
    assert names_in(office.leader, text="มาลี") == ["นางมาลี ใจกว้าง"]
    stranger = coordinator("830303")
    assert names_in(stranger, area=TAMBON) == []
    for who in (stranger, as_volunteer(office.malee), coordinator("83", role=Role.GOVERNOR)):
        with pytest.raises(VolunteerNotFound):
            volunteer_sheet(viewer=who, volunteer_id=office.malee, now=office.leader.now)


def test_a_phone_number_is_shown_to_the_leader_and_the_look_is_recorded(office: FieldOffice) -> None:
    found = volunteer_sheet(viewer=office.leader, volunteer_id=office.malee, now=office.leader.now)
    assert found.volunteer.phone == "0760000001"
    assert Entry.objects.get(act="read_phone").subject == f"volunteer:{office.malee}"


def test_who_passes_a_training_is_certified_and_never_for_a_shorter_time(office: FieldOffice) -> None:
    day = office.leader.now.date()
    both = {office.malee: True, office.somjai: False}
    record_training(viewer=office.leader, training=NewTraining("อบรม", TAMBON, day, 24, both), now=office.leader.now)
    assert names_in(office.leader, standing=VolunteerStanding.CERTIFIED) == ["นางมาลี ใจกว้าง"]
    assert names_in(office.leader, standing=VolunteerStanding.UNCERTIFIED) == ["นายสมใจ ดีมาก"]
    until = Volunteer.objects.get(pk=office.malee).certified_until
    short = NewTraining("อบรมสั้น", TAMBON, day, 1, {office.malee: True})
    record_training(viewer=office.leader, training=short, now=office.leader.now)
    assert Volunteer.objects.get(pk=office.malee).certified_until == until
    later = NewTraining("พรุ่งนี้", TAMBON, day + timedelta(days=2), 24, {})
    with pytest.raises(BadDay):
        record_training(viewer=office.leader, training=later, now=office.leader.now)
    with pytest.raises(VolunteerNotFound):
        record_training(viewer=coordinator("830303"), training=short, now=office.leader.now)


def test_who_stops_loses_phone_and_grants_at_once(office: FieldOffice) -> None:
    row = Volunteer.objects.get(pk=office.malee)
    token = give_key(viewer=office.leader, account_id=row.account_id, now=office.leader.now).token
    holder = key_holder(token=token, now=office.leader.now)
    assert holder is not None
    assert not holder.revoked
    stop_volunteer(viewer=office.leader, volunteer_id=office.malee, because="ย้าย", now=office.leader.now)
    stop_volunteer(viewer=office.leader, volunteer_id=office.malee, because="ย้าย", now=office.leader.now)
    holder = key_holder(token=token, now=office.leader.now)
    assert holder is not None
    assert holder.revoked
    assert names_in(office.leader) == ["นายสมใจ ดีมาก"]
    assert names_in(office.leader, standing=VolunteerStanding.STOPPED) == ["นางมาลี ใจกว้าง"]
    assert Entry.objects.filter(act="stop_volunteer").count() == 1


# Joint visits

TWO_SIDES = (PartWanted(Part.INCOME, "labour"), PartWanted(Part.HEALTH, "health"))
FOUND = "ต้องการงานใกล้บ้าน"


def officer(agency: str, *areas: str) -> Viewer:
    return Viewer(agency, agency, (Grant(Role.AGENCY_OFFICER, areas or ("83",), agency=agency),), now=coordinator().now)


@pytest.fixture
def joint(office: FieldOffice) -> object:
    parts = [
        PartWanted(Part.INCOME, "labour"),
        PartWanted(Part.HEALTH, "health"),
        PartWanted(Part.MEMBERS, volunteer_id=office.malee),
    ]
    day = office.leader.now.date() + timedelta(days=1)
    return plan_joint_visit(
        viewer=office.leader, household_id=office.families.target, planned_on=day, parts=parts, now=office.leader.now
    )


def part_of(joint_id: object, part: Part) -> object:
    return JointPart.objects.get(joint=joint_id, part=part).id


def test_a_joint_visit_has_two_sides_a_day_to_come_and_a_family_of_ones_own(office: FieldOffice) -> None:
    day, two = (
        office.leader.now.date() + timedelta(days=1),
        [PartWanted(Part.INCOME, "labour"), PartWanted(Part.HEALTH, "health")],
    )
    attempts = [
        (office.leader, office.families.target, day, two[:1], BadParts),
        (office.leader, office.families.target, day, [*two, PartWanted(Part.INCOME, "education")], BadParts),
        (office.leader, office.families.target, day - timedelta(days=9), two, BadDay),
        (office.leader, office.families.well, day, two, HouseholdNotFound),
        (officer("labour"), office.families.target, day, two, HouseholdNotFound),
    ]
    for who, family, when, parts, error in attempts:
        with pytest.raises(error):
            plan_joint_visit(viewer=who, household_id=family, planned_on=when, parts=parts, now=office.leader.now)


def test_an_agency_sees_only_the_visits_it_takes_part_in(office: FieldOffice, joint: object) -> None:
    labour = officer("labour")
    assert [one.id for one in joint_visits(viewer=labour)] == [joint]
    assert count_joint_waiting(viewer=labour) == 1
    seen = joint_visit(viewer=labour, joint_id=joint, now=labour.now)
    assert seen.family
    assert [one.part for one in seen.parts if one.mine] == [Part.INCOME]
    for stranger in (officer("education"), officer("labour", "82"), as_volunteer(office.somjai), coordinator("830303")):
        assert joint_visits(viewer=stranger) == ()
        assert count_joint_waiting(viewer=stranger) == 0
        with pytest.raises(JointVisitNotFound):
            joint_visit(viewer=stranger, joint_id=joint, now=stranger.now)


def test_a_side_fills_its_own_part_and_reads_no_other(office: FieldOffice, joint: object) -> None:
    labour, health, now = officer("labour"), officer("health"), office.leader.now
    with pytest.raises(JointVisitNotFound):
        fill_part(viewer=labour, joint_id=joint, part_id=part_of(joint, Part.HEALTH), note="x", now=now)
    state = fill_part(viewer=labour, joint_id=joint, part_id=part_of(joint, Part.INCOME), note=FOUND, now=now)
    assert state is JointState.PLANNED
    assert "งาน" not in JointPart.objects.get(joint=joint, part=Part.INCOME).note_sealed
    notes = {
        who: [one.note for one in joint_visit(viewer=who, joint_id=joint, now=now).parts]
        for who in (labour, health, office.leader)
    }
    assert "ต้องการงานใกล้บ้าน" in notes[labour]
    assert notes[health] == [None, None, None]
    assert "ต้องการงานใกล้บ้าน" in notes[office.leader]
    assert Entry.objects.filter(act="read_joint_visit").count() == 2


def test_when_every_part_is_filled_it_is_one_visit_held(office: FieldOffice, joint: object) -> None:
    now, account = office.leader.now, str(Volunteer.objects.get(pk=office.malee).account_id)
    for agency, part in (("labour", Part.INCOME), ("health", Part.HEALTH)):
        fill_part(viewer=officer(agency), joint_id=joint, part_id=part_of(joint, part), note="", now=now)
    early = VisitMade(now.date(), "visited", account)
    met = VisitMade(now.date() + timedelta(days=1), "visited", account)
    by_another = VisitMade(met.day, "visited", "somebody else")
    assert fill_by_visits(visits={office.families.target: [early, by_another]}, now=now) == 0
    assert fill_by_visits(visits={office.families.target: [met]}, now=now) == 1
    assert fill_by_visits(visits={office.families.target: [met]}, now=now) == 0
    assert joint_visit(viewer=office.leader, joint_id=joint, now=now).state is JointState.HELD


def test_only_the_leader_closes_and_what_is_cancelled_is_not_filled(office: FieldOffice, joint: object) -> None:
    now, labour = office.leader.now, officer("labour")
    with pytest.raises(JointVisitNotFound):
        close_joint_visit(viewer=labour, joint_id=joint, held=True, now=now)
    close_joint_visit(viewer=office.leader, joint_id=joint, held=False, now=now)
    with pytest.raises(JointVisitClosed):
        close_joint_visit(viewer=office.leader, joint_id=joint, held=True, now=now)
    with pytest.raises(JointVisitClosed):
        fill_part(viewer=labour, joint_id=joint, part_id=part_of(joint, Part.INCOME), note="x", now=now)
