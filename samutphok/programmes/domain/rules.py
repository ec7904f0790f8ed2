"""The words of programmes, and the programmes that come with the product, as dated policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile

Words = Mapping[str, Bilingual]
EVERY_PROVINCE = "every_province"  # the 76: every province but Bangkok


@dataclass(frozen=True, slots=True)
class ProgrammeRules:
    """What a programme may choose from, by code; report_due_days: after a round's end."""

    types: Words
    strategies: Words
    roles: Words
    ways: Words
    obstacles: Words
    activities: Words
    results: Words
    evidence: Words
    points: Words
    every: Words
    report_due_days: int
    source: Bilingual

    def codes_of(self, kind: str) -> Words:
        """What a line of the book may be about, by its kind: obstacle, activity or result."""
        return {"obstacle": self.obstacles, "activity": self.activities, "result": self.results}[kind]


@dataclass(frozen=True, slots=True)
class PartnerWanted:
    """A partner and its role. agency: '' for one that the source does not name."""

    agency: str
    label: Bilingual
    role: str


@dataclass(frozen=True, slots=True)
class AreaWanted:
    """An area of a programme and the agency responsible for it; '' the area's own office."""

    code: str
    label: Bilingual
    agency: str = ""


@dataclass(frozen=True, slots=True)
class ShippedProgramme:
    """A programme that an official report describes. not_named: partners counted and not named by the source."""

    name: str
    type: str
    label: Bilingual
    purpose: Bilingual
    strategies: tuple[str, ...]
    report_every: str
    partners: tuple[PartnerWanted, ...]
    not_named: int
    areas: tuple[AreaWanted, ...]
    every_province: bool
    since: date
    source: Bilingual


def read_rules(policy: PolicyFile) -> ProgrammeRules:
    """The rules of a policy file; raises PolicyError, which names file, line and remedy."""

    def words(name: str) -> Words:
        return {str(code): _text(policy, name, code) for code in policy.get(name)}

    return ProgrammeRules(
        types=words("types"),
        strategies=words("strategies"),
        roles=words("roles"),
        ways=words("ways"),
        obstacles=words("obstacles"),
        activities=words("activities"),
        results=words("results"),
        evidence=words("evidence"),
        points=words("points"),
        every=words("every"),
        report_due_days=int(policy.get("numbers", "report_due_days", "value")),
        source=policy.source,
    )


def read_shipped(policy: PolicyFile) -> ShippedProgramme:
    """One shipped programme; raises PolicyError."""
    areas = policy.get("areas")
    everywhere = areas == EVERY_PROVINCE
    return ShippedProgramme(
        name=policy.name,
        type=str(policy.get("type")),
        label=_text(policy, "label"),
        purpose=_text(policy, "purpose"),
        strategies=tuple(map(str, policy.get("strategies"))),
        report_every=str(policy.get("report_every")),
        partners=tuple(
            PartnerWanted(str(one["agency"]), _text(policy, "partners", place, "label"), str(one["role"]))
            for place, one in enumerate(policy.get("partners"))
        ),
        not_named=int(policy.raw.get("not_named", 0)),
        areas=()
        if everywhere
        else tuple(
            AreaWanted(str(one["code"]), _text(policy, "areas", place, "label"), str(one["agency"]))
            for place, one in enumerate(areas)
        ),
        every_province=everywhere,
        since=policy.valid_from,
        source=policy.source,
    )


def _text(policy: PolicyFile, *path: str | int) -> Bilingual:
    return Bilingual(str(policy.get(*path, "th")), str(policy.get(*path, "en")))
