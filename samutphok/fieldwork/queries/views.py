"""Stored assignments as other rooms see them."""

from collections.abc import Iterable
from datetime import date

from samutphok.access.domain import Viewer
from samutphok.fieldwork.domain.board import AssignmentView
from samutphok.fieldwork.domain.progress import Purpose
from samutphok.fieldwork.domain.rules import FieldRules
from samutphok.fieldwork.models import Assignment
from samutphok.fieldwork.queries.families import families_named
from samutphok.fieldwork.queries.standing import standing_of


def assignment_views(
    rows: Iterable[Assignment], *, viewer: Viewer, today: date, rules: FieldRules
) -> tuple[AssignmentView, ...]:
    """These assignments with the names of families and volunteers; the rows come with their volunteers."""
    listed = list(rows)
    named = families_named([row.household_id for row in listed], viewer=viewer)
    return tuple(
        AssignmentView(
            id=row.id,
            household_id=row.household_id,
            family=named[row.household_id].name if row.household_id in named else "",
            area_code=row.area_code,
            volunteer_id=row.volunteer_id,
            volunteer=row.volunteer.name,
            volunteer_active=row.volunteer.active,
            purpose=Purpose(row.purpose),
            rhythm_days=row.rhythm_days,
            level=None if row.level < 0 else row.level,
            since=row.since,
            due_on=row.due_on,
            last_on=row.last_on,
            last_outcome=row.last_outcome,
            tries=row.tries,
            standing=standing_of(row, today=today, rules=rules),
        )
        for row in listed
    )
