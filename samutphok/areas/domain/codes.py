"""Codes of areas: what they say by themselves, before any list is asked.

The Interior's codes nest: province 2 digits, amphoe 4, tambon 6, village 8. Two kinds have codes of this product's
own: a community is 'C' + the tambon's 6 digits + 2 to 4 more ('C83010104'), a local government 'L' + the province's 2
digits + 2 to 9 more, such as the number its department gives it ('L8305830102').
"""

import re

from samutphok.areas.domain.kinds import KIND_WORDS, AreaKind, AreaView
from samutphok.areas.errors import MalformedAreaCode
from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.identifiers import COUNTRY, AreaLevel, read_area_code
from samutphok.kernel.thai import arabic_digits

_BANGKOK = "10"
_OWN_CODE = re.compile(r"C[1-9]\d{7,9}|L[1-9]\d{3,10}")


def read_code(text: str) -> str:
    """The code in a text, of any kind of area; raises MalformedAreaCode, which names it."""
    own = re.sub(r"[\s-]", "", arabic_digits(text)).upper()
    if _OWN_CODE.fullmatch(own):
        return own
    try:
        return read_area_code(text)
    except InvalidInput as error:
        raise MalformedAreaCode(text) from error


def kind_of(code: str) -> AreaKind:
    """The kind of a well-formed code when nobody said otherwise; Bangkok has communities for villages."""
    if code[0] in "CL":
        return AreaKind.COMMUNITY if code[0] == "C" else AreaKind.LOCAL_GOVERNMENT
    in_bangkok = code[:2] == _BANGKOK
    return {
        AreaLevel.COUNTRY: AreaKind.COUNTRY,
        AreaLevel.PROVINCE: AreaKind.PROVINCE,
        AreaLevel.AMPHOE: AreaKind.DISTRICT if in_bangkok else AreaKind.AMPHOE,
        AreaLevel.TAMBON: AreaKind.SUBDISTRICT if in_bangkok else AreaKind.TAMBON,
        AreaLevel.VILLAGE: AreaKind.COMMUNITY if in_bangkok else AreaKind.VILLAGE,
    }[level_of(code)]


def level_of(code: str) -> AreaLevel:
    """The rung on which a well-formed code stands: a community beside villages, a local government beside tambon."""
    if code[0] in "CL":
        return AreaLevel.VILLAGE if code[0] == "C" else AreaLevel.TAMBON
    return AreaLevel.COUNTRY if code == COUNTRY else AreaLevel(len(code))


def parent_of(code: str) -> str | None:
    """The code one step up: a community has its tambon there, a local government its province, the country None."""
    if code == COUNTRY:
        return None
    if code[0] in "CL":
        return code[1:7] if code[0] == "C" else code[1:3]
    return code[:-2] or COUNTRY


def lineage(code: str) -> tuple[str, ...]:
    """The code and all codes above it, the country first."""
    steps = [code]
    while (above := parent_of(steps[-1])) is not None:
        steps.append(above)
    return tuple(reversed(steps))


def unnamed(code: str) -> AreaView:
    """An area of which only the code is known, with a working name: 'หมู่ที่ 4', or its kind and code.

    Villages and communities have no national list, so they count as listed; every other kind has one and is not in it.
    """
    kind = kind_of(code)
    listed = kind in (AreaKind.VILLAGE, AreaKind.COMMUNITY)
    thai, english = _numbered(code, kind) if listed else _coded(code, kind)
    return AreaView(code, kind, level_of(code), thai, english, parent_of(code), listed)


def _coded(code: str, kind: AreaKind) -> tuple[str, str]:
    thai, english = KIND_WORDS[kind]
    return f"{thai}รหัส {code} (ไม่อยู่ในบัญชี)", f"{english} {code} (not listed)"


def _numbered(code: str, kind: AreaKind) -> tuple[str, str]:
    thai, english = KIND_WORDS[kind]
    number = int(code[7:] if code[0] == "C" else code[6:])
    if number == 0:
        return f"ไม่ระบุ{thai}", f"{english} not stated"
    if kind is AreaKind.VILLAGE:
        return f"หมู่ที่ {number}", f"Moo {number}"
    return f"{thai}ที่ {number}", f"{english} {number}"
