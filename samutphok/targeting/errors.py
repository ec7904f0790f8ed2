"""What can go wrong while people are measured and lists are drawn."""

from samutphok.kernel.errors import Bilingual, InvalidInput


class BadRegister(InvalidInput):
    """A register file that lacks a column, or holds a value that the measure cannot read."""


def bad_register(file: str, problem: Bilingual, remedy: Bilingual) -> BadRegister:
    """A register file's mistake, with the file it stands in."""
    return BadRegister(problem=Bilingual(f"{file}: {problem.th}", f"{file}: {problem.en}"), remedy=remedy)
