"""Rules, thresholds and definitions as dated YAML files, changed without touching code.

A named policy is package data: `samutphok/policy/<kind>/<name>.yaml` with `name`, `valid_from`, `valid_to` (left out
while in force) and `source`. A value that changes within a policy is written as a list of periods. An operator's own
file is given by its path and may leave the dates out.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.rules import Expr, FactType, RuleError, parse
from samutphok.kernel.yaml_lines import EntryPath, YamlError, read_yaml

KINDS = (
    "measures",
    "levels",
    "definitions",
    "registers",
    "facts",
    "benefits",
    "attention",
    "targets",
    "questions",
    "problems",  # what can be wrong in a family's life, by dimension
    "calendars",  # when offices work
    "services",  # partners and what they offer
    "agreements",
    "standards",  # of a local pilot
    "clocks",  # how soon something must happen, and who hears when it does not
    "messages",
    "aid",
    "programmes",
    "rhythms",  # how often a family is seen again
    "triage",
    "homes",
    "occupations",  # what people can live on, and where it is learnt
    "scenarios",  # shocks that may be tried
    "evidence",  # what a register shows of the facts that benefits read, and who received them
    "linkage",  # how alike two rows must be to speak of one person
    "allocation",  # how scarce things are shared out
    "quality",  # what a good register is: which columns, which check, how fresh
    "casework",  # how a case is closed, when it is late, who sits in a conference
    "words",  # what free text may not hold
    "verification",  # what a verification team checks, and how samples are drawn
)

_POLICY = Path(__file__).resolve().parent.parent / "policy"
_LARGEST = 1_000_000  # bytes
_LANGUAGES = {"th", "en"}
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)?[a-z0-9][a-z0-9_-]*")


_NO_SOURCE = Bilingual("", "")


class PolicyError(InvalidInput):
    """A policy file that cannot be used; names file, line and remedy."""

    def __init__(self, *, file: str, line: int, problem: Bilingual, remedy: Bilingual) -> None:
        super().__init__(
            problem=Bilingual(f"{file} บรรทัดที่ {line}: {problem.th}", f"{file}, line {line}: {problem.en}"),
            remedy=remedy,
        )
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True)
class Period:
    """A value and the days on which it holds; `valid_to` is the last one, None while in force."""

    valid_from: date
    valid_to: date | None
    value: Any
    source: Bilingual = _NO_SOURCE

    def holds_on(self, day: date) -> bool:
        """Whether the value is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A policy as read: its period of validity, its official source, its content, the hash of its bytes.

    An operator's file that states no `valid_from` holds from the first day there is.
    """

    name: str
    valid_from: date
    valid_to: date | None
    source: Bilingual
    raw: dict[str, Any]
    sha256: str
    file: str
    lines: Mapping[EntryPath, int] = field(repr=False, compare=False)

    def holds_on(self, day: date) -> bool:
        """Whether the policy is in force on that day."""
        return Period(self.valid_from, self.valid_to, None).holds_on(day)

    def error(self, path: EntryPath, problem: Bilingual, remedy: Bilingual) -> PolicyError:
        """The error for one entry, such as ("indicators", 3, "weight"), on the line of the nearest entry there is."""
        while path and path not in self.lines:
            path = path[:-1]
        return PolicyError(file=self.file, line=self.lines.get(path, 1), problem=problem, remedy=remedy)

    def get(self, *path: str | int) -> Any:
        """The entry at a path; raises PolicyError when it is missing."""
        entry: Any = self.raw
        for step in path:
            try:
                entry = entry[step]
            except (KeyError, IndexError, TypeError) as error:
                raise self.error(
                    path,
                    Bilingual(f"ไม่มี '{_dotted(path)}'", f"'{_dotted(path)}' is missing."),
                    Bilingual("เพิ่มรายการนี้ในแฟ้ม", "Add it to the file."),
                ) from error
        return entry

    def rule(self, *path: str | int, facts: Mapping[str, FactType]) -> Expr:
        """The rule written at a path; a rule that cannot be read is named by its line in the file."""
        text = self.get(*path)
        try:
            return parse(text if isinstance(text, str) else str(text).lower(), facts)
        except RuleError as error:
            raise PolicyError(
                file=self.file,
                line=self.lines[path] + error.line - 1,
                problem=error.bare_problem,
                remedy=error.remedy,
            ) from error

    def periods(self, *path: str | int) -> tuple[Period, ...]:
        """The dated values at a path, a list of {from, to, value, source}, oldest first.

        Raises PolicyError when periods overlap, leave a gap, or do not reach as far as the policy itself.
        """
        entries = self.get(*path)
        if not isinstance(entries, list) or not entries:
            raise self._bad_period(path, "ต้องเป็นรายการของช่วงเวลา", "this must be a list of periods.")
        periods = tuple(self._period((*path, place), entry) for place, entry in enumerate(entries))
        for place, (earlier, later) in enumerate(pairwise(periods), start=1):
            if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
                raise self._bad_period((*path, place), "ช่วงเวลาซ้อนกัน", "this period overlaps the one before.")
            if later.valid_from > earlier.valid_to + timedelta(days=1):
                raise self._bad_period((*path, place), "มีช่วงว่างก่อนช่วงเวลานี้", "there is a gap before this period.")
        self._check_reach(path, periods)
        return periods

    def value_on(self, *path: str | int, day: date) -> Any:
        """The dated value at a path that holds on a day; raises PolicyError when none does."""
        for period in self.periods(*path):
            if period.holds_on(day):
                return period.value
        raise self._bad_period(path, "ไม่มีค่าที่ใช้ในวันนั้น", "no value holds on the day asked for.")

    def _check_reach(self, path: EntryPath, periods: Sequence[Period]) -> None:
        last = periods[-1].valid_to
        starts_late = periods[0].valid_from > self.valid_from > date.min
        ends_early = last is not None and (self.valid_to is None or last < self.valid_to)
        if starts_late or ends_early:
            raise self._bad_period(path, "ช่วงเวลาไม่ครอบคลุมอายุของนโยบาย", "the periods do not cover the policy's own.")

    def _period(self, path: EntryPath, entry: Any) -> Period:
        known = isinstance(entry, dict) and {"from", "value"} <= set(entry) <= {"from", "to", "value", "source"}
        if not known or not isinstance(entry["from"], date) or not isinstance(entry.get("to"), date | None):
            raise self._bad_period(path, "ช่วงเวลาไม่ครบ", "a period has from, value, and where needed to and source.")
        if entry.get("to") is not None and entry["to"] < entry["from"]:
            raise self._bad_period(path, "ช่วงเวลาสิ้นสุดก่อนเริ่ม", "this period ends before it begins.")
        return Period(entry["from"], entry.get("to"), entry["value"], _source(entry.get("source", "")))

    def _bad_period(self, path: EntryPath, th: str, en: str) -> PolicyError:
        remedy = Bilingual(
            "เขียนช่วงเวลาต่อเนื่องกันเป็น {from: 2021-03-03, to: 2023-09-30, value: ...}",
            "Write periods one after the other, as {from: 2021-03-03, to: 2023-09-30, value: ...}.",
        )
        return self.error(path, Bilingual(th, en), remedy)


def policy_names(kind: str) -> tuple[str, ...]:
    """The names of all policies of a kind that come with the product."""
    return tuple(sorted(path.stem for path in (_POLICY / _known_kind(kind)).glob("*.yaml")))


def policy_path(kind: str, name: str) -> Path:
    """The file of a named policy; raises InvalidInput, listing the names there are, when there is none."""
    path = _POLICY / _known_kind(kind) / f"{name}.yaml"
    if _NAME.fullmatch(name) and path.is_file():
        return path
    names = ", ".join(policy_names(kind)) or "-"
    raise InvalidInput(
        problem=Bilingual(f"ไม่มีนโยบาย '{name}' ในหมวด {kind}", f"There is no policy '{name}' among {kind}."),
        remedy=Bilingual(f"ใช้ชื่อใดชื่อหนึ่ง: {names} หรือระบุแฟ้ม .yaml", f"Use one of: {names}, or give a .yaml file."),
    )


def load_policy(kind: str, name_or_path: str | Path) -> PolicyFile:
    """Read a policy by its name, or an operator's file by its path (what ends in .yaml or .yml is a path).

    Raises InvalidInput for an unknown name or unreadable file and PolicyError, with file and line, for bad content.
    """
    given = str(name_or_path)
    if isinstance(name_or_path, Path) or given.endswith((".yaml", ".yml")):
        return _read(Path(name_or_path), Path(name_or_path).name)
    path = policy_path(kind, given)
    policy = _read(path, f"{kind}/{given}.yaml")
    if policy.name != path.stem or policy.valid_from == date.min or not policy.source.en:
        raise policy.error(
            (),
            Bilingual("นโยบายต้องมี name ตรงกับชื่อแฟ้ม valid_from และ source", "its name, valid_from or source is missing."),
            Bilingual("เติมสามรายการนี้ไว้ต้นแฟ้ม", "Put name (as the file is called), valid_from and source at its top."),
        )
    return policy


def policy_on(kind: str, family: str, *, day: date) -> PolicyFile:
    """The one policy of a family that is in force on a day; raises InvalidInput when none is or two are.

    A family is all files whose `family` entry, or else name, is the one asked for: the versions of one definition.
    """
    policies = (load_policy(kind, name) for name in policy_names(kind))
    members = [policy for policy in policies if policy.raw.get("family", policy.name) == family]
    in_force = [policy for policy in members if policy.holds_on(day)]
    if len(in_force) == 1:
        return in_force[0]
    found = ", ".join(policy.name for policy in members) or "-"
    raise InvalidInput(
        problem=Bilingual(
            f"ต้องมี '{family}' ที่ใช้อยู่ในวันที่ {day.isoformat()} เพียงหนึ่งฉบับ แต่พบ {len(in_force)}",
            f"One version of '{family}' must be in force on {day.isoformat()}, but there are {len(in_force)}.",
        ),
        remedy=Bilingual(f"แก้ valid_from และ valid_to ของ: {found}", f"Mend valid_from and valid_to of: {found}."),
    )


def read_policy(raw: bytes, *, shown: str) -> PolicyFile:
    """A policy from the bytes of its YAML; `shown` names it in errors, and is its name when it states none.

    Raises PolicyError with the line for bad content.
    """
    if len(raw) > _LARGEST:
        raise _unusable(shown, 1, "แฟ้มใหญ่เกินไป", "the file is too large for a policy.")
    try:
        parsed = read_yaml(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _unusable(shown, 1, "ไม่ใช่ UTF-8", "it is not UTF-8.") from error
    except YamlError as error:
        raise _unusable(shown, error.line, error.reason_th, f"{error.reason_en}.") from error
    content = parsed.content
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        raise _unusable(shown, 1, "ต้องเป็นรายการชื่อและค่า", "it must be entries of the form 'name: value'.")
    for path in _torn_texts(content):
        raise _torn(shown, parsed.lines.get(path, 1), _dotted(path))
    begin = _day(content, "valid_from", shown, parsed.lines) or date.min
    end = _day(content, "valid_to", shown, parsed.lines)
    if end is not None and end < begin:
        raise _unusable(shown, parsed.lines[("valid_to",)], "valid_to อยู่ก่อน valid_from", "it ends before it begins.")
    name, source = content.get("name", Path(shown).stem), content.get("source", "")
    sha256 = hashlib.sha256(raw).hexdigest()
    return PolicyFile(str(name), begin, end, _source(source), content, sha256, shown, parsed.lines)


def _torn_texts(entry: Any, path: EntryPath = ()) -> Iterator[EntryPath]:
    """Where a text in two languages holds something else: an unquoted comma tears its end off, unseen.

    A mapping that begins with a language is such a text. Other entries may carry their wording among their own names,
    so of them only names without a value are refused.
    """
    if isinstance(entry, dict):
        spoken = next(iter(entry), None) in _LANGUAGES
        worded = not _LANGUAGES.isdisjoint(entry)
        for key, value in entry.items():
            if key not in _LANGUAGES and (spoken or (worded and value is None)):
                yield (*path, str(key))
            yield from _torn_texts(value, (*path, str(key)))
    if isinstance(entry, list):
        for place, item in enumerate(entry):
            yield from _torn_texts(item, (*path, place))


def _torn(shown: str, line: int, name: str) -> PolicyError:
    return PolicyError(
        file=shown,
        line=line,
        problem=Bilingual(f"ข้อความสองภาษามี '{name}' ปนอยู่", f"a text in th and en also holds '{name}'."),
        remedy=Bilingual(
            "ใส่อัญประกาศคร่อมข้อความที่มีจุลภาคหรือทวิภาค แล้วลองอีกครั้ง",
            "Put quotes around a text that has a comma or a colon in it, and try again.",
        ),
    )


def _read(path: Path, shown: str) -> PolicyFile:
    return read_policy(_bytes(path, shown), shown=shown)


def _source(stated: Any) -> Bilingual:
    """The official source, written once or in both languages."""
    if isinstance(stated, dict):
        return Bilingual(str(stated.get("th", "")), str(stated.get("en", "")))
    return Bilingual(str(stated), str(stated))


def _bytes(path: Path, shown: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as error:
        raise _unusable(shown, 1, "เปิดแฟ้มไม่ได้", "the file cannot be opened.") from error


def _day(content: dict[str, Any], key: str, shown: str, lines: Mapping[EntryPath, int]) -> date | None:
    value = content.get(key)
    if value is None or isinstance(value, date):
        return value
    raise _unusable(shown, lines[(key,)], f"{key} ไม่ใช่วันที่", f"{key} is no date of the form 2021-03-03.")


def _known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"no such kind of policy: {kind}")
    return kind


def _dotted(path: EntryPath) -> str:
    return ".".join(str(step) for step in path)


def _unusable(shown: str, line: int, th: str, en: str) -> PolicyError:
    return PolicyError(
        file=shown,
        line=line,
        problem=Bilingual(th, en),
        remedy=Bilingual("แก้ไขแฟ้มนี้ แล้วลองอีกครั้ง", "Mend the file and try again."),
    )
