"""What stopped the work on a batch, in words for whoever must say that it goes on. No value of any row."""

from samutphok.foundation.room import NoRoom, lacks_room
from samutphok.kernel.errors import Bilingual, Error


def trouble_of(error: Exception) -> Bilingual:
    """The problem and its remedy; of a failure that nobody foresaw, that it happened."""
    told = NoRoom() if lacks_room(error) else error
    if isinstance(told, Error):
        return Bilingual(f"{told.problem.th} {told.remedy.th}", f"{told.problem.en} {told.remedy.en}")
    return Bilingual(
        "งานหยุดกลางคัน สิ่งที่ทำแล้วไม่เสียหาย กด “ทำต่อ” ถ้าหยุดอีกให้แจ้งผู้ดูแลระบบ",
        "The work stopped half-way; what was done is safe. Go on; if it stops again, tell the administrator.",
    )
