"""Acts of a case in any order, however often they come, end in the same state; merging two plans loses no typed word."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as some

from samutphok.cases.domain.course import MOVES, CaseDone, CaseState, StepState, course
from samutphok.cases.domain.merge import changes, merge
from samutphok.cases.domain.plan import WRITTEN, Goal, Plan, Step, plan_as_json, plan_from_json
from samutphok.kernel.moves import Act

START = datetime(2026, 1, 1, tzinfo=UTC)
STEPS = [UUID(int=number) for number in range(1, 4)]


@some.composite
def histories(draw):
    """A case that was opened, and then whatever anybody did or tried to do to it."""
    first = Act(UUID(int=1000), CaseDone.OPEN, START, "a")
    acts = [first]
    for number, name in enumerate(draw(some.lists(some.sampled_from(list(CaseDone)), max_size=14)), start=1):
        details = {
            "to": draw(some.sampled_from(["", "anna", "boon"])),
            "version": number,
            "step": str(draw(some.sampled_from(STEPS))),
            "state": draw(some.sampled_from(list(StepState))).value,
            "on": "2026-01-02",
            "outcome": "moved",
        }
        acts.append(Act(UUID(int=1000 + number), name, START + timedelta(minutes=number), "a", details))
    return acts


@given(history=histories(), chance=some.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(history, chance):
    mixed = history + chance.choices(history, k=len(history))
    chance.shuffle(mixed)
    assert course(mixed) == course(history)


@given(histories())
def test_an_open_case_is_somebodys_or_the_desks_and_a_closed_one_has_its_outcome(history):
    found = course(history)
    assert found.worker in ("", "anna", "boon")
    assert found.open == (found.closed_at is None) == (found.outcome == "")
    assert found.closing is None or found.open


@given(histories())
def test_agreement_counts_until_the_plan_changes(history):
    found = course(history)
    if found.state is CaseState.AGREED:
        assert found.agreed_version
    if found.state in (CaseState.PLANNED, CaseState.CHANGED, CaseState.AGREED):
        assert found.plan_version


def test_from_every_state_a_case_can_be_closed_and_opened_again():
    for state in CaseState:
        assert MOVES.after(state, CaseDone.REOPEN if state is CaseState.CLOSED else CaseDone.CLOSE) is not None


WORDS = some.text("กขคabc ", max_size=6)
GOALS = some.builds(Goal, some.sampled_from([UUID(int=n) for n in range(10, 14)]), WORDS)
PLAN_STEPS = some.builds(
    Step,
    key=some.sampled_from([UUID(int=n) for n in range(20, 24)]),
    problem=some.none(),
    text=WORDS,
    responsible=some.sampled_from(["family", "worker", "agency:labour"]),
    due_on=some.none() | some.dates(),
    indicator=WORDS,
    referral_id=some.none(),
)
PLANS = some.builds(
    Plan,
    goals=some.lists(GOALS, max_size=4, unique_by=lambda one: one.key).map(tuple),
    steps=some.lists(PLAN_STEPS, max_size=4, unique_by=lambda one: one.key).map(tuple),
)


def typed(base: Plan, plan: Plan) -> set[tuple[UUID, str, object]]:
    """What somebody wrote anew: each field of a part that differs from the base."""
    before = base.parts
    return {
        (key, name, getattr(part, name))
        for key, part in plan.parts.items()
        for name in WRITTEN[type(part)]
        if key not in before or getattr(before[key], name) != getattr(part, name)
    }


@settings(max_examples=300)
@given(PLANS, PLANS, PLANS)
def test_nothing_that_either_side_wrote_is_lost(base, mine, theirs):
    merged = merge(base, mine, theirs)
    held = {(key, name, getattr(part, name)) for key, part in merged.plan.parts.items() for name in WRITTEN[type(part)]}
    beside = {(one.key, one.name, one.theirs) for one in merged.clashes}
    assert typed(base, mine) <= held
    assert typed(base, theirs) <= held | beside


@given(PLANS, PLANS)
def test_whoever_wrote_alone_is_followed(base, changed):
    assert merge(base, changed, base).plan.parts == changed.parts
    assert merge(base, base, changed).plan.parts == changed.parts
    assert not merge(base, changed, base).clashes


@given(PLANS, PLANS)
def test_a_plan_is_kept_as_it_was_and_what_changed_is_told_of_what_differs_alone(one, other):
    assert plan_from_json(plan_as_json(one)) == one
    assert changes(one, one) == ()
    assert {change.part.key for change in changes(one, other)} == {
        key for key in one.parts.keys() | other.parts.keys() if one.parts.get(key) != other.parts.get(key)
    }
