"""The door of a phone: a key in the address, no session, no cookie. Every address below it passes here first."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from samutphok.access.actions import note_key_seen
from samutphok.access.domain import KeyHolder
from samutphok.access.queries import key_holder
from samutphok.api.replies import absent, message, refused, with_openrosa_headers
from samutphok.foundation.outages import outage_of
from samutphok.kernel.errors import Bilingual, Error

PhoneView = Callable[..., HttpResponse]  # (request, holder, **what the address names)

_REVOKED = Bilingual(
    "กุญแจของโทรศัพท์เครื่องนี้ถูกยกเลิกแล้ว แบบที่ยังไม่ได้ส่งยังส่งได้และจะไม่หาย ติดต่อเจ้าหน้าที่ของท่านเพื่อขอกุญแจใหม่",
    "The key of this phone was taken back. Forms that are still on it can be sent and will not be lost. "
    "Ask your office for a new key.",
)

_OTHER_WAY = Bilingual("ที่อยู่นี้ใช้วิธีนี้ไม่ได้", "This address cannot be used in this way.")


def by_key(*methods: str, revoked_too: bool = False) -> Callable[[PhoneView], PhoneView]:
    """A view for whoever holds a key, read anew at each request: a key that was taken back counts at the next one.

    A key that never was answers like an address that is not there. `revoked_too`: the view itself says what a phone whose
    key was taken back hears. Errors become sentences; a busy database is 503 with Retry-After.
    """

    def door(view: PhoneView) -> PhoneView:
        @csrf_exempt
        @wraps(view)
        def opened(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
            if request.method not in methods:
                answer = message(request, _OTHER_WAY, status=405)
                answer["Allow"] = ", ".join(methods)
                return with_openrosa_headers(answer)
            try:
                answer = _answer(view, request, token, named, revoked_too=revoked_too)
            except Error as error:
                answer = refused(request, error)
            except (OperationalError, InterfaceError, OSError) as error:
                answer = _outage(request, error)
            return with_openrosa_headers(answer)

        return opened

    return door


def _answer(
    view: PhoneView, request: HttpRequest, token: str, named: dict[str, Any], *, revoked_too: bool
) -> HttpResponse:
    now = timezone.now()
    holder: KeyHolder | None = key_holder(token=token, now=now)
    if holder is None:
        return absent(request)
    if holder.unnoted:
        note_key_seen(holder=holder, now=now)
    if holder.revoked and not revoked_too:
        return message(request, _REVOKED, status=403)
    return view(request, holder, **named)


def _outage(request: HttpRequest, error: Exception) -> HttpResponse:
    """What will pass is told to the phone, which keeps its forms and tries again; anything else is a bug of ours."""
    outage = outage_of(error)
    if outage is None:
        raise error
    both = Bilingual(f"{outage.problem.th} {outage.remedy.th}", f"{outage.problem.en} {outage.remedy.en}")
    answer = message(request, both, status=503)
    answer["Retry-After"] = str(outage.retry_after)
    return answer
