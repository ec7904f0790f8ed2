"""Occupations, the courses that lead to them, and the words and points of matching, as dated policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile

Words = Mapping[str, Bilingual]
SCALES = ("fields", "learn", "money", "first_income", "schooling", "reach", "care", "demand", "incomes")


@dataclass(frozen=True, slots=True)
class Occupation:
    """What people can live on. learn, money, first_income, schooling and reach are codes of the catalogue's scales.

    asks: what it asks of body and mind; needs: the places and things it cannot be done without; at_home: can be done there.
    """

    code: str
    label: Bilingual
    field: str
    learn: str
    money: str
    first_income: str
    at_home: bool
    reach: str
    schooling: str
    asks: tuple[str, ...]
    needs: tuple[str, ...]
    tools: Bilingual
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A training that leads to occupations; agency: who teaches it, as the directory names it."""

    code: str
    label: Bilingual
    agency: str
    learn: str
    leads_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """What each reason weighs in the order; `results`: points for a share of one above the mean of all."""

    speaks_for: Mapping[str, int]
    against: Mapping[str, int]
    results: int


@dataclass(frozen=True, slots=True)
class ResultRules:
    """When results are asked for (months), and how small numbers are treated: see `outcomes`."""

    months: tuple[int, ...]
    strength: float
    enough: int
    told_from: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A dated catalogue. scales: codes in their order with words; hard: what lifts an obstacle of each ask and place."""

    name: str
    source: Bilingual
    occupations: Mapping[str, Occupation]
    courses: Mapping[str, Course]
    scales: Mapping[str, Words]
    asks: Words
    places: Words
    removes: Words
    lifted_by: Mapping[str, tuple[str, ...]]
    points: Points
    results: ResultRules
    work_from: int
    work_from_source: Bilingual

    def rank(self, scale: str, code: str) -> int:
        """The place of a code in a scale, from 0; raises KeyError for a code that the scale does not have."""
        try:
            return list(self.scales[scale]).index(code)
        except ValueError:
            raise KeyError(code) from None

    def courses_for(self, occupation: str) -> tuple[Course, ...]:
        """The courses that lead to an occupation."""
        return tuple(one for one in self.courses.values() if occupation in one.leads_to)


def read_catalogue(policy: PolicyFile) -> Catalogue:
    """The catalogue of a policy file; raises PolicyError, which names file, line and remedy, also for unknown codes."""
    scales = {name: _words(policy, name) for name in SCALES}
    asks, places, removes = (_words(policy, name) for name in ("asks", "places", "removes"))
    known = {**scales, "asks": asks, "places": places, "removes": removes}
    lifted = {
        code: _codes(policy, (kind, code, "removes"), removes) for kind in ("asks", "places") for code in known[kind]
    }
    occupations = {code: _occupation(policy, str(code), known) for code in policy.get("occupations")}
    return Catalogue(
        name=policy.name,
        source=policy.source,
        occupations=occupations,
        courses={code: _course(policy, str(code), known, occupations) for code in policy.get("courses")},
        scales=scales,
        asks=asks,
        places=places,
        removes=removes,
        lifted_by=lifted,
        points=Points(
            dict(policy.get("points", "for")), dict(policy.get("points", "against")), policy.get("points", "results")
        ),
        results=ResultRules(
            tuple(policy.get("results", "months")),
            float(policy.get("results", "strength")),
            int(policy.get("results", "enough")),
            int(policy.get("results", "told_from")),
        ),
        work_from=int(policy.get("age", "work_from")),
        work_from_source=_text(policy, "age", "source"),
    )


def _occupation(policy: PolicyFile, code: str, known: Mapping[str, Words]) -> Occupation:
    at = ("occupations", code)

    def of(entry: str, scale: str) -> str:
        return _known(policy, (*at, entry), policy.get(*at, entry), known[scale])

    return Occupation(
        code=code,
        label=_text(policy, *at),
        field=of("field", "fields"),
        learn=of("learn", "learn"),
        money=of("money", "money"),
        first_income=of("first_income", "first_income"),
        at_home=bool(policy.get(*at, "home")),
        reach=of("reach", "reach"),
        schooling=of("schooling", "schooling"),
        asks=_codes(policy, (*at, "asks"), known["asks"]),
        needs=_codes(policy, (*at, "needs"), known["places"]),
        tools=_text(policy, *at, "tools"),
        note=_text(policy, *at, "note") if "note" in policy.get(*at) else None,
    )


def _course(policy: PolicyFile, code: str, known: Mapping[str, Words], occupations: Mapping[str, Occupation]) -> Course:
    at = ("courses", code)
    labels = {one.code: one.label for one in occupations.values()}
    return Course(
        code=code,
        label=_text(policy, *at),
        agency=str(policy.get(*at, "agency")),
        learn=_known(policy, (*at, "learn"), policy.get(*at, "learn"), known["learn"]),
        leads_to=_codes(policy, (*at, "leads_to"), labels),
    )


def _words(policy: PolicyFile, name: str) -> Words:
    return {str(code): _text(policy, name, code) for code in policy.get(name)}


def _text(policy: PolicyFile, *path: str) -> Bilingual:
    return Bilingual(str(policy.get(*path, "th")), str(policy.get(*path, "en")))


def _codes(policy: PolicyFile, path: tuple[str, ...], words: Words) -> tuple[str, ...]:
    return tuple(_known(policy, path, code, words) for code in policy.get(*path))


def _known(policy: PolicyFile, path: tuple[str, ...], code: Any, words: Words) -> str:
    if code not in words:
        raise policy.error(
            path,
            Bilingual(f"ไม่รู้จักรหัส '{code}'", f"the code '{code}' is not known."),
            Bilingual(f"ใช้รหัสใดรหัสหนึ่ง: {', '.join(words)}", f"Use one of: {', '.join(words)}."),
        )
    return str(code)
