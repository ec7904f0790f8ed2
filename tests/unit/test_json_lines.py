"""The line of an entry in a JSON text: of its name, of a list's item, of the last where a name stands twice."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samutphok.kernel.json_lines import line_of

TEXT = """\
{"household": {"area_code": "83",
   "name": "}\\n,]\\"",
   "members":
     [1, [2,
      3], {}]},

 "persons": [
  {"person_id": "a"}, {
   "person_id":
     "b", "age": 1, "age": 2},
  []
 ]}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("household",), 1),
        (("household", "name"), 2),
        (("household", "members"), 3),
        (("household", "members", 1, 0), 4),
        (("household", "members", 1, 1), 5),
        (("household", "members", 2), 5),
        (("persons",), 7),
        (("persons", 0, "person_id"), 8),
        (("persons", 1), 8),
        (("persons", 1, "person_id"), 9),
        (("persons", 1, "age"), 10),
        (("persons", 2), 11),
        (("persons", 2, 0), 11),  # nothing there: the nearest entry
        (("persons", 3), 7),
        (("persons", "x"), 7),
        (("household", "nowhere", "deeper"), 1),
    ],
)
def test_an_entry_is_on_the_line_of_its_name(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


def test_of_a_name_that_stands_twice_the_last_counts_as_for_the_reader() -> None:
    text = '{"a": 1,\n "b": 2,\n "a": 3}'
    assert (json.loads(text)["a"], line_of(text, ("a",))) == (3, 3)


@pytest.mark.parametrize("text", ["", "{", '{"a"', '{"a":', '{"a": 1', "[1,", "[" * 100_000, '{"a": nope}'])
def test_what_is_no_json_has_the_first_line(text: str) -> None:
    assert line_of(text, ("a", 0)) == line_of(text, (1, "a")) == 1


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
)


@given(TREES)
def test_every_entry_of_an_indented_text_is_found(tree: object) -> None:
    """Written with one entry a line, the lines of a tree's entries are those of its order."""
    text = json.dumps(tree, indent=1)

    def walk(entry: object, path: tuple[str | int, ...], at: int) -> int:
        """Checks an entry that begins on a line; gives the line on which it ends."""
        assert line_of(text, path) == at
        steps = entry.items() if isinstance(entry, dict) else enumerate(entry) if isinstance(entry, list) else ()
        end = at
        for step, inner in steps:
            end = walk(inner, (*path, step), end + 1)
        return end + 1 if isinstance(entry, dict | list) and entry else end

    walk(tree, (), 1)
