"""Reading forms: what phones get, what a version asks, and the pages about them."""

from samutphok.forms.queries.pages import FormLine, FormPage, form_lines, form_page
from samutphok.forms.queries.reading import (
    form_file,
    form_xml,
    published,
    published_names,
    publishes_for,
    schema_of,
    version,
    versions,
)

__all__ = [
    "FormLine",
    "FormPage",
    "form_file",
    "form_lines",
    "form_page",
    "form_xml",
    "published",
    "published_names",
    "publishes_for",
    "schema_of",
    "version",
    "versions",
]
