"""The forms that a phone gets, and what belongs to them: OpenRosa's form list, forms, manifests, media and lists."""

from collections.abc import Iterable
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from samutphok.access.domain import KeyHolder
from samutphok.api.door import by_key
from samutphok.api.replies import XML, absent
from samutphok.fieldwork.queries.phone_lists import integrity, list_file
from samutphok.forms.domain.published import PHONE_LISTS, PublishedForm
from samutphok.forms.queries import form_file, form_xml, published, schema_of, version

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LISTS = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"
_MOST_IDS = 1_000  # of one integrity question
_SAFE_MEDIA = ("image/png", "image/jpeg", "image/webp", "image/gif", "audio/", "video/", "text/csv")


@by_key("GET", "HEAD")
def form_list(request: HttpRequest, holder: KeyHolder) -> HttpResponse:
    """Every form that concerns the holder, or the one of `?formID=`. Each has its id, name, hash and address."""
    forms = published(viewer=holder.viewer)
    if wanted := request.GET.get("formID"):
        forms = tuple(form for form in forms if form.form_id == wanted)
    entries = "".join(_entry(request, form) for form in forms)
    return _xml(f"<xforms xmlns={quoteattr(_LISTS)}>{entries}</xforms>")


@by_key("GET", "HEAD")
def form(_request: HttpRequest, _holder: KeyHolder, form_id: str, form_version: str = "") -> HttpResponse:
    """A version of a form, byte for byte as it was published."""
    return HttpResponse(form_xml(form_id=form_id, version=form_version), content_type=XML)


@by_key("GET", "HEAD")
def manifest(request: HttpRequest, holder: KeyHolder, form_id: str, form_version: str = "") -> HttpResponse:
    """The files that a version shows, and the lists of families that it chooses from, cut for the holder."""
    found, now = version(form_id=form_id, version=form_version), timezone.now()
    files = [
        _media_file(file.name, file.md5, _address(request, "phone_media", found, file=file.name))
        for file in found.files
    ]
    for name in _lists_of(found):
        cut = list_file(viewer=holder.viewer, name=name, now=now)
        if cut is not None:
            check = _absolute(request, "phone_integrity", name=name)
            files.append(_media_file(name, cut.md5, _absolute(request, "phone_list", name=name), check))
    return _xml(f"<manifest xmlns={quoteattr(_MANIFEST)}>{''.join(files)}</manifest>")


@by_key("GET", "HEAD")
def media(_request: HttpRequest, _holder: KeyHolder, form_id: str, file: str, form_version: str = "") -> HttpResponse:
    """A file that a form shows, to keep and not to run: what it is called and said to be came from outside."""
    found = version(form_id=form_id, version=form_version)
    told = next((one.media for one in found.files if one.name == file), "")
    answer = HttpResponse(
        form_file(form_id=form_id, version=form_version, name=file),
        content_type=told if told.startswith(_SAFE_MEDIA) else "application/octet-stream",
    )
    answer["Content-Disposition"] = 'attachment; filename="samutphok-form-file"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@by_key("GET", "HEAD")
def entity_list(request: HttpRequest, holder: KeyHolder, name: str) -> HttpResponse:
    """The holder's own families or their members, as the moment has them."""
    cut = list_file(viewer=holder.viewer, name=name, now=timezone.now())
    return HttpResponse(cut.content, content_type="text/csv; charset=utf-8") if cut else absent(request)


@by_key("GET", "HEAD")
def entity_integrity(request: HttpRequest, holder: KeyHolder, name: str) -> HttpResponse:
    """Which entries that a phone still holds (`?id=`, commas between) are gone from the holder's list."""
    if name not in PHONE_LISTS:
        return absent(request)
    gone = integrity(viewer=holder.viewer, name=name, ids=_ids(request.GET.get("id", "").split(",")))
    told = "".join(
        f'<entity id="{one}"><deleted>{"true" if deleted else "false"}</deleted></entity>'
        for one, deleted in gone.items()
    )
    return _xml(f"<data><entities>{told}</entities></data>")


def _entry(request: HttpRequest, found: PublishedForm) -> str:
    has_files = bool(found.files) or bool(_lists_of(found))
    told = [
        ("formID", found.form_id),
        ("name", found.title or found.form_id),
        ("version", found.version),
        ("hash", f"md5:{found.md5}"),
        ("downloadUrl", _address(request, "phone_form", found)),
        *([("manifestUrl", _address(request, "phone_manifest", found))] if has_files else []),
    ]
    return f"<xform>{''.join(f'<{tag}>{escape(text)}</{tag}>' for tag, text in told)}</xform>"


def _media_file(name: str, md5: str, address: str, integrity_address: str = "") -> str:
    kind = ' type="entityList"' if integrity_address else ""
    told = [("filename", name), ("hash", f"md5:{md5}"), ("downloadUrl", address)]
    told += [("integrityUrl", integrity_address)] if integrity_address else []
    return f"<mediaFile{kind}>{''.join(f'<{tag}>{escape(text)}</{tag}>' for tag, text in told)}</mediaFile>"


def _lists_of(found: PublishedForm) -> list[str]:
    """The lists of families that the form reads and that no file of its own stands for."""
    named = set(schema_of(form_id=found.form_id, version=found.version).files)
    return sorted(named & PHONE_LISTS - {file.name for file in found.files})


def _address(request: HttpRequest, route: str, found: PublishedForm, **more: str) -> str:
    """Of this version; a form without a version has a route of its own, since an address has no empty steps."""
    named = {"form_id": found.form_id, **more}
    if found.version:
        return _absolute(request, route, form_version=found.version, **named)
    return _absolute(request, f"{route}_unversioned", **named)


def _absolute(request: HttpRequest, route: str, **named: str) -> str:
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    return request.build_absolute_uri(reverse(route, kwargs={"token": token, **named}))


def _ids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in list(texts)[:_MOST_IDS]:
        try:
            found.append(UUID(text.strip()))
        except ValueError:  # of another list, or of another server: we have never heard of it
            continue
    return found


def _xml(text: str) -> HttpResponse:
    return HttpResponse(_DECLARATION + text, content_type=XML)
