"""The forms that come with the product: what lies beside each spreadsheet is what pyxform makes of it, and ODK accepts it."""

from pathlib import Path

import pytest

from samutphok.forms.actions import SentForm, examine_form, shipped_forms
from samutphok.forms.domain.facts import fed_facts
from samutphok.forms.domain.published import PHONE_LISTS
from samutphok.forms.domain.schema import read_schema

SHIPPED = {path.stem: path for path in shipped_forms()}


def test_the_four_forms_of_the_programme_come_first_in_their_order() -> None:
    assert list(SHIPPED)[:4] == ["logbook", "visit", "find", "verify"]


@pytest.mark.parametrize("name", SHIPPED)
def test_an_xform_is_a_fresh_conversion_of_its_spreadsheet_which_odk_validate_accepts(name: str) -> None:
    path: Path = SHIPPED[name]
    fresh = examine_form(SentForm(f"{name}.xlsx", path.with_suffix(".xlsx").read_bytes()))
    assert fresh.xform == path.read_bytes(), "convert it anew: the spreadsheet has changed since"
    assert fresh.validated
    assert fresh.warnings == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_form_is_named_after_its_file_and_needs_nothing_but_the_phones_lists(name: str) -> None:
    schema = read_schema(SHIPPED[name].read_bytes())
    assert (schema.form_id, schema.version.isdigit()) == (name, True)
    assert set(schema.files) <= PHONE_LISTS
    assert {"household_id", "outcome", "visited_on"} <= set(schema.fed) or name == "find"


@pytest.mark.parametrize("name", SHIPPED)
def test_everything_asked_has_words_in_both_languages_that_differ(name: str) -> None:
    questions = [one for one in read_schema(SHIPPED[name].read_bytes()).questions if one.asked and not one.note]
    same = ["/".join(one.path) for one in questions if one.label.th == one.label.en or not one.label.en]
    assert same == []


def test_every_fact_of_the_catalogue_is_fed_by_a_shipped_form() -> None:
    fed = {fact for path in SHIPPED.values() for fact in read_schema(path.read_bytes()).fed}
    assert fed <= set(fed_facts())
    assert set(fed_facts()) - fed == set()
