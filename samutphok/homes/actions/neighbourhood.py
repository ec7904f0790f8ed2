"""What a home does for its neighbourhood: training, knowledge shared, a network, prevention."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.areas.domain import read_code
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import seal
from samutphok.homes.actions.writing import locked_home
from samutphok.homes.domain.asking import NewActivity, NewSession
from samutphok.homes.errors import HomeNotFound, NotOfTheRules
from samutphok.homes.models import Activity, Knowledge, NetworkMember, Session, SessionGuest, Stay
from samutphok.homes.queries.places import managed
from samutphok.homes.queries.rules import rules_on

TITLE_LENGTH, TEXT_LENGTH, MOST_COUNTED = 200, 5_000, 100_000


@transaction.atomic
def record_session(*, viewer: Viewer, home_id: UUID, session: NewSession, now: datetime) -> UUID:
    """Writes a training session down with who came; returns its id. Raises HomeNotFound, NotOfTheRules."""
    locked_home(viewer, home_id)
    rules = rules_on(timezone.localdate(now))
    counts = {kind: many for kind, many in session.outsiders.items() if many}
    known = session.topic in rules.topics and set(counts) <= set(rules.members)
    fits = 0 < session.hours <= 100 and all(0 <= many <= MOST_COUNTED for many in counts.values())
    _check(known and fits, session.title, session.held_on, now)
    guests = Stay.objects.filter(home=home_id, pk__in=session.guests, admitted_on__lte=session.held_on)
    row = Session.objects.create(
        home_id=home_id,
        title=session.title.strip(),
        topic=session.topic,
        held_on=session.held_on,
        hours=session.hours,
        outsiders=counts,
        recorded_by=viewer.account_id,
        recorded_at=now,
    )
    SessionGuest.objects.bulk_create(SessionGuest(session=row, stay=one) for one in guests)
    _record(viewer, "record_home_session", home_id, f"home-session:{row.id}", now)
    return row.id


@transaction.atomic
def share_knowledge(*, viewer: Viewer, home_id: UUID, topic: str, title: str, text: str, now: datetime) -> UUID:
    """Shares something worth knowing; returns its id. Raises HomeNotFound, NotOfTheRules."""
    locked_home(viewer, home_id)
    known = topic in rules_on(timezone.localdate(now)).topics and 0 < len(text.strip()) <= TEXT_LENGTH
    _check(known, title, None, now)
    row = Knowledge.objects.create(
        home_id=home_id,
        topic=topic,
        title=title.strip(),
        text=text.strip(),
        shared_by=viewer.account_id,
        shared_at=now,
    )
    _record(viewer, "share_knowledge", home_id, f"knowledge:{row.id}", now)
    return row.id


@transaction.atomic
def withdraw_knowledge(*, viewer: Viewer, knowledge_id: UUID, now: datetime) -> None:
    """Takes something shared back; it stays in the home's book. Raises HomeNotFound."""
    row = Knowledge.objects.filter(pk=knowledge_id, home__in=managed(viewer)).first()
    if row is None:
        raise HomeNotFound
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        _record(viewer, "withdraw_knowledge", row.home_id, f"knowledge:{row.id}", now)


@transaction.atomic
def add_member(
    *, viewer: Viewer, home_id: UUID, kind: str, name: str, does: str = "", contact: str = "", now: datetime
) -> UUID:
    """Takes somebody into the home's network; returns their id. Raises HomeNotFound, NotOfTheRules."""
    locked_home(viewer, home_id)
    _check(kind in rules_on(timezone.localdate(now)).members, name, None, now)
    key = uuid4()
    NetworkMember.objects.create(
        id=key,
        home_id=home_id,
        kind=kind,
        name=" ".join(name.split()),
        does=does.strip()[:TITLE_LENGTH],
        contact_sealed=seal(contact.strip()[:100], bound_to=str(key)) if contact.strip() else "",
        since=timezone.localdate(now),
        added_by=viewer.account_id,
        added_at=now,
    )
    _record(viewer, "add_network_member", home_id, f"network-member:{key}", now)
    return key


@transaction.atomic
def end_member(*, viewer: Viewer, member_id: UUID, now: datetime) -> None:
    """When somebody leaves the network; what they joined stays. Raises HomeNotFound."""
    row = NetworkMember.objects.filter(pk=member_id, home__in=managed(viewer)).first()
    if row is None:
        raise HomeNotFound
    if row.until is None:
        row.until = timezone.localdate(now)
        row.save(update_fields=["until"])
        _record(viewer, "end_network_member", row.home_id, f"network-member:{row.id}", now)


@transaction.atomic
def record_activity(*, viewer: Viewer, home_id: UUID, activity: NewActivity, now: datetime) -> UUID:
    """Writes a prevention activity down; returns its id. Raises HomeNotFound, NotOfTheRules."""
    locked_home(viewer, home_id)
    known = activity.kind in rules_on(timezone.localdate(now)).activities and 0 <= activity.reached <= MOST_COUNTED
    _check(known, activity.title, activity.held_on, now)
    row = Activity.objects.create(
        home_id=home_id,
        kind=activity.kind,
        title=activity.title.strip(),
        area_code=read_code(activity.area_code),
        held_on=activity.held_on,
        reached=activity.reached,
        recorded_by=viewer.account_id,
        recorded_at=now,
    )
    row.joined.set(NetworkMember.objects.filter(home=home_id, pk__in=activity.joined))
    _record(viewer, "record_home_activity", home_id, f"home-activity:{row.id}", now)
    return row.id


def _check(known: bool, title: str, held_on: date | None, now: datetime) -> None:
    late = held_on is not None and held_on > timezone.localdate(now)
    if not known or not title.strip() or len(title.strip()) > TITLE_LENGTH or late:
        raise NotOfTheRules


def _record(viewer: Viewer, act: str, home_id: UUID, what: str, now: datetime) -> None:
    record(actor=viewer.account_id, act=act, subject=f"home:{home_id}", fields=[what], now=now)
