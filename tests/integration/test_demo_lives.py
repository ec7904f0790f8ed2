"""The demo: a year of a province is told through the desk's own acts, and starting it again tells nothing twice."""

from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from django.apps import apps
from django.utils import timezone
from register_rows import viewer

from samutphok.access.actions.demo import make_demo_accounts
from samutphok.access.queries import field_operator
from samutphok.aid.models import LedgerEntry
from samutphok.cases.models import Case, Conference
from samutphok.cli.demo import PAST, PROVINCE, lives
from samutphok.cli.demo_definitions import make_definitions
from samutphok.cli.demo_notices import make_notices
from samutphok.cli.demo_province import BEFORE, CUT, CUT_BEFORE, draw
from samutphok.forms.actions import publish_shipped
from samutphok.intake.actions import receive_batch, stage_batch
from samutphok.linkage.actions import attach_batch
from samutphok.protected.models import Matter
from samutphok.referrals.models import Referral
from samutphok.registry.models import Household
from samutphok.synthetic import Plan, generate, generate_before

pytestmark = [pytest.mark.django_db]

OF_A_VILLAGE = 30  # people
DERIVED = {"watch.levelseen", "watch.watched", "triage.workline"}  # looked up anew from what is known by then


def nobody(_line: str) -> None:
    """Progress that nobody reads."""


@pytest.fixture
def houses(tmp_path: Path, settings) -> None:
    """A few houses of every village of the demo's province, in two rounds, received and drawn as the demo does."""
    settings.DEMO = True
    now = timezone.now()
    make_demo_accounts(now - PAST)
    publish_shipped(viewer=field_operator(now=now), now=now)
    make_notices(now=now)
    plan = Plan(provinces=(PROVINCE,), seed=1, as_of=CUT)
    generate(plan, tmp_path)
    generate_before(plan, CUT_BEFORE, tmp_path / "before")
    chosen = some_of_each_village(tmp_path)
    for folder, cut in ((tmp_path / "before", CUT_BEFORE), (tmp_path, CUT)):
        for register in BEFORE:
            with part(folder, register, chosen).open("rb") as file:
                batch = receive_batch(viewer=viewer(PROVINCE), file=file, register=register, as_of=cut, now=now)
            stage_batch(batch.id)
            attach_batch(batch.id, now=now)
    make_definitions(now=now, say=nobody)
    draw(viewer(PROVINCE), PROVINCE, say=nobody)


def some_of_each_village(folder: Path) -> set[int]:
    persons = parquet.read_table(folder / "truth" / "persons.parquet", columns=["person_id", "area_code"])
    places = sorted(zip(persons["area_code"].to_pylist(), persons["person_id"].to_pylist(), strict=True))
    taken: dict[str, list[int]] = {}
    for area, person in places:
        taken.setdefault(area, []).append(person)
    return {person for people in taken.values() for person in people[:OF_A_VILLAGE]}


def part(folder: Path, register: str, chosen: set[int]) -> Path:
    """The register's rows of these people."""
    links = parquet.read_table(folder / "truth" / "links.parquet", filters=[("register", "=", register)]).to_pylist()
    of_row = {link["row_number"]: link["person_id"] for link in links}
    kept = folder / f"some_{register}.csv"
    with (folder / f"{register}.csv").open("rb") as whole, kept.open("wb") as some:
        for number, line in enumerate(whole):
            if number == 0 or of_row[number] in chosen:
                some.write(line)
    return kept


def counted() -> dict[str, int]:
    every = {model._meta.label_lower: model for model in apps.get_models()}
    return {name: model._base_manager.count() for name, model in every.items() if name not in DERIVED}


def test_every_part_of_the_demo_is_made_through_the_desk_and_made_once(houses: None) -> None:
    assert Household.objects.count() > 300
    for make in lives():
        make(now=timezone.now(), say=nobody)
    assert Case.objects.exclude(closed_at=None).exists()
    assert Conference.objects.exists()
    assert Referral.objects.exclude(step_id=None).values("agency").distinct().count() > 1
    assert LedgerEntry.objects.exists()
    assert Matter.objects.exists()
    before = counted()
    for make in lives():
        make(now=timezone.now(), say=nobody)
    assert {name: n for name, n in counted().items() if n != before[name]} == {}
