"""Reading for the pages of decisions: the question at hand, decisions taken, and how far two people agree."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.linkage.domain.agreement import Reason
from samutphok.linkage.domain.clerical import (
    AgreementPage,
    CandidateView,
    DecidedView,
    Desk,
    LastWord,
    Neighbour,
    OfficeAgreement,
    QuestionView,
)
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.differences import Side, differences
from samutphok.linkage.domain.gain import Because
from samutphok.linkage.domain.likelihood import link_model
from samutphok.linkage.domain.review_policy import SecondLookPolicy, review_policy
from samutphok.linkage.domain.second_look import agreement, kappa, tabled
from samutphok.linkage.domain.things import PERSON, Thing
from samutphok.linkage.errors import ReviewNotFound
from samutphok.linkage.models import Passed, Review, SecondLook
from samutphok.registry.domain.identity import Identity, name_key
from samutphok.registry.domain.roll import RollMember
from samutphok.registry.domain.views import Source
from samutphok.registry.queries import PersonBeside, family_roll, people_beside

_EVERY = 10  # of one's own decisions: then comes a question that somebody else has answered, and nothing says so
_MOST = 60  # decisions on a page of history
_STATES = (SecondLook.State.SECOND, SecondLook.State.THIRD)


def desk(*, viewer: Viewer, place: int = 1) -> Desk:
    """The question at a place of the viewer's queue: by gain, what the viewer has passed last. Six queries, eight at most."""
    mine = within(viewer, Action.DECIDE_LINK)
    today = timezone.localtime(viewer.now).replace(hour=0, minute=0, second=0, microsecond=0)
    own = Q(decided_by=viewer.account_id, decided_at__gte=today)
    gone_by = Passed.objects.filter(review=OuterRef("pk"), account=viewer.account_id)
    counted = Review.objects.filter(mine).aggregate(
        waiting=Count("pk", filter=Q(outcome=Review.Outcome.OPEN)), decided=Count("pk", filter=own)
    )
    last = _last(viewer, today) if counted["decided"] else None
    place = max(1, min(place, counted["waiting"] or 1))
    question = None
    if place == 1 and (not counted["waiting"] or counted["decided"] % _EVERY == _EVERY - 1):
        look = _looks(viewer).select_related("review__record", "review__person").order_by("asked_at", "pk").first()
        question = _question(viewer, look.review, look) if look else None
    if question is None and counted["waiting"]:
        queue = Review.objects.filter(mine, outcome=Review.Outcome.OPEN).select_related("record", "person")
        ordered = queue.annotate(gone_by=Exists(gone_by)).order_by("gone_by", "-gain", "created_at", "pk")
        found = ordered[place - 1 : place].first()
        question = _question(viewer, found) if found else None
    return Desk(question, place, counted["waiting"], counted["decided"], 0, last)


def question_of(*, viewer: Viewer, review_id: UUID) -> QuestionView:
    """One question, decided or not. Raises ReviewNotFound when it is absent or outside the viewer's areas."""
    asked = Review.objects.filter(within(viewer, Action.DECIDE_LINK), pk=review_id)
    found = asked.select_related("record", "person").first()
    if found is None:
        raise ReviewNotFound
    return _question(viewer, found)


def decided(*, viewer: Viewer, person_id: UUID | None = None) -> tuple[DecidedView, ...]:
    """The newest decisions in the viewer's areas, or those about one person. One query."""
    words = (Review.Outcome.SAME, Review.Outcome.DIFFERENT)
    found = Review.objects.filter(within(viewer, Action.DECIDE_LINK), outcome__in=words).select_related("record")
    if person_id:
        found = found.filter(Q(person=person_id) | Q(record__person=person_id))
    return tuple(
        DecidedView(
            row.pk,
            row.version,
            row.outcome,
            row.decided_by,
            row.decided_at or row.created_at,
            row.record.register,
            row.area_code,
            row.record.identity,
        )
        for row in found.order_by("-decided_at", "pk")[:_MOST]
    )


def agreement_page(*, viewer: Viewer, since: date, until: date) -> AgreementPage:
    """Blind second readings of decisions asked between two days, both included, in the viewer's areas. One query."""
    policy = review_policy(until).second_look
    begin, end = (_midnight(day) for day in (since, until + timedelta(days=1)))
    looks = SecondLook.objects.filter(
        within(viewer, Action.DECIDE_LINK), asked_at__gte=begin, asked_at__lt=end
    ).exclude(state=SecondLook.State.DROPPED)
    rows = list(looks.values("office", "state", "first", "second", "third"))
    offices = sorted({row["office"] for row in rows})
    each = (_office(office, [row for row in rows if row["office"] == office], policy) for office in offices)
    return AgreementPage(since, until, policy.least, policy.share, tuple(each), _office("", rows, policy))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _office(office: str, rows: Sequence[Mapping[str, Any]], policy: SecondLookPolicy) -> OfficeAgreement:
    table = tabled((Ruling(row["first"]), Ruling(row["second"])) for row in rows if row["second"])
    enough = table.pairs >= policy.least
    overruled = sum(bool(row["third"]) and row["third"] != row["first"] for row in rows)
    waiting = sum(row["state"] in _STATES for row in rows)
    return OfficeAgreement(
        office, table, waiting, overruled, agreement(table) if enough else None, kappa(table) if enough else None
    )


def _looks(viewer: Viewer) -> "QuerySet[SecondLook]":
    """What the viewer may answer again: not what they have spoken of already."""
    waiting = SecondLook.objects.filter(within(viewer, Action.DECIDE_LINK), state__in=_STATES)
    return waiting.exclude(first_by=viewer.account_id).exclude(second_by=viewer.account_id)


def _last(viewer: Viewer, since: datetime) -> LastWord | None:
    words = (Review.Outcome.SAME, Review.Outcome.DIFFERENT)
    mine = Review.objects.filter(
        within(viewer, Action.DECIDE_LINK), decided_by=viewer.account_id, decided_at__gte=since, outcome__in=words
    )
    found = mine.order_by("-decided_at", "-pk").first()
    return LastWord(found.pk, found.version, found.outcome, found.decided_at or found.created_at) if found else None


def _question(viewer: Viewer, review: Review, look: SecondLook | None = None) -> QuestionView:
    record = review.record
    weighed = {one["thing"]: one for one in review.candidates}
    if (
        look is not None and review.person_id
    ):  # the second person answers about the very one that the first answered about
        weighed = {thing: one for thing, one in weighed.items() if thing == str(Thing.person(review.person_id))}
    keys = [Thing.read(thing).uuid for thing in weighed if thing.startswith(PERSON)]
    if not keys and review.person_id:
        keys = [review.person_id]
    people = people_beside(viewer=viewer, person_ids=keys, without_record=record.pk)
    homes = {one.household_id for one in people.values() if one.household_id} | {record.household_id} - {None}
    families = _families(viewer, {home for home in homes if home})
    claimed = Side(record.identity, record.area_code, record.pid_index)
    candidates = [
        _candidate(key, people.get(key), claimed, weighed.get(str(Thing.person(key))), viewer) for key in keys
    ]
    around = _beside(families, record.household_id, record.person_id)
    return QuestionView(
        id=review.pk,
        look_id=look.pk if look else None,
        version=look.version if look else review.version,
        reasons=tuple(Reason(reason) for reason in review.reasons),
        because=tuple(Because(reason) for reason in review.because),
        claimed=claimed,
        source=Source(record.register, record.as_of, record.batch_id, record.row_number),
        area_code=review.area_code,
        since=review.created_at,
        candidates=tuple(_with_home(one, families, around) for one in candidates),
        household_id=record.household_id,
        household=_marked(around, _of_others(families, record.household_id)),
        decidable=bool(candidates) and all(one.visible for one in candidates),
    )


def _candidate(
    key: UUID, person: PersonBeside | None, claimed: Side, weighed: Mapping[str, Any] | None, viewer: Viewer
) -> CandidateView:
    thing, chance = str(Thing.person(key)), weighed["probability"] if weighed else None
    if person is None:
        return CandidateView(thing, False, None, Side(Identity()), ())
    same = claimed.pid if claimed.pid in person.pids else next(iter(sorted(person.pids)), "")
    side = Side(person.identity, person.area_code, same)
    policy = review_policy(timezone.localdate(viewer.now))
    told = differences(claimed, side, model=link_model(), speaks=policy.speaks)
    return CandidateView(thing, True, chance, side, told, person.sources, person.household_id)


def _families(viewer: Viewer, households: set[UUID]) -> dict[UUID, tuple[RollMember, ...]]:
    if not households:
        return {}
    roll = family_roll(viewer=viewer, first=households, areas=(), most=len(households))
    return {family.id: family.members for family in roll.families}


def _beside(
    families: Mapping[UUID, Sequence[RollMember]], household: UUID | None, person: UUID | None
) -> tuple[Identity, ...]:
    """Whom somebody lives with, without themselves."""
    members = families.get(household, ()) if household else ()
    return tuple(one.identity for one in members if one.person_id != person)


def _of_others(families: Mapping[UUID, Sequence[RollMember]], household: UUID | None) -> list[Identity]:
    return [one.identity for key, members in families.items() if key != household for one in members]


def _with_home(
    one: CandidateView, families: Mapping[UUID, Sequence[RollMember]], around: Sequence[Identity]
) -> CandidateView:
    members = _beside(families, one.household_id, Thing.read(one.thing).uuid)
    return replace(one, household=_marked(members, around))


def _marked(members: Sequence[Identity], others: Sequence[Identity]) -> tuple[Neighbour, ...]:
    """Members, with those marked whose name (by its sound) the other side has too."""
    names = {(name_key(one.first_name), name_key(one.last_name)) for one in others}
    return tuple(Neighbour(one, (name_key(one.first_name), name_key(one.last_name)) in names) for one in members)
