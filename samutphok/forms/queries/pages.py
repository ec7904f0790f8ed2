"""The pages about forms: the list, and one version with its questions, its warnings and its differences."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import names_of
from samutphok.forms.domain.differences import Difference, differences
from samutphok.forms.domain.document import Part, fed_silently, parts
from samutphok.forms.domain.facts import FedFact, fed_facts
from samutphok.forms.domain.published import PublishedForm
from samutphok.forms.domain.schema import FormSchema
from samutphok.forms.errors import FormNotFound
from samutphok.forms.queries.reading import schema_of, schemas_of, versions


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list, by what phones get now or else had last. fed: facts that it gives to the logbook."""

    form: PublishedForm
    in_use: bool
    versions: int
    fed: int


@dataclass(frozen=True, slots=True)
class FormPage:
    """One version of a form. current: phones get it. before: the version that it is compared with, None for the first.

    publisher: who published it, '' for the product itself. retirable: the viewer may take it off the phones.
    """

    form: PublishedForm
    schema: FormSchema
    current: bool
    before: PublishedForm | None
    differences: tuple[Difference, ...]
    parts: tuple[Part, ...]
    silent: tuple[FedFact, ...]
    versions: tuple[PublishedForm, ...]
    publisher: str
    retirable: bool


def form_lines(*, viewer: Viewer) -> tuple[FormLine, ...]:
    """Every form that concerns the viewer, in the order of the phones' list."""
    runs = [list(run) for _form_id, run in groupby(versions(viewer=viewer), key=lambda form: form.form_id)]
    schemas = schemas_of(form_ids=[run[0].form_id for run in runs])
    return tuple(_line(run, schemas) for run in runs)


def form_page(*, viewer: Viewer, form_id: str, version: str | None) -> FormPage:
    """One version, by default the one that phones get; raises FormNotFound, also for a form of somebody else's area."""
    every = versions(viewer=viewer, form_id=form_id)
    current = _current(every)
    wanted = current.version if version is None and current else version
    form = next((one for one in every if one.version == wanted), None)
    if form is None:
        raise FormNotFound
    schema, facts = _schema(form), fed_facts()
    before = next((one for one in every if one.number < form.number), None)
    return FormPage(
        form=form,
        schema=schema,
        current=form == current,
        before=before,
        differences=differences(_schema(before), schema) if before else (),
        parts=parts(schema, facts),
        silent=fed_silently(schema, facts),
        versions=every,
        publisher=names_of([form.published_by], viewer=viewer).get(form.published_by, ""),
        retirable=form.retired_at is None and viewer.may(Action.PUBLISH_FORM, RecordScope(form.area)),
    )


def _line(newest_first: list[PublishedForm], schemas: Mapping[tuple[str, str], FormSchema]) -> FormLine:
    form = _current(newest_first)
    assert form is not None, "a form has at least one version"
    fed = len(schemas[form.form_id, form.version].fed)
    return FormLine(form, form.retired_at is None, len(newest_first), fed=fed)


def _current(newest_first: "list[PublishedForm] | tuple[PublishedForm, ...]") -> PublishedForm | None:
    """What phones get; of a form that is retired whole, its last version."""
    return next((form for form in newest_first if form.retired_at is None), next(iter(newest_first), None))


def _schema(form: PublishedForm) -> FormSchema:
    return schema_of(form_id=form.form_id, version=form.version)
