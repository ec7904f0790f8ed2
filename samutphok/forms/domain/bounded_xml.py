"""XML from outside, read with bounded work: no DTD, no entities, no files, and never more elements than are allowed."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from samutphok.forms.errors import UnsafeXml
from samutphok.kernel.errors import Bilingual

_DECLARED = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_XFORMS = "http://www.w3.org/2002/xforms"
_DOCTYPE = b"<!DOCTYPE"  # XML knows no other way to begin a DTD, and its letters have no other case
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is read at most. size in bytes; attributes of one element."""

    size: int
    elements: int
    depth: int = 64
    attributes: int = 200


def parse(content: bytes, bounds: Bounds) -> Element:
    """The root element; raises UnsafeXml for what goes beyond `bounds`.

    Size and number of elements are known before anything is built; depth and attributes of content without a DTD after.
    """
    if len(content) > bounds.size:
        raise _too("ใหญ่เกินกำหนด", f"larger than {bounds.size} bytes")
    _check_encoding(content)
    plain = _DOCTYPE not in content and content.count(b"<") <= bounds.elements
    try:
        return _parse_plain(content, bounds) if plain else _parse_guarded(content, bounds)
    except DefusedXmlException as error:
        raise _too("มีส่วน DTD หรือ ENTITY ซึ่งไม่รับ", "with a DTD or entities, which are refused") from error
    except ParseError as error:
        raise _too("ไม่ครบหรือผิดรูปแบบ", "broken or cut off") from error


def _parse_plain(content: bytes, bounds: Bounds) -> Element:
    """By C alone, several times faster. Where no DTD can be declared there are no entities, and no more elements than '<'."""
    parser = XMLParser(encoding="utf-8")  # noqa: S314 -- content without a DTD, within bounds
    parser.feed(content)
    root: Element = parser.close()
    row, depth = [root], 0
    while row:
        depth += 1
        if depth > bounds.depth:
            raise _too_deep(bounds)
        if max(map(len, map(Element.keys, row))) > bounds.attributes:
            raise _too_many_attributes(bounds)
        row = [child for element in row for child in element]
    return root


def _parse_guarded(content: bytes, bounds: Bounds) -> Element:
    parser = DefusedXMLParser(target=_BoundedBuilder(bounds), encoding="utf-8", forbid_dtd=True)
    parser.feed(content)
    root: Element = parser.close()
    return root


def local_name(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """Child elements with this local name, in document order."""
    qualified = "}" + name
    return [child for child in element if child.tag == name or child.tag.endswith(qualified)]


def first(element: Element | None, *names: str) -> Element | None:
    """The first child of this name, its first child of the next name, and so on; None when one is missing."""
    for name in names:
        if element is None:
            return None
        element = next(iter(children(element, name)), None)
    return element


def attribute(element: Element, name: str) -> str:
    """The attribute's value: without a namespace, else of any namespace; '' when there is none."""
    if name in element.attrib:
        return element.attrib[name]
    return next((value for key, value in element.attrib.items() if local_name(key) == name), "")


def form_id_of(root: Element) -> str:
    """The form that an instance belongs to: its `id`, else its own namespace as OpenRosa had it; '' when it has neither."""
    namespace = root.tag.rpartition("}")[0].removeprefix("{")
    return attribute(root, "id") or ("" if namespace == _XFORMS else namespace)


class _BoundedBuilder(TreeBuilder):
    """Builds the tree and stops at the first element that is one too many."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__()
        self._bounds = bounds
        self._elements = self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._elements += 1
        self._depth += 1
        if self._elements > self._bounds.elements:
            raise _too("มีข้อมูลย่อยมากเกินกำหนด", f"with more than {self._bounds.elements} elements")
        if self._depth > self._bounds.depth:
            raise _too_deep(self._bounds)
        if len(attrs) > self._bounds.attributes:
            raise _too_many_attributes(self._bounds)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def _check_encoding(content: bytes) -> None:
    declared = _DECLARED.match(content.removeprefix(_BYTE_ORDER_MARK))
    if declared and declared.group(1).lower() not in {b"utf-8", b"utf8", b"us-ascii"}:
        raise _too("ไม่ได้เข้ารหัสแบบ UTF-8", "not in UTF-8")
    if b"\x00" in content:  # no sign of XML, but by it expat takes the bytes for UTF-16, whatever encoding it was given
        raise _too("ไม่ได้เข้ารหัสแบบ UTF-8", "not in UTF-8")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _too("ไม่ได้เข้ารหัสแบบ UTF-8", "not in UTF-8") from error


def _too_deep(bounds: Bounds) -> UnsafeXml:
    return _too("ซ้อนกันลึกเกินกำหนด", f"nested deeper than {bounds.depth}")


def _too_many_attributes(bounds: Bounds) -> UnsafeXml:
    return _too("มีคุณสมบัติมากเกินกำหนด", f"with more than {bounds.attributes} attributes at one place")


def _too(th: str, en: str) -> UnsafeXml:
    return UnsafeXml(problem=Bilingual(f"ไม่อ่านไฟล์ XML นี้ เพราะ{th}", f"This XML is not read: it is {en}."))
