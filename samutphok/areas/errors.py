"""What can be wrong with an area, a list of areas or a file of boundaries."""

from samutphok.kernel.errors import Bilingual, InvalidInput, NotFound


class UnknownArea(NotFound):
    """No such area has been seen."""

    def __init__(self, code: str) -> None:
        super().__init__(
            problem=Bilingual(f"ไม่พบพื้นที่รหัส {code}", f"There is no area with the code {code}."),
            remedy=Bilingual("ตรวจสอบรหัส หรือค้นหาจากชื่อ", "Check the code, or search by name."),
        )


class BadAreaFile(InvalidInput):
    """An operator's list or boundary file that cannot be taken; nothing of it was stored."""
