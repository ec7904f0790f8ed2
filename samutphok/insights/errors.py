"""What a page can refuse."""

from samutphok.kernel.errors import Bilingual, NotFound


class PageNotFound(NotFound):
    """The area or family does not exist, or lies outside the viewer's scope: the two look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบหน้าที่ต้องการ", "There is no such page for you."),
            remedy=Bilingual(
                "ตรวจที่อยู่ของหน้า หรือกลับไปหน้าแรก ถ้าควรเห็นพื้นที่นี้ ให้ติดต่อผู้ดูแลบัญชีของจังหวัด",
                "Check the address, or go to the first page. If this area should be yours, ask your account administrator.",
            ),
        )
