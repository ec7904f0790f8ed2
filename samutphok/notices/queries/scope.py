"""Which notices a viewer may see, and which of them wait for the viewer: `domain.audience` as conditions of the database."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from samutphok.access.domain import COUNTRY, Action, Role, Viewer
from samutphok.access.domain.places import ancestors
from samutphok.access.queries import inside
from samutphok.notices.domain import Address, readers_of
from samutphok.notices.errors import NoticeNotFound
from samutphok.notices.models import Acknowledgement, Addressee, Notice

NOTHING = Q(pk__in=[])


def speaks_to(viewer: Viewer) -> Q:
    """Notices whose roles and areas the viewer's grants meet; never the viewer's own."""
    account = account_id(viewer)
    met = NOTHING
    for role, areas in readers_of(viewer).items():
        met |= Q(role=role, area__in=areas)
    if account is None or not readers_of(viewer):
        return NOTHING
    return Q(Exists(Addressee.objects.filter(met, notice=OuterRef("pk")))) & ~Q(author=account)


def visible_to(viewer: Viewer) -> Q:
    """What speaks to the viewer, what they wrote, and what is written for areas whose notices are theirs to write."""
    account = account_id(viewer)
    if account is None:
        return NOTHING
    return speaks_to(viewer) | Q(author=account) | _overseen(viewer.prefixes(Action.WRITE_NOTICE))


def _overseen(prefixes: tuple[str, ...]) -> Q:
    """Notices for an area that is, holds or lies in one of these; every notice for the country's office."""
    if COUNTRY in prefixes:
        return Q(pk__isnull=False)
    touching = NOTHING
    for prefix in prefixes:
        touching |= inside("area", prefix) | Q(area__in=ancestors(prefix))
    return Q(Exists(Addressee.objects.filter(touching, notice=OuterRef("pk")))) if prefixes else NOTHING


def in_force(today: date) -> Q:
    """Neither withdrawn nor past its last day."""
    return Q(withdrawn_at=None) & (Q(valid_until=None) | Q(valid_until__gte=today))


def waiting_for(viewer: Viewer, *, now: datetime) -> Q:
    """Notices in force that speak to the viewer and whose current version they have not acknowledged."""
    account = account_id(viewer)
    if account is None:
        return NOTHING
    read = Acknowledgement.objects.filter(notice=OuterRef("pk"), version=OuterRef("version"), account=account)
    return speaks_to(viewer) & in_force(timezone.localdate(now)) & ~Q(Exists(read))


def notice_seen(*, viewer: Viewer, notice_id: UUID, change: bool = False) -> Notice:
    """The notice, locked when it is to be changed. Raises NoticeNotFound, also when it does not concern the viewer."""
    rows = Notice.objects.select_for_update() if change else Notice.objects.all()
    found = rows.filter(visible_to(viewer), pk=notice_id).first()
    if found is None:
        raise NoticeNotFound
    return found


def address_of(row: Notice) -> Address:
    """To whom the stored notice speaks."""
    return Address(frozenset(map(Role, row.roles)), tuple(row.areas), str(row.author_id), Role(row.office))


def account_id(viewer: Viewer) -> UUID | None:
    """The viewer's account; None for whoever has none, such as the command line."""
    try:
        return UUID(viewer.account_id)
    except ValueError:
        return None


CURRENT = Q(number=F("notice__version"))  # of versions: the one in force
