"""What a submission tells of a household: its answers as facts of the catalogue, each with the member it speaks of."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from samutphok.forms.domain.answers import Answer, Answers, EntityPart
from samutphok.forms.domain.schema import FormSchema
from samutphok.kernel.dates import read_date
from samutphok.kernel.errors import InvalidInput
from samutphok.logbook.domain.catalogue import Catalogue, FactKind
from samutphok.logbook.domain.merge import FIRST_VERSION, FactKey

HOUSEHOLDS, MEMBERS = "households", "members"  # the entity lists of the phones
OF_HOUSEHOLD = ""
Places = tuple[int, ...]
_LONGEST = 4_000  # signs of an answer in the logbook; the submission keeps it whole
_BEYOND = 1e15  # no number that a form asks for is this large


@dataclass(frozen=True, slots=True)
class Heard:
    """A visit as its form tells it, before anything is decided.

    household: None when the form names none that can be read. base, branch, step: upon what it was said, see
    `merge.Visit`. facts: by subject (a person's id, or '' for the household); new_people: subjects whom no list named.
    """

    household: UUID | None
    creates: bool
    base: int | None
    branch: str
    step: int
    facts: Mapping[FactKey, str] = field(repr=False)
    new_people: frozenset[str]

    def of_household(self, name: str) -> str:
        """What it says of the household; '' when nothing."""
        return self.facts.get(FactKey(OF_HOUSEHOLD, name), "")

    @property
    def visited_on(self) -> date | None:
        """The day that the form names, if it names a whole one."""
        return read_day(self.of_household("visited_on"))


def speaks_of_households(schema: FormSchema) -> bool:
    """Whether answers to the form belong into logbooks at all; any other form's answers stay with the form."""
    return HOUSEHOLDS in schema.entity_lists or any(question.fact == "household_id" for question in schema.questions)


def hear(schema: FormSchema, answers: Answers, catalogue: Catalogue, *, origin: UUID) -> Heard:
    """The facts of a submission. origin: id of the visit, or of the first in a chain of corrections.

    Somebody whom no list named gets an id out of origin and place in the form, so that hearing again names the same
    person. Answers that feed no fact, and values that are empty, are left to the submission.
    """
    entity = next((one for one in answers.entities if one.dataset == HOUSEHOLDS), None)
    rounds = _rounds(schema, answers)
    named = _subjects(rounds, answers.entities, origin)
    facts = dict(_facts(schema, answers, catalogue, named))
    household = _uuid(entity.id if entity else facts.get(FactKey(OF_HOUSEHOLD, "household_id"), ""))
    trunk, base = _known(entity)
    return Heard(
        household=household,
        creates=bool(entity and entity.create),
        base=None if entity and entity.create else trunk,
        branch=entity.branch if entity else "",
        step=max(0, base - trunk) if base is not None and trunk is not None else 0,
        facts=facts,
        new_people=frozenset(subject for places, subject in named.items() if not _uuid(rounds[places])),
    )


def _known(entity: EntityPart | None) -> tuple[int | None, int | None]:
    """The version that the phone had from the office, and the one it had made of it; None where the form does not tell.

    A family that was found on the phone came from no office: its branch grows upon the first version.
    """
    if entity is None:
        return None, None
    base, trunk = entity.base_version, entity.trunk_version
    if trunk is None:
        trunk = FIRST_VERSION if entity.branch and base is not None else base
    return trunk, base


def read_day(text: str) -> date | None:
    """A whole day out of a form's date; None for anything else."""
    try:
        read = read_date(text)
    except InvalidInput:
        return None
    return read.earliest() if read and read.day is not None else None


def _rounds(schema: FormSchema, answers: Answers) -> dict[Places, str]:
    """The times through the repeats that speak of members, each with the person's id as the list had it."""
    person_ids = {one.path: one.repeat for one in schema.questions if one.fact == "person_id"}
    repeats = set(person_ids.values())
    found = {one.places: "" for one in answers.rounds if one.path in repeats}
    return found | {one.places: one.value for one in answers.answers if one.path in person_ids and one.places}


def _subjects(rounds: Mapping[Places, str], entities: tuple[EntityPart, ...], origin: UUID) -> dict[Places, str]:
    made = {one.places: one.id for one in entities if one.dataset == MEMBERS and one.create}
    named: dict[Places, str] = {}
    for places, given in rounds.items():
        known = _uuid(given) or _uuid(made.get(places, ""))
        named[places] = str(known or uuid5(origin, ".".join(map(str, places))))
    return named


def _facts(
    schema: FormSchema, answers: Answers, catalogue: Catalogue, named: Mapping[Places, str]
) -> Iterator[tuple[FactKey, str]]:
    """Each fact once; where a form asks the same twice, the last answer that is given."""
    feeds = {one.path: catalogue[one.fact] for one in schema.questions if one.fact in catalogue}
    said: dict[FactKey, list[Answer]] = defaultdict(list)
    for answer in answers.answers:
        fact = feeds.get(answer.path)
        if fact is None or not answer.value.strip():
            continue
        subject = named.get(answer.places, OF_HOUSEHOLD) if fact.of_person else OF_HOUSEHOLD
        if fact.of_person == bool(subject):
            said[FactKey(subject, fact.name)].append(answer)
    for key, given in said.items():
        if value := canonical(given[-1].value, catalogue[key.fact].kind):
            yield key, value


def canonical(value: str, kind: FactKind) -> str:
    """One way of writing for each value, so that the same answer from two forms is the same; '' for no number at all."""
    text = value.strip()[:_LONGEST].strip()
    if kind is FactKind.CHOICE:
        return " ".join(sorted(text.split()))
    if kind is FactKind.FLAG:
        return {"yes": "1", "true": "1", "no": "0", "false": "0"}.get(text, text)
    if kind is FactKind.NUMBER:
        return _number(text)
    return text


def _number(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    if not abs(value) < _BEYOND:  # nor is NaN
        return ""
    return str(int(value)) if value.is_integer() else repr(value)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip().removeprefix("uuid:"))
    except ValueError:
        return None
