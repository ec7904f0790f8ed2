"""Reading forms. Their text is public (S0); which of them concern a viewer is decided by area."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samutphok.access.domain import Action, Viewer, covers
from samutphok.forms.domain.published import PublishedForm
from samutphok.forms.domain.schema import FormSchema, read_schema
from samutphok.forms.errors import FormNotFound
from samutphok.forms.models import FormVersion, VersionFile
from samutphok.foundation.statements import Given, Statement

_Key = tuple[UUID, str]  # of a version: its row and the SHA-256 of its bytes
_READ: dict[_Key, FormSchema] = {}
_MOST_READ = 200  # schemas kept in a process


def published(*, viewer: Viewer) -> tuple[PublishedForm, ...]:
    """The forms that a phone of this viewer gets: of each the newest version that is not retired.

    In the order in which the forms were first published, so that a list on a phone stays as its holder knows it. Forms
    of an area reach whoever works there, above it or in a part of it; those of the whole country reach everybody.
    """
    newest: dict[str, FormVersion] = {}
    for row in _versions().filter(retired_at=None).order_by("form_id", "number"):
        newest[row.form.form_id] = row
    return tuple(row.view() for row in newest.values() if concerns(viewer, row.form.area))


def published_names(*, viewer: Viewer) -> tuple[tuple[str, str, str], ...]:
    """Id, version and SHA-256 of the same forms, without their files: one query."""
    rows = FormVersion.objects.filter(retired_at=None).order_by("form_id", "number")
    newest = {
        form_id: (form_id, version, sha256)
        for form_id, version, sha256, area in rows.values_list("form__form_id", "version", "sha256", "form__area")
        if concerns(viewer, area)
    }
    return tuple(newest.values())


def versions(*, viewer: Viewer, form_id: str | None = None) -> tuple[PublishedForm, ...]:
    """Every version that concerns the viewer, of one form or of all; forms in their order, their newest version first."""
    rows = _versions().order_by("form_id", "-number")
    if form_id is not None:
        rows = rows.filter(form__form_id=form_id)
    return tuple(row.view() for row in rows if concerns(viewer, row.form.area))


def version(*, form_id: str, version: str) -> PublishedForm:
    """One version, retired or not; raises FormNotFound."""
    row = _versions().filter(form__form_id=form_id, version=version).first()
    if row is None:
        raise FormNotFound
    return row.view()


def form_xml(*, form_id: str, version: str) -> bytes:
    """The exact bytes of a version's XForm, retired or not; raises FormNotFound."""
    return _found(FormVersion.objects.filter(form__form_id=form_id, version=version).values_list("xform", flat=True))


def schema_of(*, form_id: str, version: str) -> FormSchema:
    """What a version asks, retired or not; raises FormNotFound. Read once a process: a version never changes."""
    found = _version.rows(form_id=form_id, version=version)
    if not found:
        raise FormNotFound
    key: _Key = (found[0]["pk"], found[0]["sha256"])
    return _schemas([key])[key]


def schemas_of(*, form_ids: Iterable[str]) -> dict[tuple[str, str], FormSchema]:
    """The same for every version of these forms, by form id and version: two queries at most."""
    rows = FormVersion.objects.filter(form__form_id__in=list(form_ids))
    keys = {
        (form, version): (pk, sha)
        for form, version, pk, sha in rows.values_list("form__form_id", "version", "pk", "sha256")
    }
    read = _schemas(keys.values())
    return {named: read[key] for named, key in keys.items()}


def form_file(*, form_id: str, version: str, name: str) -> bytes:
    """The exact bytes of a file that a version shows; raises FormNotFound.

    It came from an office and may be SVG or HTML: whoever serves it says what it is and lets no browser run it.
    """
    found = VersionFile.objects.filter(version__form__form_id=form_id, version__version=version, name=name)
    return _found(found.values_list("content", flat=True))


def concerns(viewer: Viewer, area: str) -> bool:
    """Whether a form of this area is one for the viewer: one place lies within the other, and a grant stands now."""
    held = [prefix for grant in viewer.grants if grant.valid_at(viewer.now) for prefix in grant.areas]
    return any(covers(area, prefix) or covers(prefix, area) for prefix in held)


def publishes_for(*, viewer: Viewer) -> tuple[str, ...]:
    """The areas whose forms the viewer may publish, '' for the country; none for most."""
    return viewer.prefixes(Action.PUBLISH_FORM)


def _versions() -> QuerySet[FormVersion]:
    return FormVersion.objects.select_related("form").defer("xform").prefetch_related("files")


def _found(
    contents: "QuerySet[FormVersion, bytes | memoryview[int]] | QuerySet[VersionFile, bytes | memoryview[int]]",
) -> bytes:
    content = contents.first()
    if content is None:
        raise FormNotFound
    return bytes(content)


@Statement
def _version() -> "QuerySet[FormVersion, Any]":
    """At most one row: a form has each version once."""
    return FormVersion.objects.filter(form__form_id=Given("form_id"), version=Given("version")).values("pk", "sha256")


def _schemas(wanted: Iterable[_Key]) -> dict[_Key, FormSchema]:
    """By content, so that another database of the same process never answers for this one."""
    known = {key: _READ[key] for key in wanted if key in _READ}
    missing = {pk for pk, sha in set(wanted) - set(known)}
    if missing:
        for pk, sha, xform in FormVersion.objects.filter(pk__in=missing).values_list("pk", "sha256", "xform"):
            known[pk, sha] = read_schema(bytes(xform))
        if len(_READ) + len(missing) > _MOST_READ:
            _READ.clear()
        _READ.update(known)
    return known
