"""What a published form asks, read from its XForm."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from samutphok.forms.domain.body import Body, Control, read_body, steps
from samutphok.forms.domain.bounded_xml import Bounds, attribute, children, first, form_id_of, local_name, parse
from samutphok.forms.domain.itext import Texts, plain
from samutphok.forms.domain.question import SILENT, Choice, FormSchema, Group, Path, Question, QuestionKind
from samutphok.forms.errors import NotAForm
from samutphok.kernel.errors import Bilingual

__all__ = ["FORM_BOUNDS", "Choice", "FormSchema", "Group", "Path", "Question", "QuestionKind", "read_schema"]

FORM_BOUNDS = Bounds(size=4 * 1024**2, elements=150_000)
LOGBOOK = "https://samutphok.org/xforms/logbook"  # namespace of the attribute that maps a question to the logbook
ENTITY = ("meta", "entity")
UNREAD = frozenset({("meta", "instanceID"), ("meta", "deprecatedID")})  # the envelope's own, no answers
_FILE = re.compile(r"jr://(?:images|audio|video|file|file-csv)/(.+)")
_ALWAYS = frozenset({"true()", "true", "1"})

_BY_CONTROL = {
    "select1": QuestionKind.SELECT_ONE,
    "select": QuestionKind.SELECT_MANY,
    "rank": QuestionKind.RANK,
    "upload": QuestionKind.FILE,
}
_BY_TYPE = {
    "int": QuestionKind.INTEGER,
    "integer": QuestionKind.INTEGER,
    "long": QuestionKind.INTEGER,
    "decimal": QuestionKind.DECIMAL,
    "double": QuestionKind.DECIMAL,
    "date": QuestionKind.DATE,
    "time": QuestionKind.TIME,
    "datetime": QuestionKind.DATETIME,
    "geopoint": QuestionKind.GEOPOINT,
    "geotrace": QuestionKind.GEOTRACE,
    "geoshape": QuestionKind.GEOSHAPE,
    "barcode": QuestionKind.BARCODE,
    "boolean": QuestionKind.BOOLEAN,
    "binary": QuestionKind.FILE,
    "select1": QuestionKind.SELECT_ONE,
    "select": QuestionKind.SELECT_MANY,
    "rank": QuestionKind.RANK,
}


def read_schema(xform: bytes) -> FormSchema:
    """Reads which questions a form asks, in document order, with labels, choices, repeats and what each feeds.

    Raises UnsafeXml when the XML is not to be read, NotAForm when it is no XForm.
    """
    html = parse(xform, FORM_BOUNDS)
    model, body = first(html, "head", "model"), first(html, "body")
    instance = first(model, "instance")
    if model is None or body is None or instance is None or not len(instance):
        raise NotAForm(missing=Bilingual("โครงของคำตอบ (model, instance, body)", "its model, instance or body"))
    root = instance[0]
    form_id = form_id_of(root)
    if not form_id:
        raise NotAForm(missing=Bilingual("รหัสแบบ (form_id)", "its id (form_id)"))
    binds, named = _binds(model, local_name(root.tag))
    texts = Texts(model)
    shown = read_body(body, model=model, texts=texts, root=local_name(root.tag), named=named)
    title = first(html, "head", "title")
    return FormSchema(
        form_id=form_id,
        version=attribute(root, "version"),
        title=plain(title) if title is not None else form_id,
        root=local_name(root.tag),
        questions=tuple(_questions(root, binds, shown)),
        repeats=tuple(sorted(shown.repeats, key=len)),
        entity_lists=_entity_lists(root),
        groups=tuple(Group(path, label, _said(binds, path, "relevant")) for path, label in shown.groups.items()),
        files=tuple(dict.fromkeys(_files(model))),
    )


def _binds(model: Element, root: str) -> tuple[dict[Path, Element], dict[str, Path]]:
    binds, named = {}, {}
    for bind in children(model, "bind"):
        path = steps(attribute(bind, "nodeset"), root=root)
        binds[path] = bind
        if "id" in bind.attrib:
            named[bind.attrib["id"]] = path
    return binds, named


def _leaves(element: Element, path: Path) -> Iterator[Path]:
    """Paths without children, in document order, each once: a repeat may stand there as template and as instance."""
    for child in element:
        below = (*path, local_name(child.tag))
        if below[-2:] == ENTITY:
            continue
        if len(child):
            yield from _leaves(child, below)
        else:
            yield below


def _questions(root: Element, binds: dict[Path, Element], shown: Body) -> Iterator[Question]:
    for path in dict.fromkeys(_leaves(root, ())):
        if path in UNREAD or path in shown.groups:
            continue
        control, bind = shown.controls.get(path), binds.get(path)
        readonly = _said(binds, path, "readonly") in _ALWAYS
        yield Question(
            path=path,
            kind=_kind(control, bind),
            repeat=_around(path, shown.repeats),
            fact="" if bind is None else bind.attrib.get(f"{{{LOGBOOK}}}fact", "").strip(),
            asked=control is not None and not readonly,
            required=_said(binds, path, "required") in _ALWAYS,
            label=control.label if control else SILENT,
            hint=control.hint if control else SILENT,
            choices=control.choices if control else (),
            relevant=_said(binds, path, "relevant"),
            media=control.media if control else "",
            appearance=control.appearance if control else "",
            calculate=_said(binds, path, "calculate"),
        )


def _kind(control: Control | None, bind: Element | None) -> QuestionKind:
    if control is not None and control.name in _BY_CONTROL:
        return _BY_CONTROL[control.name]
    declared = "" if bind is None else bind.attrib.get("type", "")
    return _BY_TYPE.get(declared.rpartition(":")[2].lower(), QuestionKind.TEXT)


def _said(binds: dict[Path, Element], path: Path, name: str) -> str:
    return binds[path].attrib.get(name, "").strip() if path in binds else ""


def _around(path: Path, repeats: list[Path]) -> Path:
    around = [repeat for repeat in repeats if path[: len(repeat)] == repeat]
    return max(around, key=len, default=())


def _files(model: Element) -> Iterator[str]:
    """Names of what the form speaks of as jr://images/NAME, jr://file-csv/NAME and the like."""
    for element in model.iter():
        for said in (element.attrib.get("src", ""), element.text or ""):
            place = _FILE.fullmatch(said.strip())
            if place:
                yield place.group(1)


def _entity_lists(root: Element) -> tuple[str, ...]:
    datasets = (attribute(one, "dataset") for one in root.iter() if local_name(one.tag) == "entity")
    return tuple(dict.fromkeys(name for name in datasets if name))
