"""Lists of several batches and several cuts: what is read of each place, what stays readable, who moved between levels."""

import fcntl
import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from register_rows import NOW, row, stage, viewer
from small_office import Family, attach_families, draw, made_up_families, register_rows_of, survey_rows

from samutphok.intake.models import Batch
from samutphok.linkage.actions import attach_batch
from samutphok.targeting.actions import draw_list, drawn_again
from samutphok.targeting.errors import MeasureNotValid
from samutphok.targeting.models import Entry, LevelFlow, TargetList
from samutphok.targeting.queries import complete_lists, level_flows, list_before, lists_for, years_of
from samutphok.targeting.workplace import lists_folder, workplace

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FAMILIES = made_up_families()
EARLIER, LATER = date(2017, 6, 1), date(2019, 6, 1)
AMPHOE = ("8301", "8303", "8201")


def stage_in(area: str, register: str, rows: list[dict], *, as_of: date) -> str:
    """A staged batch whose rows lie in the area."""
    batch = stage(register, rows, as_of=as_of)
    Batch.objects.filter(pk=batch).update(area_prefix=area)
    return str(batch)


def inside(area: str) -> list[Family]:
    return [family for family in FAMILIES if family.inside(area)]


def registers_in(area: str, families: list[Family], *, as_of: date) -> set[str]:
    """The survey and the state-welfare register of an area, as its own two files."""
    survey = stage_in(area, "bmn_survey", survey_rows(families), as_of=as_of)
    welfare = stage_in(area, "state_welfare", register_rows_of(families, "state_welfare"), as_of=as_of)
    return {survey, welfare}


def families_listed(list_id: object) -> Counter:
    keys = Entry.objects.filter(target_list=list_id).values_list("area_code", "house_code", "family_no")
    return Counter(keys)


def test_a_country_of_several_files_is_read_whole_and_every_family_once() -> None:
    batches = set().union(*(registers_in(area, inside(area), as_of=EARLIER) for area in AMPHOE))
    drawn = draw()
    assert families_listed(drawn.id) == Counter(family.key for family in FAMILIES)
    assert {str(source.batch) for source in drawn.sources} == batches
    assert drawn.persons == sum(len(family.members) for family in FAMILIES)


def test_in_several_files_the_measure_finds_what_it_finds_in_one() -> None:
    for area in AMPHOE:
        registers_in(area, inside(area), as_of=EARLIER)
    parts = {entry.house_code + entry.family_no: entry for entry in Entry.objects.filter(target_list=draw().id)}
    Batch.objects.all().delete()
    registers_in("", FAMILIES, as_of=LATER)
    for entry in Entry.objects.filter(target_list=draw().id):
        other = parts[entry.house_code + entry.family_no]
        facts = ("mask", "level", "validated", "target_poor", "members", "failed", "met", "clauses", "name")
        assert [getattr(entry, name) for name in facts] == [getattr(other, name) for name in facts]


def test_where_a_newer_file_speaks_of_a_place_the_older_one_is_silent_there_and_only_there() -> None:
    registers_in("83", inside("83"), as_of=EARLIER)
    moved_out = inside("8303")[0]
    newer = [family for family in inside("8303") if family is not moved_out]
    registers_in("8303", newer, as_of=LATER)
    drawn = draw("83")
    assert families_listed(drawn.id) == Counter(family.key for family in [*inside("8301"), *newer])
    assert drawn.data_cut == EARLIER
    assert [source.as_of for source in drawn.sources if source.register == "bmn_survey"] == [LATER, EARLIER]


def test_a_newer_file_of_the_whole_area_leaves_nothing_of_the_older_ones() -> None:
    for area in ("8301", "8303"):
        registers_in(area, inside(area), as_of=EARLIER)
    batches = registers_in("83", inside("8301"), as_of=LATER)
    drawn = draw("83")
    assert {str(source.batch) for source in drawn.sources} == batches
    assert families_listed(drawn.id) == Counter(family.key for family in inside("8301"))


def test_a_file_of_two_provinces_speaks_for_its_places_and_not_for_the_country() -> None:
    registers_in("8303", inside("8303"), as_of=EARLIER)
    two = [*inside("82"), *inside("8301")]
    registers_in("", two, as_of=LATER)
    drawn = draw()
    assert families_listed(drawn.id) == Counter(family.key for family in FAMILIES)


def test_entries_of_several_files_know_their_household_and_the_list_can_be_drawn_again() -> None:
    for area in AMPHOE:
        for register, rows in (
            ("bmn_survey", survey_rows(inside(area))),
            ("state_welfare", register_rows_of(inside(area), "state_welfare")),
        ):
            batch = stage(register, rows, as_of=EARLIER)
            Batch.objects.filter(pk=batch).update(area_prefix=area)
            attach_batch(batch, now=NOW)
    drawn = draw()
    entries = Entry.objects.filter(target_list=drawn.id).select_related("household")
    assert len({entry.household_id for entry in entries}) == len(FAMILIES)
    for entry in entries:
        home = entry.household
        assert home is not None
        assert (home.area_code, home.house_code, home.family_no) == (entry.area_code, entry.house_code, entry.family_no)
    surveys = [source.batch for source in drawn.sources if source.register == "bmn_survey"]
    areas = {
        Batch.objects.get(pk=surveys[entry.survey]).area_prefix for entry in entries if entry.area_code[:4] == "8303"
    }
    assert areas == {"8303"}
    assert drawn_again(list_id=drawn.id) == drawn.result_sha256


def two_cuts() -> tuple[list[Family], list[Family]]:
    """The same families twice: some richer or poorer, one gone, one new; attached and drawn, the earlier cut first."""
    chance = random.Random(7)
    before = FAMILIES[:-1]
    after = [replace(one, income=chance.choice((None, 20_000.0, 90_000.0, 150_000.0))) for one in FAMILIES[1:]]
    for families, as_of in ((before, EARLIER), (after, LATER)):
        for register, rows in (
            ("bmn_survey", survey_rows(families)),
            ("state_welfare", register_rows_of(families, "state_welfare")),
        ):
            attach_batch(stage(register, rows, as_of=as_of), now=NOW)
        draw("83")
    return before, after


def test_the_flows_between_levels_are_those_of_the_families_one_by_one() -> None:
    two_cuts()
    earlier, later = complete_lists()
    was = {one.household_id: one for one in Entry.objects.filter(target_list=earlier.id)}
    now = {one.household_id: one for one in Entry.objects.filter(target_list=later.id)}
    wanted: Counter[tuple[str, int, int]] = Counter()
    for household in was.keys() | now.keys():
        place = (now.get(household) or was[household]).area_code[:6]
        steps = [entries[household].level if household in entries else -2 for entries in (was, now)]
        wanted[place, steps[0], steps[1]] += 1
    kept = LevelFlow.objects.filter(target_list=later.id, before=earlier.id)
    assert {(one.area_code, one.was, one.now): one.households for one in kept} == wanted
    assert LevelFlow.objects.count() == kept.count()
    top, tambons = level_flows("83", [later])
    assert sum(flow.households for flow in top.flows) == len(was.keys() | now.keys())
    assert sum(flow.households for one in tambons for flow in one.flows) == sum(wanted.values())
    inside_one, _ = level_flows("8303", [later])
    assert sum(flow.households for flow in inside_one.flows) == sum(
        n for (area, *_), n in wanted.items() if area[:4] == "8303"
    )


def test_an_earlier_cut_that_is_drawn_late_becomes_the_list_before() -> None:
    two_cuts()
    later = lists_for("83")[0]
    between = date(2018, 1, 1)
    changed = [replace(one, income=150_000.0) for one in FAMILIES]
    for register, rows in (
        ("bmn_survey", survey_rows(changed)),
        ("state_welfare", register_rows_of(changed, "state_welfare")),
    ):
        batch = stage(register, rows, as_of=between)
        attach_batch(batch, now=NOW)
    newest = Batch.objects.filter(as_of=LATER)
    newest.update(status="failed")  # so that the drawing reads the cut between
    drawn = draw("83")
    assert drawn.data_cut == between
    assert list_before(later) == replace(drawn, current=True)
    assert {one.before_id for one in LevelFlow.objects.filter(target_list=later.id)} == {drawn.id}


def test_lists_of_earlier_years_stay_readable_by_year_and_the_one_in_force_is_the_last_drawn() -> None:
    two_cuts()
    earlier, later = complete_lists()
    assert lists_for("83") == (later,)
    assert lists_for("83", year=2560) == (earlier,)
    assert lists_for("830303", year=2562) == (later,)
    assert lists_for("83", year=2561) == ()
    assert [(one.year, one.lists) for one in years_of("83")] == [(2562, (later.id,)), (2560, (earlier.id,))]
    assert years_of("82") == ()
    assert list_before(later) == earlier
    assert list_before(earlier) is None


def test_a_measure_of_another_survey_round_is_refused_with_both_dates() -> None:
    stage("bmn_survey", survey_rows(FAMILIES), as_of=date(2022, 3, 1))
    stage("state_welfare", [row(validated=1)], as_of=date(2022, 3, 1))
    with pytest.raises(MeasureNotValid) as refused:
        draw_list(viewer=viewer("83"), area_prefix="83", as_of=date(2021, 6, 30), now=NOW)
    assert "2021-12-31" in refused.value.problem.en
    assert "2022-03-01" in refused.value.problem.th
    assert not TargetList.objects.exists()


def test_what_a_killed_drawing_left_is_cleared_by_the_next_and_not_what_is_being_drawn() -> None:
    attach_families(FAMILIES)
    folder = lists_folder()
    dead, alive = folder / ".drawing-82-tpmap-2561~dead", folder / ".drawing-81-tpmap-2561~alive"
    own = folder / ".drawing-83-tpmap-2561~mine"
    for left in (dead, alive, own):
        left.mkdir()
        (left / "rows.parquet").write_bytes(b"rest")
    with (folder / ".81-tpmap-2561.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        draw("83")
        assert sorted(path.name for path in folder.glob(".drawing-*")) == [alive.name]
    with workplace("83-tpmap-2561") as scratch:
        assert [scratch] == list(folder.glob(".drawing-*"))
    assert not list(Path(settings.WAREHOUSE, "lists").glob(".drawing-*"))
