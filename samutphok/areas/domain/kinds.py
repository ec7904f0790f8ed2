"""The kinds of area and how an area is named to people."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AreaKind(StrEnum):
    """The kinds of area; two kinds may stand on the same level of the tree."""

    COUNTRY = "country"
    PROVINCE = "province"
    AMPHOE = "amphoe"
    DISTRICT = "district"  # เขต of Bangkok
    TAMBON = "tambon"
    SUBDISTRICT = "subdistrict"  # แขวง of Bangkok
    VILLAGE = "village"
    COMMUNITY = "community"
    LOCAL_GOVERNMENT = "local_government"  # อปท.: beside the tree, it covers areas


KIND_WORDS = {
    AreaKind.COUNTRY: ("ประเทศ", "Country"),
    AreaKind.PROVINCE: ("จังหวัด", "Province"),
    AreaKind.AMPHOE: ("อำเภอ", "Amphoe"),
    AreaKind.DISTRICT: ("เขต", "District"),
    AreaKind.TAMBON: ("ตำบล", "Tambon"),
    AreaKind.SUBDISTRICT: ("แขวง", "Subdistrict"),
    AreaKind.VILLAGE: ("หมู่บ้าน", "Village"),
    AreaKind.COMMUNITY: ("ชุมชน", "Community"),
    AreaKind.LOCAL_GOVERNMENT: ("อปท.", "Local government"),
}
_THAI_BEFORE = {AreaKind.PROVINCE, AreaKind.AMPHOE, AreaKind.DISTRICT, AreaKind.TAMBON, AreaKind.SUBDISTRICT}
_ENGLISH_BEFORE = {AreaKind.AMPHOE, AreaKind.TAMBON}
_ENGLISH_AFTER = {AreaKind.PROVINCE, AreaKind.DISTRICT, AreaKind.SUBDISTRICT}
_NAMED_WHOLE = ("TH", "10")  # ประเทศไทย and กรุงเทพมหานคร say themselves what they are


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area as other parts of the programme see it.

    `level` is 0 country, 2 province, 4 amphoe, 6 tambon, 8 village: the number of digits of its code; a community
    stands on 8, a local government on 6. `listed` is False when this level has a list and the code is not in it.
    `valid_to` is the first day on which the code no longer held, None while it holds.
    """

    code: str
    kind: AreaKind
    level: int
    name_th: str
    name_en: str
    parent: str | None
    listed: bool
    valid_from: date | None = None
    valid_to: date | None = None

    def name(self, language: str) -> str:
        """The bare name in the language, the Thai one when no English name is known."""
        return (self.name_en or self.name_th) if language.startswith("en") else self.name_th

    def title(self, language: str) -> str:
        """The name with its kind, as in an address: 'อำเภอกะทู้', 'Amphoe Kathu'."""
        name = self.name(language)
        if self.code in _NAMED_WHOLE or not self.listed:
            return name
        thai, english = KIND_WORDS[self.kind]
        if name is self.name_th:
            return thai + name if self.kind in _THAI_BEFORE else name
        if self.kind in _ENGLISH_BEFORE:
            return f"{english} {name}"
        return f"{name} {english}" if self.kind in _ENGLISH_AFTER else name
