"""What must be known of its form to keep a submission: whether it is here, and which files the answers name."""

from dataclasses import dataclass

from samutphok.forms.domain.answers import OpenedSubmission
from samutphok.forms.domain.question import QuestionKind
from samutphok.forms.queries import schema_of
from samutphok.kernel.errors import Error, NotFound
from samutphok.submissions.domain.arrival import Reason


@dataclass(frozen=True, slots=True)
class FormState:
    """reason: NONE or FORM_UNKNOWN. files: the names that the answers give to photographs and other files."""

    reason: Reason
    files: tuple[str, ...] = ()


def form_state(*, form_id: str, version: str, opened: OpenedSubmission) -> FormState:
    """Whether this version was ever published, and the files that the answers name; one query once the form was read.

    A form that cannot be read names no files: what is wrong with it shows when the answers are read for the logbook, and
    keeps nobody from sending.
    """
    try:
        schema = schema_of(form_id=form_id, version=version)
    except NotFound:
        return FormState(Reason.FORM_UNKNOWN)
    except Error:
        return FormState(Reason.NONE)
    asked = (question.path for question in schema.questions if question.kind is QuestionKind.FILE)
    return FormState(Reason.NONE, tuple(name for path in asked for name in opened.values(path)))
