"""Photographs made anew: what leaves the office is a fresh JPEG, never the bytes that somebody sent.

Decoding and encoding again drops places, times and device of the camera (EXIF), comments, profiles, further frames, and
whatever hides behind or inside the picture. The header is read before a pixel is: a file that unfolds to more than
`MOST_PIXELS` is refused while it is still small.
"""

import io
import re
import struct
from dataclasses import dataclass, field

from PIL import ExifTags, Image, UnidentifiedImageError

from samutphok.kernel.errors import Bilingual
from samutphok.logbook.errors import UnusableFile

MOST_PIXELS = 50_000_000  # the largest of today's phones
SIDE, SMALL_SIDE = 2048, 360  # pixels of the longer side
QUALITY, SMALL_QUALITY = 85, 78
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
_FORMATS = ("JPEG", "PNG", "WEBP")
_SCALED_WELL = ("L", "LA", "RGB", "RGBA", "CMYK")  # modes that can be made smaller without stripes
_TURNS = {  # what a camera says of how it was held -> what makes the picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PDF_END = re.compile(rb"%%EOF\s*\Z")
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif", b"avif"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as it is kept: at most 2048 pixels a side, and a small one for lists; both JPEG."""

    full: bytes = field(repr=False)
    small: bytes = field(repr=False)


def is_pdf(content: bytes) -> bool:
    """Whether the bytes are a PDF from the first to the last; whatever stands before or behind one makes it something else."""
    return content.startswith(b"%PDF-") and _PDF_END.search(content[-1024:]) is not None


def picture_of(content: bytes) -> Picture:
    """The photograph in JPEG, PNG or WebP bytes, upright and made anew; raises UnusableFile and says what to do."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        raise heic()
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise too_many_pixels()
            opened.draft("RGB", (SIDE, SIDE))  # a large JPEG is decoded at a fraction of its size
            turn = _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
            seen = _flat(_reduced(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise unreadable() from error
    upright = seen if turn is None else seen.transpose(turn)
    return Picture(_jpeg(upright, SIDE, QUALITY), _jpeg(upright, SMALL_SIDE, SMALL_QUALITY))


def _reduced(opened: Image.Image) -> Image.Image:
    """No larger than it is kept, before anything copies it: fifty million pixels of a small file are much memory."""
    picture = opened if opened.mode in _SCALED_WELL else opened.convert("RGBA")
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency: paper shows through as white."""
    seen = picture.convert("RGBA")
    ground = Image.new("RGB", seen.size, "white")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground


def _jpeg(picture: Image.Image, side: int, quality: int) -> bytes:
    scaled = picture.copy()
    scaled.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    scaled.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def heic() -> UnusableFile:
    """The format of iPhones, which browsers do not show."""
    return UnusableFile(
        problem=Bilingual(
            "ภาพนี้เป็นไฟล์ HEIC ของไอโฟน ซึ่งระบบยังรับไม่ได้", "This is an iPhone's HEIC picture, which cannot be taken."
        ),
        remedy=Bilingual(
            "ตั้งค่ากล้องเป็น 'เข้ากันได้มากที่สุด' (Most Compatible) แล้วถ่ายใหม่ หรือส่งภาพถึงตัวเองทางไลน์ แล้วบันทึกเป็น JPEG",
            "Set the camera to 'Most Compatible' and take it again, or save the picture as JPEG first.",
        ),
    )


def too_many_pixels() -> UnusableFile:
    """The picture unfolds to more than a desk's computer should hold."""
    return UnusableFile(
        problem=Bilingual("ภาพนี้มีจุดภาพมากเกินไป", "The picture has too many pixels."),
        remedy=Bilingual("ใช้ภาพขนาดไม่เกิน 50 ล้านจุดภาพ", "Use a picture of at most 50 million pixels."),
    )


def unreadable() -> UnusableFile:
    """Neither a photograph nor a PDF, or a damaged one."""
    return UnusableFile(
        problem=Bilingual("อ่านไฟล์นี้เป็นภาพหรือ PDF ไม่ได้", "The file cannot be read as a picture or a PDF."),
        remedy=Bilingual(
            "ใช้ภาพ JPEG, PNG หรือ WebP หรือเอกสาร PDF ที่เปิดดูในเครื่องนี้ได้",
            "Use a JPEG, PNG or WebP picture or a PDF that opens on this computer.",
        ),
    )
