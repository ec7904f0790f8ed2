"""What a published form asks."""

from dataclasses import dataclass
from enum import StrEnum

from samutphok.kernel.errors import Bilingual

Path = tuple[str, ...]  # names below the root of the form's instance: ('members', 'member', 'first_name')

SILENT = Bilingual("", "")


class QuestionKind(StrEnum):
    """The shape of an answer, by the XForm's bind and control."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    SELECT_ONE = "select_one"
    SELECT_MANY = "select_many"
    RANK = "rank"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    FILE = "file"  # photograph, sound, drawing, any upload
    BARCODE = "barcode"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list as the form has it. value: what is submitted."""

    value: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Question:
    """A leaf of the instance that holds a value: asked, calculated or read from the phone.

    repeat: path of the nearest repeat around it, () outside any. fact: name in the catalogue of logbook facts
    (`policy/facts/logbook.yaml`) that the answer feeds, '' for none. asked: somebody sees it and answers; a note is shown
    and not asked. label, hint: '' in both languages where nothing is shown; without a second language both are the
    same; a value that is put into the text stands as '…'. choices: of a select; empty when they come from a file at run
    time. relevant: the XPath condition under which it is there, '' for always. media: of a file, such as 'image/*'.
    appearance: how the form wishes it shown, such as 'multiline'.
    calculate: the XPath that gives its value, '' for none.
    """

    path: Path
    kind: QuestionKind
    repeat: Path
    fact: str
    asked: bool
    required: bool
    label: Bilingual
    hint: Bilingual
    choices: tuple[Choice, ...] = ()
    relevant: str = ""
    media: str = ""
    calculate: str = ""
    appearance: str = ""

    @property
    def note(self) -> bool:
        """Only text for the reader: shown, and neither answered nor calculated."""
        return self.label != SILENT and not self.asked and not self.calculate


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with what stands below it. label: '' in both languages when it has none. relevant: as of a question."""

    path: Path
    label: Bilingual
    relevant: str = ""


@dataclass(frozen=True, slots=True)
class FormSchema:
    """A version of a form. root: name of the instance's first element. repeats: their paths, outer before inner.

    groups: headings in document order, repeats among them. entity_lists: names of entity lists that a submission may
    create or update rows of. files: names of the pictures and tables that the form shows or reads.
    """

    form_id: str
    version: str
    title: str
    root: str
    questions: tuple[Question, ...]
    repeats: tuple[Path, ...]
    entity_lists: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def fed(self) -> tuple[str, ...]:
        """The facts that the form feeds, each once."""
        return tuple(dict.fromkeys(question.fact for question in self.questions if question.fact))
