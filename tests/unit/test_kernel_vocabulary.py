"""The facts that rules may read."""

import pytest

from samutphok.kernel import policies
from samutphok.kernel.policies import PolicyError
from samutphok.kernel.rules import FactType
from samutphok.kernel.vocabulary import load_vocabulary


def test_facts_are_typed_labelled_and_sealed_where_they_must_be() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.types("person")["age"] is FactType.INT
    assert vocabulary.types("household")["income_per_person"] is FactType.NUMBER
    assert {name for name, fact in vocabulary.facts.items() if fact.sensitivity == "S3"} == {"hiv", "mental_illness"}
    assert all(fact.label.th and fact.label.en for fact in vocabulary.facts.values())


def test_a_name_that_is_no_fact_is_its_own_label() -> None:
    vocabulary = load_vocabulary()
    assert (vocabulary.label("low_income").en, vocabulary.sensitivity("low_income")) == ("low_income", "S1")
    assert (vocabulary.label("homeless").en, vocabulary.sensitivity("homeless")) == ("Homeless", "S2")


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{name: age, type: years, sensitivity: S1, label: {th: ก, en: a}}", "not right"),
        ("{name: age, type: int, sensitivity: S4, label: {th: ก, en: a}}", "not right"),
        ("{name: age, type: int, sensitivity: S1, label: {en: a}}", "not right"),
        ("{name: age, sensitivity: S1, label: {th: ก, en: a}}", "'facts.1.type' is missing"),
        ("{name: members, type: int, sensitivity: S1, label: {th: ก, en: a}}", "stands twice"),
    ],
)
def test_a_fact_that_is_not_right_is_named_by_its_line(
    tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, entry: str, says: str
) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    monkeypatch.setattr(policies, "_POLICY", tmp_path)
    good = "{name: members, type: int, sensitivity: S1, label: {th: ก, en: a}}"
    for subject, entries in (("person", [good, entry]), ("household", [])):
        lines = "".join(f"  - {one}\n" for one in entries) or "  []\n"
        text = f"name: {subject}\nvalid_from: 2021-03-03\nsource: a test\nfacts:\n{lines}"
        (folder / f"{subject}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=says) as refusal:
        load_vocabulary.__wrapped__()
    assert refusal.value.line == 6
