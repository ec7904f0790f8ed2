"""What can go wrong when the registry is read."""

from samutphok.kernel.errors import Bilingual, NotFound


class HouseholdNotFound(NotFound):
    """No such household, or it is outside the viewer's areas: the two look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบครัวเรือนนี้", "There is no such household."),
            remedy=Bilingual(
                "ค้นหาจากชื่อหรือเลือกจากรายการครัวเรือนในพื้นที่ของท่าน",
                "Search by name, or choose from the list of households in your area.",
            ),
        )
