"""Messages: one's own, those that did not arrive, and the doors by which gateways answer."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from samutphok.messaging.actions import (
    choose_channel,
    hear_line,
    hear_sms,
    hear_unfollowed,
    line_code,
    read_own,
    retry,
)
from samutphok.messaging.queries import message_troubles
from samutphok.web.forms import PageForm
from samutphok.web.requests import DeskRequest

_MOST = 64 * 1024  # bytes of what a gateway tells


@require_safe
def message_list(request: DeskRequest) -> HttpResponse:
    """What did not arrive in the viewer's area."""
    page = PageForm(request.GET).read()["page"] or 1
    return render(request, "messages.html", {"found": message_troubles(viewer=request.viewer, page=page)})


@require_POST
def message_retry(request: DeskRequest, message_id: UUID) -> HttpResponse:
    """Send one anew."""
    retry(viewer=request.viewer, message_id=message_id, now=request.viewer.now)
    messages.success(request, _("The message is on its way again."))
    return redirect("messages")


@require_safe
def my_messages(request: DeskRequest) -> HttpResponse:
    """What was written to me, and how I am reached."""
    page = PageForm(request.GET).read()["page"] or 1
    return render(
        request, "messages_mine.html", {"found": read_own(viewer=request.viewer, page=page, now=request.viewer.now)}
    )


@require_POST
def my_channel(request: DeskRequest) -> HttpResponse:
    """How I am reached beside the desk; or a code that joins my LINE."""
    if "code" in request.POST:
        code = line_code(viewer=request.viewer, now=request.viewer.now)
        found = read_own(viewer=request.viewer, page=1, now=request.viewer.now)
        return render(request, "messages_mine.html", {"found": found, "code": code})
    choose_channel(viewer=request.viewer, channel=request.POST.get("channel", "")[:10], now=request.viewer.now)
    messages.success(request, _("Kept. From now on you are reached that way."))
    return redirect("my_messages")


@csrf_exempt
@require_POST
def gateway_line(request: HttpRequest) -> HttpResponse:
    """What LINE tells, signed with the channel's secret; unsigned, this door is not there."""
    secret = settings.MESSAGES["line_secret"]
    digest = hmac.new(secret.encode(), _body(request), hashlib.sha256).digest()
    given = request.headers.get("X-Line-Signature", "")
    if not secret or not hmac.compare_digest(base64.b64encode(digest), given.encode()):
        raise Http404
    for event in _events(_read(request)):
        user = event.get("source", {}).get("userId")
        said = event.get("message", {}).get("text", "")
        if event.get("type") == "unfollow" and isinstance(user, str):
            hear_unfollowed(user=user)
        elif event.get("type") == "message" and isinstance(user, str) and isinstance(said, str) and len(said) < 40:
            hear_line(user=user, said=said, now=timezone.now())
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def gateway_sms(request: HttpRequest) -> HttpResponse:
    """A reply by SMS, as the gateway passes it on with the secret of this installation."""
    secret, given = settings.MESSAGES["sms_secret"], request.headers.get("Authorization", "")
    if not secret or not hmac.compare_digest(f"Bearer {secret}".encode(), given.encode()):
        raise Http404
    told = _read(request)
    number, text = (str(told.get(name, ""))[:200] for name in ("from", "text")) if isinstance(told, dict) else ("", "")
    hear_sms(number=number, text=text, now=timezone.now())
    return HttpResponse(status=204)


def _events(told: Any) -> Iterator[dict[str, Any]]:
    events = told.get("events", []) if isinstance(told, dict) else []
    for event in events if isinstance(events, list) else []:
        parts = (event.get("source", {}), event.get("message", {})) if isinstance(event, dict) else (None,)
        if all(isinstance(part, dict) for part in parts):
            yield event


def _body(request: HttpRequest) -> bytes:
    if int(request.headers.get("Content-Length") or 0) > _MOST:
        raise BadRequest
    return request.body


def _read(request: HttpRequest) -> Any:
    try:
        return json.loads(_body(request))
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
