"""Names of fixed things on pages: dimensions, levels, verdicts, tasks. Names that policy files give come from there."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.insights.domain.choice import Combine, Dimension, FamilyOrder
from samutphok.insights.domain.family import Verdict
from samutphok.insights.domain.home import TaskKind
from samutphok.intake.domain.batch import Status


@dataclass(frozen=True, slots=True)
class Sign:
    """A word with its icon, so that no meaning hangs on colour alone."""

    word: Promise
    icon: str
    tone: str = "plain"


DIMENSIONS: dict[Dimension, Sign] = {
    Dimension.HEALTH: Sign(pgettext_lazy("dimension", "Health"), "heartbeat"),
    Dimension.LIVING: Sign(pgettext_lazy("dimension", "Living conditions"), "home"),
    Dimension.EDUCATION: Sign(pgettext_lazy("dimension", "Education"), "school"),
    Dimension.INCOME: Sign(pgettext_lazy("dimension", "Income"), "coin"),
    Dimension.ACCESS: Sign(pgettext_lazy("dimension", "Access to services"), "hand-stop"),
}

COMBINE: dict[Combine, Promise] = {
    Combine.ANY: pgettext_lazy("combine", "any of them"),
    Combine.ALL: pgettext_lazy("combine", "all of them"),
}

VERDICTS: dict[Verdict, Sign] = {
    Verdict.MET: Sign(pgettext_lazy("verdict", "Yes"), "circle-check", "good"),
    Verdict.NOT_MET: Sign(pgettext_lazy("verdict", "No"), "circle-x", "plain"),
    Verdict.UNKNOWN: Sign(pgettext_lazy("verdict", "Not known yet"), "help-circle", "open"),
}

FAMILY_ORDERS: dict[FamilyOrder, Promise] = {
    FamilyOrder.NEED: _("Greatest need first"),
    FamilyOrder.LEVEL: _("Highest level first"),
    FamilyOrder.INCOME: _("Lowest income first"),
    FamilyOrder.NAME: _("By name"),
    FamilyOrder.AREA: _("By place"),
}

# Orders by what only viewers cleared for poverty and health may see.
FULL_ONLY_ORDERS = frozenset({FamilyOrder.NEED, FamilyOrder.LEVEL, FamilyOrder.INCOME})


@dataclass(frozen=True, slots=True)
class TaskWords:
    """How a task is written on the home page, and the route where it is done."""

    title: Promise
    advice: Promise
    icon: str
    route: str


TASKS: dict[TaskKind, TaskWords] = {
    TaskKind.REVIEWS: TaskWords(
        _("register rows wait for your decision"),
        _("The same citizen number, but the person looks different."),
        "git-compare",
        "reviews",
    ),
    TaskKind.FAILED_IMPORTS: TaskWords(
        _("imports stopped with a problem"), _("Open one to see what to correct."), "alert-triangle", "imports"
    ),
    TaskKind.REJECTED_ROWS: TaskWords(
        _("rows came back from imports"),
        _("Download them with reasons and return them to the office."),
        "file-text",
        "imports",
    ),
    TaskKind.RUNNING_IMPORTS: TaskWords(
        _("imports are in work"), _("You can go on working meanwhile."), "clock", "imports"
    ),
    TaskKind.STALE_LIST: TaskWords(
        _("lists are older than their registers"),
        _("Newer registers have arrived. Draw the list again."),
        "refresh",
        "areas",
    ),
    TaskKind.MISSING_REGISTER: TaskWords(
        _("registers have never arrived"), _("Ask the office concerned for its file."), "file-import", "imports"
    ),
}

BATCH_STATUS: dict[Status, Sign] = {
    Status.RECEIVED: Sign(pgettext_lazy("batch", "received, waiting"), "clock", "plain"),
    Status.STAGING: Sign(pgettext_lazy("batch", "being read"), "refresh", "plain"),
    Status.STAGED: Sign(pgettext_lazy("batch", "read, waiting to be joined"), "clock", "plain"),
    Status.ATTACHING: Sign(pgettext_lazy("batch", "being joined to families"), "refresh", "plain"),
    Status.ATTACHED: Sign(pgettext_lazy("batch", "finished"), "circle-check", "good"),
    Status.FAILED: Sign(pgettext_lazy("batch", "stopped with a problem"), "alert-triangle", "bad"),
    Status.DUPLICATE: Sign(pgettext_lazy("batch", "received before"), "info-circle", "plain"),
}
