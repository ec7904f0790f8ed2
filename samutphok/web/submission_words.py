"""Words of the pages of received forms: where one stands, why it waits, and its answers under the form's own questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.forms.domain.answers import Answer, Answers
from samutphok.forms.domain.question import FormSchema, Path, Question, QuestionKind
from samutphok.kernel.dates import PartialDate, format_date
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.submissions.domain.arrival import Reason
from samutphok.submissions.domain.submission import Standing
from samutphok.web.words import Sign

STANDINGS: dict[Standing, Sign] = {
    Standing.STORED: Sign(pgettext_lazy("submission", "kept, not read yet"), "clock"),
    Standing.INCOMPLETE: Sign(pgettext_lazy("submission", "files still to come"), "clock", "unknown"),
    Standing.TAKEN: Sign(pgettext_lazy("submission", "in the logbook"), "circle-check", "good"),
    Standing.UNREADABLE: Sign(pgettext_lazy("submission", "could not be read"), "alert-triangle", "unknown"),
    Standing.CONFLICT: Sign(pgettext_lazy("submission", "two that differ"), "git-compare", "unknown"),
    Standing.QUARANTINED: Sign(pgettext_lazy("submission", "put in quarantine"), "shield-lock", "unknown"),
    Standing.SUPERSEDED: Sign(pgettext_lazy("submission", "replaced by a later one"), "repeat"),
    Standing.SET_ASIDE: Sign(pgettext_lazy("submission", "set aside by the office"), "circle-x"),
}

REASONS: dict[Reason, Promise] = {
    Reason.KEY_REVOKED: _("It was sent from a phone whose key had been taken back, or by somebody without a grant."),
    Reason.FORM_UNKNOWN: _("It was filled in on a form or a version that is not published here."),
    Reason.PARENT_MISSING: _(
        "It corrects a form that has not come yet. When that one comes, this one is taken by itself."
    ),
    Reason.PARENT_NOT_CURRENT: _("It corrects a form that another correction had replaced before."),
    Reason.OTHER_BYTES: _("A form with the same number came before it, with other answers."),
}

TO_DO: dict[Standing, Promise] = {
    Standing.QUARANTINED: _(
        "Read the answers. Ask the volunteer if you are not sure who sent it. Then take it or set it aside."
    ),
    Standing.CONFLICT: _("Compare the answers, ask the volunteer which are right, and choose. Both stay kept."),
    Standing.INCOMPLETE: _("Wait until the phone has sent the rest, or have it read without the missing files."),
    Standing.UNREADABLE: _("Once the cause is mended, have it read again."),
}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question with its answer, and the other form's where there is one. places: '2' for the second member.

    family: the household that the answer names by its id, which nobody reads; None for every other question.
    """

    label: Bilingual
    places: str
    answer: Bilingual
    other: Bilingual | None
    differs: bool
    family: UUID | None = None


def answer_lines(schema: FormSchema, answers: Answers, other: Answers | None) -> tuple[AnswerLine, ...]:
    """The answers in the order of the form, then those that the form does not know, under their own path.

    What the form reckons for itself and shows to nobody is left out, unless two forms differ in it.
    """
    questions = {question.path: question for question in schema.questions}
    these = _by_place(answers)
    those = _by_place(other) if other else {}
    order = {question.path: number for number, question in enumerate(schema.questions)}
    keys = sorted({*these, *those}, key=lambda key: (order.get(key[0], len(order)), key[1], key[0]))
    lines = [
        (questions.get(path), _line(questions.get(path), (path, places), these, those, compared=other is not None))
        for path, places in keys
    ]
    return tuple(line for question, line in lines if question is None or question.asked or line.differs)


_Key = tuple[Path, tuple[int, ...]]


def _by_place(answers: Answers) -> dict[_Key, Answer]:
    return {(answer.path, answer.places): answer for answer in (*answers.answers, *answers.unknown)}


def _line(
    question: Question | None, key: _Key, these: Mapping[_Key, Answer], those: Mapping[_Key, Answer], *, compared: bool
) -> AnswerLine:
    this, that = these.get(key), those.get(key)
    name = "/".join(key[0])
    label = question.label if question and question.label.th else Bilingual(name, name)
    return AnswerLine(
        label=label,
        places=" · ".join(str(place) for place in key[1]),
        answer=_shown(question, this),
        other=_shown(question, that) if compared else None,
        differs=compared and (this.value if this else "") != (that.value if that else ""),
        family=_family(question, this),
    )


def _family(question: Question | None, answer: Answer | None) -> UUID | None:
    if question is None or answer is None or question.fact != "household_id":
        return None
    try:
        return UUID(answer.value)
    except ValueError:
        return None


def _shown(question: Question | None, answer: Answer | None) -> Bilingual:
    """The choice's own words where the answer is one; else what was given."""
    if answer is None:
        return Bilingual("", "")
    labels = {choice.value: choice.label for choice in question.choices} if question else {}
    if question and question.kind is QuestionKind.DATE:
        return _day(answer.value)
    parts = answer.value.split() if labels else []
    if not parts or not all(part in labels for part in parts):
        return Bilingual(answer.value, answer.value)
    return Bilingual(", ".join(labels[part].th for part in parts), ", ".join(labels[part].en for part in parts))


def _day(value: str) -> Bilingual:
    """A day in both calendars; as it was given when it is none."""
    try:
        read = PartialDate.from_iso(value)
    except InvalidInput:
        return Bilingual(value, value)
    return Bilingual(format_date(read, "th"), format_date(read, "en"))
