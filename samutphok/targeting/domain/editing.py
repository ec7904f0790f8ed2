"""What an author does to a draft: adding, moving and leaving out clauses and parts of a condition, as pure functions.

A part is named by its path inside its clause: '' the whole condition, '0' its first part, '1.2' the third of the second.
A path that leads nowhere changes nothing.
"""

from collections.abc import Callable
from dataclasses import replace

from samutphok.kernel.rules import RuleError, parse
from samutphok.kernel.vocabulary import Vocabulary
from samutphok.targeting.domain.conditions import Group, Node, condition_of, written
from samutphok.targeting.domain.drafts import NO_TEXT, ClauseDraft, Draft, NumberDraft


def with_clause(draft: Draft) -> tuple[Draft, str]:
    """The draft with one more, empty clause, and that clause's id."""
    taken = {clause.id for clause in draft.clauses}
    new = next(f"clause_{number}" for number in range(1, len(taken) + 2) if f"clause_{number}" not in taken)
    return replace(draft, clauses=(*draft.clauses, ClauseDraft(new, NO_TEXT, NO_TEXT, Group()))), new


def without_clause(draft: Draft, clause_id: str) -> Draft:
    """The draft without the clause."""
    return replace(draft, clauses=tuple(clause for clause in draft.clauses if clause.id != clause_id))


def moved_clause(draft: Draft, clause_id: str, by: int) -> Draft:
    """The draft with the clause `by` places further down; it stays where it is at either end."""
    ids = [clause.id for clause in draft.clauses]
    here = ids.index(clause_id) if clause_id in ids else -1
    if here < 0 or not 0 <= here + by < len(ids):
        return draft
    clauses = list(draft.clauses)
    clauses.insert(here + by, clauses.pop(here))
    return replace(draft, clauses=tuple(clauses))


def with_number(draft: Draft) -> Draft:
    """The draft with one more number to fill in."""
    taken = {one.name for one in draft.numbers}
    name = next(f"number_{place}" for place in range(1, len(taken) + 2) if f"number_{place}" not in taken)
    return replace(draft, numbers=(*draft.numbers, NumberDraft(name, "", NO_TEXT, None, "")))


def without_number(draft: Draft, name: str) -> Draft:
    """The draft without the number; clauses that name it say so themselves."""
    return replace(draft, numbers=tuple(one for one in draft.numbers if one.name != name))


def with_part(group: Group, path: str, part: Node) -> Group:
    """The condition with one more part at the end of the group at the path."""
    return _changed(group, _steps(path), lambda node: _grown(node, part))


def without_part(group: Group, path: str) -> Group:
    """The condition without the part at the path."""
    steps = _steps(path)
    if not steps:
        return group
    return _changed(group, steps[:-1], lambda node: _shrunk(node, steps[-1]))


def as_text(clause: ClauseDraft, draft: Draft, vocabulary: Vocabulary) -> str:
    """The clause's rule text; '' while its rows have gaps."""
    if isinstance(clause.condition, str):
        return clause.condition
    return written(clause.condition, draft.terms(vocabulary)) or ""


def from_text(text: str, draft: Draft, vocabulary: Vocabulary) -> Group | str:
    """The condition that a rule's text says; the text itself while it cannot be read."""
    terms = draft.terms(vocabulary)
    try:
        return condition_of(parse(text, terms.types()), terms)
    except RuleError:
        return text


def _steps(path: str) -> list[int]:
    return [int(step) for step in path.split(".")] if path else []


def _changed(group: Group, steps: list[int], change: Callable[[Group], Group]) -> Group:
    if not steps:
        return change(group)
    place, *further = steps
    if place >= len(group.parts) or not isinstance(inner := group.parts[place], Group):
        return group
    parts = list(group.parts)
    parts[place] = _changed(inner, further, change)
    return replace(group, parts=tuple(parts))


def _grown(group: Group, part: Node) -> Group:
    return replace(group, parts=(*group.parts, part))


def _shrunk(group: Group, place: int) -> Group:
    return replace(group, parts=tuple(part for number, part in enumerate(group.parts) if number != place))
