"""Public test forms made by others: which of them can be published, why the others cannot, and that phones get them whole.

The forms are read where they lie (SAMUTPHOK_XFORMS). ODK Validate looks at all of them in one go, as its own command does.
"""

import hashlib
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
from django.db import transaction
from register_rows import NOW

from samutphok.access.queries import field_operator
from samutphok.forms.actions import SentForm, examine_form, publish_form
from samutphok.forms.actions import publishing as publishing_module
from samutphok.forms.domain.answers import Answers, read_answers
from samutphok.forms.domain.bounded_xml import first, parse
from samutphok.forms.domain.files import MOST_BYTES
from samutphok.forms.domain.schema import FORM_BOUNDS, FormSchema
from samutphok.forms.engine.conversion import convert
from samutphok.forms.engine.validation import ODK_VALIDATE_PATH, Validation
from samutphok.forms.errors import NotConverted
from samutphok.forms.queries import form_xml, published, schema_of
from samutphok.foundation.workbook_guard import UnsafeWorkbook
from samutphok.kernel.errors import Error

pytestmark = [pytest.mark.xforms, pytest.mark.database, pytest.mark.django_db]

JAVAROSA = "test-javarosa/resources/"
DATA = "its model, instance or body is missing"
CYCLE = "Cycle detected"
# Every form that is not published, and the words of the refusal that say why.
EXCLUDED = {
    # tables of choices and answers saved before, which lie beside forms
    f"{JAVAROSA}lgas.xml": DATA,
    f"{JAVAROSA}org/javarosa/xform/parse/external-data.xml": DATA,
    f"{JAVAROSA}populate-nodes-attributes-instance.xml": DATA,
    f"{JAVAROSA}regression/issue_449_last_saved.xml": DATA,
    "test-scenario/xml-attachment.xml": DATA,
    # older than form ids: nothing says to which form an answer belongs
    f"{JAVAROSA}ImageSelectTester.xml": "its id (form_id) is missing",
    # calculations that wait for each other; ODK Collect would not open them
    "geolocation/geopoint-with-maps.xml": CYCLE,
    "geolocation/geoshape.xml": CYCLE,
    "geolocation/geotrace.xml": CYCLE,
    "test-web-forms/simple-dag-cycle.xml": CYCLE,
    # made to be refused
    f"{JAVAROSA}bad-range-form.xml": "can't be parsed as a decimal",
    f"{JAVAROSA}body-before-model.xml": "mainInstanceNode",
    f"{JAVAROSA}org/javarosa/core/model/actions/event-odk-new-repeat-model.xml": "must be nested in the repeat",
    f"{JAVAROSA}org/javarosa/core/model/actions/invalid-events.xml": "unsupported events",
    f"{JAVAROSA}org/javarosa/core/model/actions/setgeopoint-action-bad-namespace.xml": "setgeopoint action must be in",
    f"{JAVAROSA}org/javarosa/core/model/jr-choice-name.xml": "not its closest containing <repeat>",
    f"{JAVAROSA}org/javarosa/xform/parse/internal_empty_select.xml": "has no choices",
    "test-web-forms/xpath-syntax-error.xml": "Couldn't understand the expression",
    "test-web-forms/xpath-unknown-function.xml": "cannot handle function 'nope'",
}
HEADING = re.compile(r">> (?:XForm is invalid|Something broke)")
NOT_CONVERTED = {"ifrc-distribution-site-assessment-v1.xlsx": "no sheet in it"}


@pytest.fixture(scope="module")
def found(xforms: Path) -> Mapping[str, bytes]:
    """Every XML file by its place in the folder."""
    return {str(path.relative_to(xforms)): path.read_bytes() for path in sorted(xforms.rglob("*.xml"))}


@pytest.fixture(scope="module")
def judged(found: Mapping[str, bytes], xforms: Path) -> Mapping[bytes, Validation]:
    """What ODK Validate says of each, all in one process: it tells of the refused in order, each after a heading."""
    said = subprocess.run(
        ["java", "-Xmx512m", "-jar", ODK_VALIDATE_PATH, *(str(xforms / name) for name in found)],
        capture_output=True,
        timeout=300,
    ).stderr.decode()
    words, _frame, listed = said.partition("The following files failed validation")
    refused = [name for name in found if str(xforms / name) in listed.splitlines()]
    told = dict(zip(refused, HEADING.split(words)[1:], strict=True))
    return {content: Validation(True, name not in told, told.get(name, "")) for name, content in found.items()}


@pytest.fixture
def validated(judged: Mapping[bytes, Validation], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing_module, "validate", lambda xform: judged[xform])


def sent(name: str, content: bytes, xforms: Path) -> SentForm:
    """The form with the files that lie beside it and that it speaks of."""
    try:
        wanted = publishing_module.read_schema(content).files
    except Error:
        wanted = ()
    beside = {path.name: path for path in (xforms / name).parent.iterdir() if path.is_file()}
    files = {
        one: beside[one].read_bytes() for one in wanted if one in beside and beside[one].stat().st_size < MOST_BYTES
    }
    return SentForm(Path(name).name, content, files)


@pytest.mark.usefixtures("validated")
def test_every_public_form_is_published_or_refused_for_a_reason_that_is_written_down(
    found: Mapping[str, bytes], xforms: Path
) -> None:
    """Each for itself: several of them share an id. What is published is served byte for byte and read by its schema."""
    refused, who = {}, field_operator(now=NOW)
    for name, content in found.items():
        try:
            form = examine_form(sent(name, content, xforms))
        except Error as error:
            refused[name] = error.problem.en
            continue
        with transaction.atomic():
            assert publish_form(viewer=who, examined=form, now=NOW).form.md5 == hashlib.md5(content).hexdigest(), name
            (one,) = published(viewer=who)
            assert form_xml(form_id=one.form_id, version=one.version) == content, name
            assert schema_of(form_id=one.form_id, version=one.version) == form.schema, name
            transaction.set_rollback(True)
        assert blank_answers(form.schema, content).unknown == (), name
    assert sorted(refused) == sorted(EXCLUDED)
    assert {name: words for name, words in refused.items() if EXCLUDED[name] not in words} == {}
    assert len(found) - len(refused) >= 109


def blank_answers(schema: FormSchema, xform: bytes) -> Answers:
    """The form's own instance read as if a phone had sent it before anything was answered."""
    instance = first(parse(xform, FORM_BOUNDS), "head", "model", "instance")
    assert instance is not None
    return read_answers(schema, bytes(tostring(instance[0], encoding="utf-8")))


def test_public_spreadsheets_are_converted_or_refused_in_the_converters_words(xforms: Path) -> None:
    refused = {}
    for path in sorted(xforms.rglob("*.xlsx")):
        try:
            assert publishing_module.read_schema(convert(path.read_bytes(), stem=path.stem).xform).questions
        except (NotConverted, UnsafeWorkbook) as error:
            refused[path.name] = error.problem.en
    assert refused.keys() == NOT_CONVERTED.keys()
    assert all(words in refused[name] for name, words in NOT_CONVERTED.items())
