"""What can be wrong with a folder of published counts."""

from pathlib import Path

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput

_FOLDER = Bilingual(
    "ระบุโฟลเดอร์ที่มี population.parquet และ target_poor.parquet ของ TPMAP",
    "Name a folder that holds TPMAP's population.parquet and target_poor.parquet.",
)

_MONTHS = Bilingual(
    "ใช้ไฟล์ CSV (UTF-8) ที่มีคอลัมน์ province, month, unemployed, source บรรทัดละหนึ่งจังหวัดและหนึ่งเดือน แก้แล้วลองใหม่ ยังไม่มีอะไรถูกบันทึก",
    "Give a CSV file (UTF-8) with the columns province, month, unemployed, source, a line a province and month; "
    "mend it and try again. Nothing was stored.",
)


class UnreadablePublished(InvalidInput):
    """A file of the folder is absent, is no Parquet, lacks a column, or holds what no count can be."""

    @classmethod
    def absent(cls, path: Path) -> "UnreadablePublished":
        """`path`: the file that is not there or is no Parquet file."""
        return cls(problem=Bilingual(f"อ่านไฟล์ {path} ไม่ได้", f"The file {path} cannot be read."), remedy=_FOLDER)

    @classmethod
    def lacks(cls, path: Path, columns: list[str]) -> "UnreadablePublished":
        """`columns`: names that the file should have and has not."""
        named = ", ".join(columns)
        return cls(
            problem=Bilingual(f"ไฟล์ {path} ไม่มีคอลัมน์ {named}", f"The file {path} has no column {named}."), remedy=_FOLDER
        )

    @classmethod
    def wrong_row(cls, path: Path, row: int, what: Bilingual) -> "UnreadablePublished":
        """`row`: counted from 1; `what`: what is wrong with it."""
        return cls(
            problem=Bilingual(f"ไฟล์ {path} แถวที่ {row}: {what.th}", f"The file {path}, row {row}: {what.en}"),
            remedy=Bilingual(
                "แก้ไฟล์ หรือดาวน์โหลดใหม่จากเว็บไซต์ของ TPMAP แล้วลองอีกครั้ง",
                "Mend the file, or fetch it anew from TPMAP's site, and try again.",
            ),
        )


class UnknownYear(InvalidInput):
    """The column `year` does not hold one year."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            problem=Bilingual(
                f"คอลัมน์ year ของไฟล์ {path} ไม่ได้มีปีเดียว", f"The column year of {path} does not hold one year."
            ),
            remedy=Bilingual(
                "แยกไฟล์เป็นปีละโฟลเดอร์ ปีเขียนเป็น พ.ศ. เช่น 2561",
                "Keep each year in a folder of its own, written in the Buddhist era, such as 2561.",
            ),
        )


class OtherYear(Conflict):
    """The files say another year than the one that was asked for."""

    def __init__(self, path: Path, *, said: int, asked: int) -> None:
        super().__init__(
            problem=Bilingual(
                f"ไฟล์ {path} เป็นของปี {said} ไม่ใช่ {asked}", f"The file {path} is of {said}, not of {asked}."
            ),
            remedy=Bilingual("ระบุปีให้ตรงกับไฟล์ หรือเว้นไว้", "Give the year of the file, or leave it out."),
        )


class UnreadableMonths(InvalidInput):
    """A file of monthly figures is absent, is no CSV, lacks a column, or holds what no figure can be."""

    @classmethod
    def absent(cls, path: Path) -> "UnreadableMonths":
        """`path`: the file that is not there, or is no CSV in UTF-8."""
        return cls(problem=Bilingual(f"อ่านไฟล์ {path} ไม่ได้", f"The file {path} cannot be read."), remedy=_MONTHS)

    @classmethod
    def lacks(cls, path: Path, columns: list[str]) -> "UnreadableMonths":
        """`columns`: names that the file should have and has not."""
        named = ", ".join(columns)
        return cls(
            problem=Bilingual(f"ไฟล์ {path} ไม่มีคอลัมน์ {named}", f"The file {path} has no column {named}."), remedy=_MONTHS
        )

    @classmethod
    def wrong_line(cls, path: Path, line: int, what: Bilingual) -> "UnreadableMonths":
        """`line`: of the file, its header is 1; `what`: what is wrong with it."""
        return cls(
            problem=Bilingual(f"ไฟล์ {path} บรรทัดที่ {line}: {what.th}", f"The file {path}, line {line}: {what.en}"),
            remedy=_MONTHS,
        )
