"""YAML for policy files: no surprises in its types, no tricks in its syntax, and the line of every entry.

What `write_yaml` writes, `read_yaml` reads back as it was.

Stricter than YAML 1.1: only true and false are booleans, '010' and '1_000' stay text, a key may stand once, anchors
and aliases are refused (a few lines of them can unfold without end), and so is nesting that no policy needs.
"""

import re
from dataclasses import dataclass

import yaml

_DEEPEST = 30

EntryPath = tuple[str | int, ...]


class YamlError(Exception):
    """What is wrong with the text, and in which line (from 1)."""

    def __init__(self, line: int, reason_th: str, reason_en: str) -> None:
        super().__init__(f"line {line}: {reason_en}")
        self.line, self.reason_th, self.reason_en = line, reason_th, reason_en


@dataclass(frozen=True, slots=True)
class LinedYaml:
    """The content of a YAML text, and the line on which each entry's value begins, by its path."""

    content: object
    lines: dict[EntryPath, int]


class _StrictLoader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        line = self.peek_event().start_mark.line + 1
        if self.check_event(yaml.AliasEvent) or getattr(self.peek_event(), "anchor", None):
            raise YamlError(line, "ไม่ใช้ & และ * ในแฟ้มนโยบาย", "anchors (&) and aliases (*) are not used here")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise YamlError(line, "ซ้อนกันหลายชั้นเกินไป", "it is nested too deeply")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Dumper(yaml.SafeDumper):
    """Quotes what the strict reader, or any other, would take for more than a text; repeats instead of aliases."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?(?:0|[1-9]\d*)", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9]\d*)(?:\.\d+(?:[eE][-+]?\d+)?|[eE][-+]?\d+)", "-+0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
    ("timestamp", r"\d{4}-\d{2}-\d{2}", "0123456789"),
):
    for _side in (_StrictLoader, _Dumper):
        _side.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def write_yaml(content: dict[str, object]) -> str:
    """Plain mappings, lists, texts, numbers, dates and truths as YAML, in their order: the same content, the same text."""
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def read_yaml(text: str) -> LinedYaml:
    """Read one YAML document of plain mappings, lists and values; raises YamlError with the line."""
    try:
        loader = _StrictLoader(text)
        node = loader.get_single_node()
        lines: dict[EntryPath, int] = {}
        if node is not None:
            _note_lines(node, (), lines)
        return LinedYaml(None if node is None else loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or "it is not YAML"
        raise YamlError(mark.line + 1 if mark else 1, "ไวยากรณ์ YAML ไม่ถูกต้อง", reason) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2020-02-30
        raise YamlError(1, "อ่าน YAML ไม่ได้", "a character or a value in it cannot be read") from error


def _note_lines(node: yaml.Node, path: EntryPath, lines: dict[EntryPath, int]) -> None:
    lines[path] = node.start_mark.line + (2 if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">") else 1)
    if isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value):
            _note_lines(item, (*path, place), lines)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if (*path, name) in lines:
                raise YamlError(key.start_mark.line + 1, f"'{name}' มีมากกว่าหนึ่งครั้ง", f"'{name}' stands twice")
            _note_lines(value, (*path, name), lines)
