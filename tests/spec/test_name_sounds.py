"""Which names meet in a search because they sound alike, in Thai spellings and in the Latin letters people really type."""

import pytest

from samutphok.registry.domain.identity import name_key
from samutphok.registry.domain.sounds import apart, sounds

ALIKE = """
สมชาย     | สมชัย สมไชย Somchai Somchay Somchaay
ประเสริฐ   | Prasert Prasoet Prasirt
มาลี       | Malee Mali Maly
ณรงค์      | Narong
เจริญ      | Charoen Jaroen
สมศรี      | สมสี Somsri Somsee
บุญเรือน    | Boonruen Bunruean
จันทร์เพ็ญ   | Chanpen Janpen
ธนพล      | Thanapon Tanapol Thanaphon
กนกวรรณ   | Kanokwan
ประยูร     | Prayoon Prayun
สมบูรณ์     | Somboon Sombun
พรชัย      | Pornchai Phonchai
อารีย์      | อารี Aree Ari
วิชัย       | Wichai Vichai
ณัฐพล      | นัดพล Nattapon Natthaphon Nuttapol
ดวงใจ      | Duangjai Duangchai
เยาวลักษณ์  | Yaowalak
อำนวย      | Amnuay Amnuai
สมทรัพย์    | Somsap
สวัสดิ์      | Sawat Sawas
วงศ์สวัสดิ์   | Wongsawat Wongsawas
สุรพล      | Surapon Suraphon Surapol
วรวุฒิ      | Worawut Vorawut
อมร        | Amorn Amon
ไพโรจน์     | Phairot Pairoj
สุชาติ      | Suchat Suchart
ถวิล       | Thawin Tawil
"""
PAIRS = [
    (thai, other)
    for thai, _, others in (line.partition("|") for line in ALIKE.strip().splitlines())
    for other in others.split()
]


@pytest.mark.parametrize(("thai", "typed"), [(thai.strip(), typed) for thai, typed in PAIRS])
def test_names_that_sound_alike_meet(thai: str, typed: str) -> None:
    one, other = name_key(thai), name_key(typed)
    assert sounds(one) & sounds(other)
    assert apart(one, other) in (0, 1)


@pytest.mark.parametrize(
    ("one", "other"), [("สมชาย", "สมศรี"), ("มาลี", "มานี"), ("วิชัย", "วิชิต"), ("Somsak", "สมชาย"), ("Suda", "สุรีย์")]
)
def test_names_that_differ_in_a_consonant_do_not_meet(one: str, other: str) -> None:
    assert not sounds(name_key(one)) & sounds(name_key(other))


@pytest.mark.parametrize("text", ["", "123", "๑๒๓", "ฯ", "%_*"])
def test_what_is_no_name_has_no_sound(text: str) -> None:
    assert sounds(name_key(text)) == frozenset()
