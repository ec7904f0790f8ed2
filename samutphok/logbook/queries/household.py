"""Reading the logbook of one household."""

from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer, decide
from samutphok.access.queries import field_operator
from samutphok.foundation.audit.actions import record as record_act
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy, policy_names
from samutphok.logbook.domain.composition import compose
from samutphok.logbook.domain.indicators import Dimension, catalogue
from samutphok.logbook.domain.record import HouseholdRecord
from samutphok.registry.queries import household_told

MEASURE = "tpmap-2561"  # the catalogue of dimensions unless another is asked for
_READ = ("dimensions", "help", "history", "income", "registers", "visits", "welfare")


def household_record(
    *, viewer: Viewer, household_id: UUID, as_of: date, measure: str = MEASURE, purpose: str = ""
) -> HouseholdRecord:
    """Everything the registers say of a household on a day, as far as the viewer is cleared.

    Whoever is cleared for poverty and health (S2) gets all of it, and the reading is recorded before the answer goes
    out; others get members, names, ages and place. Raises registry.errors.HouseholdNotFound when it is absent or out of
    the viewer's scope. Numbers are masked; rows in doubt are named by their register, never by their content. purpose: a code
    for the record of the reading, such as 'case:<id>'.
    """
    told = household_told(viewer=viewer, household_id=household_id)
    if told.rows is not None:
        _note_reading(viewer, household_id, told.view.area_code, purpose)
    return compose(told.view, told.rows, dimensions=_dimensions(measure), labels=_labels(), as_of=as_of)


def record_for_counting(*, household_id: UUID, as_of: date, now: datetime) -> HouseholdRecord:
    """The same for a job that shows it to nobody and only counts: nothing is recorded, since nobody reads.

    Raises registry.errors.HouseholdNotFound.
    """
    told = household_told(viewer=field_operator(now=now), household_id=household_id)
    return compose(told.view, told.rows, dimensions=_dimensions(MEASURE), labels=_labels(), as_of=as_of)


def _note_reading(viewer: Viewer, household_id: UUID, area_code: str, purpose: str) -> None:
    cleared = decide(viewer, Action.VIEW_HOUSEHOLD, RecordScope(area_code), Sensitivity.S2)
    with transaction.atomic(savepoint=False):  # nothing to go back to: without the row there is no answer
        record_act(
            actor=viewer.account_id,
            act="read_household",
            subject=f"household:{household_id}",
            grant=cleared.grant.id if cleared.grant else "",
            purpose=purpose,
            fields=_READ,
            now=viewer.now,
        )


@cache
def _dimensions(measure: str) -> tuple[Dimension, ...]:
    return catalogue(load_policy("measures", measure).raw)


@cache
def _labels() -> dict[str, Bilingual]:
    titles = {name: load_policy("registers", name).raw["title"] for name in policy_names("registers")}
    return {name: Bilingual(title["th"], title["en"]) for name, title in titles.items()}
