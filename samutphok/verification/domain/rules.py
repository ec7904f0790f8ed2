"""The rules of verification as `policy/verification` has them: what is checked, how grave it is, who can mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, cast

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.kernel.rules import Expr, FactType, evaluate, facts_used, parse, with_terms

FAMILY = "verification"


class Subject(StrEnum):
    """What a rule looks at, one at a time."""

    PERSON = "person"
    HOUSEHOLD = "household"
    VISIT = "visit"
    DAY = "day"  # one collector's interviews of one day


class Severity(IntEnum):
    """How much depends on it."""

    TIDY = 1  # to be set in order
    HELP = 2  # changes who gets help
    GRAVE = 3  # may be made up, or harm somebody


class Owner(StrEnum):
    """Who can mend it."""

    COLLECTOR = "collector"  # the desk that leads whoever collected it
    OFFICE = "office"  # the desk of the family's tambon or amphoe
    REGISTER = "register"  # the province, with the office that sends the register


class DataKind(StrEnum):
    """Kinds of data, as accuracy is told."""

    IDENTITY = "identity"
    MEMBERS = "members"
    INCOME = "income"
    HOUSING = "housing"
    HEALTH = "health"
    EDUCATION = "education"
    RECEIPT = "receipt"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class CheckFact:
    """A fact that rules read of one kind of subject."""

    name: str
    type: FactType
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of a rule, with its unit."""

    name: str
    value: float
    unit: Bilingual


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One rule. expr: with its numbers written in; reads: the facts it looks at; same: those that make evidence the same."""

    code: str
    of: Subject
    expr: Expr
    written: str
    reads: tuple[str, ...]
    same: tuple[str, ...]
    limits: tuple[Limit, ...]
    data: DataKind
    severity: Severity
    owner: Owner
    label: Bilingual
    why: Bilingual
    mend: Bilingual

    def holds(self, facts: Mapping[str, Any], known: Mapping[str, CheckFact]) -> bool | None:
        """The rule of one subject, for tests and single looks; None: unknown."""
        return cast("bool | None", evaluate(self.expr, {name: facts.get(name) for name in known}).value)


@dataclass(frozen=True, slots=True)
class Sampling:
    """How samples are drawn; see the policy file."""

    within_days: int
    size: int
    in_each: int
    due_days: int
    risk: Mapping[int, float]
    of_collector: float
    of_collector_most: float


@dataclass(frozen=True, slots=True)
class Precision:
    """When a rate may be told as a number."""

    least: int
    widest: float
    source: Bilingual


@dataclass(frozen=True, slots=True)
class Checks:
    """The rules in force with what they read, how samples are drawn and what counts as the same answer."""

    name: str
    sha256: str
    valid_from: date
    source: Bilingual
    facts: Mapping[Subject, Mapping[str, CheckFact]]
    rules: tuple[CheckRule, ...]
    sampling: Sampling
    income_apart: float
    precision: Precision

    def rule(self, code: str) -> CheckRule | None:
        """The rule of that code; None for one that was taken out since."""
        return next((one for one in self.rules if one.code == code), None)

    def of(self, subject: Subject) -> tuple[CheckRule, ...]:
        """The rules about one kind of subject."""
        return tuple(one for one in self.rules if one.of is subject)


def read_checks(policy: PolicyFile) -> Checks:
    """The policy file as rules; raises PolicyError naming the line of what cannot be read."""
    facts = {subject: _facts(policy.get("facts", subject.value)) for subject in Subject}
    rules = tuple(_rule(policy, place, facts) for place in range(len(policy.get("rules"))))
    codes = [one.code for one in rules]
    if len(codes) != len(set(codes)):
        raise policy.error(
            ("rules",),
            Bilingual("รหัสกติกาซ้ำกัน", "two rules have one code."),
            Bilingual("ตั้งรหัสใหม่", "Give one of them another."),
        )
    drawn = policy.get("sampling")
    return Checks(
        name=policy.name,
        sha256=policy.sha256,
        valid_from=policy.valid_from,
        source=policy.source,
        facts=facts,
        rules=rules,
        sampling=Sampling(
            within_days=drawn["within"]["value"],
            size=drawn["size"]["value"],
            in_each=drawn["in_each"]["value"],
            due_days=drawn["due"]["value"],
            risk={int(level): float(drawn["risk"][str(level.value)]) for level in Severity},
            of_collector=float(drawn["risk"]["collector"]),
            of_collector_most=float(drawn["risk"]["collector_most"]),
        ),
        income_apart=policy.get("comparing", "income_apart", "value"),
        precision=Precision(
            policy.get("precision", "least", "value"),
            policy.get("precision", "widest", "value"),
            _said(policy.get("precision", "source")),
        ),
    )


def _facts(entries: Iterable[Mapping[str, str]]) -> dict[str, CheckFact]:
    return {one["name"]: CheckFact(one["name"], FactType(one["type"]), _said(one)) for one in entries}


def _rule(policy: PolicyFile, place: int, facts: Mapping[Subject, Mapping[str, CheckFact]]) -> CheckRule:
    entry = policy.get("rules", place)
    subject = Subject(policy.get("rules", place, "of"))
    known = {name: one.type for name, one in facts[subject].items()}
    limits = tuple(Limit(name, one["value"], _said(one["unit"])) for name, one in entry.get("limits", {}).items())
    terms = {one.name: parse(str(one.value), {}) for one in limits}
    numbers = {one.name: terms[one.name].type for one in limits}
    expr = with_terms(policy.rule("rules", place, "when", facts=known | numbers), terms)
    reads = tuple(name for name in known if name in facts_used(expr))
    return CheckRule(
        code=policy.get("rules", place, "code"),
        of=subject,
        expr=expr,
        written=entry["when"],
        reads=reads,
        same=tuple(entry.get("same", reads)),
        limits=limits,
        data=DataKind(policy.get("rules", place, "data")),
        severity=Severity(policy.get("rules", place, "severity")),
        owner=Owner(policy.get("rules", place, "owner")),
        label=_said(policy.get("rules", place, "label")),
        why=_said(policy.get("rules", place, "why")),
        mend=_said(policy.get("rules", place, "mend")),
    )


def _said(entry: Mapping[str, str]) -> Bilingual:
    return Bilingual(entry["th"], entry["en"])
