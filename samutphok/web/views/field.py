"""The offline field app's shell and its service worker. Neither says a word of anybody: families come by the volunteer's key."""

from pathlib import Path

from csp.constants import SELF, WASM_UNSAFE_EVAL
from csp.decorators import csp_replace
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# What the forms' engine needs beyond the desk's rule: WebAssembly from data addresses.
_OWN_RULE = {
    "script-src": [SELF, WASM_UNSAFE_EVAL],
    "connect-src": [SELF, "data:"],
    "media-src": [SELF, "blob:"],
}
_SENSES = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"


@require_safe
@csp_replace(_OWN_RULE)
def field(_request: HttpRequest) -> HttpResponse:
    """The app's page: the same for everyone, asked for anew whenever there is a network. It alone may use camera and place."""
    answer = _built("index.html", content_type="text/html; charset=utf-8")
    answer["Permissions-Policy"] = _SENSES
    return answer


@require_safe
@csp_replace(_OWN_RULE)
def field_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, served here because its scope is the folder it comes from."""
    return _built("sw.js", content_type="text/javascript; charset=utf-8")


def _built(name: str, *, content_type: str) -> HttpResponse:
    found = finders.find(f"built/field/{name}")
    if found is None:
        raise Http404  # not built: scripts/setup.sh does it
    return HttpResponse(Path(found).read_bytes(), content_type=content_type, headers={"Cache-Control": "no-cache"})
