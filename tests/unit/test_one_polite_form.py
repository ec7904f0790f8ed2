"""Readers are addressed in one way: ท่าน, wherever words for people are kept."""

import re
from pathlib import Path

import samutphok

ROOT = Path(samutphok.__file__).parent
# words that begin alike, thanks, and a title that people write before names
OTHER = re.compile(r"(?<!ขอบ)(?<!พระ)คุณ(?!ภาพ|สมบัติ|ค่า|วุฒิ|ธรรม|ลักษณะ|ประโยชน์|แม่|พ่อ|ตา|ยาย|ครู|ากร)")
WORDS = [
    *ROOT.rglob("errors.py"),
    *ROOT.glob("policy/messages/*.yaml"),
    *ROOT.glob("policy/clocks/*.yaml"),
    ROOT / "web" / "locale" / "th" / "LC_MESSAGES" / "django.po",
]


def test_nobody_is_addressed_in_two_ways() -> None:
    found = [(file.name, line) for file in WORDS for line in file.read_text().splitlines() if OTHER.search(line)]
    assert len(WORDS) > 20
    assert found == []
