"""Numbers of official letters: the office's letters and number, and a running number of the Buddhist year."""

from collections.abc import Mapping
from dataclasses import dataclass

from samutphok.kernel.policies import PolicyFile

COUNTRY = "พม"  # of the ministry, for an office that has no province


@dataclass(frozen=True, slots=True)
class LetterRules:
    """letters: of each province by its code; province_office: the number of the provincial office everywhere."""

    letters: Mapping[str, str]
    province_office: str

    def series(self, office: str) -> str:
        """How the office's numbers begin: 'ภก 0004' of the province, 'ภก 830303' of an office in it."""
        letters = self.letters.get(office[:2], COUNTRY)
        return f"{letters} {self.province_office if len(office) <= 2 else office}"

    def of_letter(self, office: str, number: int) -> str:
        """The number on the letter: 'ภก 0004/12'."""
        return f"{self.series(office)}/{number}"

    def of_referral(self, office: str, number: int, be_year: int, place: int | None) -> str:
        """The number by which people speak of the referral: 'ภก0004.12/2569', the third of a list 'ภก0004.12-3/2569'."""
        counted = "" if place is None else f"-{place}"
        return f"{self.series(office).replace(' ', '')}.{number}{counted}/{be_year}"


def read_letter_rules(policy: PolicyFile) -> LetterRules:
    """The rules of a policy file."""
    return LetterRules(
        {str(code): str(letters) for code, letters in policy.get("letters").items()},
        str(policy.get("province_office", "value")),
    )
