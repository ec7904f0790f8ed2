"""Some places of Phuket and Phang Nga, known to the areas."""

from register_rows import NOW

from samutphok.areas.actions import note_area

PLACES = {
    "83": "ภูเก็ต",
    "8301": "เมืองภูเก็ต",
    "830101": "ตลาดใหญ่",
    "83010101": "บ้านหนึ่ง",
    "8303": "ถลาง",
    "830303": "เชิงทะเล",
    "82": "พังงา",
    "8201": "เมืองพังงา",
}


def noted() -> None:
    """Notes the places."""
    for code, name in PLACES.items():
        note_area(code, name_th=name, seen_on=NOW.date())
