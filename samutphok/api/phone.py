"""What the field app asks beside OpenRosa: whose phone it is, which visits wait, what has been received."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from samutphok.access.domain import KeyHolder, Viewer
from samutphok.api.door import by_key
from samutphok.api.openrosa.bodies import body_of
from samutphok.areas.queries import names
from samutphok.fieldwork.queries import visits
from samutphok.fieldwork.queries.phone_lists import families_left_out
from samutphok.forms.queries import published
from samutphok.kernel.errors import Bilingual
from samutphok.submissions.domain.submission import Receipt
from samutphok.submissions.errors import NotASubmission
from samutphok.submissions.queries import receipts
from samutphok.submissions.queries.receipts import MOST_RECEIPTS

_MOST_ASKED = 64 * 1024  # bytes of a question for receipts


@by_key("GET", "HEAD", revoked_too=True)
def me(_request: HttpRequest, holder: KeyHolder) -> HttpResponse:
    """Whose phone it is, where they work, how many families did not fit on it; 410 once the key was taken back.

    wipe: whether the phone is to forget everything.
    """
    if holder.revoked:
        return JsonResponse({"wipe": holder.wipe}, status=410)
    forms = [{"id": form.form_id, "version": form.version} for form in published(viewer=holder.viewer)]
    told = {
        "name": holder.viewer.name,
        "areas": _areas(holder.viewer),
        "now": timezone.now().isoformat(),
        "forms": forms,
        "left_out": families_left_out(viewer=holder.viewer),
        "wipe": False,
    }
    return JsonResponse(told)


@by_key("POST", revoked_too=True)
def receipts_of(request: HttpRequest, holder: KeyHolder) -> HttpResponse:
    """What of the asked instances is kept, with their files: only then may a phone forget them. A key's own account's."""
    with body_of(request, most=_MOST_ASKED) as body:
        asked = _instances(body)
    found = receipts(viewer=holder.viewer, instances=asked)
    return JsonResponse({"receipts": [_told(receipt) for receipt in found]})


@by_key("GET", "HEAD")
def visits_of(_request: HttpRequest, holder: KeyHolder) -> HttpResponse:
    """The families that the holder is to visit."""
    return JsonResponse(visits(viewer=holder.viewer, now=timezone.now()))


def _instances(body: bytes) -> list[str]:
    try:
        asked: Any = json.loads(body)
        instances = asked["instances"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(instances, list) or len(instances) > MOST_RECEIPTS:
        raise _unreadable()
    if not all(isinstance(instance, str) for instance in instances):
        raise _unreadable()
    return instances


def _unreadable() -> NotASubmission:
    return NotASubmission(
        Bilingual(
            f"ต้องส่งรายการ instances ไม่เกิน {MOST_RECEIPTS} รายการ",
            f"Send a list 'instances' of at most {MOST_RECEIPTS}.",
        )
    )


def _told(receipt: Receipt) -> dict[str, Any]:
    files = [{"name": file.name, "sha256": file.sha256, "present": bool(file.received)} for file in receipt.files]
    return {
        "instanceID": receipt.instance_id,
        "form": receipt.form_id,
        "standing": receipt.standing.value,
        "sha256": receipt.sha256,
        "received_at": receipt.received_at.isoformat(),
        "files": files,
    }


def _areas(viewer: Viewer) -> list[dict[str, str]]:
    codes = sorted({area for grant in viewer.grants for area in grant.areas})
    known = names(codes)
    return [{"code": code, "name": known[code].title("th") if code in known else code} for code in codes]
