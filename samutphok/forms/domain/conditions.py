"""The conditions of a form in words, for people who read it on paper or at the desk.

Understood are comparisons with a value, `selected`, `not`, `and`, `or` and brackets: nearly all that forms use. What is not
understood is left out where the rest still says when to ask ('and'), and otherwise nothing is said: never a wrong word.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samutphok.forms.domain.body import steps
from samutphok.forms.domain.facts import FedFact
from samutphok.forms.domain.question import SILENT, FormSchema, Path, Question
from samutphok.kernel.errors import Bilingual

Call = Callable[[Question], Bilingual]  # how a question is spoken of: by its words, by its number

_TOKEN = re.compile(r"""\s*('[^']*'|"[^"]*"|\d+(?:\.\d+)?|!=|<=|>=|[=<>(),\[\]|+*]|[\w./:@-]+)""")
_SIGNS: Mapping[str, Bilingual] = {
    ">": Bilingual("มากกว่า", "more than"),
    "<": Bilingual("น้อยกว่า", "less than"),
    ">=": Bilingual("ตั้งแต่", "at least"),
    "<=": Bilingual("ไม่เกิน", "at most"),
    "=": Bilingual("เท่ากับ", "equal to"),
    "!=": Bilingual("ไม่เท่ากับ", "other than"),
}
_TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "=": "=", "!=": "!="}
_DENIED = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "=": "!=", "!=": "="}
_AND, _OR = Bilingual("และ", "and"), Bilingual("หรือ", "or")
_PAIRS = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class _Said:
    """A condition and its contrary, where that can be said. loose: alternatives, put in brackets beside an 'and'."""

    subject: Bilingual
    holds: Bilingual
    fails: Bilingual | None
    loose: bool = False


class _Unread(Exception):
    """The expression has a shape that is not read."""


def in_words(expression: str, *, at: Path, schema: FormSchema, facts: Mapping[str, FedFact], call: Call) -> Bilingual:
    """When something is asked, as a clause without a full stop; '' in both languages for always or for what is not read.

    at: path of the node that has the condition. facts: by whose names calculated values are spoken of.
    """
    teller = _Teller({question.path: question for question in schema.questions}, schema.root, at, facts, call)
    try:
        said = _Reader(expression, teller).whole()
    except _Unread:
        return SILENT
    return _whole(said.subject, said.holds) if said else SILENT


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says what a comparison means, by the form's own words."""

    questions: Mapping[Path, Question]
    root: str
    at: Path
    facts: Mapping[str, FedFact]
    call: Call

    def compared(self, reference: str, sign: str, value: str) -> _Said | None:
        question = self.questions.get(steps(reference, root=self.root, context=self.at))
        if question is None:
            return None
        if not question.asked:
            return self._calculated(question, sign, value)
        subject = self.call(question)
        if value == "":
            answered, silent = Bilingual("ตอบแล้ว", "is answered"), Bilingual("ไม่ได้ตอบ", "is not answered")
            return _either_way(subject, answered, silent, sign)
        if question.choices:
            label = next(
                (choice.label for choice in question.choices if choice.value == value), Bilingual(value, value)
            )
            is_it = Bilingual(f"ตอบ “{label.th}”", f"is “{label.en}”")
            is_not = Bilingual(f"ไม่ได้ตอบ “{label.th}”", f"is not “{label.en}”")
            return _either_way(subject, is_not, is_it, sign)
        return _measured(subject, sign, value)

    def _calculated(self, question: Question, sign: str, value: str) -> _Said | None:
        if question.fact == "person_id" and value == "":
            listed, new = Bilingual("มีในรายชื่อ", "is on the list"), Bilingual("ไม่มีในรายชื่อ", "is not on the list")
            return _either_way(Bilingual("คนนี้", "this person"), listed, new, sign)
        fact = self.facts.get(question.fact)
        if fact is None or value == "":
            return None
        if fact.kind == "flag":
            yes, no = Bilingual("ใช่", "yes"), Bilingual("ไม่ใช่", "no")
            subject = Bilingual(f"“{fact.label.th}”", f"“{fact.label.en}”:")
            return _either_way(subject, yes, no, sign if value == "0" else _DENIED[sign])
        return _measured(fact.label, sign, value)


def _either_way(subject: Bilingual, unlike: Bilingual, like: Bilingual, sign: str) -> _Said | None:
    """like: what '=' means."""
    if sign not in {"=", "!="}:
        return None
    return _Said(subject, *((like, unlike) if sign == "=" else (unlike, like)))


def _measured(subject: Bilingual, sign: str, value: str) -> _Said:
    holds, fails = _SIGNS[sign], _SIGNS[_DENIED[sign]]
    return _Said(
        subject,
        Bilingual(f"{holds.th} {value}", f"{holds.en} {value}"),
        Bilingual(f"{fails.th} {value}", f"{fails.en} {value}"),
    )


class _Reader:
    """Reads an expression from left to right; None stands for a condition of which nothing can be said."""

    def __init__(self, expression: str, teller: _Teller) -> None:
        self._tokens, self._at, self._teller = _tokens(expression), 0, teller

    def whole(self) -> _Said | None:
        """The condition, if there is one."""
        if not self._tokens:
            return None
        said = self._any()
        if self._at < len(self._tokens):
            raise _Unread
        return said

    def _any(self) -> _Said | None:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else _joined(parts, _OR)

    def _all(self) -> _Said | None:
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else _joined([part for part in parts if part], _AND)

    def _one(self) -> _Said | None:
        if self._take("not"):
            inner = self._bracketed()
            return _Said(inner.subject, inner.fails, inner.holds) if inner and inner.fails else None
        if self._peek() == "(":
            return self._bracketed()
        if self._take("selected"):
            return self._selected()
        left, sign, right = self._operand(), self._next(), self._operand()
        if sign not in _SIGNS:
            raise _Unread
        if _is_value(left):
            left, right, sign = right, left, _TURNED[sign]
        if _is_value(left) or not _is_value(right) or not left:
            return None
        return self._teller.compared(left, sign, _value(right))

    def _bracketed(self) -> _Said | None:
        self._expect("(")
        said = self._any()
        self._expect(")")
        return said

    def _selected(self) -> _Said | None:
        """`selected(question, 'value')`, or `selected('a list of values', question)`."""
        self._expect("(")
        left = self._operand()
        self._expect(",")
        right = self._operand()
        self._expect(")")
        listed, asked = (left, right) if _is_value(left) else (right, left)
        if not _is_value(listed) or _is_value(asked) or not asked:
            return None
        told = [self._teller.compared(asked, "=", value) for value in _value(listed).split()]
        return told[0] if len(told) == 1 else _joined(told, _OR)

    def _operand(self) -> str:
        """A value or a reference; '' for anything else, which is passed over."""
        token = self._next()
        if _is_value(token) or not re.match(r"[\w./]", token):
            return token if _is_value(token) else self._refuse()
        plain = True
        while self._peek() in _PAIRS or (not plain and self._peek().startswith("/")):
            plain = False
            self._pass_over()
        return token if plain else ""

    def _pass_over(self) -> None:
        opened = [self._next()]
        while opened and opened[-1] in _PAIRS:
            token = self._next()
            if token in _PAIRS:
                opened.append(token)
            elif token == _PAIRS[opened[-1]]:
                opened.pop()

    def _refuse(self) -> str:
        raise _Unread

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        if self._at == len(self._tokens):
            raise _Unread
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, token: str) -> bool:
        found = self._peek() == token
        self._at += found
        return found

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise _Unread


def _tokens(expression: str) -> list[str]:
    found, at, text = [], 0, expression.strip().replace("current()/", "")
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise _Unread
        found.append(token[1])
        at = token.end()
    return found


def _is_value(token: str) -> bool:
    return token[:1] in {"'", '"'} or token[:1].isdigit()


def _value(token: str) -> str:
    return token.strip("'\"")


def _joined(parts: list[_Said | None], word: Bilingual) -> _Said | None:
    """One clause; what the part before already named is not named again. Its contrary is said of alternatives only."""
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    if len(known) == 1:
        return _Said(known[0].subject, known[0].holds, None, known[0].loose)
    if word == _AND and known[0].loose:
        first = _whole(known[0].subject, known[0].holds)
        known[0] = _Said(SILENT, Bilingual(f"({first.th})", f"({first.en})"), None)
    holds = _in_a_row(known, word, [part.holds for part in known])
    denied = [part.fails for part in known if part.fails]
    fails = _in_a_row(known, _AND, denied) if word == _OR and len(denied) == len(known) else None
    return _Said(known[0].subject, holds, fails, loose=word == _OR)


def _in_a_row(parts: list[_Said], word: Bilingual, verbs: list[Bilingual]) -> Bilingual:
    """The verbs of all parts, each with its subject unless that is the one before; the first subject is left to the clause."""
    th, en = verbs[0].th, verbs[0].en
    for before, part, verb in zip(parts, parts[1:], verbs[1:], strict=False):
        told = verb if part.subject == before.subject else _whole(part.subject, verb)
        if part.loose and word == _AND:
            told = Bilingual(f"({_whole(part.subject, verb).th})", f"({_whole(part.subject, verb).en})")
        th, en = f"{th} {word.th} {told.th}", f"{en} {word.en} {told.en}"
    return Bilingual(th, en)


def _whole(subject: Bilingual, verb: Bilingual) -> Bilingual:
    return Bilingual(f"{subject.th} {verb.th}".strip(), f"{subject.en} {verb.en}".strip())
