"""The lists on a phone have every column that the product's own forms read from them or write into them."""

import re
from pathlib import Path

import pytest

import samutphok
from samutphok.fieldwork.domain.phone_list import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS

FORMS = sorted((Path(samutphok.__file__).parent / "policy" / "forms").glob("*.xml"))
COLUMNS = {"households": set(HOUSEHOLD_COLUMNS), "members": set(MEMBER_COLUMNS)}
KEPT_BY_THE_PHONE = {"__trunkVersion", "__branchId"}


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_names_no_column_that_the_lists_lack(form: Path) -> None:
    text = form.read_text(encoding="utf-8")
    read = set(re.findall(r"instance\('(households|members)'\)/root/item(?:\[[^]]*\])*/(\w+)", text))
    filtered = {
        (name, column) for name, column in re.findall(r"instance\('(households|members)'\)/root/item\[(\w+) ?=", text)
    }
    written = {("households", column) for column in re.findall(r'entities:saveto="(\w+)"', text)}
    named = read | filtered | written
    assert named
    lacking = {(name, column) for name, column in named if column not in COLUMNS[name] | KEPT_BY_THE_PHONE}
    assert not lacking


def test_what_a_list_must_have_by_the_specification_comes_first() -> None:
    assert HOUSEHOLD_COLUMNS[:3] == MEMBER_COLUMNS[:3] == ("name", "label", "__version")
    assert all(re.fullmatch(r"[A-Za-z_]\w*", column) for column in HOUSEHOLD_COLUMNS + MEMBER_COLUMNS)
    assert ";" not in ",".join(HOUSEHOLD_COLUMNS + MEMBER_COLUMNS)  # the phone would take it for the separator
