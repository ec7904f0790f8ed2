"""The plan as a form: rows that keep every word as it was typed, until they can be read as a plan.

Each part stands in fields named after its kind and key: 'step-<key>-text'. Keys of new rows are made when the form is
shown, so that the same form sent twice says the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from samutphok.cases.domain.merge import Clash, Merged
from samutphok.cases.domain.plan import WORDS, WRITTEN, Difficulty, Goal, Part, Plan, Step, Strength, plan_of
from samutphok.kernel.dates import read_date
from samutphok.kernel.errors import InvalidInput

GOAL, STRENGTH, PROBLEM, STEP = "goal", "strength", "problem", "step"
SECTIONS = (GOAL, STRENGTH, PROBLEM, STEP)
MOST_ROWS = 60
_TYPED = {GOAL: ("text",), STRENGTH: ("text",), PROBLEM: ("code", "text")}
_TYPED[STEP] = ("text", "responsible", "due_on", "indicator", "problem", "referral_id")


@dataclass(frozen=True, slots=True)
class ClashShown:
    """A field that somebody else wrote differently meanwhile: what they wrote, in words and as the form would send it."""

    name: str
    theirs: str = field(repr=False)
    chosen: str = "mine"


@dataclass(frozen=True, slots=True)
class Row:
    """One part as typed. errors: by field; clashes: fields to choose."""

    kind: str
    key: UUID
    typed: Mapping[str, str] = field(repr=False)
    errors: Mapping[str, str] = field(default_factory=dict)
    clashes: tuple[ClashShown, ...] = ()
    kept: bool = False
    fresh: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        said = ("text", "code", "indicator") if self.kind != STEP else ("text", "indicator", "due_on")
        return not any(self.typed.get(name, "").strip() for name in said)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows, in the order of the page."""

    rows: tuple[Row, ...]

    def of(self, kind: str) -> tuple[Row, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.kind == kind)

    @property
    def problems(self) -> tuple[tuple[Row, tuple[Row, ...]], ...]:
        """Problems with the steps about each."""
        steps = self.of(STEP)
        return tuple((row, tuple(one for one in steps if _about(one) == str(row.key))) for row in self.of(PROBLEM))

    @property
    def other_steps(self) -> tuple[Row, ...]:
        """Steps about no problem that stands."""
        standing = {str(row.key) for row in self.of(PROBLEM)}
        return tuple(row for row in self.of(STEP) if _about(row) not in standing)

    @property
    def wrong(self) -> bool:
        """Whether a field cannot be read."""
        return any(row.errors for row in self.rows)


def sheet_of(plan: Plan) -> Sheet:
    """A plan as rows."""
    return Sheet(tuple(_row(part) for part in plan.parts.values()))


def sheet_sent(sent: QueryDict) -> Sheet:
    """What a form sent, every word kept; parts marked to be dropped are left out."""
    dropped = set(sent.getlist("drop"))
    rows = []
    for kind in SECTIONS:
        for text in dict.fromkeys(sent.getlist(kind)[:MOST_ROWS]):
            key = _uuid(text)
            if key is not None and text not in dropped:
                typed = {name: sent.get(f"{kind}-{text}-{name}", "") for name in _TYPED[kind]}
                rows.append(Row(kind, key, typed))
    return Sheet(tuple(_checked(row) for row in rows))


def plan_typed(sheet: Sheet) -> Plan:
    """The plan that the rows say; blank rows are left out. Ask `wrong` first: what cannot be read is left empty."""
    return plan_of(_part(row) for row in sheet.rows if not row.blank)


def with_blanks(sheet: Sheet, more: str = "") -> Sheet:
    """The rows with an empty one where there is none of a kind, and where another was asked for ('step:<problem>')."""
    rows = list(sheet.rows)
    wanted = (kind for kind in (GOAL, STRENGTH, PROBLEM) if not sheet.of(kind) or more == kind)
    rows.extend(Row(kind, uuid4(), {}, fresh=more == kind) for kind in wanted)
    about = more.removeprefix("step:") if more.startswith("step:") else None
    for row in [one for one in rows if one.kind == PROBLEM]:
        steps = [one for one in rows if one.kind == STEP and _about(one) == str(row.key)]
        if not steps or about == str(row.key):
            rows.append(Row(STEP, uuid4(), {"problem": str(row.key)}, fresh=about == str(row.key)))
    if about == "":
        rows.append(Row(STEP, uuid4(), {}, fresh=True))
    return Sheet(tuple(rows))


def sheet_merged(merged: Merged) -> Sheet:
    """Both plans in one sheet, with what is to be chosen beside my words."""
    clashes: dict[UUID, list[Clash]] = {}
    for one in merged.clashes:
        clashes.setdefault(one.key, []).append(one)
    return Sheet(
        tuple(
            replace(
                row,
                clashes=tuple(ClashShown(one.name, _as_typed(one.theirs)) for one in clashes.get(row.key, ())),
                kept=row.key in merged.kept,
            )
            for row in sheet_of(merged.plan).rows
        )
    )


def with_choices(sheet: Sheet, sent: QueryDict, theirs: Plan) -> Sheet:
    """The rows with what was chosen of two: mine, theirs, or both, one under the other."""
    return Sheet(tuple(_chosen(row, sent, theirs) for row in sheet.rows))


def _chosen(row: Row, sent: QueryDict, theirs: Plan) -> Row:
    other = theirs.parts.get(row.key)
    typed = dict(row.typed)
    for name in WRITTEN[type(other)] if other is not None else ():
        choice = sent.get(f"take-{row.key}-{name}", "mine")
        word = _as_typed(getattr(other, name))
        if choice == "theirs":
            typed[name] = word
        elif choice == "both" and name in ("text", "indicator") and word not in typed.get(name, ""):
            typed[name] = f"{typed.get(name, '')}\n{word}".strip()
    return _checked(replace(row, typed=typed))


def _about(row: Row) -> str:
    return row.typed.get("problem", "")


def _row(part: Part) -> Row:
    kind = {Goal: GOAL, Strength: STRENGTH, Difficulty: PROBLEM, Step: STEP}[type(part)]
    return Row(kind, part.key, {name: _as_typed(getattr(part, name)) for name in _TYPED[kind]})


def _as_typed(value: object) -> str:
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year + 543}"
    return "" if value is None else str(value)


def _checked(row: Row) -> Row:
    errors = {name: _("This text is too long.") for name, text in row.typed.items() if len(text) > WORDS}
    if row.kind == STEP and not row.blank:
        if not row.typed["text"].strip():
            errors["text"] = _("Write what is to be done.")
        if row.typed["due_on"].strip() and _day(row.typed["due_on"]) is None:
            errors["due_on"] = _("Write the whole day: day, month and year.")
        if not row.typed["responsible"]:
            errors["responsible"] = _("Choose who does it.")
    return replace(row, errors=errors)


def _part(row: Row) -> Part:
    text = row.typed.get("text", "").strip()
    if row.kind == GOAL:
        return Goal(row.key, text)
    if row.kind == STRENGTH:
        return Strength(row.key, text)
    if row.kind == PROBLEM:
        return Difficulty(row.key, row.typed.get("code", ""), text)
    return Step(
        key=row.key,
        problem=_uuid(row.typed.get("problem", "")),
        text=text,
        responsible=row.typed.get("responsible", ""),
        due_on=_day(row.typed.get("due_on", "")),
        indicator=row.typed.get("indicator", "").strip(),
        referral_id=_uuid(row.typed.get("referral_id", "")),
    )


def _day(text: str) -> date | None:
    try:
        read = read_date(text)
    except InvalidInput:
        return None
    return read.earliest() if read is not None and read.day is not None else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
