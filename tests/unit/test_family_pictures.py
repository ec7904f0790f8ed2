"""What becomes of the files that somebody keeps with a family."""

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.ExifTags import GPS, Base

from samutphok.foundation.privacy import Unreadable, seal_bytes, unseal_bytes
from samutphok.logbook.domain.pictures import MOST_PIXELS, SIDE, SMALL_SIDE, is_pdf, picture_of
from samutphok.logbook.errors import UnusableFile

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SCRIPT = b"<script>alert(1)</script>"


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def located() -> bytes:
    """A photograph lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[Base.Orientation], exif[Base.Make] = 6, "PhoneMaker"
    exif.get_ifd(Base.GPSInfo)[GPS.GPSLatitude] = (7.0, 53.0, 12.0)
    return photo(size=(80, 20), exif=exif)


def flood(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_becomes_a_jpeg_and_a_small_one(kind: str) -> None:
    made = picture_of(photo(kind, (3000, 1500)))
    for content, side in ((made.full, SIDE), (made.small, SMALL_SIDE)):
        with Image.open(io.BytesIO(content)) as opened:
            assert (opened.format, opened.size) == ("JPEG", (side, side // 2))


def test_place_and_camera_are_gone_and_the_picture_stands_upright() -> None:
    given = located()
    assert b"PhoneMaker" in given
    made = picture_of(given)
    for content in (made.full, made.small):
        with Image.open(io.BytesIO(content)) as opened:
            assert not opened.getexif()
            assert b"PhoneMaker" not in content
            assert opened.height > opened.width


def test_what_hides_behind_a_picture_is_gone() -> None:
    made = picture_of(photo() + SCRIPT + b"PK\x03\x04")
    assert SCRIPT not in made.full + made.small
    assert b"PK\x03\x04" not in made.full


@pytest.mark.parametrize(
    "content",
    [
        flood(60_000, 60_000),
        flood(8_000, MOST_PIXELS // 8_000 + 1),
        b"",
        b"GIF89a" + b"\0" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
        SCRIPT,
        photo()[:300],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"\0\0\0\x18ftypheic" + b"\0" * 40,
        b"II*\0" + b"\0" * 100,
        SCRIPT + PDF,
    ],
    ids=["flood", "just too many", "empty", "gif", "svg", "html", "cut", "broken png", "heic", "tiff", "page and pdf"],
)
def test_anything_else_is_refused_with_what_to_do(content: bytes) -> None:
    assert not is_pdf(content)
    with pytest.raises(UnusableFile) as refused:
        picture_of(content)
    assert refused.value.remedy.th


@pytest.mark.parametrize(
    ("content", "whole"),
    [(PDF, True), (PDF + b"\r\n", True), (SCRIPT + PDF, False), (PDF + SCRIPT, False), (PDF[:-8], False), (b"", False)],
)
def test_a_pdf_is_one_from_its_first_byte_to_its_last(content: bytes, whole: bool) -> None:
    assert is_pdf(content) == whole


@pytest.mark.parametrize("place", [0, 10, 25, -1])
def test_a_sealed_file_opens_only_whole_and_where_it_belongs(place: int) -> None:
    sealed = seal_bytes(b"content", bound_to="document:1")
    assert b"content" not in sealed
    assert unseal_bytes(sealed, bound_to="document:1") == b"content"
    changed = bytearray(sealed)
    changed[place] ^= 1
    for wrong, bound_to in (
        (bytes(changed), "document:1"),
        (sealed, "document:2"),
        (sealed[:15], "document:1"),
        (b"", ""),
    ):
        with pytest.raises(Unreadable):
            unseal_bytes(wrong, bound_to=bound_to)
