"""What a new version of a form may change freely, and what would lose answers that the version before asks for."""

import pytest

from samutphok.forms.domain.differences import Change, differences
from samutphok.forms.domain.question import SILENT, Choice, FormSchema, Question, QuestionKind
from samutphok.forms.domain.wording import CHANGES, told
from samutphok.kernel.errors import Bilingual


def asked(path: str, kind: str = "text", **more: object) -> Question:
    """One question; path: 'members/name', in a repeat when it begins with 'members/'."""
    steps = tuple(path.split("/"))
    values = {"repeat": ("members",) if steps[0] == "members" else (), "fact": "", "asked": True, "required": False}
    values |= {"label": Bilingual(steps[-1], steps[-1]), "hint": SILENT} | more
    return Question(path=steps, kind=QuestionKind(kind), **values)  # type: ignore[arg-type]


def form(*questions: Question) -> FormSchema:
    return FormSchema("door", "1", "แบบ", "data", questions, (("members",),))


def choices(*values: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, Bilingual(value, value)) for value in values)


# the version before, the new version, what is said, whether it loses something
TABLE = {
    "nothing changed": (asked("income"), asked("income"), None, False),
    "a question is gone": (asked("income"), None, Change.REMOVED, True),
    "a question is new": (None, asked("income"), Change.ADDED, False),
    "a text becomes a number": (asked("income"), asked("income", "integer"), Change.KIND, True),
    "a date becomes a text": (asked("born", "date"), asked("born"), Change.KIND, True),
    "whole numbers become any": (asked("income", "integer"), asked("income", "decimal"), Change.WIDENED, False),
    "any numbers become whole": (asked("income", "decimal"), asked("income", "integer"), Change.KIND, True),
    "one choice becomes several": (asked("ill", "select_one"), asked("ill", "select_many"), Change.WIDENED, False),
    "several choices become one": (asked("ill", "select_many"), asked("ill", "select_one"), Change.KIND, True),
    "a choice is gone": (
        asked("ill", "select_one", choices=choices("yes", "no", "maybe")),
        asked("ill", "select_one", choices=choices("yes", "no")),
        Change.CHOICES_REMOVED,
        True,
    ),
    "a choice is new": (
        asked("ill", "select_one", choices=choices("yes", "no")),
        asked("ill", "select_one", choices=choices("no", "yes", "maybe")),
        Change.CHOICES_ADDED,
        False,
    ),
    "choices come from a file now": (
        asked("ill", "select_one", choices=choices("yes")),
        asked("ill", "select_one"),
        None,
        False,
    ),
    "asked of each member now": (asked("income"), asked("members/income"), Change.MOVED, True),
    "asked once for the family now": (asked("members/income"), asked("income"), Change.MOVED, True),
    "under another heading": (asked("money/income"), asked("house/income"), Change.REGROUPED, False),
    "under another heading in the same repeat": (
        asked("members/a/income"),
        asked("members/b/income"),
        Change.REGROUPED,
        False,
    ),
    "feeds nothing any more": (asked("income", fact="income_year"), asked("income"), Change.UNMAPPED, True),
    "feeds something else": (
        asked("income", fact="income_year"),
        asked("income", fact="cost_care"),
        Change.UNMAPPED,
        True,
    ),
    "feeds the logbook now": (asked("income"), asked("income", fact="income_year"), Change.MAPPED, False),
    "is worded otherwise": (asked("income"), asked("income", label=Bilingual("ข", "b")), Change.REWORDED, False),
    "must be answered now": (asked("income"), asked("income", required=True), Change.REQUIRED, False),
    "need not be answered now": (asked("income", required=True), asked("income"), None, False),
}


@pytest.mark.parametrize("case", TABLE)
def test_each_change_is_named_and_told_whether_it_loses(case: str) -> None:
    before, after, change, loses = TABLE[case]
    found = differences(form(*filter(None, [before])), form(*filter(None, [after])))
    assert [(one.change, one.loses) for one in found] == ([] if change is None else [(change, loses)])


def test_notes_come_and_go_freely() -> None:
    note = asked("thanks", asked=False)
    assert differences(form(note), form()) == ()
    assert differences(form(), form(note)) == ()


def test_a_calculated_value_that_is_gone_is_a_loss_too() -> None:
    silent = asked("level", asked=False, label=SILENT, calculate="1 + 1")
    assert [one.change for one in differences(form(silent), form())] == [Change.REMOVED]


def test_a_name_that_stands_twice_is_not_guessed_to_have_moved() -> None:
    before, after = form(asked("a/name"), asked("b/name")), form(asked("members/name"))
    assert {one.change for one in differences(before, after)} == {Change.REMOVED, Change.ADDED}


def test_losses_come_first_and_every_change_has_words_in_both_languages() -> None:
    found = differences(form(asked("a"), asked("b")), form(asked("a", label=Bilingual("ก", "k")), asked("c")))
    assert [one.change for one in found] == [Change.REMOVED, Change.ADDED, Change.REWORDED]
    assert set(CHANGES) == set(Change)
    assert all(told(one).th and told(one).en for one in found)


def test_the_words_say_from_what_to_what() -> None:
    (kind,) = differences(form(asked("income")), form(asked("income", "integer")))
    assert told(kind).en == "income takes another kind of answer (from text to whole number)"
    (gone,) = differences(form(asked("x", choices=choices("b", "a"))), form(asked("x", choices=choices("b"))))
    assert told(gone).en == "x lost choices (a)"
