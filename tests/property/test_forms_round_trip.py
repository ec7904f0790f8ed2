"""Any form, filled in in any way, is read back as it was filled in: every value, its place in the repeats, nothing else."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

from hypothesis import given
from hypothesis import strategies as st

from samutphok.forms.domain.answers import Answer, Round, read_answers, read_envelope
from samutphok.forms.domain.schema import QuestionKind, read_schema

XFORMS, XHTML = "http://www.w3.org/2002/xforms", "http://www.w3.org/1999/xhtml"
KINDS = {
    QuestionKind.TEXT: ("input", "string"),
    QuestionKind.INTEGER: ("input", "int"),
    QuestionKind.DECIMAL: ("input", "decimal"),
    QuestionKind.DATE: ("input", "date"),
    QuestionKind.TIME: ("input", "time"),
    QuestionKind.DATETIME: ("input", "dateTime"),
    QuestionKind.GEOPOINT: ("input", "geopoint"),
    QuestionKind.GEOTRACE: ("input", "geotrace"),
    QuestionKind.GEOSHAPE: ("input", "geoshape"),
    QuestionKind.BARCODE: ("input", "barcode"),
    QuestionKind.BOOLEAN: ("input", "boolean"),
    QuestionKind.SELECT_ONE: ("select1", "string"),
    QuestionKind.SELECT_MANY: ("select", "string"),
    QuestionKind.RANK: ("rank", "odk:rank"),
    QuestionKind.FILE: ("upload", "binary"),
}
# every character that XML carries unchanged; a carriage return is a line end to every XML parser
TEXTS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\r\ufffe\uffff"), min_size=1, max_size=30
).map(lambda text: "".join(one for one in text if one >= " " or one in "\t\n") or "ก")


@dataclass
class Node:
    """A question, or a group or repeat of nodes."""

    name: str
    kind: QuestionKind | None = None
    repeat: bool = False
    inside: list["Node"] = field(default_factory=list)


def named(nodes: list[Node]) -> list[Node]:
    """The nodes with names of their own among their siblings."""
    for place, node in enumerate(nodes):
        node.name = f"{'q' if node.kind else 'g'}{place}"
    return nodes


QUESTIONS = st.sampled_from(list(KINDS)).map(lambda kind: Node("", kind))
NODES = st.recursive(
    QUESTIONS,
    lambda inner: st.builds(
        lambda inside, repeat: Node("", None, repeat, named(inside)),
        st.lists(inner, min_size=1, max_size=4),
        st.booleans(),
    ),
    max_leaves=12,
)
FORMS = st.lists(NODES, min_size=1, max_size=5).map(named)


def write_form(nodes: list[Node]) -> bytes:
    html = Element(f"{{{XHTML}}}html")
    model = SubElement(SubElement(html, f"{{{XHTML}}}head"), f"{{{XFORMS}}}model")
    data = SubElement(SubElement(model, f"{{{XFORMS}}}instance"), "data", id="random", version="7")
    body = SubElement(html, f"{{{XHTML}}}body")
    _draw(nodes, "/data", data, model, body)
    SubElement(SubElement(data, "meta"), "instanceID")
    return bytes(tostring(html, encoding="utf-8"))


def _draw(nodes: list[Node], path: str, instance: Element, model: Element, body: Element) -> None:
    for node in nodes:
        here, below = f"{path}/{node.name}", SubElement(instance, node.name)
        if node.kind:
            control, bind = KINDS[node.kind]
            SubElement(model, f"{{{XFORMS}}}bind", nodeset=here, type=bind)
            SubElement(body, f"{{{XFORMS}}}{control}", ref=here)
            continue
        group = SubElement(body, f"{{{XFORMS}}}group", ref=here)
        _draw(
            node.inside,
            here,
            below,
            model,
            SubElement(group, f"{{{XFORMS}}}repeat", nodeset=here) if node.repeat else group,
        )


@dataclass
class Filled:
    """A submission and what it says, gathered while it was written."""

    xml: Element
    answers: list[Answer] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)


@st.composite
def filled(draw: st.DrawFn) -> tuple[list[Node], Filled]:
    """A form and one way to fill it in: each question answered or not, each repeat gone through none to three times."""
    nodes = draw(FORMS)
    made = Filled(Element("data", id="random", version="7"))

    def fill(nodes: list[Node], path: tuple[str, ...], places: tuple[int, ...], parent: Element) -> None:
        for node in nodes:
            here = (*path, node.name)
            if node.kind:
                if draw(st.booleans()):
                    value = draw(TEXTS)
                    SubElement(parent, node.name).text = value
                    made.answers.append(Answer(here, places, value))
                continue
            for time in range(1, draw(st.integers(0, 3)) + 1) if node.repeat else [0]:
                inside = (*places, time) if node.repeat else places
                if node.repeat:
                    made.rounds.append(Round(here, inside))
                fill(node.inside, here, inside, SubElement(parent, node.name))

    fill(nodes, (), (), made.xml)
    meta = SubElement(made.xml, "meta")
    SubElement(meta, "instanceID").text = "uuid:random"
    return nodes, made


def questions(nodes: list[Node], path: tuple[str, ...] = (), repeat: tuple[str, ...] = ()) -> list[tuple]:
    found = []
    for node in nodes:
        here = (*path, node.name)
        found += (
            [(here, node.kind, repeat)] if node.kind else questions(node.inside, here, here if node.repeat else repeat)
        )
    return found


@given(FORMS)
def test_a_form_is_read_as_it_was_written(nodes: list[Node]) -> None:
    schema = read_schema(write_form(nodes))
    assert [(one.path, one.kind, one.repeat) for one in schema.questions] == questions(nodes)


@given(filled())
def test_answers_are_read_as_they_were_given(made: tuple[list[Node], Filled]) -> None:
    nodes, submission = made
    xml = bytes(tostring(submission.xml, encoding="utf-8"))
    read = read_answers(read_schema(write_form(nodes)), xml)
    assert list(read.answers) == submission.answers
    assert list(read.rounds) == submission.rounds
    assert (read.unknown, read.entities, read.instance_id) == ((), (), "uuid:random")
    assert read_envelope(xml).version == "7"


@given(filled())
def test_by_the_schema_of_another_version_nothing_is_dropped(made: tuple[list[Node], Filled]) -> None:
    """A form that asks only the first question still keeps every other answer, as unknown."""
    nodes, submission = made
    read = read_answers(read_schema(write_form(nodes[:1])), bytes(tostring(submission.xml, encoding="utf-8")))
    kept = sorted(answer.value for answer in (*read.answers, *read.unknown) if answer.value.strip())
    assert kept == sorted(answer.value for answer in submission.answers if answer.value.strip())
