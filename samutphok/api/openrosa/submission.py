"""Where phones send what was filled in: ODK Collect's and our own app's alike."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from samutphok.access.domain import KeyHolder
from samutphok.api.door import by_key
from samutphok.api.openrosa.bodies import body_of
from samutphok.api.openrosa.multipart import Part, parts_of
from samutphok.api.replies import message
from samutphok.kernel.errors import Bilingual
from samutphok.submissions.actions import keep_submission
from samutphok.submissions.domain.submission import MOST_BYTES, NewFile, Receipt, Standing
from samutphok.submissions.errors import NotASubmission

_ANSWERS = "xml_submission_file"
_KEPT = Bilingual("รับแบบแล้ว ขอบคุณ", "The form is kept. Thank you.")
_SAID = {
    Standing.QUARANTINED: Bilingual(
        "รับแบบไว้แล้ว ไม่หาย เจ้าหน้าที่จะตรวจก่อนนำเข้าสมุดพก",
        "The form is kept and not lost. The office looks at it before it enters the logbook.",
    ),
    Standing.SET_ASIDE: Bilingual(
        "แบบนี้เคยส่งแล้ว เจ้าหน้าที่เก็บไว้โดยไม่นำเข้าสมุดพก",
        "This form came before. The office keeps it and does not enter it into the logbook.",
    ),
    Standing.CONFLICT: Bilingual(
        "เก็บแบบไว้แล้วทั้งสองชุด แต่คำตอบไม่ตรงกับชุดที่เคยส่ง เจ้าหน้าที่จะตัดสิน",
        "Both are kept, but the answers differ from those sent before. The office decides between them.",
    ),
}
_STATUS = {Standing.CONFLICT: 409, Standing.QUARANTINED: 202, Standing.SET_ASIDE: 202}


@by_key("HEAD", "POST", revoked_too=True)
def submission(request: HttpRequest, holder: KeyHolder) -> HttpResponse:
    """HEAD: 204, whether and how much may be sent. POST: 201 or 202 once everything is on the disk, 409 beside another.

    A phone whose key was taken back still delivers; what it sends waits for the office.
    """
    if request.method == "HEAD":
        return HttpResponse(status=204)
    with body_of(request, most=MOST_BYTES) as body:
        parts = parts_of(request.headers.get("Content-Type", ""), body)
        receipt = keep_submission(
            viewer=holder.viewer,
            key_id=holder.key_id,
            revoked=holder.revoked,
            raw=_answers(parts),
            files=[NewFile(part.filename, part.content) for part in parts if part.filename and part.name != _ANSWERS],
            now=timezone.now(),
        )
    return message(request, _told(receipt), status=_STATUS.get(receipt.standing, 201))


def _answers(parts: Sequence[Part]) -> bytes:
    found = [part.content for part in parts if part.name == _ANSWERS]
    if len(found) != 1:
        raise NotASubmission(
            Bilingual(
                "สิ่งที่ส่งมาไม่มีไฟล์คำตอบ (xml_submission_file)", "The part xml_submission_file is missing, or there twice."
            )
        )
    return found[0]


def _told(receipt: Receipt) -> Bilingual:
    missing = len(receipt.missing)
    if receipt.standing is Standing.INCOMPLETE:
        return Bilingual(f"รับแบบแล้ว ยังรอไฟล์อีก {missing} ไฟล์", f"The form is kept. Files still to come: {missing}.")
    return _SAID.get(receipt.standing, _KEPT)
