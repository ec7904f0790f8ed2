"""How questions about rows in doubt are put before people: the dated numbers of `policy/linkage/review-*.yaml`."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile, policy_on


@dataclass(frozen=True, slots=True)
class StakeWeights:
    """What a question touches beside its rows, in people: a family on a list, worked with now, helped before.

    number_prior: of rows that carry somebody's number and look different, the share that are that person after all.
    """

    listed: float
    open_case: float
    helped: float
    number_prior: float


@dataclass(frozen=True, slots=True)
class Speaks:
    """From how many bits of evidence, either way, a part speaks a little, clearly, strongly."""

    little: float
    clearly: float
    strongly: float


@dataclass(frozen=True, slots=True)
class SecondLookPolicy:
    """Which decided questions another person answers again, blind. Shares lie between 0 and 1; the confusing are those whose
    probability lies from `confusing_from` to `confusing_to`. office_digits: of the area code that an office is reported by;
    least: pairs below which no figure is given."""

    share: float
    confusing_share: float
    confusing_from: float
    confusing_to: float
    office_digits: int
    least: int


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """The version of the numbers that holds on a day."""

    name: str
    stakes: StakeWeights
    speaks: Speaks
    second_look: SecondLookPolicy


@cache
def review_policy(day: date) -> ReviewPolicy:
    """The numbers in force on a day; before the first version, the first. Raises PolicyError with the line of what is wrong."""
    return read_review_policy(policy_on("linkage", "review", day=max(day, _FIRST)))


_FIRST = date(2026, 11, 1)


def read_review_policy(policy: PolicyFile) -> ReviewPolicy:
    """The numbers in a policy file; PolicyError where one is missing, negative or, for a share, above 1."""
    speaks = Speaks(*(_number(policy, "speaks", step) for step in ("little", "clearly", "strongly")))
    if not 0 < speaks.little < speaks.clearly < speaks.strongly:
        raise _bad(policy, ("speaks",), "ต้องเรียงจากน้อยไปมาก", "must rise from little to strongly")
    return ReviewPolicy(
        name=policy.name,
        stakes=StakeWeights(
            listed=_number(policy, "stakes", "listed"),
            open_case=_number(policy, "stakes", "open_case"),
            helped=_number(policy, "stakes", "helped"),
            number_prior=_share(policy, "stakes", "number_prior"),
        ),
        speaks=speaks,
        second_look=SecondLookPolicy(
            share=_share(policy, "second_look", "share"),
            confusing_share=_share(policy, "second_look", "confusing_share"),
            confusing_from=_share(policy, "second_look", "confusing_from"),
            confusing_to=_share(policy, "second_look", "confusing_to"),
            office_digits=int(_number(policy, "second_look", "office_digits")),
            least=int(_number(policy, "second_look", "least")),
        ),
    )


def _number(policy: PolicyFile, *path: str) -> float:
    value: Any = policy.get(*path)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise _bad(policy, path, "ต้องเป็นตัวเลขไม่ติดลบ", "must be a number, not negative")
    return float(value)


def _share(policy: PolicyFile, *path: str) -> float:
    value = _number(policy, *path)
    if value > 1:
        raise _bad(policy, path, "ต้องอยู่ระหว่าง 0 กับ 1", "must lie between 0 and 1")
    return value


def _bad(policy: PolicyFile, path: tuple[str, ...], th: str, en: str) -> Exception:
    where = ".".join(path)
    return policy.error(
        path, Bilingual(f"{where} {th}", f"{where} {en}."), Bilingual("แก้ตัวเลขในแฟ้ม", "Correct the number in the file.")
    )
