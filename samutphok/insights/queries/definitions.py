"""Pages of local definitions, composed for a viewer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.areas.domain import COUNTRY, AreaView
from samutphok.areas.queries import names
from samutphok.insights.domain.choice import Option
from samutphok.insights.domain.definitions import (
    AreaReached,
    ChangedFamilies,
    ChangeShown,
    ClauseChange,
    ClauseShown,
    ComparisonPage,
    DefinitionLine,
    DefinitionPage,
    DefinitionsPage,
    FactRead,
    PolicyPage,
    ReachPage,
    ReachShown,
)
from samutphok.insights.domain.disclosure import rounded
from samutphok.insights.domain.sentences import sentence
from samutphok.insights.errors import PageNotFound
from samutphok.insights.queries.families import family_rows
from samutphok.insights.queries.places import name_of, place_named
from samutphok.kernel.policies import load_policy
from samutphok.kernel.rules import RuleError, facts_used
from samutphok.kernel.rules.writing import write_rule
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.counting import ComparedWanted, compared_families, comparison, count_reach
from samutphok.targeting.domain.approval import LocalDefinitionView, Standing, State, Version, in_force_on, standing
from samutphok.targeting.domain.drafts import ClauseDraft, Draft, draft_of, rule_of, source_of
from samutphok.targeting.domain.gaps import gaps_in
from samutphok.targeting.domain.knowledge import knowledge_of
from samutphok.targeting.domain.reach import AreaReach, ChangeCount, Comparison, Reached
from samutphok.targeting.domain.rulesets import Unit
from samutphok.targeting.queries import definition_named
from samutphok.targeting.queries.definitions import (
    definitions_of,
    local_definition,
    local_definitions,
    may_approve,
    may_write,
)
from samutphok.targeting.queries.rules import DEFINITIONS, versions

Known = Mapping[str, AreaView]


def definitions_page(*, viewer: Viewer, now: datetime) -> DefinitionsPage:
    """Every definition that concerns the viewer's areas, the product's own among them."""
    everything, found = versions(), local_definitions(viewer=viewer)
    counting = {one.name for one in in_force_on(timezone.localdate(now), everything)}
    writable = viewer.prefixes(Action.EDIT_DEFINITION)
    known = names({one.area for one in found} | {one.area for one in everything} | set(writable))
    lines = [_line(viewer, one, counting, known, now) for one in found]
    files = [
        _file_line(viewer, one, counting, known) for one in everything if not one.office and _concerns(viewer, one)
    ]
    return DefinitionsPage(
        waiting=tuple(line for line in lines if line.standing is Standing.PROPOSED),
        drafts=tuple(line for line in lines if line.standing is Standing.DRAFT),
        in_force=tuple(line for line in [*lines, *files] if line.standing in (Standing.IN_FORCE, Standing.COMING)),
        earlier=tuple(line for line in [*lines, *files] if line.standing is Standing.SUPERSEDED),
        areas=tuple(Option(code, name_of(known[code])) for code in writable if code in known),
        bases=tuple(Option(line.name, line.label) for line in [*lines, *files] if line.standing is Standing.IN_FORCE),
    )


def definition_page(*, viewer: Viewer, definition_id: UUID, now: datetime) -> DefinitionPage:
    """One definition of the office, as far as the viewer may know of it. Raises NotFound."""
    found = local_definition(viewer=viewer, definition_id=definition_id)
    everything, words = versions(), load_vocabulary()
    counting = {one.name for one in in_force_on(timezone.localdate(now), everything)}
    may = may_write(viewer, found.area), may_approve(viewer, found.area)
    own = viewer.account_id in found.authors()
    return DefinitionPage(
        found=found,
        place=place_named(viewer, found.area, names([found.area])),
        standing=standing(found, day=timezone.localdate(now), in_force=counting),
        source=source_of(found.draft),
        clauses=clauses_shown(found.draft),
        gaps=gaps_in(found.draft, words) if found.state is State.DRAFT else (),
        others=_others(found, everything, counting) if any(may) else (),
        may_write=may[0],
        may_decide=may[1] and not own,
        own=own,
        exact=_exact(viewer, found.area),
    )


def policy_definition_page(*, viewer: Viewer, name: str, now: datetime) -> PolicyPage:
    """A definition that comes with the product. Raises PageNotFound for another name or another's area."""
    one = next((one for one in versions() if one.name == name and not one.office), None)
    if one is None or not _concerns(viewer, one):
        raise PageNotFound
    counting = {version.name for version in in_force_on(timezone.localdate(now), versions())}
    draft = draft_of(load_policy(DEFINITIONS, name), area=one.area, vocabulary=load_vocabulary())
    return PolicyPage(
        line=_file_line(viewer, one, counting, names([one.area])),
        clauses=clauses_shown(draft),
        every=draft.every,
        of_persons=draft.unit is Unit.PERSON,
        reading=draft.reading,
    )


def reach_page(*, viewer: Viewer, definition_id: UUID, now: datetime) -> ReachPage:
    """How far the definition reaches now; raises NotFound for whoever has no part in it, NoListToCountOn."""
    page = definition_page(viewer=viewer, definition_id=definition_id, now=now)
    found = count_reach(viewer=viewer, found=page.found, now=now)
    newest = found.reach or found.previous
    shown = None
    if newest is not None:
        known = names({page.found.area, *(area.area for area in newest.areas)})
        areas = [_area_reached(viewer, area, known, page.exact) for area in (newest.total, *newest.areas)]
        shown = ReachShown(
            total=areas[0],
            areas=tuple(areas[1:]),
            clauses={key: _disclosed(value, page.exact) for key, value in newest.total.clauses.items()},
            as_of=newest.as_of,
            data_cut=newest.data_cut,
            counted_at=newest.counted_at,
            exact=page.exact,
        )
    left_out = sum(clause.id not in found.ready for clause in page.clauses)
    return ReachPage(page, shown, found.reach is not None, found.waiting, left_out)


def comparison_page(*, viewer: Viewer, comparison_id: UUID) -> ComparisonPage:
    """Who enters, leaves and stays; raises NotFound for whoever has no part in the area's definitions."""
    found = comparison(viewer=viewer, comparison_id=comparison_id)
    return _comparison(viewer, found, names([found.area]))


def changed_families(*, viewer: Viewer, comparison_id: UUID, wanted: ComparedWanted, now: datetime) -> ChangedFamilies:
    """The families behind a number of a comparison, inside the viewer's scope; the reading is recorded."""
    found = compared_families(viewer=viewer, comparison_id=comparison_id, wanted=wanted, now=now)
    page = _comparison(viewer, found.comparison, {})  # its place is not shown there
    change = next(one for one in page.changes or () if one.change is wanted.change)
    return ChangedFamilies(
        comparison=page,
        change=change,
        clause=next((one for one in change.clauses if one.place == wanted.clause), None),
        rows=family_rows(found.rows),
        total=found.total,
        page=found.page,
        page_size=wanted.page_size,
    )


def clauses_shown(draft: Draft) -> tuple[ClauseShown, ...]:
    """The clauses of a draft in words, with the facts that they read and what they lack."""
    words = load_vocabulary()
    gaps = gaps_in(draft, words)
    return tuple(
        ClauseShown(
            id=clause.id,
            number=number,
            text=clause.text,
            reading=clause.reading,
            words=sentence(clause.condition, draft, words),
            rule=_rule_text(clause, draft),
            facts=_facts_read(clause, draft),
            gaps=tuple(gap for gap in gaps if gap.place == clause.id),
            sealed=clause.sealed,
        )
        for number, clause in enumerate(draft.clauses, start=1)
    )


def _rule_text(clause: ClauseDraft, draft: Draft) -> str:
    try:
        rule = rule_of(clause, draft, load_vocabulary())
    except RuleError:
        return str(clause.condition)
    return write_rule(rule) if rule is not None else ""


def _facts_read(clause: ClauseDraft, draft: Draft) -> tuple[FactRead, ...]:
    words = load_vocabulary()
    try:
        rule = rule_of(clause, draft, words)
    except RuleError:
        return ()
    if rule is None or clause.sealed:
        return ()
    return tuple(
        FactRead(name, words.label(name), knowledge_of(name))
        for name in sorted(facts_used(rule))
        if name in words.facts
    )


def _line(
    viewer: Viewer, found: LocalDefinitionView, counting: set[str], known: Known, now: datetime
) -> DefinitionLine:
    stands = standing(found, day=timezone.localdate(now), in_force=counting)
    return DefinitionLine(
        id=found.id,
        name=found.name,
        label=found.label,
        place=place_named(viewer, found.area, known),
        standing=stands,
        valid_from=found.draft.valid_from,
        valid_to=found.draft.valid_to,
        source=source_of(found.draft),
        changed_at=found.changed_at,
        mine_to_decide=stands is Standing.PROPOSED and may_approve(viewer, found.area),
    )


def _file_line(viewer: Viewer, one: Version, counting: set[str], known: Known) -> DefinitionLine:
    definition = definition_named(one.name)
    return DefinitionLine(
        id=None,
        name=one.name,
        label=definition.label,
        place=place_named(viewer, one.area, known),
        standing=Standing.IN_FORCE if one.name in counting else Standing.SUPERSEDED,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        source=definition.source,
    )


def _concerns(viewer: Viewer, one: Version) -> bool:
    """Whether a definition's area touches what the viewer may see numbers of."""
    seen = viewer.prefixes(Action.VIEW_COUNTS)
    return one.area == COUNTRY or any(one.area.startswith(prefix) or prefix.startswith(one.area) for prefix in seen)


def _others(found: LocalDefinitionView, everything: Sequence[Version], counting: set[str]) -> tuple[Option, ...]:
    """What it may be compared with: of its own family first, then what counts today, then the rest."""
    holding = [one for one in definitions_of(found.area, among=everything) if one.name != found.name]
    first = sorted(holding, key=lambda one: (one.family != found.family, one.name not in counting, one.name))
    return tuple(Option(one.name, definition_named(one.name).label) for one in first)


def _exact(viewer: Viewer, area: str) -> bool:
    return viewer.may(Action.LIST_HOUSEHOLDS, RecordScope(area))


def _area_reached(viewer: Viewer, found: AreaReach, known: Known, exact: bool) -> AreaReached:
    families, persons = (found.families, found.persons) if exact else (rounded(found.families), rounded(found.persons))
    return AreaReached(place_named(viewer, found.area, known), families, persons, _disclosed(found.reached, exact))


def _disclosed(found: Reached, exact: bool) -> Reached:
    return found if exact else Reached(*(rounded(getattr(found, field.name)) for field in fields(found)))


def _comparison(viewer: Viewer, found: Comparison, known: Known) -> ComparisonPage:
    exact = _exact(viewer, found.area)
    return ComparisonPage(
        id=found.id,
        definition=found.definition,
        place=place_named(viewer, found.area, known),
        before=found.before.label,
        after=found.after.label,
        asked_at=found.asked_at,
        as_of=found.as_of,
        data_cut=found.data_cut,
        changes=None if found.changes is None else tuple(_changes(found, found.changes, exact)),
        exact=exact,
    )


def _changes(found: Comparison, changes: Iterable[ChangeCount], exact: bool) -> Iterable[ChangeShown]:
    for one in changes:
        after = one.deciding is not None and one.deciding.after
        clauses = (found.after if after else found.before).open_clauses()
        yield ChangeShown(
            change=one.change,
            families=one.families if exact else rounded(one.families),
            persons=one.persons if exact else rounded(one.persons),
            open_now=one.open_now if exact else rounded(one.open_now),
            clauses=tuple(
                ClauseChange(place, clauses[place].text, families if exact else rounded(families))
                for place, families in sorted(one.clauses.items(), key=lambda pair: (-pair[1], pair[0]))
            ),
            hold=one.deciding is None or one.deciding.hold,
            of_after=after,
        )
