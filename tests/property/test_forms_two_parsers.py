"""XML is read by C alone where it cannot hold a DTD, and under guard where it might: both read the same, and refuse the same."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samutphok.forms.domain.bounded_xml import Bounds, parse
from samutphok.forms.errors import UnsafeXml

BOUNDS = Bounds(size=100_000, elements=300, depth=12, attributes=5)
GUARD = b"<!-- <!DOCTYPE -->"  # a comment that is none of a DTD's doing, but by which the guarded parser is taken

text = st.text(st.sampled_from("aบ้ \n\t&<>]"), max_size=5)
pieces = st.one_of(
    text.map(lambda said: said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    text.map(lambda said: f"<![CDATA[{said.replace(']', '')}]]>"),
    st.just("<!-- a remark -->"),
    st.just("<?remark to a program?>"),
    st.just("&#3585;&quot;"),
)


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from(["a", "b", "n:a"])
    attributes = st.sampled_from(["", ' x="1"', ' n:x="ก&amp;" x=""', ' xmlns:n="urn:m" n:x="2"'])
    return st.builds(
        lambda name, given, parts: f"<{name}{given}>{''.join(parts)}</{name}>",
        names,
        attributes,
        st.lists(inside, max_size=4),
    )


documents = st.lists(st.recursive(pieces, element, max_leaves=12), max_size=5).map(
    lambda parts: f'<r xmlns:n="urn:n">{"".join(parts)}</r>'.encode()
)


@given(documents)
def test_both_parsers_read_the_same(document: bytes) -> None:
    assert tostring(parse(document, BOUNDS)) == tostring(parse(GUARD + document, BOUNDS))


@pytest.mark.parametrize("guarded", [False, True])
@pytest.mark.parametrize(
    ("document", "fits"),
    [
        (lambda more: b"<a>" * (12 + more) + b"</a>" * (12 + more), "12 deep"),
        (lambda more: b"<r>" + b"<a/>" * (299 + more) + b"</r>", "300 elements"),
        (lambda more: b"<r><a " + b" ".join(b'x%d=""' % n for n in range(5 + more)) + b"/></r>", "5 attributes"),
    ],
    ids=["depth", "elements", "attributes"],
)
def test_both_refuse_the_first_that_is_too_much(document: Callable[[int], bytes], fits: str, guarded: bool) -> None:
    before = GUARD if guarded else b""
    assert isinstance(parse(before + document(0), BOUNDS), Element), fits
    with pytest.raises(UnsafeXml):
        parse(before + document(1), BOUNDS)


@pytest.mark.parametrize(
    "document",
    [
        b"<!DOCTYPE r><r/>",
        b'<!DOCTYPE r [<!ENTITY e "x">]><r>&e;</r>',
        b"\xef\xbb\xbf<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>",
        b"<r>&e;</r>",
        b"<r>",
        b"<r/><r/>",
        b"",
    ],
)
def test_a_dtd_an_unknown_entity_or_half_a_document_is_refused(document: bytes) -> None:
    with pytest.raises(UnsafeXml):
        parse(document, BOUNDS)
