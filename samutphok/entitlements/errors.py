"""What can be wrong with a question about rights."""

from typing import Self

from samutphok.kernel.errors import Bilingual, InvalidInput, NotFound
from samutphok.kernel.json_lines import EntryPath


class BadHousehold(InvalidInput):
    """The file of a household cannot be taken; names the file, the line where it is known, and the place, never a value.

    path: of the entry, such as ("persons", 0, "birth_date"); () for the whole file.
    """

    def __init__(
        self, file: str, path: EntryPath, problem: Bilingual, remedy: Bilingual, *, line: int | None = None
    ) -> None:
        place = f"{place}: " if (place := _place(path)) else ""
        th, en = ("", "") if line is None else (f" บรรทัดที่ {line}", f", line {line}")
        super().__init__(
            problem=Bilingual(f"{file}{th}: {place}{problem.th}", f"{file}{en}: {place}{problem.en}"), remedy=remedy
        )
        self.file, self.path, self.bare_problem = file, path, problem

    def on_line(self, line: int) -> Self:
        """The same with its line in the file."""
        return type(self)(self.file, self.path, self.bare_problem, self.remedy, line=line)


class BadPersons(InvalidInput):
    """A register of persons cannot be taken; names the file, the column and the first row."""

    def __init__(self, file: str, problem: Bilingual, remedy: Bilingual) -> None:
        super().__init__(problem=Bilingual(f"{file}: {problem.th}", f"{file}: {problem.en}"), remedy=remedy)


class BenefitNotFound(NotFound):
    """No benefit of that name."""

    def __init__(self, name: str, names: str) -> None:
        super().__init__(
            problem=Bilingual(f"ไม่มีสิทธิประโยชน์ '{name}'", f"There is no benefit '{name}'."),
            remedy=Bilingual(f"ใช้ชื่อใดชื่อหนึ่ง: {names}", f"Use one of: {names}."),
        )


def _place(path: EntryPath) -> str:
    """As people write it: persons[0].birth_date."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step[:40]}" for step in path).removeprefix(".")
