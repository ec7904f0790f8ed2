"""What the programme's own forms promise: both languages, known facts, every indicator, nothing that must not be asked."""

import re

import pytest
from filled_forms import FORMS, NAMES

from samutphok.forms.domain.facts import fed_facts
from samutphok.forms.domain.question import QuestionKind
from samutphok.forms.domain.schema import read_schema
from samutphok.kernel.policies import load_policy

SCHEMAS = {name: read_schema((FORMS / f"{name}.xml").read_bytes()) for name in NAMES}
TEXTS = {name: (FORMS / f"{name}.xml").read_text() for name in NAMES}
THAI = re.compile("[ก-๛]")
forms = pytest.mark.parametrize("name", NAMES)

# Functions that JavaRosa and web-forms both have, each with the meaning that these forms rely on.
KNOWN = {
    *("coalesce", "concat", "count", "count-selected", "current", "format-date", "if", "indexed-repeat", "instance"),
    *("int", "not", "number", "once", "position", "regex", "round", "selected", "substr", "substring-after"),
    *("substring-before", "sum", "today", "translate", "true", "false", "uuid", "jr:itext"),
}
STRUCTURE = {"household_id", "outcome", "visited_on"}


@forms
def test_every_text_is_there_in_thai_and_english(name):
    schema = SCHEMAS[name]
    labels = [question.label for question in schema.questions if question.asked or question.note]
    labels += [question.hint for question in schema.questions if question.hint.th]
    labels += [choice.label for question in schema.questions for choice in question.choices]
    told = [label for label in labels if not label.th.isdigit()]
    assert told
    assert all(THAI.search(label.th) and not THAI.search(label.en) and label.en for label in told)
    assert THAI.search(schema.title)


@forms
def test_every_refusal_is_explained_in_both_languages(name):
    binds = re.findall(r"<bind [^>]*constraint=[^>]*>", TEXTS[name])
    assert binds
    assert all("jr:constraintMsg" in bind for bind in binds)
    for reference in re.findall(r"jr:(?:constraint|required)Msg=\"jr:itext\('([^']+)'\)\"", TEXTS[name]):
        texts = re.findall(rf'<text id="{re.escape(reference)}">\s*<value>([^<]+)</value>', TEXTS[name])
        assert [bool(THAI.search(text)) for text in texts] == [True, False]


@forms
def test_a_question_feeds_a_fact_of_its_own_household_or_person(name):
    for question in SCHEMAS[name].questions:
        if question.fact:
            assert bool(question.repeat) == fed_facts()[question.fact].of_person, question.path


@forms
def test_every_form_says_which_family_what_happened_and_when(name):
    told = {question.fact for question in SCHEMAS[name].questions}
    assert told >= STRUCTURE
    assert SCHEMAS[name].entity_lists == ("households",)


@forms
def test_only_functions_that_both_clients_have_are_used(name):
    expressions = re.findall(r'(?:calculate|relevant|constraint|nodeset|value|jr:count)="([^"]*)"', TEXTS[name])
    bare = [re.sub(r"'[^']*'", "''", text) for text in expressions]
    used = {found for text in bare for found in re.findall(r"([a-z][a-z:-]*)\(", text)}
    assert used <= KNOWN


@forms
def test_a_flag_is_one_or_nought(name):
    for question in SCHEMAS[name].questions:
        fact = fed_facts().get(question.fact)
        if fact and fact.kind == "flag" and question.choices:
            assert {choice.value for choice in question.choices} == {"1", "0"}, question.path


def test_the_logbook_asks_for_every_indicator_of_the_measure():
    measure = load_policy("measures", "tpmap-2561")
    indicators = {one["column"] for dimension in measure.get("dimensions") for one in dimension["indicators"]}
    assert len(indicators) == 17
    fed = {question.fact: question for question in SCHEMAS["logbook"].questions if question.fact}
    assert indicators <= set(fed)
    of = {one["column"]: one["of"] for dimension in measure.get("dimensions") for one in dimension["indicators"]}
    assert {name: bool(fed[name].repeat) for name in indicators} == {name: of[name] == "person" for name in indicators}


def test_every_fact_of_the_catalogue_is_asked_by_some_form():
    fed = {question.fact for schema in SCHEMAS.values() for question in schema.questions}
    assert set(fed_facts()) == fed - {""}


def test_nothing_sealed_can_be_told_by_a_form():
    facts = load_policy("facts", "logbook").get("facts")
    assert {one["sensitivity"] for one in facts} == {1, 2}
    sealed = {one["name"] for one in load_policy("facts", "person").get("facts") if one["sensitivity"] == "S3"}
    assert sealed
    assert sealed.isdisjoint(one["name"] for one in facts)


def test_facts_that_rules_read_about_health_and_poverty_keep_their_sensitivity():
    facts = {one["name"]: one["sensitivity"] for one in load_policy("facts", "logbook").get("facts")}
    for policy in ("person", "household", "rights_person", "rights_household"):
        for one in load_policy("facts", policy).get("facts"):
            if one["name"] in facts:
                assert facts[one["name"]] == int(one["sensitivity"][1]), one["name"]


def test_photographs_are_asked_for_only_after_leave_was_given():
    for schema in SCHEMAS.values():
        for question in schema.questions:
            if question.kind is QuestionKind.FILE:
                assert "photo_consent  = '1'" in question.relevant
