"""The second and the third word about a question that somebody has decided: given without seeing what was said before."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.linkage.actions.deciding import carry_word, note, take_word_back
from samutphok.linkage.actions.settling import enter_gate
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.second_look import final_word
from samutphok.linkage.errors import OtherOffice, ReviewNotFound, ReviewStale
from samutphok.linkage.models import Review, SecondLook

State = SecondLook.State
OPEN = (State.SECOND, State.THIRD)


@transaction.atomic
def look_again(*, viewer: Viewer, look_id: UUID, outcome: Ruling, version: int, now: datetime) -> None:
    """Answer a question that others answered. Two who agree are done; a third word settles what two see differently, and
    where it overrules the first the decision changes.

    Raises ReviewNotFound (absent, out of scope, or the viewer has spoken of it before: these look alike), ReviewStale,
    OtherOffice.
    """
    enter_gate()
    asked = SecondLook.objects.select_related("review__record__batch", "review__person")
    look = asked.filter(within(viewer, Action.DECIDE_LINK), pk=look_id).first()
    if look is None or viewer.account_id in (look.first_by, look.second_by):
        raise ReviewNotFound
    if look.version != version or look.state not in OPEN:
        raise ReviewStale
    person = look.review.person
    if person is not None and not viewer.may(Action.DECIDE_LINK, RecordScope(person.area_code)):
        raise OtherOffice
    if look.state == State.SECOND:
        look.second, look.second_by, look.second_at = outcome.value, viewer.account_id, now
    else:
        look.third, look.third_by, look.third_at = outcome.value, viewer.account_id, now
    third = Ruling(look.third) if look.third else None
    final = final_word(Ruling(look.first), Ruling(look.second), third)
    look.state, look.version = State.DONE if final else State.THIRD, version + 1
    look.save()
    if final and final.value != look.first:
        _overrule(look.review, final, viewer, now)
    note(viewer, "look_again", look.review, outcome.value, now)


def _overrule(review: Review, final: Ruling, viewer: Viewer, now: datetime) -> None:
    """Change a decision, unless it was changed meanwhile."""
    if review.outcome not in (Review.Outcome.SAME, Review.Outcome.DIFFERENT) or review.outcome == final.value:
        return
    take_word_back(review, viewer=viewer, now=now)
    review.refresh_from_db()
    if review.outcome == Review.Outcome.OPEN:
        candidate = f"person:{review.person_id}" if review.kind == Review.Kind.LIKELIHOOD else ""
        carry_word(review, final, viewer=viewer, candidate=candidate, now=now)
