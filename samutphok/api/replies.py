"""What phones are answered: OpenRosa's XML, in Thai unless the phone asks for English."""

from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse

from samutphok.kernel.errors import Bilingual, Error
from samutphok.submissions.domain.submission import MOST_BYTES

XML = "text/xml; charset=utf-8"
_RESPONSE = '<?xml version="1.0" encoding="UTF-8"?>\n<OpenRosaResponse xmlns="http://openrosa.org/http/response">{}</OpenRosaResponse>\n'
_SOON = "10"  # seconds
_ABSENT = Bilingual("ไม่พบสิ่งที่ขอ ตรวจการตั้งค่าโทรศัพท์กับเจ้าหน้าที่", "Not found. Check the phone's settings with the office.")


def message(request: HttpRequest, text: Bilingual, *, status: int) -> HttpResponse:
    """A sentence for the person who holds the phone."""
    said = f'<message nature="{"submit_success" if status < 300 else "submit_error"}">{escape(_said(request, text))}</message>'
    return HttpResponse(_RESPONSE.format(said), status=status, content_type=XML)


def absent(request: HttpRequest) -> HttpResponse:
    """No such key, form, file or list: all look alike."""
    return message(request, _ABSENT, status=404)


def refused(request: HttpRequest, error: Error) -> HttpResponse:
    """The problem and what to do about it."""
    if error.status == 404:
        return absent(request)
    both = Bilingual(f"{error.problem.th} {error.remedy.th}", f"{error.problem.en} {error.remedy.en}")
    answer = message(request, both, status=error.status)
    if error.status == 503:
        answer["Retry-After"] = _SOON
    return answer


def with_openrosa_headers(response: HttpResponse) -> HttpResponse:
    """The headers that tell a client what it is talking to, and how much it may send at once."""
    response["X-OpenRosa-Version"] = "1.0"
    response["X-OpenRosa-Accept-Content-Length"] = str(MOST_BYTES)
    return response


def _said(request: HttpRequest, text: Bilingual) -> str:
    return text.in_language(request.headers.get("Accept-Language", "th").strip().lower())
