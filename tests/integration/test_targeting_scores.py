"""The multidimensional index in the office: the command's own answer on the same file, in counts that add up."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from register_rows import NOW, stage, viewer
from small_office import Family, draw, made_up_families, register_rows_of, survey_rows

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry as Act
from samutphok.intake.queries import staged
from samutphok.targeting.domain.scores import ScoreAsked, ScoreTally
from samutphok.targeting.errors import ListNotFound, MayNotDraw, MeasureNotValid
from samutphok.targeting.estimation import estimate_file
from samutphok.targeting.models import ScoreCount, ScoreList
from samutphok.targeting.queries import score_lists, score_lists_for, score_tallies, score_years_of
from samutphok.targeting.scoring import draw_scores, score_measures

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MEASURE = "mpi-2561"
FAMILIES = made_up_families(150)
WEIGHTS = {
    **dict.fromkeys((1, 4, 5, 7, 8, 9, 10, 11, 15, 16, 17, 19), 1 / 20),
    **dict.fromkeys((20, 21, 22), 1 / 15),
    **dict.fromkeys((27, 28), 1 / 10),
}


def survey(families: list[Family], *, as_of: date | None = None) -> Path:
    batch = stage("bmn_survey", survey_rows(families), as_of=as_of)
    stage("state_welfare", register_rows_of(families, "state_welfare"), as_of=as_of)
    return staged(batch).path


def scored(area: str = "83", **who: Role) -> None:
    draw_scores(viewer=viewer("83", **who), area_prefix=area, measure=MEASURE, now=NOW)


def tally(code: str) -> ScoreTally:
    parent = None if code == "TH" else code[:-2] or "TH"
    return score_tallies([ScoreAsked(code, parent, score_lists_for("" if code == "TH" else code))])[0].here


def told(data: Path, by: str | None, out: Path) -> dict[tuple[str, str], float]:
    """What `samutphok mpi` says of the file: by group and statistic."""
    estimate_file(data=data, measure=MEASURE, by=by, out=out)
    with out.open(encoding="utf-8") as file:
        return {(row["group"], row["statistic"]): float(row["estimate"] or 0) for row in csv.DictReader(file)}


def test_the_office_s_index_is_that_of_the_command_on_the_same_file(tmp_path: Path) -> None:
    families = [family for family in FAMILIES if family.inside("83")]
    data = survey(families)
    scored()
    whole, villages = told(data, None, tmp_path / "all.csv"), told(data, "area_code", tmp_path / "villages.csv")
    areas = {"83": ("all", whole)} | {family.village: (family.village, villages) for family in families}
    for code, (group, answers) in areas.items():
        found = tally(code)
        assert found.headcount == pytest.approx(answers[group, "H"])
        assert found.mpi == pytest.approx(answers[group, "M0"])
        assert (found.intensity or 0) == pytest.approx(answers[group, "A"])
    drawn = score_lists()[0]
    for name, share in (tally("83").contributions or {}).items():
        own = [one.name for one in drawn.indicators if one.dimension == name]
        assert share == pytest.approx(sum(whole["all", f"contribution:{one}"] for one in own))


def test_every_family_counts_as_its_weighted_failures_say() -> None:
    survey([family for family in FAMILIES if family.inside("83")])
    scored()
    wanted: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0.0])
    for family in (one for one in FAMILIES if one.inside("83")):
        score = sum(WEIGHTS.get(number, 0) for number in family.fails)
        poor, size = score >= 0.2 - 1e-9, len(family.members)
        for digits in (2, 4, 6, 8):
            sums = wanted[family.village[:digits]]
            for place, add in enumerate((1, poor, size, size * poor, size * poor * score)):
                sums[place] += add
    assert {row.area_code for row in ScoreCount.objects.all()} == set(wanted)
    for code, sums in wanted.items():
        found = tally(code)
        counts = (found.households, found.poor_households, found.persons, found.poor)
        assert counts == tuple(sums[:4])
        assert sum(found.scores.values()) == pytest.approx(sums[4])
    assert 0 < tally("83").poor < tally("83").persons


def test_an_area_above_its_lists_is_the_sum_of_their_tops() -> None:
    survey([family for family in FAMILIES if family.inside("83")])
    for area in ("8301", "8303"):
        scored(area)
    assert [one.area_prefix for one in score_lists_for("83")] == ["8301", "8303"]
    parts = [tally("8301"), tally("8303")]
    asked = ScoreAsked("83", "TH", score_lists_for("83"))
    found = score_tallies([asked])[0]
    assert found.here.poor == sum(one.poor for one in parts)
    assert [one.area_code for one in found.below] == ["8301", "8303"]
    assert found.above is None
    assert sum((found.here.contributions or {}).values()) == pytest.approx(1)


def test_the_same_survey_gives_the_same_counts_and_a_newer_one_takes_their_place() -> None:
    survey(FAMILIES, as_of=date(2018, 6, 1))
    scored()
    scored()
    assert ScoreList.objects.count() == 1
    survey(FAMILIES[:50], as_of=date(2019, 6, 1))
    scored()
    earlier, later = score_lists()
    assert (earlier.current, later.current) == (False, True)
    assert score_lists_for("83") == (later,)
    assert score_lists_for("83", year=2561) == (earlier,)
    assert score_years_of("83") == (2562, 2561)
    assert Act.objects.filter(act="draw_scores").count() == 3


def test_who_does_not_lead_the_area_draws_no_scores_and_another_round_is_refused() -> None:
    survey(FAMILIES)
    with pytest.raises(MayNotDraw):
        draw_scores(viewer=viewer("83", role=Role.AUDITOR), area_prefix="83", measure=MEASURE, now=NOW)
    with pytest.raises(ListNotFound):
        draw_scores(viewer=viewer("82"), area_prefix="83", measure=MEASURE, now=NOW)
    survey(FAMILIES, as_of=date(2022, 6, 1))
    with pytest.raises(MeasureNotValid):
        scored()
    assert not ScoreList.objects.exists()
    assert score_measures(date(2021, 12, 31)) == (MEASURE,)
    assert score_measures(date(2022, 1, 1)) == ()


def test_a_list_drawn_by_families_is_not_touched_by_scores() -> None:
    survey(FAMILIES)
    drawn = draw("83")
    scored()
    assert [one.measure for one in score_lists_for("83")] == [MEASURE]
    assert drawn.measure == "tpmap-2561"
