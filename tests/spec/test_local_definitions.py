"""How a committee's definition comes into force, and what an author may write: tables a policy officer can check."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from samutphok.insights.domain.sentences import sentence
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy, read_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.approval import MOVES, Move, State, Version, in_force_on, moved
from samutphok.targeting.domain.conditions import Formula, Group, Operator, Row
from samutphok.targeting.domain.drafts import NO_TEXT, ClauseDraft, Draft, NumberDraft, draft_of, frozen, offered
from samutphok.targeting.domain.editing import from_text
from samutphok.targeting.domain.gaps import gaps_in
from samutphok.targeting.domain.knowledge import Known, knowledge_of
from samutphok.targeting.domain.reach import CHANGES, NO, OPEN, YES, Change
from samutphok.targeting.domain.rulesets import Unit, read_definition
from samutphok.targeting.domain.stored_drafts import restored, stored

WORDS = load_vocabulary()
POOR = NumberDraft("poor", "38,000", Bilingual("บาทต่อคนต่อปี", "baht a person a year"), None, "จปฐ. ข้อ 22")
ELDERLY = ClauseDraft(
    "elderly_alone",
    Bilingual("ผู้สูงอายุที่อยู่ลำพัง", ""),
    NO_TEXT,
    Group(
        parts=(
            Row("age", Operator.AT_LEAST, "๖๐"),
            Group(every=False, parts=(Row("lives_alone"), Row("has_income", Operator.IS_NOT))),
        )
    ),
)
READY = Draft(
    area="83",
    label=Bilingual("ผู้สูงอายุเปราะบาง", ""),
    committee=Bilingual("คณะกรรมการจังหวัด", ""),
    resolution="3/2569",
    resolved_on=date(2026, 9, 15),
    valid_from=date(2026, 10, 1),
    numbers=(POOR,),
    clauses=(ELDERLY,),
)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (State.DRAFT, {Move.EDIT, Move.PROPOSE, Move.DISCARD}),
        (State.PROPOSED, {Move.WITHDRAW, Move.SEND_BACK, Move.APPROVE}),
        (State.APPROVED, set()),  # never changes again
        (State.DISCARDED, set()),
    ],
)
def test_what_may_be_done_to_a_definition(state: State, allowed: set[Move]) -> None:
    assert {move for move in Move if moved(state, move) is not None} == allowed
    assert {start for start, _ in MOVES} <= set(State)


OLD_FILE = Version("old", "vulnerable", "83", date(2021, 3, 13), None, office=False)
FIRST = Version("first", "vulnerable", "83", date(2026, 10, 1), None, True, datetime(2026, 9, 20, tzinfo=UTC))
SECOND = Version(
    "second", "vulnerable", "83", date(2027, 1, 1), date(2027, 12, 31), True, datetime(2026, 11, 1, tzinfo=UTC)
)
MENDED = Version("mended", "vulnerable", "83", date(2026, 10, 1), None, True, datetime(2026, 9, 25, tzinfo=UTC))
KRABI = Version("krabi", "vulnerable", "81", date(2026, 10, 1), None, True, datetime(2026, 9, 20, tzinfo=UTC))
OTHER = Version("other", "other", "83", date(2026, 10, 1), None, office=True)


@pytest.mark.parametrize(
    ("day", "versions", "counting"),
    [
        (date(2026, 9, 30), [OLD_FILE, FIRST], ["old"]),  # approved, but not begun
        (date(2026, 10, 1), [OLD_FILE, FIRST], ["first"]),  # supersedes from its first day
        (date(2027, 1, 1), [OLD_FILE, FIRST, SECOND], ["second"]),
        (date(2028, 1, 1), [OLD_FILE, FIRST, SECOND], []),  # ended: what it superseded does not come back
        (date(2026, 12, 1), [FIRST, MENDED], ["mended"]),  # same day: the later approval
        (date(2026, 12, 1), [OLD_FILE, KRABI], ["krabi", "old"]),  # another area's version supersedes nothing here
        (date(2026, 12, 1), [FIRST, OTHER], ["first", "other"]),  # two definitions beside one another
        (date(2020, 1, 1), [OLD_FILE], []),
    ],
)
def test_which_version_counts_on_a_day(day: date, versions: list[Version], counting: list[str]) -> None:
    assert [one.name for one in in_force_on(day, versions)] == counting
    assert [one.name for one in in_force_on(day, versions[::-1])] == counting


@pytest.mark.parametrize(
    ("draft", "place"),
    [
        (replace(READY, label=NO_TEXT), "label"),
        (replace(READY, resolution=" "), "resolution"),
        (replace(READY, resolved_on=None), "resolved_on"),
        (replace(READY, valid_from=None), "valid_from"),
        (replace(READY, valid_from=date(2026, 9, 14)), "valid_from"),  # before its resolution
        (replace(READY, valid_to=date(2026, 9, 30)), "valid_to"),
        (replace(READY, clauses=()), "clauses"),
        (replace(READY, clauses=(ELDERLY,) * 31), "clauses"),
        (replace(READY, clauses=(replace(ELDERLY, text=NO_TEXT),)), "elderly_alone"),
        (replace(READY, clauses=(replace(ELDERLY, condition=Group()),)), "elderly_alone"),  # no fact chosen
        (replace(READY, clauses=(replace(ELDERLY, condition=Group(parts=())),)), "elderly_alone"),
        (replace(READY, clauses=(replace(ELDERLY, condition="age >"),)), "elderly_alone"),
        (replace(READY, clauses=(replace(ELDERLY, condition="age + 1"),)), "elderly_alone"),  # answers no yes or no
        (replace(READY, clauses=(replace(ELDERLY, condition="1 == 1"),)), "elderly_alone"),  # asks nothing of anybody
        (replace(READY, clauses=(replace(ELDERLY, condition="hiv"),)), "elderly_alone"),  # sealed
        (replace(READY, clauses=(replace(ELDERLY, condition="rich"),)), "elderly_alone"),  # no such fact
        (replace(READY, clauses=(replace(ELDERLY, condition="age ＞ 60"),)), "elderly_alone"),  # full-width twin
        (replace(READY, clauses=(replace(ELDERLY, condition="(" * 3000),)), "elderly_alone"),
        (replace(READY, clauses=(replace(ELDERLY, condition="a" * 100_000),)), "elderly_alone"),
        (replace(READY, clauses=(replace(ELDERLY, condition="!" * 100 + "disabled"),)), "elderly_alone"),
        (replace(READY, numbers=(replace(POOR, value="สามหมื่น"),)), "number:poor"),
        (replace(READY, numbers=(replace(POOR, value="３８０００"),)), "number:poor"),  # full-width digits
        (replace(READY, numbers=(replace(POOR, source=""),)), "number:poor"),
        (replace(READY, numbers=(replace(POOR, name="age"),)), "number:age"),  # a fact's name
        (replace(READY, unit=Unit.HOUSEHOLD), "elderly_alone"),  # a family has no age
    ],
)
def test_what_keeps_a_draft_from_being_proposed(draft: Draft, place: str) -> None:
    assert gaps_in(READY, WORDS) == ()
    found = gaps_in(draft, WORDS)
    assert place in {gap.place for gap in found}
    assert all(gap.text.th and gap.text.en for gap in found)


@pytest.mark.parametrize(
    ("rule", "line", "column"), [("age >= 60 &&\n  hiv", 2, 3), ("mental_illness", 1, 1), ("age >=\n\nwrong", 3, 1)]
)
def test_a_wrong_rule_is_told_at_its_place_in_plain_thai(rule: str, line: int, column: int) -> None:
    (gap,) = gaps_in(replace(READY, clauses=(replace(ELDERLY, condition=rule),)), WORDS)
    assert f"บรรทัดที่ {line} ตำแหน่งที่ {column}" in gap.text.th
    assert ("ลับที่สุด" in gap.text.th) == ("wrong" not in rule)


def test_sealed_facts_are_not_offered_and_a_copied_clause_on_them_stays_as_it_was() -> None:
    assert not {"hiv", "mental_illness"} & set(offered(WORDS, Unit.PERSON))
    assert "age" not in offered(WORDS, Unit.HOUSEHOLD)
    copied = draft_of(load_policy("definitions", "phuket-2564"), area="83", vocabulary=WORDS)
    assert {clause.id for clause in copied.clauses if clause.sealed} == {"hiv", "mental_illness"}


def test_a_definition_is_frozen_always_the_same_way_and_read_back_as_it_was() -> None:
    raw = frozen(READY, name="83-2569-abc", family="83-2569-abc", vocabulary=WORDS)
    assert raw == frozen(restored(stored(READY)), name="83-2569-abc", family="83-2569-abc", vocabulary=WORDS)
    file = read_policy(raw, shown="x.yaml")
    definition = read_definition(file, WORDS)
    assert (definition.area, definition.every, definition.valid_from) == ("83", False, date(2026, 10, 1))
    assert definition.clauses[0].text == Bilingual("ผู้สูงอายุที่อยู่ลำพัง", "ผู้สูงอายุที่อยู่ลำพัง")
    assert "มติที่ 3/2569 วันที่ 15 กันยายน 2569" in definition.source.th
    again = draft_of(file, area="83", vocabulary=WORDS)
    assert from_text("age >= 60 && (lives_alone || !has_income)", READY, WORDS) == again.clauses[0].condition
    assert restored(stored(again)) == again


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (ELDERLY.condition, "อายุ (ปีเต็ม) ตั้งแต่ 60 และ (อยู่อาศัยโดยลำพัง หรือ ไม่ใช่ “มีรายได้”)"),
        (Group(parts=(Row("income_per_person", Operator.LESS, "poor"),)), "น้อยกว่า 38,000 บาทต่อคนต่อปี"),
        (Group(parts=(Row("bmn8", Operator.EQUAL, "0"),)), "เท่ากับ ไม่ผ่าน (0)"),
        (Group(parts=(Group(parts=(Row("disabled"),), negated=True),)), "ไม่ใช่ว่า (คนพิการ)"),
        (Group(parts=(Row("birth_date", Operator.LESS, "1 มกราคม 2500"),)), "น้อยกว่า 1 มกราคม 2500"),
        (Group(parts=(Formula("members > dependants"),)), "members > dependants"),
        (Group(), "(ยังไม่ครบ)"),
        ("age >", "age >"),
    ],
)
def test_a_condition_is_said_in_plain_words(condition: Group | str, said: str) -> None:
    assert said in sentence(condition, READY, WORDS).th


@pytest.mark.parametrize(
    ("fact", "known"),
    [
        ("age", Known.YES),
        ("bmn8", Known.YES),
        ("disabled", Known.ONLY_YES),
        ("has_carer", Known.SOME),
        ("homeless", Known.VISIT),
        ("chronic_illness", Known.VISIT),
    ],
)
def test_what_registers_know_before_a_visit(fact: str, known: Known) -> None:
    assert knowledge_of(fact).known is known


def test_each_pair_of_answers_is_one_change_or_none() -> None:
    pairs = [pair for change in Change for pair in CHANGES[change]]
    assert len(pairs) == len(set(pairs))
    assert set(CHANGES[Change.ENTERS]) == {(NO, YES), (OPEN, YES)}
    assert {(NO, NO), (OPEN, NO)} == {(one, other) for one in (0, 1, 2) for other in (0, 1, 2)} - set(pairs)
