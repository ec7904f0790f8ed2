"""What a submission answers, read by the schema of its form."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from samutphok.forms.domain.bounded_xml import Bounds, attribute, children, first, form_id_of, local_name, parse
from samutphok.forms.domain.question import FormSchema, Path
from samutphok.forms.domain.schema import ENTITY, UNREAD
from samutphok.forms.errors import OtherForm, UnsafeXml
from samutphok.kernel.errors import Bilingual

SUBMISSION_BOUNDS = Bounds(size=8 * 1024**2, elements=200_000)
_TRUE = frozenset({"1", "true", "true()"})
_MOST_DIGITS = 18  # of the version of a row


@dataclass(frozen=True, slots=True)
class Answer:
    """A value as it was submitted, byte for byte. places: position (from 1) in each repeat around it, outermost first."""

    path: Path
    places: tuple[int, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Round:
    """One time through a repeat: there also when nothing in it was answered. places: as in `Answer`, its own the last."""

    path: Path
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EntityPart:
    """What the submission's `entity` element asks of a row in an entity list (ODK entities specification).

    place: as in `Answer`. base_version, trunk_version: None where the element has none; branch: '' likewise.
    """

    dataset: str
    id: str
    create: bool
    update: bool
    label: str
    base_version: int | None
    trunk_version: int | None
    branch: str
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """All values of a submission in document order. deprecated_id: the instanceID that it takes the place of, or ''.

    A question without a value has no answer here. unknown: values at paths that the schema does not have; they are
    kept, never dropped. rounds: every time through a repeat, in document order.
    """

    instance_id: str
    deprecated_id: str
    answers: tuple[Answer, ...]
    unknown: tuple[Answer, ...]
    entities: tuple[EntityPart, ...]
    rounds: tuple[Round, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a submission says of itself before any schema is known; '' where it says nothing."""

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str
    root: str


@dataclass(frozen=True, slots=True)
class OpenedSubmission:
    """A submission parsed once, for whoever must know little of it and soon."""

    envelope: Envelope
    root: Element

    def values(self, path: Path) -> tuple[str, ...]:
        """What stands at a path of leaves, in every repeat, as it was submitted; without the empty ones."""
        found = [self.root]
        for name in path:
            found = [child for element in found for child in children(element, name)]
        return tuple(element.text for element in found if element.text)


def open_submission(xml: bytes) -> OpenedSubmission:
    """Which form the answers belong to, which instance they are, and what they say at a path; raises UnsafeXml."""
    root = parse(xml, SUBMISSION_BOUNDS)
    return OpenedSubmission(_envelope(root), root)


def read_envelope(xml: bytes) -> Envelope:
    """Which form the answers belong to and which instance they are; raises UnsafeXml."""
    return open_submission(xml).envelope


def read_answers(schema: FormSchema, xml: bytes) -> Answers:
    """Reads all values, each with its path and its place in the repeats.

    Raises UnsafeXml when the XML is not to be read, OtherForm when it names another form than the schema's.
    """
    root = parse(xml, SUBMISSION_BOUNDS)
    envelope = _envelope(root)
    if envelope.form_id != schema.form_id:
        raise OtherForm
    reading = _Reading(frozenset(question.path for question in schema.questions), frozenset(schema.repeats))
    reading.read(root, (), ())
    return Answers(
        instance_id=envelope.instance_id,
        deprecated_id=envelope.deprecated_id,
        answers=tuple(reading.answers),
        unknown=tuple(reading.unknown),
        entities=tuple(reading.entities),
        rounds=tuple(reading.rounds),
    )


@dataclass(slots=True)
class _Reading:
    known: frozenset[Path]
    repeats: frozenset[Path]
    answers: list[Answer] = field(default_factory=list)
    unknown: list[Answer] = field(default_factory=list)
    entities: list[EntityPart] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)

    def read(self, element: Element, path: Path, places: tuple[int, ...]) -> None:
        """Reads what stands below an element; its depth is bounded by the parser."""
        counted: dict[Path, int] = {}
        for child in element:
            below, here = (*path, local_name(child.tag)), places
            if below in self.repeats:
                counted[below] = counted.get(below, 0) + 1
                here = (*places, counted[below])
                self.rounds.append(Round(below, here))
            if below[-2:] == ENTITY:
                self.entities.append(_entity(child, here))
            elif below not in UNREAD:
                self._take(child, below, here)

    def _take(self, element: Element, path: Path, places: tuple[int, ...]) -> None:
        value = element.text or ""
        if value and path in self.known and not len(element):
            self.answers.append(Answer(path, places, value))
        elif value.strip():
            self.unknown.append(Answer(path, places, value))
        for child in element:
            if (child.tail or "").strip():
                self.unknown.append(Answer(path, places, child.tail or ""))
        self.read(element, path, places)


def _envelope(root: Element) -> Envelope:
    meta = first(root, "meta")
    return Envelope(
        form_id=form_id_of(root),
        version=attribute(root, "version"),
        instance_id=_word(first(meta, "instanceID")) or attribute(root, "instanceID"),
        deprecated_id=_word(first(meta, "deprecatedID")),
        root=local_name(root.tag),
    )


def _word(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def _entity(element: Element, places: tuple[int, ...]) -> EntityPart:
    label = first(element, "label")
    return EntityPart(
        dataset=attribute(element, "dataset"),
        id=attribute(element, "id"),
        create=attribute(element, "create").strip() in _TRUE,
        update=attribute(element, "update").strip() in _TRUE,
        label="" if label is None else label.text or "",
        base_version=_number(attribute(element, "baseVersion")),
        trunk_version=_number(attribute(element, "trunkVersion")),
        branch=attribute(element, "branchId").strip(),
        places=places,
    )


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= _MOST_DIGITS):
        raise UnsafeXml(
            problem=Bilingual("รุ่นของข้อมูลที่แก้ไขไม่ใช่ตัวเลข", "The version that an update starts from is no number.")
        )
    return int(text)
