"""Rows that no number places, and numbers in doubt, likened to the people known: joined, asked about, or left apart.

What is described is compared once and the levels are kept; a later batch compares only what it changed. Weights and
clusters are worked out from all kept levels again, so the result is the one of comparing everything at once.
"""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from samutphok.foundation.audit.actions import record as record_act
from samutphok.linkage.actions.asking import ask
from samutphok.linkage.actions.describing import describe_stale, recount
from samutphok.linkage.actions.settling import enter_gate, note_said
from samutphok.linkage.actions.standing import OF_PAIRS, carry_out_around, next_number, words_of
from samutphok.linkage.domain.clustering import Clustered, Node, Weighed, cluster
from samutphok.linkage.domain.folding import Pair, Word, newest_words, pair_of
from samutphok.linkage.domain.likelihood import LinkModel, link_model
from samutphok.linkage.domain.things import HOUSEHOLD, Thing
from samutphok.linkage.domain.weighing import LEAST_BITS, Counts, bits, chance, named_levels, names_somebody
from samutphok.linkage.engine.identities import comparable_columns
from samutphok.linkage.engine.matching import duckdb_engine, levels_of_pairs
from samutphok.linkage.errors import TooManyPairs
from samutphok.linkage.models import Described, Frequencies, Frequency, Likeness, LinkDecision, Matching
from samutphok.registry.actions.comparable import all_loose_rows, all_people

_ACTOR = "linkage"
_PIECE, _DECIDED = 2_000, 200  # pairs written, and decisions carried out, in one transaction
_MEMORY = "1GB"
_COLUMNS = ("thing", "numbered", "compared", "pid", "first", "last", "birth", "sex", "area_code")


class Tell(Protocol):
    """Says how far a run has come."""

    def __call__(self, **told: object) -> None: ...


@dataclass(frozen=True, slots=True)
class Likened:
    """What a run did: things compared anew, likely pairs kept in all, pairs joined and parted, questions open."""

    compared: int = 0
    pairs: int = 0
    linked: int = 0
    parted: int = 0
    asked: int = 0


def liken_batch(batch_id: UUID, *, now: datetime) -> Likened:
    """Liken whatever has been said since the last run, for a batch on whose page its progress is told.

    A kill at any point loses nothing; a second run goes on, and a run after which nothing was said changes nothing. Raises
    TooManyPairs before any pair is made; the batch's rows then stay as they are, unjoined.
    """
    _tell(batch_id, now, state=Matching.State.COMPARING)
    try:
        found = liken(now=now, tell=lambda **told: _tell(batch_id, now, **told))
    except TooManyPairs:
        _tell(batch_id, now, state=Matching.State.REFUSED)
        raise
    outcome = f"linked:{found.linked}"
    with transaction.atomic():
        _tell(batch_id, now, state=Matching.State.DONE, pairs=found.pairs, linked=found.linked, asked=found.asked)
        record_act(actor=_ACTOR, act="liken_rows", subject=f"batch:{batch_id}", outcome=outcome, now=now)
    return found


def _tell(batch_id: UUID, now: datetime, **told: object) -> None:
    Matching.objects.update_or_create(batch_id=batch_id, defaults=told | {"changed_at": now})


def liken(*, now: datetime, tell: Tell | None = None, model: LinkModel | None = None) -> Likened:
    """Describe what changed, compare it with everybody, and decide about all likely pairs anew."""
    read = model or link_model()
    compared = 0
    if not Frequencies.objects.exists():  # nobody has ever been likened: people of earlier imports take part as well
        for some in everything_comparable():
            note_said(some)
    for described in describe_stale():
        compared += described
        if tell:
            tell(compared=compared)
    _compare(read)
    version = recount(model=signature(read), now=now)
    if tell:
        tell(state=Matching.State.JOINING)
    found, nodes, weighed = decided(read, version)
    linked, parted = _keep(found, version, now)
    asked = ask(found.asked, nodes, now=now)
    return Likened(compared, len(weighed), linked, parted, asked)


def everything_comparable() -> Iterator[list[str]]:
    """Every person, and every row that is nobody's own, in parts."""
    for people in _pieces(all_people(), _PIECE):
        yield [str(Thing.person(one)) for one in people]
    for rows in _pieces(all_loose_rows(), _PIECE):
        yield [str(Thing.record(one)) for one in rows]


def signature(model: LinkModel) -> str:
    """How decisions name a model."""
    return f"{model.name}@{model.sha256[:12]}"


def _compare(model: LinkModel) -> None:
    """Keep the levels of every pair of which one side is new or changed and at least one has no number that places it."""
    fresh = list(Described.objects.filter(stale=False, compared=False).values_list("thing", flat=True))
    if not fresh:
        return
    rows = _described()
    new = pc.invert(rows["compared"])
    open_ = pc.invert(rows["numbered"])
    asking = rows.filter(pc.and_(new, open_))
    waiting = rows.filter(pc.and_(rows["compared"], open_))
    numbered = rows.filter(pc.and_(new, rows["numbered"]))
    found: dict[Pair, str] = {}
    for left, right in ((asking, rows), (numbered, waiting)):
        if left.num_rows and right.num_rows:
            found |= _levels(left, right, model)
    _replace(fresh, found)


def _levels(left: pa.Table, right: pa.Table, model: LinkModel) -> dict[Pair, str]:
    """The levels of likely pairs of two sides; engines see keys and names, and write nothing outside of a scratch folder."""
    sides = [comparable_columns(side).append_column("row", pa.array(range(side.num_rows))) for side in (left, right)]
    with tempfile.TemporaryDirectory(dir=_scratch()) as scratch:
        engine = duckdb_engine(memory_limit=_MEMORY, scratch=Path(scratch))
        pairs = levels_of_pairs(*sides, model=model, engine=engine, least_bits=LEAST_BITS)
    ones = left["thing"].take(pairs["left_row"]).to_pylist()
    others = right["thing"].take(pairs["right_row"]).to_pylist()
    levels = pairs["levels"].to_pylist()
    return {pair_of(one, other): said for one, other, said in zip(ones, others, levels, strict=True) if one != other}


def _scratch() -> Path:
    folder = Path(settings.WAREHOUSE) / "scratch"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _described() -> pa.Table:
    """Everything described, as columns; what is empty is unknown."""
    batches = []
    names = list(_COLUMNS)
    rows = Described.objects.filter(stale=False).order_by("pk").values_list(*names).iterator(chunk_size=20_000)
    for piece in _pieces(rows, 20_000):
        columns = ([one if one != "" else None for one in column] for column in zip(*piece, strict=True))
        batches.append(pa.table(dict(zip(names, columns, strict=True)), _SCHEMA))
    return pa.concat_tables(batches) if batches else _SCHEMA.empty_table()


_SCHEMA = pa.schema([(name, pa.bool_() if name in ("numbered", "compared") else pa.string()) for name in _COLUMNS])


def _replace(fresh: Collection[str], found: Mapping[Pair, str]) -> None:
    """What was kept of these things is replaced; they count as compared when all of it is written."""
    for some in _pieces(fresh, _PIECE):
        Likeness.objects.filter(Q(left__in=some) | Q(right__in=some)).delete()
    kept = (Likeness(left=pair[0], right=pair[1], levels=levels) for pair, levels in found.items())
    for some in _pieces(kept, _PIECE):
        Likeness.objects.bulk_create(some, ignore_conflicts=True)
    for some in _pieces(fresh, _PIECE):
        Described.objects.filter(thing__in=some, stale=False).update(compared=True)


def decided(model: LinkModel, version: Frequencies) -> tuple[Clustered, dict[str, Node], list[Weighed]]:
    """All kept pairs, weighed by today's frequencies, and what follows from them and from people's words."""
    kept = list(Likeness.objects.values_list("left", "right", "levels"))
    rows = _rows_of({side for left, right, _ in kept for side in (left, right)})
    counts = _counts(version)
    weighed = []
    for left, right, levels in kept:
        if left in rows and right in rows:
            weight = bits(levels, _shared(rows[left]), model, counts)
            weighed.append(Weighed(left, right, weight, chance(weight), names_somebody(levels), levels))
    nodes = {thing: _node(row) for thing, row in rows.items()}
    people, _ = newest_words(words_of(LinkDecision.objects.filter(kind__in=OF_PAIRS, model="")))
    words = [word for word in people if not word.left.startswith(HOUSEHOLD)]
    return cluster(nodes, weighed, words, model.thresholds), nodes, weighed


def _rows_of(things: Iterable[str]) -> dict[str, Described]:
    found: dict[str, Described] = {}
    for some in _pieces(things, _PIECE):
        found |= {row.thing: row for row in Described.objects.filter(thing__in=some)}
    return found


def _shared(row: Described) -> dict[str, str]:
    return {"first": row.first, "last": row.last, "birth": row.birth, "tambon": row.area_code[:6]}


def _node(row: Described) -> Node:
    """People stand in a cut once; a row that says the very same twice may be one person's two lines."""
    word = row.thing
    if row.thing.startswith("record"):
        word = "|".join((row.pid, row.first, row.last, row.birth, row.sex, row.area_code))
    number = row.pid if row.numbered else ""
    return Node(row.thing, row.place, dict.fromkeys(row.cuts, word), number, claims=row.pid)


def _counts(version: Frequencies) -> Counts:
    of = {(part, value): count for part, value, count in Frequency.objects.values_list("part", "value", "count")}
    known: dict[str, int] = {}
    for (part, _), count in of.items():
        known[part] = known.get(part, 0) + count
    return Counts(version.described, known, of)


def _keep(found: Clustered, version: Frequencies, now: datetime) -> tuple[int, int]:
    """Write what the model decides otherwise than before into the log, and carry it out; pairs joined and parted."""
    standing = _model_links()
    accepted = {pair.pair: pair for pair in found.accepted}
    joined = [_link(pair, version) for key, pair in accepted.items() if key not in standing]
    parted = [_unlink(key, version) for key in standing if key not in accepted]
    for some in _pieces([*parted, *joined], _DECIDED):
        _say(some, now)
    return len(joined), len(parted)


def _model_links() -> dict[Pair, Word]:
    """The newest word of a model about each pair that joins it."""
    said = LinkDecision.objects.filter(kind__in=OF_PAIRS).exclude(model="").order_by("number")
    _, models = newest_words(
        Word(number, left, right, kind == LinkDecision.Kind.LINK, by_model=True)
        for number, left, right, kind in said.values_list("number", "left", "right", "kind")
    )
    return {word.pair: word for word in models if word.together}


def _link(pair: Weighed, version: Frequencies) -> LinkDecision:
    evidence = [f"{part}:{level}" for part, level in named_levels(pair.levels).items() if level]
    return LinkDecision(
        kind=LinkDecision.Kind.LINK,
        left=pair.pair[0],
        right=pair.pair[1],
        model=version.model,
        frequencies=version.version,
        probability=pair.probability,
        evidence=evidence,
    )


def _unlink(pair: Pair, version: Frequencies) -> LinkDecision:
    return LinkDecision(
        kind=LinkDecision.Kind.UNLINK, left=pair[0], right=pair[1], model=version.model, frequencies=version.version
    )


@transaction.atomic
def _say(decisions: Collection[LinkDecision], now: datetime) -> None:
    enter_gate()
    number = next_number()
    for place, one in enumerate(decisions):
        one.pk, one.number, one.at = uuid4(), number + place, now
    LinkDecision.objects.bulk_create(decisions)
    carry_out_around({side for one in decisions for side in (one.left, one.right)}, now=now)


def _pieces(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    piece: list[Any] = []
    for one in things:
        piece.append(one)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece
