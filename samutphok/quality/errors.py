"""What can be wrong when the quality of registers is asked for."""

from samutphok.kernel.errors import Bilingual, NotFound


class QualityNotFound(NotFound):
    """No such register has been measured in the viewer's area, or the area is not theirs."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบคุณภาพของทะเบียนนี้", "The quality of this register was not found."),
            remedy=Bilingual("กลับไปหน้าคุณภาพทะเบียน", "Go back to the quality of registers."),
        )
