"""Files from offices: the encoding is told from the bytes, and nothing is lost on the way."""

import pytest

from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.thai import decode_text, detect_encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("ชื่อ,นามสกุล\nสมชาย,ใจดี\n", "utf-8"),
        ("ชื่อ,นามสกุล\r\nสมชาย,ใจดี\r\n", "utf-8-sig"),
        ("ชื่อ,นามสกุล\r\nสมชาย,ใจดี\r\n", "cp874"),
        ("plain,ascii\n", "utf-8"),
        ("", "utf-8"),
        ("pid,ลก\n", "cp874"),  # these two bytes are also valid UTF-8, for a letter that no Thai file has
        ("naïve café\n", "utf-8"),  # these are Latin letters in UTF-8 and would be Thai ones within words in CP874
        ("€ … “ๆ”", "cp874"),
    ],
)
def test_a_file_comes_back_byte_for_byte(text: str, encoding: str) -> None:
    raw = text.encode(encoding)
    decoded = decode_text(raw)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.text.encode(decoded.encoding) == raw


@pytest.mark.parametrize(
    "raw", ["สมชาย".encode("utf-16"), "สมชาย".encode("utf-16-be"), b"a\x00b", b"\xff\xfd", b"\xdb\xdc"]
)
def test_other_encodings_and_binary_files_are_refused(raw: bytes) -> None:
    with pytest.raises(InvalidInput, match="UTF-8 or TIS-620"):
        decode_text(raw)


def test_a_first_piece_may_end_within_a_character() -> None:
    raw = "ชื่อ,สมชาย".encode()
    assert {detect_encoding(raw[:end], complete=False) for end in range(3, len(raw))} == {"utf-8"}
    with pytest.raises(InvalidInput):
        detect_encoding(raw[:-1])
