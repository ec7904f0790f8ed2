"""How two answers to one question differ, said so that a case worker can decide between them."""

from datetime import date
from difflib import SequenceMatcher

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.marking import ALIKE, clusters
from samutphok.kernel.marking import Piece as Piece
from samutphok.kernel.marking import pieces as pieces
from samutphok.logbook.domain.catalogue import FactKind

_DAYS_TOLD = 60  # further apart is said in months


def difference(kind: FactKind, one: str, other: str) -> Bilingual | None:
    """What lies between two answers, in words; None where the answers themselves say it all."""
    if not one or not other:
        return Bilingual("ฝ่ายหนึ่งไม่ได้ตอบ", "one side gave no answer")
    match kind:
        case FactKind.NUMBER:
            return _numbers(one, other)
        case FactKind.DATE:
            return _days(one, other)
        case FactKind.FLAG:
            return Bilingual("คำตอบตรงข้ามกัน", "the opposite answer")
        case FactKind.CHOICE:
            return _choices(one, other)
        case FactKind.TEXT:
            return _texts(one, other)
    return None


def chosen(value: str) -> tuple[str, ...]:
    """The values of an answer of which several may be chosen, in the form's order."""
    return tuple(dict.fromkeys(value.split()))


def _numbers(one: str, other: str) -> Bilingual | None:
    try:
        apart = abs(float(one) - float(other))
        larger = max(abs(float(one)), abs(float(other)))
    except ValueError:
        return None
    if not apart:
        return Bilingual("เขียนต่างกัน ค่าเท่ากัน", "written otherwise, the same amount")
    amount, share = f"{apart:,.2f}".rstrip("0").rstrip("."), round(100 * apart / larger)
    return Bilingual(f"ห่างกัน {amount} (ร้อยละ {share} ของค่าที่มากกว่า)", f"{amount} apart ({share}% of the larger one)")


def _days(one: str, other: str) -> Bilingual | None:
    try:
        apart = abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return None
    if apart > _DAYS_TOLD:
        months = round(apart / 30.44)
        return Bilingual(f"ห่างกันราว {months} เดือน", f"about {months} months apart")
    return Bilingual(f"ห่างกัน {apart} วัน", f"{apart} {'day' if apart == 1 else 'days'} apart")


def _choices(one: str, other: str) -> Bilingual | None:
    mine, theirs = set(chosen(one)), set(chosen(other))
    both = len(mine & theirs)
    if max(len(mine), len(theirs)) == 1:
        return Bilingual("เลือกคนละข้อ", "another choice")
    if not both:
        return Bilingual("ไม่มีข้อที่เลือกตรงกัน", "no choice in common")
    if mine == theirs:
        return Bilingual("เลือกตรงกัน เรียงลำดับต่างกัน", "the same choices in another order")
    single = len(mine ^ theirs)
    return Bilingual(f"เลือกตรงกัน {both} ข้อ ต่างกัน {single} ข้อ", f"{both} in common, {single} on one side only")


def _texts(one: str, other: str) -> Bilingual | None:
    if "".join(one.split()) == "".join(other.split()):
        return Bilingual("ต่างกันเฉพาะการเว้นวรรค", "only the spaces differ")
    first, second = clusters(one), clusters(other)
    matcher = SequenceMatcher(a=first, b=second, autojunk=False)
    if matcher.ratio() < ALIKE:
        return Bilingual("คนละข้อความ", "another text")
    letters = sum(
        max(end - start, to - since) for what, start, end, since, to in matcher.get_opcodes() if what != "equal"
    )
    return Bilingual(f"ต่างกัน {letters} ตัวอักษร", f"{letters} {'letter' if letters == 1 else 'letters'} differ")
