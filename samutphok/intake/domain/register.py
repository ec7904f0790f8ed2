"""Register layouts: which columns a register has, what they mean, how offices head them. Read from dated YAML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.identifiers import AreaLevel
from samutphok.kernel.policies import PolicyError, PolicyFile, load_policy, policy_names

KIND = "registers"
FULL_NAME = "full_name"
_KEYS = {"name", "repeat", "type", "header", "meaning", "synonyms", "longest", "past", "level", "constant"}
FILLED_BY_FULL_NAME = ("title", "first_name", "last_name")


class ColumnType(StrEnum):
    """How the cells of a column are read, and what they are staged as."""

    TEXT = "text"  # as written, spaces tidied
    CODE = "code"  # a number that names: without Thai digits, a spreadsheet's '.0' and leading zeros
    FULL_NAME = "full_name"  # fills title, first_name and last_name; not staged itself
    PID = "pid"
    HOUSE_CODE = "house_code"  # 11 digits, or up to 11 characters as written
    AREA_CODE = "area_code"
    SEX = "sex"  # 'M' or 'F'
    DATE = "date"  # ISO text with its precision
    NUMBER = "number"  # double, never negative
    FLAG = "flag"  # int8 1 or 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register under its canonical name.

    `required`: a file without it is not this register. `longest`: characters of a text. `past`: a date that cannot lie
    after the register's cut. `level`: the smallest level that an area code must reach. `constant`: one value may be given
    for every row of a file that lacks the column.
    """

    name: str
    type: ColumnType
    meaning: Bilingual
    synonyms: tuple[str, ...]
    required: bool = False
    longest: int = 200
    past: bool = False
    level: AreaLevel = AreaLevel.PROVINCE
    constant: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A register that offices send. A row must fill one column of every group in `needs`."""

    name: str
    title: Bilingual
    sender: Bilingual
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> Column | None:
        """The column of that canonical name, if the register has it."""
        return next((column for column in self.columns if column.name == name), None)


@cache
def registers() -> Mapping[str, Register]:
    """Every register that has a YAML file in `policy/registers`, by name. Raises PolicyError naming file and line."""
    shared = {entry["name"]: entry for entry in load_policy(KIND, "shared/person").get("columns")}
    return {name: read_register(load_policy(KIND, name), shared) for name in policy_names(KIND)}


def read_register(policy: PolicyFile, shared: Mapping[str, Mapping[str, Any]]) -> Register:
    """The register that a YAML file describes; `shared` holds the columns that `same_as` may name."""
    columns: list[Column] = []
    for place, entry in enumerate(policy.get("columns")):
        try:
            columns.extend(_columns(entry, shared))
        except (KeyError, ValueError, TypeError) as error:
            raise _bad(policy, ("columns", place), f"the column cannot be used ({error})") from error
    register = Register(
        name=policy.name,
        title=Bilingual(th=policy.get("title", "th"), en=policy.get("title", "en")),
        sender=Bilingual(th=policy.get("sender", "th"), en=policy.get("sender", "en")),
        columns=tuple(columns),
        needs=tuple(tuple(group) for group in policy.get("needs")),
    )
    if complaint := _complaint(register):
        raise _bad(policy, ("columns",), complaint)
    return register


def _columns(entry: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]]) -> Sequence[Column]:
    if "same_as" in entry:
        own = {key: value for key, value in entry.items() if key != "same_as"}
        entry = {**shared[entry["same_as"]], **own}
    if "repeat" not in entry:
        return [_column(entry)]
    return [_column(_numbered(entry, number)) for number in range(1, int(entry["repeat"]) + 1)]


def _numbered(value: Any, number: int) -> Any:
    """The entry with every '{n}' replaced by the number."""
    if isinstance(value, str):
        return value.replace("{n}", str(number))
    if isinstance(value, Mapping):
        return {key: _numbered(inner, number) for key, inner in value.items()}
    return [_numbered(inner, number) for inner in value] if isinstance(value, list) else value


def _column(entry: Mapping[str, Any]) -> Column:
    if unknown := set(entry) - _KEYS:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    return Column(
        name=entry["name"],
        type=ColumnType(entry["type"]),
        meaning=Bilingual(th=entry["meaning"]["th"], en=entry["meaning"]["en"]),
        synonyms=tuple(entry.get("synonyms", ())),
        required=entry.get("header") == "required",
        longest=int(entry.get("longest", 200)),
        past=bool(entry.get("past", False)),
        level=AreaLevel[str(entry.get("level", "province")).upper()],
        constant=bool(entry.get("constant", False)),
    )


def _complaint(register: Register) -> str:
    """What is wrong with the columns taken together; '' when nothing is."""
    names = [column.name for column in register.columns]
    if len(set(names)) < len(names):
        return "a column is named twice"
    if "area_code" not in names or ("area_code",) not in register.needs:
        return "area_code, which says who may see a row, must be a column and a group of `needs`"
    for own in (ColumnType.AREA_CODE, ColumnType.PID, ColumnType.FULL_NAME):
        if any((column.type is own) != (column.name == own) for column in register.columns):
            return f"the column of type {own} is named {own}, and no other"
    if FULL_NAME in names and not set(FILLED_BY_FULL_NAME) <= set(names):
        return f"full_name fills {', '.join(FILLED_BY_FULL_NAME)}: the register needs them too"
    unknown = [name for group in register.needs for name in group if name not in names]
    return f"`needs` names columns that do not exist: {', '.join(unknown)}" if unknown else ""


def _bad(policy: PolicyFile, path: tuple[str | int, ...], why: str) -> PolicyError:
    return policy.error(
        path,
        Bilingual(f"นิยามทะเบียนใช้ไม่ได้: {why}", f"{why}."),
        Bilingual("แก้แฟ้มตาม docs/registers.md", "Correct the file as docs/registers.md describes."),
    )
