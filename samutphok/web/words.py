"""Names of fixed things on pages: dimensions, levels, verdicts, tasks. Names that policy files give come from there."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.insights.domain.choice import Combine, Dimension, FamilyOrder
from samutphok.insights.domain.exports import ExportStatus, FileFormat
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
    TaskKind.FAILED_IMPORTS: TaskWords(
        _("imports stopped with a problem"), _("Open one to see what to correct."), "alert-triangle", "imports"
    ),
    TaskKind.REVIEWS: TaskWords(
        _("register rows wait for your decision"),
        _("The same citizen number, but the person looks different."),
        "git-compare",
        "reviews",
    ),
    TaskKind.DEFINITIONS: TaskWords(
        _("definitions wait for your approval"),
        _("A colleague has proposed them; a second person decides."),
        "list-check",
        "definitions",
    ),
    TaskKind.NOTICES: TaskWords(
        _("notices you have not acknowledged"), _("Read them, and say that you have."), "mail", "notices"
    ),
    TaskKind.OVERDUE_VISITS: TaskWords(
        _("families wait for a visit past its day"),
        _("See with whom, and give them to somebody else where needed."),
        "alert-triangle",
        "fieldwork",
    ),
    TaskKind.WAITING_FORMS: TaskWords(
        _("received forms wait for somebody"),
        _("They are kept, and are not in a logbook yet."),
        "inbox",
        "submissions",
    ),
    TaskKind.CONFLICTS: TaskWords(
        _("families have two answers that differ"),
        _("Two people visited without seeing each other's answers. Choose what holds."),
        "message-question",
        "conflicts",
    ),
    TaskKind.JOINT_PARTS: TaskWords(
        _("joint visits wait for your part"),
        _("Open one to see what is yours to find out."),
        "users-group",
        "joint_visits",
    ),
    TaskKind.FILES: TaskWords(
        _("files are ready for you"), _("Download them before they are deleted."), "files", "files"
    ),
    TaskKind.UNDONE_LIST: TaskWords(
        _("lists rest on a file that was taken back"),
        _("Their numbers stand as they were drawn. Draw the list again."),
        "arrow-back-up",
        "areas",
    ),
    TaskKind.STALE_LIST: TaskWords(
        _("lists no longer fit their registers"),
        _("Newer registers have arrived. Draw the list again."),
        "refresh",
        "areas",
    ),
    TaskKind.REJECTED_ROWS: TaskWords(
        _("rows came back from imports"),
        _("Download them with reasons and return them to the office."),
        "file-text",
        "imports",
    ),
    TaskKind.MISSING_REGISTER: TaskWords(
        _("registers have never arrived"), _("Ask the office concerned for its file."), "file-import", "imports"
    ),
    TaskKind.STALE_REGISTER: TaskWords(
        _("registers have grown old"), _("Ask the office concerned for a newer file."), "calendar", "imports"
    ),
    TaskKind.RUNNING_IMPORTS: TaskWords(
        _("imports are in work"), _("You can go on working meanwhile."), "clock", "imports"
    ),
}

# Where the day goes on, in the order in which it helps each role; only doors that are open to the viewer are shown.
SHORTCUTS: tuple[TaskWords, ...] = (
    TaskWords(
        _("Take a request"), _("A call or a visitor: hear it, and give a number."), "message-question", "request_new"
    ),
    TaskWords(
        pgettext_lazy("menu", "Referrals to us"),
        _("What other offices ask of yours, the oldest first."),
        "inbox",
        "referrals",
    ),
    TaskWords(
        pgettext_lazy("menu", "Cases"), _("Families that somebody stands by, with their plans."), "briefcase", "cases"
    ),
    TaskWords(
        pgettext_lazy("menu", "What families need"),
        _("Needs without names, and what you promised."),
        "heart-handshake",
        "needs",
    ),
    TaskWords(pgettext_lazy("menu", "Ban Klang"), _("Places, guests and who waits."), "bed", "homes"),
    TaskWords(
        pgettext_lazy("menu", "Families"),
        _("The list of your area, by need, level or name."),
        "users-group",
        "households",
    ),
    TaskWords(pgettext_lazy("menu", "Areas"), _("Numbers, maps and comparison, down to the village."), "map", "areas"),
    TaskWords(pgettext_lazy("menu", "Decisions"), _("Rows that may be another person."), "git-compare", "reviews"),
    TaskWords(_("Receive a register"), _("Drop a file and see what it holds."), "file-import", "import_new"),
    TaskWords(
        pgettext_lazy("menu", "Definitions"),
        _("Who counts as vulnerable here, and whom that reaches."),
        "list-check",
        "definitions",
    ),
    TaskWords(
        pgettext_lazy("menu", "Audit trail"),
        _("Who did what, and whether the trail is whole."),
        "shield-check",
        "audit",
    ),
    TaskWords(pgettext_lazy("menu", "Accounts"), _("People, their roles and their areas."), "users", "accounts"),
    TaskWords(
        pgettext_lazy("menu", "Who may see what"), _("Every grant of the area at one glance."), "eye", "access_overview"
    ),
    TaskWords(pgettext_lazy("menu", "Guides"), _("How your work is done here, step by step."), "book-2", "guides"),
)

BATCH_STATUS: dict[Status, Sign] = {
    Status.RECEIVED: Sign(pgettext_lazy("batch", "received, waiting"), "clock", "plain"),
    Status.STAGING: Sign(pgettext_lazy("batch", "being read"), "refresh", "plain"),
    Status.STAGED: Sign(pgettext_lazy("batch", "read, waiting to be joined"), "clock", "plain"),
    Status.ATTACHING: Sign(pgettext_lazy("batch", "being joined to families"), "refresh", "plain"),
    Status.ATTACHED: Sign(pgettext_lazy("batch", "finished"), "circle-check", "good"),
    Status.FAILED: Sign(pgettext_lazy("batch", "stopped with a problem"), "alert-triangle", "bad"),
    Status.UNDOING: Sign(pgettext_lazy("batch", "being taken back"), "refresh", "open"),
    Status.UNDONE: Sign(pgettext_lazy("batch", "taken back"), "arrow-back-up", "plain"),
    Status.DUPLICATE: Sign(pgettext_lazy("batch", "received before"), "info-circle", "plain"),
}

FILE_STATUS: dict[ExportStatus, Sign] = {
    ExportStatus.WAITING: Sign(pgettext_lazy("file", "waiting for its turn"), "clock", "plain"),
    ExportStatus.RUNNING: Sign(pgettext_lazy("file", "being made"), "refresh", "plain"),
    ExportStatus.DONE: Sign(pgettext_lazy("file", "ready"), "circle-check", "good"),
    ExportStatus.FAILED: Sign(pgettext_lazy("file", "not made"), "alert-triangle", "bad"),
}

FILE_WORDS: dict[FileFormat, Sign] = {
    FileFormat.XLSX: Sign(_("Table of families (XLSX)"), "file-spreadsheet"),
    FileFormat.CSV: Sign(_("Table of families (CSV)"), "file-text"),
    FileFormat.PDF: Sign(_("Booklets to print (PDF)"), "printer"),
}
