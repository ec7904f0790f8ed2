"""Which facts the registers already tell, and which stay unknown until somebody asks at the family's door.

This follows what `engine.office` reads; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samutphok.kernel.errors import Bilingual


class Known(StrEnum):
    """How far registers know a fact."""

    YES = "yes"  # for most people
    ONLY_YES = "only_yes"  # who is in the register has it; of others nobody knows
    SOME = "some"  # for some ages or conditions only
    VISIT = "visit"  # no register says


@dataclass(frozen=True, slots=True)
class Knowledge:
    """How far a fact is known before any visit, and by which register."""

    known: Known
    by: Bilingual


_SURVEY = Bilingual("จปฐ.", "BMN survey")
_BIRTH = Bilingual("วันเกิดใน จปฐ.", "birth dates of the BMN survey")
_ANSWER = Bilingual("จปฐ. ตัวชี้วัด 20 และ 21 (อายุ 15 ปีขึ้นไป)", "BMN survey, indicators 20 and 21 (aged 15 or over)")
_CARED = Bilingual("จปฐ. ตัวชี้วัด 27 และ 28 (ผู้สูงอายุ คนพิการ)", "BMN survey, indicators 27 and 28 (elderly, disabled)")
_REACH = Bilingual(
    "จปฐ. ตัวชี้วัด 27 และ 28 กับทะเบียนสวัสดิการ คนพิการ เบี้ยยังชีพ และเงินสงเคราะห์",
    "BMN survey, indicators 27 and 28, and the registers of welfare, disability, allowance and aid",
)

BY_REGISTERS: Mapping[str, Knowledge] = {
    "age": Knowledge(Known.YES, _BIRTH),
    "members": Knowledge(Known.YES, _SURVEY),
    "lives_alone": Knowledge(Known.YES, _SURVEY),
    "income_per_person": Knowledge(Known.YES, _SURVEY),
    "dependant": Knowledge(
        Known.YES, Bilingual("วันเกิดใน จปฐ. และทะเบียนคนพิการ", "birth dates and the disability register")
    ),
    "dependants": Knowledge(Known.YES, _BIRTH),
    "dependants_at_least": Knowledge(Known.YES, _BIRTH),
    "dependants_at_most": Knowledge(Known.YES, _BIRTH),
    "disabled": Knowledge(Known.ONLY_YES, Bilingual("ทะเบียนคนพิการ", "disability register")),
    "welfare_card": Knowledge(Known.ONLY_YES, Bilingual("ทะเบียนสวัสดิการแห่งรัฐ", "state-welfare register")),
    "has_income": Knowledge(Known.SOME, _ANSWER),
    "employed": Knowledge(Known.SOME, _ANSWER),
    "has_carer": Knowledge(Known.SOME, _CARED),
    "reaches_state_welfare": Knowledge(Known.SOME, _REACH),
}
_UNTIL_A_VISIT = Knowledge(
    Known.VISIT, Bilingual("ไม่มีทะเบียนใดบอก รอถามเมื่อเยี่ยมบ้าน", "no register says; to be asked on a visit")
)


def knowledge_of(fact: str) -> Knowledge:
    """How far registers know the fact; the survey's indicators as far as the survey asked."""
    if fact.startswith("bmn"):
        return Knowledge(Known.YES, _SURVEY)
    return BY_REGISTERS.get(fact, _UNTIL_A_VISIT)
