"""Agreements between agencies: who took part, what they undertook, where and since when."""

from dataclasses import dataclass
from datetime import date

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.partners.domain.organizations import NOTHING_SAID, reaches


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an agreement. agency: its code, '' when the directory has none; signed: the source says so."""

    agency: str
    label: Bilingual
    signed: bool
    duty: Bilingual = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement as its source tells it. counted: how many sides it says there are; areas: none for the country.

    standard: a set of standards that came out of it, '' where none did.
    """

    code: str
    label: Bilingual
    signed_on: date
    valid_to: date | None
    parties: tuple[Party, ...]
    counted: int
    duties: tuple[Bilingual, ...]
    areas: tuple[str, ...]
    place: Bilingual
    witness: Bilingual
    standard: str
    source: Bilingual

    @property
    def not_named(self) -> int:
        """How many of the sides that signed the source counts without naming them."""
        return max(0, self.counted - sum(party.signed for party in self.parties))

    def applies_in(self, area_code: str) -> bool:
        """Whether it holds in the area, or in a part of it."""
        return reaches(self.areas, (), area_code)


def read_agreement(policy: PolicyFile) -> Agreement:
    """An agreement's file; raises PolicyError, which names file, line and remedy."""
    parties = tuple(_party(policy, place) for place in range(len(policy.get("parties"))))
    duties = tuple(_text(policy, "duties", place) for place in range(len(policy.get("duties"))))
    return Agreement(
        code=policy.name,
        label=Bilingual(str(policy.get("th")), str(policy.get("en"))),
        signed_on=policy.get("signed_on"),
        valid_to=policy.valid_to,
        parties=parties,
        counted=int(policy.get("parties_counted")),
        duties=duties,
        areas=tuple(str(code) for code in policy.get("areas")),
        place=_text(policy, "place"),
        witness=_text(policy, "witness"),
        standard=str(policy.raw.get("standard", "")),
        source=policy.source,
    )


def _party(policy: PolicyFile, place: int) -> Party:
    entry = policy.get("parties", place)
    label = Bilingual(str(entry["th"]), str(entry["en"])) if "th" in entry else NOTHING_SAID
    duty = _text(policy, "parties", place, "duty") if "duty" in entry else NOTHING_SAID
    return Party(str(entry.get("agency", "")), label, bool(policy.get("parties", place, "signed")), duty)


def _text(policy: PolicyFile, *path: str | int) -> Bilingual:
    return Bilingual(str(policy.get(*path, "th")), str(policy.get(*path, "en")))
