"""The body of an XForm: which node is asked by which control, under which headings and in which repeats."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from samutphok.forms.domain.bounded_xml import attribute, children, first, local_name
from samutphok.forms.domain.itext import Texts, plain
from samutphok.forms.domain.question import SILENT, Choice, Path
from samutphok.kernel.errors import Bilingual

CONTROLS = frozenset({"input", "select1", "select", "rank", "upload", "range", "trigger", "secret", "textarea"})
_PREDICATE = re.compile(r"\[[^\]]*\]")
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_TEXT_OF_ITEM = re.compile(r"^jr:itext\(\s*([\w.-]+)\s*\)$")


@dataclass(frozen=True, slots=True)
class Control:
    """How a node is asked."""

    name: str
    label: Bilingual
    hint: Bilingual
    choices: tuple[Choice, ...]
    media: str
    appearance: str


@dataclass(slots=True)
class Body:
    """What the body says of the instance's nodes, by path, in the order in which they are shown."""

    controls: dict[Path, Control] = field(default_factory=dict)
    groups: dict[Path, Bilingual] = field(default_factory=dict)
    repeats: list[Path] = field(default_factory=list)


def steps(expression: str, *, root: str, context: Path = ()) -> Path:
    """The path that an absolute or relative reference names, below the root; predicates and prefixes are left out."""
    names = [name.strip().rpartition(":")[2] for name in _PREDICATE.sub("", expression).strip().split("/")]
    path = list(context)
    if names[0] == "":
        path, names = [], names[2:] if names[1:2] == [root] else names[1:]
    for name in names:
        if name == "..":
            path = path[:-1]
        elif name not in {"", ".", "current()"}:
            path.append(name)
    return tuple(path)


def read_body(body: Element, *, model: Element, texts: Texts, root: str, named: dict[str, Path]) -> Body:
    """Reads every control, group and repeat. named: paths of binds that controls may name by id."""
    read = Body()
    lists = {attribute(one, "id"): one for one in children(model, "instance")}

    def place(element: Element, context: Path) -> Path:
        if "bind" in element.attrib:
            return named.get(element.attrib["bind"], context)
        target = attribute(element, "nodeset") or attribute(element, "ref")
        return steps(target, root=root, context=context) if target else context

    _walk(body, (), read, place, lambda control: _control(control, texts, lists))
    return read


def _walk(
    element: Element,
    context: Path,
    read: Body,
    place: Callable[[Element, Path], Path],
    made: Callable[[Element], Control],
) -> None:
    for child in element:
        name = local_name(child.tag)
        path = place(child, context)
        if name in CONTROLS:
            read.controls.setdefault(path, made(child))
        elif name in {"group", "repeat"}:
            label = made(child).label
            if path and (path not in read.groups or read.groups[path] == SILENT):
                read.groups[path] = label
            if name == "repeat" and path not in read.repeats:
                read.repeats.append(path)
            _walk(child, path, read, place, made)


def _control(element: Element, texts: Texts, lists: dict[str, Element]) -> Control:
    return Control(
        name=local_name(element.tag),
        label=texts.of(first(element, "label")),
        hint=texts.of(first(element, "hint")),
        choices=_choices(element, texts, lists),
        media=attribute(element, "mediatype"),
        appearance=attribute(element, "appearance").strip(),
    )


def _choices(element: Element, texts: Texts, lists: dict[str, Element]) -> tuple[Choice, ...]:
    itemset = first(element, "itemset")
    if itemset is None:
        items = children(element, "item")
        return tuple(Choice(_text(first(item, "value")), texts.of(first(item, "label"))) for item in items)
    named = _INSTANCE.search(attribute(itemset, "nodeset"))
    source = lists.get(named.group(1)) if named else None
    if source is None or "src" in source.attrib:
        return ()
    value, label = first(itemset, "value"), first(itemset, "label")
    value_of, label_of = (attribute(one, "ref") if one is not None else "" for one in (value, label))
    rows = [item for listed in source for item in listed]
    return tuple(Choice(_text(first(row, value_of)), _row_label(row, label_of, texts)) for row in rows)


def _row_label(row: Element, reference: str, texts: Texts) -> Bilingual:
    translated = _TEXT_OF_ITEM.match(reference)
    told = _text(first(row, translated.group(1) if translated else reference))
    return texts.by_id(told) if translated else Bilingual(told, told)


def _text(element: Element | None) -> str:
    return "" if element is None else plain(element)
