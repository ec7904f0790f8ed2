"""What can be wrong with an area, a list of areas or a file of boundaries."""

from samutphok.kernel.errors import Bilingual, InvalidInput, NotFound

_LONGEST_SHOWN = 12  # a citizen number that slid into the column is longer, and is not repeated


class UnknownArea(NotFound):
    """No such area has been seen."""

    def __init__(self, code: str) -> None:
        super().__init__(
            problem=Bilingual(f"ไม่พบพื้นที่รหัส {_shown(code)}", f"There is no area with the code {_shown(code)}."),
            remedy=Bilingual("ตรวจสอบรหัส หรือค้นหาจากชื่อ", "Check the code, or search by name."),
        )


class MalformedAreaCode(InvalidInput):
    """A text that is no code of any kind of area."""

    def __init__(self, text: str) -> None:
        super().__init__(
            problem=Bilingual(f"รหัสพื้นที่ '{_shown(text)}' ไม่ถูกต้อง", f"'{_shown(text)}' is not a well-formed area code."),
            remedy=Bilingual(
                "ใช้รหัสจังหวัด 2 หลัก อำเภอ 4 หลัก ตำบล 6 หลัก หมู่บ้าน 8 หลัก ชุมชน C ตามด้วยรหัสตำบลและ 2-4 หลัก "
                "หรือ อปท. L ตามด้วยรหัสจังหวัดและ 2-9 หลัก",
                "Give 2 digits for a province, 4 for an amphoe, 6 for a tambon, 8 for a village; for a community C, "
                "the tambon's code and 2 to 4 digits; for a local government L, the province's code and 2 to 9 digits.",
            ),
        )


class BadAreaFile(InvalidInput):
    """An operator's list of areas that cannot be taken; nothing of it was stored."""


class BadBoundaryFile(InvalidInput):
    """A file of polygons that cannot be taken; nothing of it was stored."""


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:4]}…"
