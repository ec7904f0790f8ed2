"""The rule files that the manual shows are files the product can read."""

from pathlib import Path

import pytest
import yaml

from samutphok.kernel.policies import load_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.alkire_foster import read_alkire_foster
from samutphok.targeting.domain.rulesets import read_definition, read_levels
from samutphok.targeting.domain.union import read_union_measure

MANUAL = Path(__file__).parents[2] / "docs" / "rules.md"
EXAMPLES = [block.split("```")[0] for block in MANUAL.read_text().split("```yaml\n")[1:]]


def example(starting: str, folder: Path) -> Path:
    (text,) = [block for block in EXAMPLES if f"\nname: {starting}\n" in f"\n{block}"]
    path = folder / f"{starting}.yaml"
    path.write_text(text)
    return path


def test_the_definition_of_the_manual_is_read_and_applied_to_its_province(tmp_path: Path) -> None:
    definition = read_definition(load_policy("definitions", example("krabi-2570", tmp_path)), load_vocabulary())
    assert (definition.area, definition.every) == ("81", False)
    assert [clause.sensitivity for clause in definition.open_clauses()] == ["S2", "S2"]


def test_the_measure_of_the_manual_is_read(tmp_path: Path) -> None:
    assert read_union_measure(load_policy("measures", example("bmn-2570", tmp_path))).indicators[0].number == 1


def test_the_alkire_foster_measure_of_the_manual_is_read(tmp_path: Path) -> None:
    measure = read_alkire_foster(load_policy("measures", example("hand-made", tmp_path)))
    assert [indicator.weight for indicator in measure.indicators] == [0.5, 0.5]


@pytest.mark.parametrize("key", ["levels", "numbers"])
def test_the_excerpts_of_the_manual_stand_in_the_levels_in_force(key: str) -> None:
    stored = load_policy("levels", "programme-2564")
    read_levels(stored, load_vocabulary())
    (excerpt,) = [entries for block in EXAMPLES if list(entries := yaml.safe_load(block)) == [key]]
    if key == "numbers":
        assert excerpt[key] == {name: stored.raw[key][name] for name in excerpt[key]}
    else:
        assert all(row in stored.raw[key] for row in excerpt[key])
