"""Whether somebody is entitled: yes, no, perhaps at the agency's discretion, or unknown because a fact is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samutphok.entitlements.domain.benefits import Benefit, Clause, Rules
from samutphok.entitlements.domain.facts import Facts, only_known
from samutphok.kernel.rules import Outcome, Value, evaluate, facts_used


class Outcomes(StrEnum):
    """The four answers."""

    ELIGIBLE = "eligible"
    NOT = "not"
    UNKNOWN = "unknown"
    MAY_APPLY = "may_apply"


@dataclass(frozen=True, slots=True)
class Reason:
    """A clause and what it says of somebody. found: the facts it read; missing: those that would decide it."""

    clause: Clause
    met: bool | None
    found: Mapping[str, Value]
    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one benefit says of one person or household on one day.

    amount: baht for each `benefit.per`, a ceiling where the benefit says so; None when there is none, for help in kind, or
    when a missing fact leaves it open. missing: the facts that would settle the outcome or the amount. reasons: every
    clause; where the answer is no, those that are not met come first.
    """

    benefit: Benefit
    rules: Rules
    outcome: Outcomes
    amount: float | None
    missing: frozenset[str]
    reasons: tuple[Reason, ...]

    @property
    def valid_from(self) -> date:
        """Since when the rules that were applied hold."""
        return self.rules.valid_from


def answer(benefit: Benefit, rules: Rules, facts: Facts) -> Answer:
    """What the benefit says of whoever has these facts; an absent fact is unknown.

    One clause that is not met makes it a no, whatever else is unknown. Raises InvalidInput, naming a fact and not its value,
    when one is not of its type.
    """
    known = {**facts, **rules.numbers}
    reasons = tuple(_reason(clause, known, facts) for clause in rules.clauses)
    outcome = _outcome(benefit, reasons)
    missing = frozenset().union(*(reason.missing for reason in reasons)) if outcome is Outcomes.UNKNOWN else frozenset()
    amount = evaluate(rules.amount, known) if rules.amount is not None else None
    if amount is not None and outcome in (Outcomes.ELIGIBLE, Outcomes.MAY_APPLY):
        missing = amount.missing
    return Answer(
        benefit=benefit,
        rules=rules,
        outcome=outcome,
        amount=_baht(amount) if outcome in (Outcomes.ELIGIBLE, Outcomes.MAY_APPLY) else None,
        missing=missing,
        reasons=tuple(sorted(reasons, key=lambda one: one.met is not False)),
    )


def _reason(clause: Clause, known: Mapping[str, object], facts: Facts) -> Reason:
    said = evaluate(clause.rule, known)
    met = said.value if isinstance(said.value, bool) else None
    return Reason(clause, met, only_known(facts, facts_used(clause.rule)), said.missing)


def _outcome(benefit: Benefit, reasons: tuple[Reason, ...]) -> Outcomes:
    answers = [reason.met for reason in reasons]
    if False in answers:
        return Outcomes.NOT
    if None in answers:
        return Outcomes.UNKNOWN
    return Outcomes.MAY_APPLY if benefit.discretionary else Outcomes.ELIGIBLE


def _baht(amount: Outcome | None) -> float | None:
    """The amount in baht; a rule gives whole numbers too."""
    if amount is None or isinstance(amount.value, bool) or not isinstance(amount.value, int | float):
        return None
    return float(amount.value)
