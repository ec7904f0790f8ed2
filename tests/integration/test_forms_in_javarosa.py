"""JavaRosa, the engine of ODK Collect, loads, answers and serialises each form that comes with the product."""

import shutil

import pytest
from defusedxml.ElementTree import fromstring

from samutphok.forms.domain.answers import Answers, read_answers
from samutphok.forms.domain.schema import FormSchema, read_schema
from tests.filled_forms import FORMS, NAMES, Filled, Visit, fill, written_visits

VISITS = written_visits()
SCHEMAS = {name: read_schema((FORMS / f"{name}.xml").read_bytes()) for name in NAMES}
visits = pytest.mark.parametrize("visit", VISITS, ids=[f"{one.form}: {one.name}" for one in VISITS])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Filled]:
    if not shutil.which("javac"):
        pytest.skip("The Java development kit is missing: ./check installs openjdk-17-jdk-headless")
    return fill(VISITS, tmp_path_factory.mktemp("javarosa"))


def of(filled: dict[tuple[str, str], Filled], visit: Visit) -> Filled:
    return filled[visit.form, visit.name]


def values(submission: bytes) -> dict[str, str]:
    """Every element's text by its path; '' where it is empty. The first of a repeat has no number."""
    found: dict[str, str] = {}

    def walk(element, path: str) -> None:
        counted: dict[str, int] = {}
        for child in element:
            name = child.tag.rpartition("}")[2]
            counted[name] = counted.get(name, 0) + 1
            here = f"{path}/{name}".lstrip("/") + (f"[{counted[name]}]" if counted[name] > 1 else "")
            found[here] = (child.text or "").strip("\n")
            walk(child, here)

    walk(fromstring(submission, forbid_dtd=True), "")
    return found


def read(filled: Filled) -> tuple[FormSchema, Answers]:
    schema = SCHEMAS[filled.visit.form]
    return schema, read_answers(schema, filled.submission)


@visits
def test_a_visit_is_filled_in_without_a_fault(filled, visit):
    assert of(filled, visit).faults == []


@visits
def test_the_form_concludes_what_the_visit_means(filled, visit):
    sent = values(of(filled, visit).submission)
    assert {path: sent.get(path) for path in visit.tells} == visit.tells


@visits
def test_a_refused_answer_is_explained_in_thai(filled, visit):
    refused = of(filled, visit).refused
    assert set(refused) == set(visit.refused)
    assert all(any("ก" <= letter <= "๛" for letter in words) for words in refused.values())


@visits
def test_the_server_reads_every_answer(filled, visit):
    schema, answers = read(of(filled, visit))
    assert answers.unknown == ()
    paths = {question.path: question for question in schema.questions}
    told = {("/".join(one.path), one.places): one.value for one in answers.answers}
    repeats = {"/".join(path) for path in schema.repeats}
    for written, value in visit.answers.items():
        place = next((int(step[step.index("[") + 1 : -1]) for step in written.split("/") if "[" in step), 1)
        path = "/".join(step.partition("[")[0] for step in written.split("/"))
        inside = any(path.startswith(f"{repeat}/") for repeat in repeats)
        given = told[path, (place,) if inside else ()]
        is_place = paths[tuple(path.split("/"))].kind == "geopoint"
        assert numbers(given) == numbers(value) if is_place else given == value


def numbers(place: str) -> list[float]:
    return [float(number) for number in place.split()]


@visits
def test_a_family_on_the_list_is_updated_from_the_version_that_the_phone_had(filled, visit):
    _, answers = read(of(filled, visit))
    (entity,) = answers.entities
    assert entity.dataset == "households"
    if visit.form == "find":
        assert (entity.create, entity.update) == (visit.answers["agreed"] == "1", False)
        return
    versions = {"1": 3, "2": 1, "3": 7}
    assert (entity.create, entity.update, entity.id) == (False, True, visit.answers["household"])
    assert entity.base_version == versions[entity.id[0]]


def test_a_found_family_has_a_key_of_its_own(filled):
    found = [read(one)[1] for one in filled.values() if one.visit.form == "find"]
    ids = {answers.entities[0].id for answers in found}
    assert len(ids) == len(found)
    told = {one.value for answers in found for one in answers.answers if one.path == ("household",)}
    assert told == ids


def test_most_families_are_asked_few_questions(filled):
    alone, refused = filled["logbook", "bedridden man alone"], filled["logbook", "would rather not go on"]
    everything = sum(question.asked for question in SCHEMAS["logbook"].questions)
    assert len(alone.asked) < 50 < everything
    assert len(refused.asked) <= 6
    assert len(filled["visit", "all as before, at a house whose place is known"].asked) <= 16


def test_questions_name_the_person_whom_they_are_about(filled):
    asked = filled["logbook", "grandmother, child and newborn"].asked
    assert "ด.ช.ต้น ใจงาม" in asked["family/members[2]/who/still"]
    assert "หนูนา ใจงาม" in asked["family/members[4]/about/conditions"]
