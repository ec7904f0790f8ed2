"""Local definitions and published counts in hostile hands: files, areas, counts as an oracle, sealed facts."""

import io
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from desk_office import Families, log_in, make_families
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from register_rows import NOW, viewer

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role
from samutphok.access.models import Account
from samutphok.access.queries import operator
from samutphok.kernel.errors import Bilingual, Error
from samutphok.kernel.policies import PolicyError, read_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.kernel.yaml_lines import read_yaml
from samutphok.published.actions import load_published
from samutphok.published.errors import UnknownYear, UnreadablePublished
from samutphok.targeting.actions import draw_list
from samutphok.targeting.counting import gather_facts
from samutphok.targeting.domain.drafts import ClauseDraft, Draft, NumberDraft, countable, draft_of
from samutphok.targeting.domain.gaps import gaps_in
from samutphok.targeting.domain.rulesets import read_definition
from samutphok.targeting.domain.stored_drafts import restored, stored
from samutphok.targeting.models import DefinitionComparison, DefinitionReach, Entry, LocalDefinition
from samutphok.targeting.queries import current_lists

pytestmark = [pytest.mark.database, pytest.mark.django_db]

POLICY = Path(__file__).parents[2] / "samutphok/policy/definitions"
SEALED = ("hiv", "mental_illness")  # the clauses of `phuket-2564` on facts of the highest sensitivity
ODD: tuple[Any, ...] = (None, 5, -1.5, "x", " ", [], {}, [[]], {"th": 5}, True, date(2020, 1, 1), ["x"], 10**30, "๕")
HOSTILE = {
    "aliases": b"a: &x [1]\nb: *x",
    "a bomb of aliases": b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nclauses: *c",
    "a bomb of brackets": b"[" * 150_000,
    "a bomb of braces": b"{a: " * 40_000,
    "a tag that runs": b"clauses: !!python/object/apply:os.system ['true']",
    "a number without end": b"numbers: {n: {value: " + b"9" * 6000 + b"}}",
    "no text": b"\xff\xfe\x00\x00",
    "nothing": b"",
    "a null": b"name: a\x00b",
    "numbers that are none": b"unit: person\nmatch: any\nname: x\narea: TH\nsource: {th: a, en: a}\nnumbers: {n: {value: .nan}}",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path) -> None:
    settings.WAREHOUSE = tmp_path / "warehouse"
    cache.clear()


@pytest.fixture
def families() -> Families:
    return make_families()


def begin(client: Client, **more: object) -> HttpResponse:
    return client.post("/definitions/new", {"area": "83", "copy_of": ""} | more)


def copied(client: Client, name: str = "phuket-2564") -> UUID:
    assert begin(client, copy_of=name).status_code == 302
    return LocalDefinition.objects.latest("changed_at").pk


def facts_ready() -> None:
    (drawn,) = (one for one in current_lists() if one.area_prefix == "83")
    gather_facts(list_id=drawn.id, area="83")


# Files and areas


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_words_and_begins_nothing(client: Client, raw: bytes) -> None:
    log_in(client)
    assert begin(client, file=io.BytesIO(raw)).status_code == 422
    assert not LocalDefinition.objects.exists()


def test_a_file_that_is_wrong_anywhere_is_refused_or_read_and_never_breaks_the_editor() -> None:
    chance, words, read = random.Random(11), load_vocabulary(), 0
    sources = [read_yaml(path.read_text()).content for path in sorted(POLICY.rglob("*.yaml"))]
    for _ in range(150):
        content = changed(chance.choice(sources), chance)
        raw = yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode()
        try:
            draft = draft_of(read_policy(raw, shown="definition.yaml"), area="83", vocabulary=words)
        except Error:
            continue
        read += 1
        assert restored(stored(draft)) == draft
        assert isinstance(gaps_in(draft, words), tuple)
        assert countable(draft, name="counted", vocabulary=words) != b""
    assert 0 < read < 150


def changed(content: Any, chance: random.Random) -> Any:
    """The content with one entry somewhere replaced by something that nobody would write there."""
    whole: Any = yaml.safe_load(yaml.safe_dump(content))
    here: Any = whole
    while True:
        key = chance.choice(list(here) if isinstance(here, dict) else list(range(len(here))))
        if not isinstance(here[key], dict | list) or not here[key] or chance.random() < 0.3:
            here[key] = chance.choice(ODD)
            return whole
        here = here[key]


@pytest.mark.parametrize("rule", ["hiv >= 0", "has(hiv)", "hiv == hiv"])
def test_a_sealed_fact_does_not_open_by_naming_a_number_after_it(rule: str) -> None:
    words, here = load_vocabulary(), Bilingual("ก", "a")
    draft = Draft(
        area="83",
        numbers=(NumberDraft("hiv", "0", here, None, "x"),),
        clauses=(ClauseDraft("guess", here, here, rule),),
    )
    assert [gap.place for gap in gaps_in(draft, words) if gap.place == "number:hiv"] == ["number:hiv"]
    raw = countable(draft, name="counted", vocabulary=words)
    assert raw is not None
    try:
        definition = read_definition(read_policy(raw, shown="counted.yaml"), words)
    except PolicyError:
        return  # the fact's own type wins, and does not fit
    assert definition.open_clauses() == ()


@pytest.mark.parametrize("area", ["830", "83010", "830101019", "83" * 8, "C83", "L83", "83-", "TH", "82", "", "٨٣"])
def test_a_definition_is_begun_for_an_area_of_one_s_own_that_can_be_one(client: Client, area: str) -> None:
    log_in(client)
    assert begin(client, area=area).status_code in (404, 422)
    assert not LocalDefinition.objects.exists()


# Counts as an oracle


def test_whoever_may_not_list_the_families_cannot_ask_for_them_one_by_one_through_counts(
    client: Client, families: Families
) -> None:
    """A grant bound to an agency writes definitions; a condition of its own choosing would tell of a single family."""
    now = timezone.now()
    made = create_account(viewer=operator(now=now), account=NewAccount("bound", "Bound"), now=now)
    grant = Grant(Role.PROVINCE, ("83",), agency="labour")
    give_grant(viewer=operator(now=now), username="bound", grant=grant, now=now)
    client.force_login(Account.objects.get(pk=made.id))
    key = copied(client)
    facts_ready()
    for headers in ({}, {"HX-Request": "true"}):
        told = client.get(f"/definitions/{key}/reach", headers=headers)
        assert told.status_code == 200
        assert "counted" not in told.context
    assert client.post(f"/definitions/{key}/compare", {"other": "programme-2564"}).status_code == 403
    assert not DefinitionReach.objects.exists()
    officer = Client()
    log_in(officer)
    compared = officer.post(f"/definitions/{key}/compare", {"other": "programme-2564"}).url
    assert officer.get(compared).status_code == 200
    assert client.get(compared).status_code == 403
    assert client.get(f"{compared}leaves/").status_code == 403


# Sealed facts


def test_clauses_on_sealed_facts_stand_in_no_count_no_comparison_no_list_and_no_file(
    client: Client, settings: Any, families: Families
) -> None:
    log_in(client)
    key = copied(client)
    facts_ready()
    reach = client.get(f"/definitions/{key}/reach")
    assert reach.context["counted"].reach is not None
    assert not set(SEALED) & set(reach.context["counted"].reach.clauses)
    compared = client.post(f"/definitions/{key}/compare", {"other": "phuket-2564"}).url
    page = client.get(compared)
    texts = {clause.text.th for change, _sign in page.context["changes"] for clause in change.clauses}
    sealed = {one["text"]["th"] for one in LocalDefinition.objects.get().content["clauses"] if one["sealed"]}
    assert len(sealed) == len(SEALED)
    assert not texts & sealed
    row, comparison = DefinitionReach.objects.get(), DefinitionComparison.objects.get()
    assert not set(SEALED) & set(row.counted["clauses"])
    assert not [name for name in SEALED if name in f"{row.counted}{comparison.counted}{comparison.after}"]
    draw_list(viewer=viewer("83"), area_prefix="83", as_of=NOW.date(), now=NOW)
    assert not [name for name in SEALED if name in str(list(Entry.objects.values()))]
    columns = {name for file in settings.WAREHOUSE.rglob("*.parquet") for name in pq.read_schema(file).names}
    assert columns
    assert not columns & {name for name in load_vocabulary().facts if load_vocabulary().sensitivity(name) == "S3"}


def test_a_definition_of_sealed_facts_alone_counts_nothing(client: Client, families: Families) -> None:
    log_in(client)
    key = copied(client)
    row = LocalDefinition.objects.get(pk=key)
    row.content["clauses"] = [one for one in row.content["clauses"] if one["sealed"]]
    row.save()
    facts_ready()
    counted = client.get(f"/definitions/{key}/reach").context["counted"]
    assert (counted.reach, counted.left_out) == (None, len(SEALED))
    assert client.post(f"/definitions/{key}/compare", {"other": "programme-2564"}).status_code in (409, 422)


# Published counts


def published(folder: Path, **columns: Any) -> Path:
    """The two files for the country alone, with columns of hostile types."""
    folder.mkdir()
    country = {"level": ["country"], "area_code": ["TH"]}
    totals = {name: [1] for name in ("households", "persons", "welfare_registered", "welfare_validated")}
    poor = {name: [1] for name in ("poor", "poor_and_registered", "target_poor")}
    pq.write_table(pa.table(country | totals | columns), folder / "population.parquet")
    pq.write_table(pa.table(country | poor | {"dimensions": ["any"]} | columns), folder / "target_poor.parquet")
    return folder


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"level": [["country"]]}, UnreadablePublished),
        ({"level": [{"a": 1}]}, UnreadablePublished),
        ({"level": ["tambon"], "area_code": [["830101"]]}, UnreadablePublished),
        ({"households": [["1"]], "poor": [{"a": 1}]}, UnreadablePublished),
        ({"households": [float("nan")]}, UnreadablePublished),
        ({"year": [[2561]]}, UnknownYear),
        ({"year": [datetime(2018, 1, 1)]}, UnknownYear),
    ],
)
def test_published_files_of_hostile_types_are_refused_with_words(
    tmp_path: Path, columns: dict[str, Any], error: type[Error]
) -> None:
    with pytest.raises(error):
        load_published(published(tmp_path / "hostile", **columns), actor="operator", now=NOW)


def test_a_published_file_torn_in_its_middle_is_refused_with_words(tmp_path: Path) -> None:
    folder = published(tmp_path / "torn")
    file = folder / "target_poor.parquet"
    raw = bytearray(file.read_bytes())
    raw[4:60] = b"\xff" * 56
    file.write_bytes(bytes(raw))
    with pytest.raises(UnreadablePublished):
        load_published(folder, actor="operator", now=NOW)


def test_a_policy_error_names_its_line_and_repeats_no_cell() -> None:
    with pytest.raises(PolicyError) as refused:
        read_policy(b"name: x\nname: 1100000000008", shown="definition.yaml")
    assert "1100000000008" not in str(refused.value)
