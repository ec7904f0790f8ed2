"""Rule files that are read: what a clause is worth, and what is wrong with a file."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from samutphok.kernel.policies import PolicyError, load_policy, policy_path
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.rulesets import Definition, read_definition, read_levels

WORDS = load_vocabulary()


def changed(kind: str, name: str, folder: Path, **entries: Any) -> Path:
    """A policy of the product with other entries."""
    raw = yaml.safe_load(policy_path(kind, name).read_text())
    path = folder / "changed.yaml"
    path.write_text(yaml.safe_dump(raw | entries, allow_unicode=True))
    return path


def with_clause(folder: Path, rule: str) -> Definition:
    clause = {"id": "one", "text": {"th": "ก", "en": "a"}, "when": rule}
    return read_definition(
        load_policy("definitions", changed("definitions", "phuket-2564", folder, clauses=[clause])), WORDS
    )


@pytest.mark.parametrize(
    ("rule", "sensitivity"),
    [
        ("age >= 60", "S1"),
        ("age >= 60 && disabled", "S2"),
        ("age >= 60 && disabled && hiv", "S3"),
        ("mental_illness || lives_alone", "S3"),
        ("!(hiv && age < 18)", "S3"),
        ("1 < 2", "S1"),
    ],
)
def test_a_clause_is_as_sensitive_as_the_most_sensitive_fact_it_reads(
    tmp_path: Path, rule: str, sensitivity: str
) -> None:
    definition = with_clause(tmp_path, rule)
    assert [clause.sensitivity for clause in definition.clauses] == [sensitivity]
    assert bool(definition.open_clauses()) == (sensitivity != "S3")


@pytest.mark.parametrize("entries", [{"unit": "village"}, {"match": "most"}, {"match": True}])
def test_a_definition_says_whom_it_judges_and_how_its_clauses_join(tmp_path: Path, entries: dict[str, Any]) -> None:
    path = changed("definitions", "phuket-2564", tmp_path, **entries)
    with pytest.raises(PolicyError) as refused:
        read_definition(load_policy("definitions", path), WORDS)
    assert next(iter(entries)) in refused.value.problem.en


def test_a_level_names_clauses_that_there_are(tmp_path: Path) -> None:
    rows = [{"level": 0, "label": {"th": "ก", "en": "a"}, "all": ["low_incomes"]}]
    with pytest.raises(PolicyError) as refused:
        read_levels(load_policy("levels", changed("levels", "programme-2564", tmp_path, levels=rows)), WORDS)
    assert "low_incomes" in refused.value.problem.en
    assert refused.value.line > 1


def test_a_rule_reads_facts_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as refused:
        with_clause(tmp_path, "favourite_colour == 'red'")
    assert "favourite_colour" in refused.value.problem.en
