"""What is measured of a register: dated policy, read into the yes-or-no questions that its rows are asked.

The five measures are dimensions of ISO/IEC 25012, each the ratio of ISO/IEC 25024, what is met of what was asked: completeness;
validity, which is its syntactic accuracy; uniqueness, its freedom from repeated records; timeliness, its currentness;
consistency, within a row, a family, and between registers about one person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from samutphok.intake.domain.register import Register, registers
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile, load_policy, policy_names, policy_on

KIND = "quality"
ACCEPTED = "rows"  # the validity of whole rows: accepted of those read
ARRIVAL = "arrival"  # the timeliness of a delivery
PEOPLE = "people"  # beside what: what other registers say of the same person
BETWEEN = ("first_name", "sex", "birth_year", "tambon")


class Measure(StrEnum):
    """The five measures, in the order in which pages show them."""

    COMPLETENESS = "completeness"
    VALIDITY = "validity"
    UNIQUENESS = "uniqueness"
    TIMELINESS = "timeliness"
    CONSISTENCY = "consistency"


class Check(StrEnum):
    """The yes-or-no questions; an answer may be missing, and then the row does not count."""

    FILLED = "filled"  # something stands there
    PID = "pid"  # a citizen number with its right check digit
    NAME = "name"  # two or more letters, no digit, no sign but dot and dash
    FULL_DAY = "full_day"  # day and month known; no older than so many years, not after the cut
    HOUSE_CODE = "house_code"  # eleven digits
    LISTED_AREA = "listed_area"  # down to the tambon, and in a list of areas
    BETWEEN = "between"  # a number in a range
    ONE_OF = "one_of"
    FIRST = "first"  # no row above has the same key
    CURRENT = "current"  # a date not more than so many days before the cut
    ARRIVAL = "arrival"  # received within so many days of its cut
    ORDERED = "ordered"  # one date not after the other
    SAME_IN_FAMILY = "same_in_family"
    AS_OTHERS = "as_others"  # what every other register says of the person that linkage found


VALIDITY_CHECKS = (
    Check.PID,
    Check.NAME,
    Check.FULL_DAY,
    Check.HOUSE_CODE,
    Check.LISTED_AREA,
    Check.BETWEEN,
    Check.ONE_OF,
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question to every row. column: as figures are kept; on: the staged columns that it reads.

    least, most: bounds of a number; `most` is also years (full_day) or days (current, arrival).
    """

    measure: Measure
    column: str
    check: Check
    on: tuple[str, ...]
    least: float | None = None
    most: float | None = None
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """From `good` on a measure is good, below `poor` it is poor; shares of 1."""

    good: float
    poor: float


@dataclass(frozen=True, slots=True)
class RegisterRules:
    """What is asked of one register's rows, and how often it should come. sha256: of the policy's bytes."""

    register: str
    questions: tuple[Question, ...]
    arrives_within: int  # days from the cut to the receipt
    renewed_within: int  # days from one cut to the next
    source: Bilingual
    sha256: str
    to_confirm: tuple[str, ...]


def rules_of(register: str, *, day: date) -> RegisterRules | None:
    """The policy of a register on that day; None for one that has none. Raises PolicyError naming file and line."""
    if not any(load_policy(KIND, name).raw.get("family", name) == register for name in policy_names(KIND)):
        return None
    return read_rules(policy_on(KIND, register, day=day), registers()[register])


def measured_registers() -> tuple[str, ...]:
    """The registers that have a policy of quality, by name."""
    found = {str(load_policy(KIND, name).raw.get("family", name)) for name in policy_names(KIND)}
    return tuple(sorted(found & set(registers())))


def limits() -> Mapping[Measure, Limits]:
    """The limits of each measure."""
    policy = load_policy(KIND, "shared/limits")
    return {
        measure: Limits(float(policy.get("limits", measure, "good")), float(policy.get("limits", measure, "poor")))
        for measure in Measure
    }


def limits_source() -> Bilingual:
    """Where dimensions and limits come from."""
    return load_policy(KIND, "shared/limits").source


def read_rules(policy: PolicyFile, register: Register) -> RegisterRules:
    """The policy of a register; PolicyError for a column that it does not have and for an unknown check."""
    questions = tuple(_questions(policy))
    known = {column.name for column in register.columns}
    for question in questions:
        if unknown := set(question.on) - known - {"birth_year", "tambon"}:
            raise _bad(policy, (), f"ทะเบียนไม่มีคอลัมน์ {', '.join(sorted(unknown))}", "the register has no such column")
    return RegisterRules(
        register=register.name,
        questions=questions,
        arrives_within=_days(policy, "arrives_within"),
        renewed_within=_days(policy, "renewed_within"),
        source=policy.source,
        sha256=policy.sha256,
        to_confirm=tuple(policy.raw.get("to_confirm", ())),
    )


def _questions(policy: PolicyFile) -> Iterator[Question]:
    raw = policy.raw
    yield Question(Measure.TIMELINESS, ARRIVAL, Check.ARRIVAL, (), most=_days(policy, "arrives_within"))
    for name in raw.get("complete", ()):
        yield Question(Measure.COMPLETENESS, name, Check.FILLED, (name,))
    for name, stated in raw.get("valid", {}).items():
        yield _valid(policy, name, stated)
    for key in raw.get("unique", ()):
        yield Question(Measure.UNIQUENESS, "+".join(key), Check.FIRST, tuple(key))
    for name, most in raw.get("current", {}).items():
        yield Question(Measure.TIMELINESS, name, Check.CURRENT, (name,), most=most)
    for earlier, later in raw.get("ordered", ()):
        yield Question(Measure.CONSISTENCY, f"{earlier}<={later}", Check.ORDERED, (earlier, later))
    family = raw.get("same_in_family", {"by": (), "columns": ()})
    for name in family["columns"]:
        yield Question(Measure.CONSISTENCY, f"family.{name}", Check.SAME_IN_FAMILY, (name, *family["by"]))
    for name in raw.get("between", ()):
        if name not in BETWEEN:
            raise _bad(
                policy, ("between",), f"เทียบ {name} ระหว่างทะเบียนไม่ได้", f"{name} is not compared between registers"
            )
        yield Question(Measure.CONSISTENCY, f"{PEOPLE}.{name}", Check.AS_OTHERS, (name,))


def _valid(policy: PolicyFile, name: str, stated: Mapping[str, Any]) -> Question:
    known = {check.value for check in VALIDITY_CHECKS}
    if stated.get("is") not in known:
        wanted = ", ".join(sorted(known))
        raise _bad(policy, ("valid", name), f"การตรวจต้องเป็นหนึ่งใน {wanted}", f"the check must be one of {wanted}")
    check = Check(stated["is"])
    return Question(
        Measure.VALIDITY,
        name,
        check,
        (name,),
        least=stated.get("least"),
        most=stated.get("oldest" if check is Check.FULL_DAY else "most"),
        values=tuple(float(value) for value in stated.get("values", ())),
    )


def _days(policy: PolicyFile, name: str) -> int:
    value = policy.get(name)
    if not isinstance(value, int) or value < 1:
        raise _bad(policy, (name,), "ต้องเป็นจำนวนวัน", "must be a number of days")
    return value


def _bad(policy: PolicyFile, path: tuple[str | int, ...], th: str, en: str) -> Exception:
    return policy.error(
        path,
        Bilingual(th, f"{en}."),
        Bilingual("แก้แฟ้มตาม docs/quality.md", "Correct the file as docs/quality.md describes."),
    )
