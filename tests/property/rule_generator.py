"""Random rules that are well typed, and random facts with gaps, from one seed."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from samutphok.kernel.rules import FactType

BOOL, INT, NUMBER, TEXT, DATE = FactType.BOOL, FactType.INT, FactType.NUMBER, FactType.TEXT, FactType.DATE

FACTS = {
    **dict.fromkeys(("disabled", "bedridden", "lives_alone"), BOOL),
    **dict.fromkeys(("age", "members", "number_of_days"), INT),
    **dict.fromkeys(("income", "rent", "share"), NUMBER),
    **dict.fromkeys(("district", "kind"), TEXT),
    **dict.fromkeys(("born", "moved_in"), DATE),
}

_INTS = (0, 1, -1, 2, 3, 18, 60, 38_000, 2**53 + 1, 2**63 - 1, -(2**63))
_NUMBERS = (0.0, -0.0, 0.1, 0.2, 1.5, -2.25, 38_000.0, 100_000.0, 1e-300, 5e-324, 1e308, -1.7e308, 0.30000000000000004)
_TEXTS = ("", "กะทู้", "ถลาง", "Thalang", "it's", "a b ", '"')
_FIRST_DAY = date(1900, 1, 1)


def facts(random: Random) -> dict[str, object | None]:
    """One row: a fifth of all facts missing, numbers now and then NaN or infinite."""
    return {name: None if random.random() < 0.2 else _fact(random, type_) for name, type_ in FACTS.items()}


def _fact(random: Random, type_: FactType) -> object:
    if type_ is NUMBER:
        return random.choice((*_NUMBERS, random.uniform(-1e6, 1e6), float("nan"), float("inf"), float("-inf")))
    return _value(random, type_)


def _value(random: Random, type_: FactType) -> bool | int | float | str | date:
    if type_ is BOOL:
        return random.random() < 0.5
    if type_ is INT:
        return random.choice((*_INTS, random.randint(-100, 100)))
    if type_ is NUMBER:
        return random.choice((*_NUMBERS, random.uniform(-1e6, 1e6)))
    if type_ is TEXT:
        return random.choice(_TEXTS)
    return _FIRST_DAY + timedelta(days=random.randrange(55_000))


def rule(random: Random, type_: FactType = BOOL, depth: int = 4) -> str:
    """The text of a rule of that type, nested at most `depth` deep."""
    if depth == 0 or random.random() < 0.12:
        return _leaf(random, type_)
    forms = [_choice, *_FORMS.get(type_, ())]
    return random.choice(forms)(random, type_, depth - 1)


def _leaf(random: Random, type_: FactType) -> str:
    if random.random() < 0.7:
        return random.choice([name for name, other in FACTS.items() if other is type_])
    return literal(_value(random, type_))


def literal(value: object) -> str:
    """A value as the rule language writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}'" if "'" not in value else f'"{value}"'
    return f"date('{value.isoformat()}')" if isinstance(value, date) else repr(value)


def _number(random: Random, depth: int) -> str:
    return rule(random, random.choice((INT, NUMBER)), depth)


def _choice(random: Random, type_: FactType, depth: int) -> str:
    return f"({rule(random, BOOL, depth)} ? {rule(random, type_, depth)} : {rule(random, type_, depth)})"


def _logic(random: Random, _: FactType, depth: int) -> str:
    joined = random.choice((" && ", " || ")).join(rule(random, BOOL, depth) for _ in range(random.randint(2, 3)))
    return f"({joined})"


def _not(random: Random, _: FactType, depth: int) -> str:
    return f"!({rule(random, BOOL, depth)})"


def _order(random: Random, _: FactType, depth: int) -> str:
    op = random.choice(("<", "<=", ">", ">=", "==", "!="))
    if random.random() < 0.2:
        return f"({rule(random, DATE, depth)} {op} {rule(random, DATE, depth)})"
    return f"({_number(random, depth)} {op} {_number(random, depth)})"


def _equality(random: Random, _: FactType, depth: int) -> str:
    type_ = random.choice((TEXT, BOOL))
    return f"({rule(random, type_, depth)} {random.choice(('==', '!='))} {rule(random, type_, depth)})"


def _member(random: Random, _: FactType, depth: int) -> str:
    types = random.choice(((TEXT,), (INT,), (NUMBER,), (INT, NUMBER)))
    options = ", ".join(literal(_value(random, random.choice(types))) for _ in range(random.randint(1, 4)))
    return f"({rule(random, random.choice(types), depth)} in [{options}])"


def _known(random: Random, _: FactType, __: int) -> str:
    return f"has({random.choice(list(FACTS))})"


def _arithmetic(random: Random, _: FactType, depth: int) -> str:
    return f"({_number(random, depth)} {random.choice('+-*/')} {_number(random, depth)})"


def _negative(random: Random, _: FactType, depth: int) -> str:
    return f"-({_number(random, depth)})"


def _extreme(random: Random, type_: FactType, depth: int) -> str:
    parts = ", ".join(rule(random, type_, depth) for _ in range(random.randint(2, 3)))
    return f"{random.choice(('min', 'max'))}({parts})"


_FORMS: dict[FactType, tuple[Callable[[Random, FactType, int], str], ...]] = {
    BOOL: (_logic, _logic, _not, _order, _order, _equality, _member, _known),
    INT: (_extreme,),
    NUMBER: (_arithmetic, _arithmetic, _negative, _extreme),
}
