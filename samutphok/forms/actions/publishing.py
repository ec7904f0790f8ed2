"""Publishing forms and retiring versions of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from django.db import IntegrityError, transaction

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.forms.domain.checks import check
from samutphok.forms.domain.differences import Difference, differences
from samutphok.forms.domain.facts import fed_facts
from samutphok.forms.domain.files import media_of, read_files
from samutphok.forms.domain.published import PublishedForm
from samutphok.forms.domain.schema import FORM_BOUNDS, FormSchema, read_schema
from samutphok.forms.domain.wording import told
from samutphok.forms.engine.conversion import convert
from samutphok.forms.engine.validation import validate
from samutphok.forms.errors import FormNotFound, MayNotPublish, NotValid, VersionTaken, WouldLose, unknown_kind
from samutphok.forms.models import Form, FormVersion, VersionFile
from samutphok.forms.queries import publishes_for, schema_of
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual

_ITEMSETS = "itemsets.csv"
_NOT_VALIDATED = Bilingual(
    "ยังไม่ได้ตรวจด้วย ODK Validate เพราะเครื่องนี้ไม่มี Java", "Not checked by ODK Validate: there is no Java on this machine."
)


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form as somebody sends it. name: of its file, .xlsx or .xml; files: pictures and tables by their names."""

    name: str
    content: bytes = field(repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ExaminedForm:
    """A form that can be published, with everything the checks remarked. validated: ODK Validate accepted it."""

    schema: FormSchema
    xform: bytes = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    warnings: tuple[Bilingual, ...]
    validated: bool
    source: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did. again: exactly this was published before and nothing changed.

    differences: from the version before, empty for a first one.
    """

    form: PublishedForm
    again: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What publishing would do. again: nothing, since exactly this is published."""

    again: bool
    differences: tuple[Difference, ...]


def examine_form(sent: SentForm) -> ExaminedForm:
    """Converts and checks a form; nothing is written. Takes seconds, in processes of bounded time and memory.

    Raises UnsafeWorkbook, UnsafeXml, NotAForm, NotConverted, NotValid or UnusableForm, each in words for its author.
    """
    xform, warnings, files = _xform(sent)
    schema = read_schema(xform)
    remarks = check(schema, files=read_files(files), facts=fed_facts())
    validation = validate(xform)
    if validation.ran and not validation.accepted:
        raise NotValid(validation.remarks)
    said = Bilingual(validation.remarks, validation.remarks) if validation.ran else _NOT_VALIDATED
    every = (*warnings, *remarks, *((said,) if said.en else ()))
    return ExaminedForm(schema, xform, files, every, validation.accepted, PurePath(sent.name).name[:200])


def foresee_form(*, viewer: Viewer, examined: ExaminedForm, area: str | None = None) -> Foreseen:
    """What publishing would do, losses included; nothing is written. Raises MayNotPublish and VersionTaken."""
    form = Form.objects.filter(form_id=examined.schema.form_id).first()
    _require(viewer, _area(viewer, form, area))
    again = form is not None and _published(form, examined) is not None
    return Foreseen(again=again, differences=() if again else _changes(examined))


def publish_form(
    *, viewer: Viewer, examined: ExaminedForm, area: str | None = None, allow_loss: bool = False, now: datetime
) -> Publication:
    """Publishes a version: from now on phones get it in place of the one before.

    Exactly the same again changes nothing. area: for a form's first version, else the form's own counts; without it the
    first of the viewer's. Raises MayNotPublish, VersionTaken, and WouldLose unless `allow_loss`.
    """
    with transaction.atomic():
        form = _form(viewer, examined.schema.form_id, area)
        before = _published(form, examined)
        if before is not None:
            return Publication(before.view(), again=True, differences=())
        found = _changes(examined)
        losses = tuple(told(one) for one in found if one.loses)
        if losses and not allow_loss:
            raise WouldLose(losses)
        row = _insert(form, examined, viewer, now)
        _record(viewer, row, act="publish_form", fields=("xform", "files") if examined.files else ("xform",), now=now)
    return Publication(row.view(), again=False, differences=found)


def retire_version(*, viewer: Viewer, form_id: str, version: str, now: datetime) -> PublishedForm:
    """Phones do not get this version any more; what was filled in by it is still taken and read. Twice changes nothing.

    When it was the newest, phones get the one before again, if that is not retired. Raises FormNotFound, MayNotPublish.
    """
    with transaction.atomic():
        rows = FormVersion.objects.select_for_update().filter(form__form_id=form_id, version=version)
        row = rows.select_related("form").first()
        if row is None:
            raise FormNotFound
        _require(viewer, row.form.area)
        if row.retired_at is None:
            row.retired_at, row.retired_by = now, viewer.account_id
            row.save(update_fields=["retired_at", "retired_by"])
            _record(viewer, row, act="retire_form", fields=("retired_at",), now=now)
    return row.view()


def retire_before(*, viewer: Viewer, form: PublishedForm, now: datetime) -> tuple[PublishedForm, ...]:
    """Retires every version that was published before this one; returns those that were not retired yet."""
    rows = FormVersion.objects.filter(form__form_id=form.form_id, number__lt=form.number, retired_at=None)
    standing = list(rows.order_by("number").values_list("version", flat=True))
    return tuple(retire_version(viewer=viewer, form_id=form.form_id, version=one, now=now) for one in standing)


def _xform(sent: SentForm) -> tuple[bytes, tuple[Bilingual, ...], dict[str, bytes]]:
    place = PurePath(sent.name)
    match place.suffix.lower():
        case ".xml":
            return sent.content[: FORM_BOUNDS.size + 1], (), dict(sent.files)
        case ".xlsx":
            made = convert(sent.content, stem=place.stem)
            tables = {} if made.itemsets is None else {_ITEMSETS: made.itemsets}
            return made.xform, made.warnings, {**tables, **sent.files}
        case _:
            raise unknown_kind()


def _form(viewer: Viewer, form_id: str, area: str | None) -> Form:
    """The form's row, locked; made when this is the first time. A form belongs to the area that published it first."""
    form = Form.objects.select_for_update().filter(form_id=form_id).first()
    wanted = _area(viewer, form, area)
    _require(viewer, wanted)
    if form is None:
        form, _made = Form.objects.get_or_create(form_id=form_id, defaults={"area": wanted})
        _require(viewer, form.area)  # somebody else's may have come first
    return form


def _area(viewer: Viewer, form: Form | None, area: str | None) -> str:
    if form is not None:
        return form.area
    wanted = area if area is not None else next(iter(publishes_for(viewer=viewer)), None)
    if wanted is None:
        raise MayNotPublish
    return wanted


def _published(form: Form, examined: ExaminedForm) -> FormVersion | None:
    """This very version as it was published before; raises VersionTaken when it was another one under the same name."""
    taken = form.versions.filter(version=examined.schema.version).first()
    if taken is not None and not _same(taken, examined):
        raise VersionTaken(form_id=examined.schema.form_id, version=examined.schema.version)
    return taken


def _changes(examined: ExaminedForm) -> tuple[Difference, ...]:
    """What a form asks otherwise than the version that phones have now, or had last; nothing for a first version."""
    rows = FormVersion.objects.filter(form__form_id=examined.schema.form_id)
    before = rows.filter(retired_at=None).order_by("-number").first() or rows.order_by("-number").first()
    if before is None:
        return ()
    return differences(schema_of(form_id=examined.schema.form_id, version=before.version), examined.schema)


def _require(viewer: Viewer, area: str) -> None:
    if not decide(viewer, Action.PUBLISH_FORM, RecordScope(area)).allowed:
        raise MayNotPublish


def _same(row: FormVersion, examined: ExaminedForm) -> bool:
    files = {name: hashlib.md5(content, usedforsecurity=False).hexdigest() for name, content in examined.files.items()}
    kept = dict(row.files.values_list("name", "md5"))
    return row.sha256 == hashlib.sha256(examined.xform).hexdigest() and kept == files


def _insert(form: Form, examined: ExaminedForm, viewer: Viewer, now: datetime) -> FormVersion:
    schema, last = examined.schema, form.versions.order_by("-number").values_list("number", flat=True).first()
    try:
        with transaction.atomic():
            row = FormVersion.objects.create(
                form=form,
                number=(last or 0) + 1,
                version=schema.version,
                title=schema.title[:300],
                xform=examined.xform,
                size=len(examined.xform),
                md5=hashlib.md5(examined.xform, usedforsecurity=False).hexdigest(),
                sha256=hashlib.sha256(examined.xform).hexdigest(),
                questions=sum(question.asked for question in schema.questions),
                warnings=[[warning.th, warning.en] for warning in examined.warnings],
                validated=examined.validated,
                source=examined.source,
                published_by=viewer.account_id,
                published_at=now,
            )
    except IntegrityError as error:
        raise VersionTaken(form_id=schema.form_id, version=schema.version) from error
    VersionFile.objects.bulk_create(
        VersionFile(
            version=row,
            name=name,
            media=media_of(name),
            size=len(content),
            md5=hashlib.md5(content, usedforsecurity=False).hexdigest(),
            content=content,
        )
        for name, content in sorted(examined.files.items())
    )
    return row


def _record(viewer: Viewer, row: FormVersion, *, act: str, fields: tuple[str, ...], now: datetime) -> None:
    opened = decide(viewer, Action.PUBLISH_FORM, RecordScope(row.form.area))
    record(
        actor=viewer.account_id,
        act=act,
        subject=f"form:{row.id}",
        grant=opened.grant.id if opened.grant else "",
        fields=fields,
        now=now,
    )
