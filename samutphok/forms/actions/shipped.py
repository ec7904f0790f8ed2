"""The forms that come with the product: validated XForms beside their XLSForms, so that no machine needs Java to start."""

from datetime import datetime
from pathlib import Path

from samutphok import policy
from samutphok.access.domain import COUNTRY, Viewer
from samutphok.forms.actions.publishing import ExaminedForm, publish_form
from samutphok.forms.domain.checks import check
from samutphok.forms.domain.facts import fed_facts
from samutphok.forms.domain.published import PublishedForm
from samutphok.forms.domain.schema import read_schema
from samutphok.forms.models import FormVersion

_ORDER = ("logbook", "visit", "find", "verify")  # as phones list them; others follow by name


def shipped_forms() -> tuple[Path, ...]:
    """The XForms that come with the product, in the order of a phone's list; each has its .xlsx beside it."""
    found = (Path(policy.__file__).parent / "forms").glob("*.xml")
    return tuple(sorted(found, key=lambda path: (_rank(path.stem), path.stem)))


def publish_shipped(*, viewer: Viewer, now: datetime) -> tuple[PublishedForm, ...]:
    """Publishes those whose version is not there yet, for the whole country; returns what was published.

    They are checked when the product is made: neither pyxform nor Java runs here.
    """
    published = set(FormVersion.objects.values_list("form__form_id", "version"))
    fresh = [form for form in map(_examined, shipped_forms()) if _key(form) not in published]
    return tuple(
        publish_form(viewer=viewer, examined=form, area=COUNTRY, allow_loss=True, now=now).form for form in fresh
    )


def _rank(stem: str) -> int:
    return _ORDER.index(stem) if stem in _ORDER else len(_ORDER)


def _key(form: ExaminedForm) -> tuple[str, str]:
    return form.schema.form_id, form.schema.version


def _examined(path: Path) -> ExaminedForm:
    xform = path.read_bytes()
    schema = read_schema(xform)
    warnings = check(schema, files=(), facts=fed_facts())
    return ExaminedForm(schema, xform, {}, warnings, validated=True, source=path.with_suffix(".xlsx").name)
