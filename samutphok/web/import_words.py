"""Words of the imports pages: how sure a column is, where a batch stands on its way, how long it will take."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from samutphok.intake.domain.batch import BatchView, Status
from samutphok.intake.domain.choice import Sureness
from samutphok.web.words import Sign

SURENESS: dict[Sureness, Sign] = {
    Sureness.CHOSEN: Sign(pgettext_lazy("column", "you chose it"), "check", "good"),
    Sureness.SAVED: Sign(pgettext_lazy("column", "saved by your office"), "check", "good"),
    Sureness.NAMED: Sign(pgettext_lazy("column", "known header"), "check", "good"),
    Sureness.ALIKE: Sign(pgettext_lazy("column", "similar header, please check"), "help-circle", "unknown"),
    Sureness.CONTENT: Sign(pgettext_lazy("column", "guessed from the cells, please check"), "help-circle", "unknown"),
}

_FORWARD = (
    (pgettext_lazy("phase", "Received"), (Status.RECEIVED,)),
    (pgettext_lazy("phase", "Read and checked"), (Status.STAGING,)),
    (pgettext_lazy("phase", "Joined to families"), (Status.STAGED, Status.ATTACHING)),
    (pgettext_lazy("phase", "Finished"), (Status.ATTACHED,)),
)


@dataclass(frozen=True, slots=True)
class Phase:
    """A step of a batch's way: 'done', 'now', 'stopped' or 'later'."""

    word: Promise
    state: str


def phases_of(batch: BatchView) -> tuple[Phase, ...]:
    """The steps from receipt to the end; none for a batch that is taken back, which goes another way."""
    if batch.status in (Status.UNDOING, Status.UNDONE):
        return ()
    stands = batch.status
    if stands is Status.FAILED:  # only reading can fail a batch
        stands = Status.STAGING
    here = next(place for place, (_word, statuses) in enumerate(_FORWARD) if stands in statuses)
    ended = stands is Status.ATTACHED
    stopped = batch.problem is not None
    states = ["done" if place < here or ended else "later" for place in range(len(_FORWARD))]
    if not ended:
        states[here] = "stopped" if stopped else "now"
    return tuple(Phase(word, state) for (word, _statuses), state in zip(_FORWARD, states, strict=True))


def span(left: tuple[timedelta, timedelta]) -> str:
    """A range of time as people say it: 'less than a minute', '2-5 minutes'."""
    low, high = (max(1, round(one.total_seconds() / 60)) for one in left)
    if left[1] < timedelta(minutes=1):
        return _("less than a minute")
    if low == high:
        return ngettext("about %(count)s minute", "about %(count)s minutes", low) % {"count": low}
    return _("%(low)s to %(high)s minutes") % {"low": low, "high": high}
