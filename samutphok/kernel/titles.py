"""Titles before Thai names: civil, royal, military and police ranks, monastic, academic and medical.

Declarative: one table, compiled to the two patterns that `kernel.thai.split_title` matches at the start of a name.
"""

import re


def _words(text: str) -> list[str]:
    return text.split()


# Written with dots between the letters; the last dot may be missing, spaces may follow the others ('น.ส', 'ร. ต.').
_DOTTED = _words("""
    น.ส. ด.ช. ด.ญ. ม.จ. ม.ร.ว. ม.ล. ดร. ศ. รศ. ผศ. นพ. พญ. ทพ. ทพญ.
    พล.ต.อ. พล.ต.ท. พล.ต.ต. พล.ต.จ. พ.ต.อ. พ.ต.ท. พ.ต.ต. ร.ต.อ. ร.ต.ท. ร.ต.ต. ด.ต. ส.ต.อ. ส.ต.ท. ส.ต.ต.
    พล.อ.อ. พล.อ.ท. พล.อ.ต. พล.ร.อ. พล.ร.ท. พล.ร.ต. พ.อ.อ. พ.อ.ท. พ.อ.ต. พ.จ.อ. พ.จ.ท. พ.จ.ต.
    พล.อ. พล.ท. พล.ต. พ.อ. พ.ท. พ.ต. ร.อ. ร.ท. ร.ต. น.อ. น.ท. น.ต.
    จ.ส.อ. จ.ส.ท. จ.ส.ต. จ.อ. จ.ท. จ.ต. ส.อ. ส.ท. ส.ต. พลฯ
""")

# May stand glued to the name.
_WORDS = _words("""
    นางสาว นาย นาง เด็กชาย เด็กหญิง หม่อมเจ้า หม่อมราชวงศ์ หม่อมหลวง
    พระครูสมุห์ พระครูใบฎีกา พระครู พระมหา พระปลัด พระสมุห์ พระใบฎีกา พระอธิการ พระ สามเณร แม่ชี
    ศาสตราจารย์ รองศาสตราจารย์ ผู้ช่วยศาสตราจารย์ นายแพทย์ แพทย์หญิง ทันตแพทย์หญิง ทันตแพทย์
    พลตำรวจเอก พลตำรวจโท พลตำรวจตรี พันตำรวจเอก พันตำรวจโท พันตำรวจตรี
    ร้อยตำรวจเอก ร้อยตำรวจโท ร้อยตำรวจตรี ดาบตำรวจ จ่าสิบตำรวจ สิบตำรวจเอก สิบตำรวจโท สิบตำรวจตรี พลตำรวจ
    พลอากาศเอก พลอากาศโท พลอากาศตรี พลเรือเอก พลเรือโท พลเรือตรี พลเอก พลโท พลตรี
    พันจ่าอากาศเอก พันจ่าอากาศโท พันจ่าอากาศตรี พันจ่าเอก พันจ่าโท พันจ่าตรี พันเอก พันโท พันตรี
    นาวาอากาศเอก นาวาอากาศโท นาวาอากาศตรี นาวาเอก นาวาโท นาวาตรี เรืออากาศเอก เรืออากาศโท เรืออากาศตรี
    เรือเอก เรือโท เรือตรี ร้อยเอก ร้อยโท ร้อยตรี จ่าสิบเอก จ่าสิบโท จ่าสิบตรี จ่าเอก จ่าโท จ่าตรี
    สิบเอก สิบโท สิบตรี พลทหาร ว่าที่
""")

# Begin many names, or lack their dots: a title only with a space after them.
_APART = _words("คุณ ครู อาจารย์ หมอ นส ดช ดญ มล มรว")

_LATIN = _words("mister mrs mr miss ms dr prof")

# What can begin a name: a Thai consonant or leading vowel with more to come, a dotted rank, a Latin letter.
_NAME_FOLLOWS = r"(?=\s*(?:[เ-ไ]?[ก-ฮ][ก-\u0e4e.]|[A-Za-z]))"
_WOMAN_IN_RANKS = r"(?:\s?หญิง(?=\s))?"


def _dotted(title: str) -> str:
    """Spaces after inner dots and a missing last dot are forgiven, but 'ดร' alone begins names such as ดรุณี."""
    pattern = r"\.\s?".join(map(re.escape, title.rstrip(".").split(".")))
    if not title.endswith("."):
        return pattern
    return pattern + (r"\.?" if "." in title[:-1] else r"\.")


def _any_of(words: list[str]) -> str:
    """The longest first, so that นางสาว is not read as นาง."""
    return "|".join(sorted(words, key=len, reverse=True))


_DOTTED_PATTERN = "|".join(map(_dotted, sorted(_DOTTED, key=len, reverse=True)))

TITLES = re.compile(
    rf"(?:{_DOTTED_PATTERN}|{_any_of(_WORDS)}){_WOMAN_IN_RANKS}{_NAME_FOLLOWS}\s*"
    rf"|(?:{_any_of(_APART)})\s+{_NAME_FOLLOWS}"
)
TITLE_ALONE = re.compile(rf"(?:{_DOTTED_PATTERN}|{_any_of(_WORDS)}){_WOMAN_IN_RANKS}")
LATIN_TITLES = re.compile(rf"(?:{'|'.join(_LATIN)})(?:\.\s*|\s+)(?=[A-Za-z])", re.IGNORECASE)
