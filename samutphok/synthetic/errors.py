"""What can be wrong with an order for synthetic registers."""

from pathlib import Path

from samutphok.kernel.errors import Bilingual, InvalidInput


class UnreadableCounts(InvalidInput):
    """The folder of published counts lacks a file or a column."""

    @classmethod
    def missing_file(cls, path: Path) -> "UnreadableCounts":
        """`path`: the file that is not there or is no Parquet file."""
        return cls(
            problem=Bilingual(
                f"อ่านไฟล์จำนวนของ TPMAP ไม่ได้: {path}", f"The file of TPMAP's counts cannot be read: {path}."
            ),
            remedy=Bilingual(
                "ระบุโฟลเดอร์ที่มี population.parquet และ target_poor.parquet",
                "Name a folder that holds population.parquet and target_poor.parquet.",
            ),
        )

    @classmethod
    def missing_columns(cls, path: Path, columns: list[str]) -> "UnreadableCounts":
        """`columns`: names that the file should have and has not."""
        names = ", ".join(columns)
        return cls(
            problem=Bilingual(f"ไฟล์ {path} ไม่มีคอลัมน์ {names}", f"The file {path} has no column {names}."),
            remedy=Bilingual("ใช้ไฟล์ที่มีคอลัมน์ครบ", "Use a file that has these columns."),
        )


class UnknownProvince(InvalidInput):
    """A province for which nobody has counts."""

    @classmethod
    def of(cls, code: str) -> "UnknownProvince":
        """`code`: the two digits that were asked for."""
        return cls(
            problem=Bilingual(f"ไม่มีข้อมูลของจังหวัดรหัส {code}", f"There are no counts for the province {code}."),
            remedy=Bilingual(
                "ระบุรหัสจังหวัด 2 หลักที่มีการสำรวจ จปฐ. (กรุงเทพมหานครไม่ได้สำรวจ)",
                "Give the 2 digits of a province that the BMN survey covered (Bangkok was not surveyed).",
            ),
        )


class ImpossibleOrder(InvalidInput):
    """An option whose value makes no sense."""

    @classmethod
    def scale(cls, value: float) -> "ImpossibleOrder":
        """`value`: the share of the tambons that was asked for."""
        return cls(
            problem=Bilingual(f"สัดส่วน {value} ใช้ไม่ได้", f"The scale {value} cannot be used."),
            remedy=Bilingual("ระบุค่ามากกว่า 0 และไม่เกิน 1", "Give a number above 0 and up to 1."),
        )

    @classmethod
    def as_of(cls, first: int, last: int) -> "ImpossibleOrder":
        """`first` and `last`: the years (CE) between which the day of ages may lie."""
        return cls(
            problem=Bilingual("วันที่อ้างอิงอยู่นอกช่วงที่ทำได้", "The day of ages lies outside the possible years."),
            remedy=Bilingual(
                f"ระบุวันที่ระหว่าง พ.ศ. {first + 543} ถึง {last + 543}", f"Give a day of the years {first} to {last}."
            ),
        )
