"""Handing a need to an agency: one family, or a list of them, each with a clock of its own."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer, covers, decide
from samutphok.foundation.events import publish
from samutphok.foundation.privacy import seal
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.moves import Act
from samutphok.logbook.queries import known_problems
from samutphok.partners.domain import Service
from samutphok.partners.queries import organization, service
from samutphok.referrals.actions.keeping import Doing, act_row, note, project
from samutphok.referrals.actions.letters import next_letter
from samutphok.referrals.actions.telling import tell_agency
from samutphok.referrals.domain.referral import WORDS, Bulk, NewReferral, ReferralMade, Refused
from samutphok.referrals.domain.sharing import FamilyTold, told
from samutphok.referrals.domain.table import MOVES, Deed, Side
from samutphok.referrals.errors import AlreadyReferred, BadReferral, ReferralNotFound, TooMany
from samutphok.referrals.models import Letter, Referral, ReferralAct
from samutphok.referrals.queries.families import families_told
from samutphok.referrals.queries.rules import letters_on, rules_on, sharing_on
from samutphok.registry.errors import HouseholdNotFound
from samutphok.registry.queries import household_areas

LONGEST = timedelta(days=366)  # nobody shares a family for longer without looking again


@dataclass(frozen=True, slots=True)
class Meant:
    """A new referral with everything settled that the policy proposes."""

    asked: NewReferral
    purpose: str
    fields: tuple[str, ...]
    until: date


@transaction.atomic
def refer(*, viewer: Viewer, referral: NewReferral, now: datetime, before: Referral | None = None) -> UUID:
    """Sends one family's need to an agency: its letter gets a number, its fields are read and sealed, its clock starts.

    A form sent twice (same act_id) is one referral. Returns its id. Raises HouseholdNotFound, AlreadyReferred, BadReferral,
    OrganizationNotFound, ServiceNotFound.
    """
    if referral.act_id and (made := ReferralAct.objects.filter(pk=referral.act_id, by=viewer.account_id).first()):
        return made.referral_id
    places = _places(viewer, [referral.household_id])
    if not places:
        raise HouseholdNotFound
    meant = settled(referral, area_code=next(iter(places.values())), now=now)
    if _open(meant.asked, places):
        raise AlreadyReferred
    try:
        with transaction.atomic():
            rows = _make(viewer, meant, places, now=now, one_letter=True, before=before)
    except IntegrityError as error:  # somebody else was quicker
        raise AlreadyReferred from error
    tell_agency(rows[0], template="referral_made", now=now)
    return rows[0].pk


@transaction.atomic
def refer_list(
    *,
    viewer: Viewer,
    household_ids: Sequence[UUID],
    referral: NewReferral,
    now: datetime,
    one_letter: bool = True,
) -> Bulk:
    """The same need of many families, in one transaction: all that can be referred are, the others are named with why.

    referral: as for one; its household is not read. one_letter: one numbered letter with the families annexed, else a
    letter each; either way each referral has its own clock. Raises TooMany, and what `refer` raises of agency and service.
    """
    most = rules_on(timezone.localdate(now)).at_once
    wanted = list(dict.fromkeys(household_ids))
    if not 0 < len(wanted) <= most:
        raise TooMany(most)
    if referral.act_id and (again := _made_before(viewer, referral.act_id)):
        return again
    places = _places(viewer, wanted)
    refused = [Refused(one, "absent") for one in wanted if one not in places]
    if not places:
        return Bulk({}, tuple(refused))
    meant = settled(replace(referral, person_id=None), area_code=next(iter(places.values())), now=now)
    already = _open(meant.asked, places)
    refused += [Refused(one, "already") for one in wanted if one in already]
    free = {one: places[one] for one in wanted if one in places and one not in already}
    if not free:
        return Bulk({}, tuple(refused))
    rows = _make(viewer, meant, free, now=now, one_letter=one_letter, many=True)
    made = {row.household_id: row.pk for row in rows}
    refused += [Refused(one, "absent") for one in free if one not in made]
    tell_agency(rows[0], template="referral_made", now=now)
    return Bulk(made, tuple(refused), rows[0].letter_id if one_letter else None)


def settled(asked: NewReferral, *, area_code: str, now: datetime) -> Meant:
    """What is asked, with the policy's proposals where nothing was said; raises BadReferral and the directory's errors."""
    today = timezone.localdate(now)
    sharing, rules = sharing_on(today), rules_on(today)
    if asked.problem not in known_problems(day=today):
        raise BadReferral(Bilingual("ไม่รู้จักปัญหานี้", "This problem is not known."), _CHOOSE)
    purpose = asked.purpose or sharing.purpose_of(asked.problem)
    if purpose not in sharing.purposes or asked.urgency not in rules.urgencies:
        raise BadReferral(Bilingual("ไม่รู้จักวัตถุประสงค์หรือความเร่งด่วนนี้", "This purpose or urgency is not known."), _CHOOSE)
    fields = asked.fields or sharing.proposed(purpose=purpose, service=asked.service)
    if set(fields) - sharing.fields.keys():
        raise BadReferral(Bilingual("มีรายการข้อมูลที่แบ่งปันไม่ได้", "A field that cannot be shared is named."), _CHOOSE)
    until = asked.until or today + timedelta(days=sharing.purposes[purpose].days)
    if not today <= until <= today + LONGEST:
        raise BadReferral(
            Bilingual("วันสิ้นสุดการแบ่งปันใช้ไม่ได้", "The day on which sharing ends cannot be."),
            Bilingual("เลือกวันตั้งแต่วันนี้ถึงหนึ่งปี", "Choose a day from today to a year from now."),
        )
    organization(code=asked.agency, on=today)
    if asked.service:
        _offered_by(service(code=asked.service, area_code=area_code, on=today), asked.agency, today)
    return Meant(asked, purpose, tuple(name for name in sharing.fields if name in fields), until)


_CHOOSE = Bilingual("เลือกจากรายการที่มีให้", "Choose from what is offered.")


def _offered_by(found: Service, agency: str, today: date) -> None:
    giver = organization(code=found.organization, on=today)
    if agency not in (giver.code, giver.parent):
        raise BadReferral(Bilingual("หน่วยงานนี้ไม่ได้ให้บริการที่เลือก", "That agency does not offer the service."), _CHOOSE)


def _places(viewer: Viewer, household_ids: Collection[UUID]) -> dict[UUID, str]:
    return household_areas(
        viewer=viewer, household_ids=household_ids, action=Action.WORK_CASE, sensitivity=Sensitivity.S2
    )


def _open(asked: NewReferral, places: Mapping[UUID, str]) -> set[UUID]:
    """Families whose need is with that agency and service already."""
    rows = Referral.objects.filter(agency=asked.agency, service=asked.service, ended_at=None)
    rows = rows.filter(subject=asked.person_id) if asked.person_id else rows.filter(household__in=list(places))
    return set(rows.values_list("household_id", flat=True))


def _made_before(viewer: Viewer, act_id: UUID) -> Bulk | None:
    """What came of the same form when it was sent the first time."""
    first = ReferralAct.objects.filter(pk=act_id, by=viewer.account_id).select_related("referral").first()
    if first is None:
        return None
    batch = Referral.objects.filter(letter=first.referral.letter_id)
    if first.referral.joint_id:
        batch = Referral.objects.filter(joint_id=first.referral.joint_id)
    rows = batch.values_list("household_id", "pk").order_by("letter", "place")
    return Bulk(dict(rows), (), first.referral.letter_id)


def _make(
    viewer: Viewer,
    meant: Meant,
    places: Mapping[UUID, str],
    *,
    now: datetime,
    one_letter: bool,
    many: bool = False,
    before: Referral | None = None,
) -> list[Referral]:
    families = families_told(
        viewer=viewer, wanted=dict.fromkeys(places, meant.asked.person_id), problem=meant.asked.problem, now=now
    )
    _check_person(meant.asked.person_id, families.values())
    if not families:
        raise HouseholdNotFound
    office = office_of(viewer, next(iter(places.values())))
    letter: Letter | None = None
    rows: list[Referral] = []
    for key in (one for one in places if one in families):
        if letter is None or not one_letter:
            letter = next_letter(
                office=office, agency=meant.asked.agency, by=viewer.account_id, many=many and one_letter, now=now
            )
        rows.append(_row(viewer, meant, families[key], key, places[key], letter, len(rows) + 1, now))
        rows[-1].before = before
    acts = [_first_act(viewer, row, meant, number, now) for number, row in enumerate(rows)]
    for row, doing in zip(rows, acts, strict=True):
        project(row, MOVES.fold([Act(doing.id, doing.deed, doing.at, doing.by, doing.details)]), now=now)
    Referral.objects.bulk_create(rows)
    ReferralAct.objects.bulk_create([act_row(row, doing, now=now) for row, doing in zip(rows, acts, strict=True)])
    for row, doing in zip(rows, acts, strict=True):
        note(row, doing, now=now)
        publish(ReferralMade(row.pk, row.household_id, row.agency, row.case_id))
    return rows


def _check_person(person_id: UUID | None, families: Iterable[FamilyTold]) -> None:
    if person_id and not all(any(one.person_id == person_id for one in each.members) for each in families):
        raise BadReferral(Bilingual("ไม่พบสมาชิกคนนี้ในครอบครัว", "This member is not in the family."), _CHOOSE)


def office_of(viewer: Viewer, area_code: str) -> str:
    """The office that writes: the area of the grant by which the viewer works there, 'TH' for the country's."""
    held = decide(viewer, Action.WORK_CASE, RecordScope(area_code)).grant
    if held is None:
        raise ReferralNotFound
    return next((area for area in held.areas if covers(area, area_code)), "") or "TH"


def _row(
    viewer: Viewer,
    meant: Meant,
    family: FamilyTold,
    household_id: UUID,
    area_code: str,
    letter: Letter,
    place: int,
    now: datetime,
) -> Referral:
    asked = meant.asked
    row = Referral(
        letter=letter,
        place=place if letter.many else 1,
        number=letters_on(letter.dated).of_referral(
            letter.office, letter.number, letter.be_year, place if letter.many else None
        ),
        household_id=household_id,
        person_id=asked.person_id,
        subject=asked.person_id or household_id,
        case_id=asked.case_id,
        step_id=asked.step_id,
        area_code=area_code,
        office=letter.office,
        agency=asked.agency,
        service=asked.service,
        problem=asked.problem,
        purpose=meant.purpose,
        urgency=asked.urgency,
        mode=asked.mode,
        fields=list(meant.fields),
        until=meant.until,
        made_by=viewer.account_id,
        made_at=now,
        owner=viewer.account_id,
    )
    row.shared_sealed = seal(told(meant.fields, family), bound_to=f"shared:{row.pk}")
    said = asked.said.strip()[:WORDS]
    row.said_sealed = seal(said, bound_to=f"said:{row.pk}") if said else ""
    return row


def _first_act(viewer: Viewer, row: Referral, meant: Meant, number: int, now: datetime) -> Doing:
    act_id = meant.asked.act_id if number == 0 and meant.asked.act_id else uuid4()
    return Doing(act_id, Deed.REFER, now, viewer.account_id, Side.SENDER, {"until": row.until.isoformat()})
