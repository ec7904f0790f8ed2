"""Plain writing: what is a mark becomes one, everything else stays text."""

import pytest

from samutphok.kernel.prose import Block, BlockKind, Change, Span, first_heading, line_changes, read_prose


def test_headings_lists_quotations_and_paragraphs_are_told_apart() -> None:
    text = "# ก\nหนึ่ง\nสอง\n\n- ข้อ\n* อีกข้อ\n1. แรก\n๒) สอง\n> คำพูด"
    assert [(block.kind, len(block.lines), block.depth) for block in read_prose(text)] == [
        (BlockKind.HEADING, 1, 1),
        (BlockKind.PARAGRAPH, 2, 0),
        (BlockKind.BULLETS, 2, 0),
        (BlockKind.NUMBERED, 2, 0),
        (BlockKind.QUOTE, 1, 0),
    ]
    assert first_heading(text) == "ก"


def test_strong_words_and_links() -> None:
    (block,) = read_prose("ดู **ด่วน** ที่ [คู่มือ](/guides/) และ [เว็บ](https://a.go.th/x?y=1)")
    assert block == Block(
        BlockKind.PARAGRAPH,
        (
            (
                Span("ดู "),
                Span("ด่วน", strong=True),
                Span(" ที่ "),
                Span("คู่มือ", address="/guides/"),
                Span(" และ "),
                Span("เว็บ", address="https://a.go.th/x?y=1"),
            ),
        ),
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "http://a.go.th", "//evil.example", "/\\evil.example",
        "https://user@evil.example", "https://a.go.th\\@evil.example", 'https://a.go.th/"onclick="x', "vbscript:x", "guides/",
    ],
)  # fmt: skip
def test_an_address_that_leads_elsewhere_stays_text(address: str) -> None:
    (block,) = read_prose(f"[x]({address})")
    assert all(not span.address for span in block.lines[0])
    assert "".join(span.text for span in block.lines[0]) == f"[x]({address})"


def test_markup_is_text() -> None:
    (block,) = read_prose("<script>alert(1)</script> &amp; <b>x</b>")
    assert block.lines == ((Span("<script>alert(1)</script> &amp; <b>x</b>"),),)


def test_what_changed_is_told_line_by_line() -> None:
    found = line_changes("หนึ่ง\n\nสอง\nสาม", "หนึ่ง\nสองใหม่\nสาม\nสี่")
    assert [(line.change, line.text) for line in found] == [
        (Change.SAME, "หนึ่ง"),
        (Change.GONE, "สอง"),
        (Change.NEW, "สองใหม่"),
        (Change.SAME, "สาม"),
        (Change.NEW, "สี่"),
    ]
