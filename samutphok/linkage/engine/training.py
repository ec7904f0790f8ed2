"""Learning a model from two files without knowing the truth: expectation maximisation, by Splink."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from splink import Linker, block_on
from splink.internals.exceptions import EMTrainingException

from samutphok.linkage.domain.likelihood import LEVELS, LinkModel
from samutphok.linkage.engine.matching import Engine, registered, settings
from samutphok.linkage.errors import NothingToLearn

# Pairs from which each part is learnt: those that agree in parts which it is not.
_ROUNDS = (("first_sound", "last_sound"), ("birth", "tambon"), ("last_sound", "birth"), ("first_sound", "birth"))
_RANDOM_PAIRS, _SEED = 5_000_000, 2569
Learnt = Mapping[str, tuple[tuple[float | None, float | None], ...]]


def learn(left: pa.Table, right: pa.Table, *, start: LinkModel, engine: Engine, charts: Path | None) -> Learnt:
    """m and u of each level by part, in the order of LEVELS; None where the files show no such pair.

    start: whose blocking and first values are used. charts: a folder for Splink's charts of the weights, as HTML.
    """
    linker = Linker(
        registered(left, right, engine), settings(start, left.num_rows, right.num_rows), log_level=logging.ERROR
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=_SEED)
    try:
        for rule in _ROUNDS:
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    except EMTrainingException as error:  # no pair agrees in what a round is learnt from
        raise NothingToLearn from error
    if charts is not None:
        linker.visualisations.match_weights_chart().save(charts / "weights.html", inline=True)
        linker.visualisations.m_u_parameters_chart().save(charts / "parameters.html", inline=True)
        linker.visualisations.parameter_estimate_comparisons_chart().save(charts / "rounds.html", inline=True)
    parts = {
        part["output_column_name"]: part["comparison_levels"]
        for part in linker.misc.save_model_to_json()["comparisons"]
    }
    return {part: tuple(_probabilities(level) for level in _named(parts[part])) for part in LEVELS}


def _named(levels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [level for level in levels if not level.get("is_null_level")]


def _probabilities(level: dict[str, Any]) -> tuple[float | None, float | None]:
    return level.get("m_probability"), level.get("u_probability")
