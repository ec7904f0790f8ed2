"""Files that come along with a form: pictures, sounds and tables that phones show or read."""

from collections.abc import Mapping
from pathlib import PurePath

from samutphok.forms.errors import UnusableForm
from samutphok.kernel.errors import Bilingual

MOST_FILES = 100
MOST_BYTES = 10 * 1024**2  # of one
MOST_TOGETHER = 30 * 1024**2

_MEDIA = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
    ".xml": "application/xml",
}


def media_of(name: str) -> str:
    """The media type by which a file is served, by its ending."""
    return _MEDIA[PurePath(name).suffix.lower()]


def read_files(files: Mapping[str, bytes]) -> frozenset[str]:
    """The names of the files; raises UnusableForm when one is of a kind that no form shows, or they are too large."""
    if any(PurePath(name).suffix.lower() not in _MEDIA for name in files):
        known = " ".join(_MEDIA)
        raise _refused(f"ไฟล์ประกอบต้องเป็นชนิด {known}", f"Files that come along are one of {known}.")
    sizes = [len(content) for content in files.values()]
    if len(sizes) > MOST_FILES or sum(sizes) > MOST_TOGETHER or max(sizes, default=0) > MOST_BYTES:
        raise _refused(
            "ไฟล์ประกอบใหญ่หรือมากเกินไป (ไฟล์ละไม่เกิน 10 MB รวมไม่เกิน 30 MB)",
            "The files that come along are too large or too many (10 MB each, 30 MB together).",
        )
    return frozenset(files)


def _refused(th: str, en: str) -> UnusableForm:
    return UnusableForm(
        problem=Bilingual(th, en),
        remedy=Bilingual(
            "ย่อขนาดหรือตัดไฟล์ที่ไม่ใช้ออก แล้วส่งอีกครั้ง", "Make them smaller or leave some out, and send them again."
        ),
    )
