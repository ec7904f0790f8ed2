"""The matters of a team."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from samutphok.access.domain import Viewer
from samutphok.access.queries import names_of
from samutphok.kernel.moves import Act, Folded
from samutphok.protected.domain.matters import (
    MOVES,
    Kind,
    MatterLine,
    MatterPage,
    MatterView,
    Member,
    OtherMatter,
    Said,
    Story,
)
from samutphok.protected.models import Matter, MatterAct, TeamMember
from samutphok.protected.queries.scope import memberships
from samutphok.protected.sealing import unseal


def matters(*, viewer: Viewer, closed: bool = False, page: int = 1, page_size: int = 20) -> MatterPage:
    """One page of the viewer's own matters, what changed last at the top; three queries."""
    own = TeamMember.objects.filter(memberships(viewer), matter__closed=closed).select_related("matter")
    start = (page - 1) * page_size
    rows = list(own.order_by("-matter__changed_at", "matter_id")[start : start + page_size])
    said: dict[UUID, list[MatterAct]] = {row.matter_id: [] for row in rows}
    for act in MatterAct.objects.filter(matter__in=list(said)):
        said[act.matter_id].append(act)
    lines = tuple(_line(row, said[row.matter_id]) for row in rows)
    return MatterPage(lines, total=own.count(), page=page, page_size=page_size)


def folded(acts: Iterable[MatterAct]) -> tuple[Folded, tuple[Said, ...]]:
    """The state as the fold of the opened acts, and the acts as they are read, newest first."""
    opened = [(act, unseal(act.sealed, bound_to=f"act:{act.id}")) for act in acts]
    state = MOVES.fold(Act(act.id, said["name"], act.at, act.by) for act, said in opened)
    done = {act.id for act in state.done}
    told = (
        Said(act.id, said["name"], act.at, act.by, said["words"], _day(said["next_on"]))
        for act, said in opened
        if act.id in done
    )
    return state, tuple(sorted(told, key=lambda one: (one.at, one.id), reverse=True))


def story_of(row: Matter) -> Story:
    """What was sealed when the matter was opened."""
    held = unseal(row.sealed, bound_to=f"matter:{row.id}")
    home = held["household_id"]
    return Story(
        Kind(held["kind"]),
        held["story"],
        held["people"],
        held["safe_contact"],
        held["family"],
        UUID(home) if home else None,
    )


def as_view(row: Matter, viewer: Viewer, until: datetime | None) -> MatterView:
    """A matter that the viewer reaches; two queries, a third where somebody acted who is not in its team.

    Who broke the glass reads, and may do nothing.
    """
    state, said = folded(row.acts.all())
    team = tuple(Member(one.account_id, one.account.get_full_name(), one.agency) for one in row.team.all())
    names = {str(one.account_id): one.name for one in team}
    names |= names_of({*(act.by for act in said), row.opened_by} - names.keys(), viewer=viewer)
    facts = unseal(row.facts_sealed, bound_to=f"facts:{row.id}") if row.facts_sealed else {}
    return MatterView(
        id=row.id,
        area_code=row.area_code,
        story=story_of(row),
        state=state.state,
        opened_at=row.opened_at,
        opened_by=names.get(row.opened_by, ""),
        said=tuple(Said(one.id, one.name, one.at, names.get(one.by, ""), one.words, one.next_on) for one in said),
        team=team,
        version=row.version,
        open_acts=() if until else tuple(name for name in MOVES.open_to(state.state) if name != "name_team"),
        next_on=next_day(said, state.state),
        others=_others(row, viewer) if until is None else (),
        until=until,
        facts=facts,
    )


def next_day(said: tuple[Said, ...], state: str) -> date | None:
    """The day that was agreed last, while the matter is open."""
    return None if state == "closed" else next((one.next_on for one in said if one.next_on), None)


def _others(row: Matter, viewer: Viewer) -> tuple[OtherMatter, ...]:
    """Matters of the same family: those whose team the viewer is in, and those opened later.

    Whoever opens a matter must not learn by that whether an earlier one exists; the earlier team hears of the later one.
    """
    if not row.household_index:
        return ()
    same = Matter.objects.filter(household_index=row.household_index).exclude(pk=row.pk)
    own = TeamMember.objects.filter(memberships(viewer), matter=OuterRef("pk"))
    return tuple(
        OtherMatter(one if mine else None, opened)
        for one, opened, mine in same.order_by("opened_at", "pk").values_list("pk", "opened_at", Exists(own))
        if mine or (opened, one) > (row.opened_at, row.pk)
    )


def _line(member: TeamMember, acts: list[MatterAct]) -> MatterLine:
    row = member.matter
    story, (state, said) = story_of(row), folded(acts)
    news = member.seen_at is None or member.seen_at < row.changed_at
    return MatterLine(row.pk, story.kind, story.family, state.state, row.opened_at, next_day(said, state.state), news)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
