"""Where assignments stand, as conditions of the database; `domain.progress.standing` says the same of one."""

from datetime import date, timedelta

from django.db.models import Q

from samutphok.fieldwork.domain import progress
from samutphok.fieldwork.domain.progress import Progress, Standing
from samutphok.fieldwork.domain.rules import FieldRules
from samutphok.fieldwork.models import Assignment


def standing_is(wanted: Standing, *, today: date, rules: FieldRules) -> Q:
    """Assignments that stand so on the day."""
    due_by = today + timedelta(days=rules.due_soon)
    moving = ~Q(last_outcome__in=[progress.REFUSED, progress.MOVED]) & Q(tries__lt=rules.unreachable_after)
    match wanted:
        case Standing.REFUSED:
            return Q(last_outcome=progress.REFUSED)
        case Standing.MOVED:
            return Q(last_outcome=progress.MOVED)
        case Standing.UNREACHABLE:
            stopped = Q(last_outcome__in=[progress.REFUSED, progress.MOVED])
            return ~stopped & Q(tries__gte=rules.unreachable_after)
        case Standing.OVERDUE:
            return moving & Q(due_on__lt=today)
        case Standing.DUE:
            return moving & Q(due_on__gte=today, due_on__lte=due_by)
        case Standing.VISITED:
            return moving & (Q(due_on=None) | Q(due_on__gt=due_by, met__gt=0))
        case Standing.LATER:
            return moving & Q(due_on__gt=due_by, met=0)


def open_work() -> Q:
    """Assignments that still ask for something: all but the open ones that are done."""
    return Q(state=Assignment.State.OPEN) & ~Q(due_on=None, last_outcome=progress.MET)


def progress_of(row: Assignment) -> Progress:
    """What is kept of the visits of an assignment."""
    return Progress(row.due_on, row.last_on, row.last_outcome, row.met, row.tries)


def standing_of(row: Assignment, *, today: date, rules: FieldRules) -> Standing:
    """Where a stored assignment stands on the day."""
    limits = {"due_soon": rules.due_soon, "unreachable_after": rules.unreachable_after}
    return progress.standing(progress_of(row), today=today, **limits)
