"""Drawn lists: the same numbers as the command, frozen, drawn again alike, never half in force."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow.parquet as pq
import pytest
from register_rows import NOW, row, stage, synthetic_pid, viewer
from small_office import DRAWN_FOR, attach_families, draw, made_up_families, register_rows_of, survey_rows

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry as Act
from samutphok.intake.queries import latest_staged
from samutphok.targeting import actions
from samutphok.targeting.actions import draw_list, drawn_again
from samutphok.targeting.domain.lists import AreaAsked
from samutphok.targeting.errors import ListNotFound, MayNotDraw, MissingRegister, RuleChanged
from samutphok.targeting.files import target_files
from samutphok.targeting.models import AreaCount, Entry, FamilyCount, TargetList
from samutphok.targeting.queries import area_tallies, current_lists, household_listings, lists_for

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FAMILIES = made_up_families(30)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (viewer("", role=Role.NATIONAL), MayNotDraw),  # sees the province's counts
        (viewer(), ListNotFound),
        (viewer("82"), ListNotFound),
        (viewer("8301", role=Role.AMPHOE), ListNotFound),
        (viewer("830101", role=Role.TAMBON), ListNotFound),
        (viewer("", role=Role.ADMINISTRATOR), ListNotFound),
    ],
)
def test_who_does_not_lead_the_area_draws_no_list_and_out_of_scope_it_is_absent(who: Any, refusal: type) -> None:
    attach_families(FAMILIES)
    with pytest.raises(refusal):
        draw_list(viewer=who, area_prefix="83", as_of=DRAWN_FOR, now=NOW)
    assert not TargetList.objects.exists()


def test_a_province_does_not_draw_the_country_s_list() -> None:
    with pytest.raises(ListNotFound):
        draw_list(viewer=viewer("83"), area_prefix="", as_of=DRAWN_FOR, now=NOW)


@pytest.mark.parametrize("missing", ["bmn_survey", "state_welfare"])
def test_without_a_register_that_the_measure_reads_no_list_is_drawn_and_the_register_is_named(missing: str) -> None:
    for register in {"bmn_survey", "state_welfare"} - {missing}:
        stage(register, survey_rows(FAMILIES) if register == "bmn_survey" else [row(validated=1)])
    with pytest.raises(MissingRegister) as refused:
        draw("83")
    assert missing in refused.value.problem.en
    assert not TargetList.objects.exists()


def test_the_office_s_numbers_are_those_of_the_command_on_the_same_files(tmp_path: Path) -> None:
    attach_families(FAMILIES)
    drawn = draw()
    survey, welfare = (latest_staged(name, area_prefix="") for name in ("bmn_survey", "state_welfare"))
    found = target_files(
        survey=survey.path,
        welfare=welfare.path,
        measure="tpmap-2561",
        out=tmp_path,
        engine="duckdb",
        memory_limit="1GB",
    )
    for told in pq.read_table(tmp_path / "areas.parquet").to_pylist():
        counts = list(AreaCount.objects.filter(target_list=drawn.id, area_code=told["area_code"]))
        poor = [one for one in counts if one.mask]
        counted = {
            "households": sum(one.households for one in counts),
            "persons": sum(one.persons for one in counts),
            "poor_households": sum(one.households for one in poor),
            "poor": sum(one.persons for one in poor),
            "poor_and_registered": sum(one.registered for one in poor),
            "target_poor": sum(one.validated for one in poor),
        }
        assert counted == {name: told[name] for name in counted}
        for bit, name in enumerate(("health", "living", "education", "income", "accessibility")):
            assert sum(one.validated for one in poor if one.mask >> bit & 1) == told[f"target_poor_{name}"]
    assert (drawn.persons, drawn.conflicts) == (found.persons, found.conflicts)
    assert drawn.data_cut == min(survey.as_of, welfare.as_of) < max(survey.as_of, welfare.as_of)


def test_every_family_stands_on_the_list_once_with_its_own_facts() -> None:
    attach_families(FAMILIES)
    draw()
    stored = {(one.area_code, one.house_code, one.family_no): one for one in Entry.objects.all()}
    assert len(stored) == Entry.objects.count() == len(FAMILIES)
    for family in FAMILIES:
        entry = stored[family.key]
        order = ("health", "living", "education", "income", "accessibility")
        assert entry.mask == sum(1 << bit for bit, name in enumerate(order) if name in family.dimensions)
        assert entry.dimensions == len(family.dimensions)
        assert (entry.members, entry.income_per_person) == (len(family.members), family.income)
        assert (entry.validated, entry.target_poor) == (family.validated, family.target_poor)
        assert entry.registered == sum(one.validated is not None for one in family.members)
        assert set(entry.failed) == {number for number in family.fails if number not in (2, 3)}
        assert family.surname in entry.name
        assert entry.household is not None


def test_families_are_counted_beforehand_as_they_stand_on_the_list() -> None:
    attach_families(FAMILIES)
    drawn = draw()
    counted: Counter[Any] = Counter()
    for one in Entry.objects.filter(target_list=drawn.id):
        for area in ("TH", one.area_code[:2], one.area_code[:4]):
            counted[area, one.mask, one.level, one.met, one.target_poor > 0] += 1
    stored = FamilyCount.objects.filter(target_list=drawn.id)
    cells = stored.values_list("area_code", "mask", "level", "met", "target_poor", "households")
    assert {cell[:-1]: cell[-1] for cell in cells} == counted


def test_drawing_twice_gives_the_same_list_and_drawing_again_the_same_bytes() -> None:
    attach_families(FAMILIES)
    first = draw("83")
    second = draw("83", now=NOW + timedelta(days=1))
    assert second.id == first.id
    assert Entry.objects.count() == len([one for one in FAMILIES if one.inside("83")])
    assert drawn_again(list_id=first.id) == first.result_sha256


def test_a_list_whose_rule_was_edited_is_not_drawn_again_with_the_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    attach_families(FAMILIES)
    first = draw("83")
    known = actions.rule_file
    monkeypatch.setattr(actions, "rule_file", lambda *which: replace(known(*which), sha256="0" * 64))
    with pytest.raises(RuleChanged):
        drawn_again(list_id=first.id)
    with pytest.raises(ListNotFound):
        drawn_again(list_id=uuid4())


def test_another_day_is_another_list_since_ages_differ() -> None:
    attach_families(FAMILIES)
    first = draw("83")
    later = draw_list(viewer=viewer("83"), area_prefix="83", as_of=DRAWN_FOR + timedelta(days=1), now=NOW)
    assert later.id != first.id
    assert [one.id for one in current_lists()] == [later.id]


def test_a_new_register_makes_a_new_list_and_the_old_one_stays_as_it_was() -> None:
    attach_families(FAMILIES)
    first = draw("83")
    frozen = list(Entry.objects.filter(target_list=first.id).order_by("id").values())
    everybody = [replace(one) for one in FAMILIES]
    for family in everybody:
        family.members = [replace(one, validated=1) for one in family.members]
    stage("state_welfare", register_rows_of(everybody, "state_welfare"), as_of=date(2019, 1, 1))
    second = draw("83", now=NOW + timedelta(days=1))
    assert second.id != first.id
    assert [one.id for one in current_lists()] == [second.id]
    assert list(Entry.objects.filter(target_list=first.id).order_by("id").values()) == frozen
    validated = sum(len(one.members) for one in FAMILIES if one.inside("83"))
    assert sum(Entry.objects.filter(target_list=second.id).values_list("validated", flat=True)) == validated
    assert drawn_again(list_id=first.id) == first.result_sha256


class _CutShort(Exception):
    pass


@pytest.mark.parametrize("steps", [0, 2])
def test_a_drawing_cut_short_leaves_nothing_in_force_and_the_next_one_succeeds(
    monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    attach_families(FAMILIES)
    whole = actions._entries

    def broken(*given: Any) -> Any:
        for place, entry in enumerate(whole(*given)):
            if place == steps * actions.STEP:
                raise _CutShort
            yield entry

    monkeypatch.setattr(actions, "STEP", 5)
    monkeypatch.setattr(actions, "_entries", broken)
    with pytest.raises(_CutShort):
        draw("83")
    assert Entry.objects.count() == steps * actions.STEP
    assert current_lists() == lists_for("83") == ()
    assert not TargetList.objects.filter(complete=True).exists()
    monkeypatch.setattr(actions, "_entries", whole)
    drawn = draw("83")
    assert [one.id for one in lists_for("83")] == [drawn.id]
    assert TargetList.objects.count() == 1
    assert Entry.objects.count() == drawn.households == len([one for one in FAMILIES if one.inside("83")])


def test_a_drawing_cut_short_leaves_the_list_in_force_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    attach_families(FAMILIES)
    first = draw("83")
    stage("state_welfare", [row(pid=synthetic_pid(1), validated=1)], as_of=date(2019, 1, 1))
    whole = actions._entries

    def broken(*_given: Any) -> Any:
        raise _CutShort

    monkeypatch.setattr(actions, "_entries", broken)
    with pytest.raises(_CutShort):
        draw("83")
    assert [one.id for one in current_lists()] == [first.id]
    monkeypatch.setattr(actions, "_entries", whole)
    assert draw("83").id != first.id


def test_drawing_is_recorded_with_the_list_and_its_size() -> None:
    attach_families(FAMILIES)
    drawn = draw("83")
    act = Act.objects.get(act="draw_list")
    assert (act.actor, act.subject, act.outcome) == (
        "account",
        f"target-list:{drawn.id}",
        f"households:{drawn.households}",
    )


def test_when_the_drawing_cannot_be_recorded_the_list_is_not_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    attach_families(FAMILIES)

    def broken(**_facts: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(actions, "record_act", broken)
    with pytest.raises(OSError, match="disk full"):
        draw("83")
    assert current_lists() == ()


def test_a_list_of_a_day_applies_the_definitions_in_force_on_it_and_for_its_area() -> None:
    attach_families(FAMILIES)
    country, province = draw(""), draw("83")
    before = draw_list(viewer=viewer("83"), area_prefix="83", as_of=date(2018, 12, 31), now=NOW)
    assert country.definitions() == ("programme-2564",)
    assert province.definitions() == ("phuket-2564", "programme-2564")
    assert before.definitions() == ()


def test_an_area_is_read_on_the_narrowest_list_that_covers_it() -> None:
    attach_families(FAMILIES)
    country, province, amphoe = draw(""), draw("83"), draw("8303")
    assert lists_for("") == (country,)
    assert lists_for("82") == lists_for("820101") == (country,)
    assert lists_for("83") == lists_for("830101") == (province,)
    assert lists_for("8303") == lists_for("83030301") == (amphoe,)


def test_a_family_is_read_on_the_narrowest_list_too_however_late_the_wider_was_drawn() -> None:
    attach_families(FAMILIES)
    amphoe = draw("8303")
    country = draw("", now=NOW + timedelta(days=1))
    for area, drawn in (("83030301", amphoe), ("82010101", country)):
        household = Entry.objects.filter(target_list=drawn.id, area_code=area).values_list("household", flat=True)[0]
        found = household_listings(viewer=viewer("82", "83"), household_id=household)[0]
        assert found.drawn == drawn
        assert household_listings(viewer=viewer("81"), household_id=household) == ()


def test_without_a_covering_list_those_inside_are_added_up_and_none_twice() -> None:
    attach_families(FAMILIES)
    province, _amphoe = draw("83"), draw("8303")
    assert lists_for("") == (province,)
    assert lists_for("82") == ()
    assert lists_for("83", measure="another") == ()


def test_an_area_above_its_lists_is_the_sum_of_their_tops() -> None:
    attach_families(FAMILIES)
    drawn = (draw("8301"), draw("8303"))
    (province,) = area_tallies([AreaAsked("83", "TH", drawn)], mask=0, every=False)
    here = [one for one in FAMILIES if one.inside("83")]
    assert (province.here.area_code, province.here.households) == ("83", len(here))
    assert province.here.target_poor == sum(one.target_poor for one in here)
    assert [row.area_code for row in province.below] == ["8301", "8303"]
    assert province.above is None


def test_no_list_holds_a_clause_or_fact_of_the_highest_sensitivity() -> None:
    attach_families(FAMILIES)
    draw("83")
    for entry in Entry.objects.all():
        written = repr((entry.facts, entry.clauses, entry.level_open))
        assert "hiv" not in written
        assert "mental" not in written
        assert "phuket-2564" in entry.clauses
