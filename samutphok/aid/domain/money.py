"""Money and quantities as whole numbers: satang, and hundredths of a unit. Nothing is ever rounded on its way."""

from decimal import Decimal

from samutphok.kernel.errors import Bilingual, InvalidInput

MOST_SATANG = 100_000_000_000  # one thousand million baht: more is a slip of the hand
MOST_HUNDREDTHS = 100_000_000
ZERO = Decimal(0)
_MOST_DIGITS = 20


class BadAmount(InvalidInput):
    """An amount with more than two decimals, below zero, or beyond what one entry may hold."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("จำนวนนี้บันทึกไม่ได้", "This amount cannot be kept."),
            remedy=Bilingual("ใส่ตัวเลขตั้งแต่ 0 ทศนิยมไม่เกิน 2 ตำแหน่ง", "Give a number from 0 with at most two decimals."),
        )


def satang(baht: Decimal) -> int:
    """The amount in satang; raises BadAmount."""
    return _hundredths(baht, MOST_SATANG)


def hundredths(quantity: Decimal) -> int:
    """The quantity in hundredths of its unit; raises BadAmount."""
    return _hundredths(quantity, MOST_HUNDREDTHS)


def whole(amount: int) -> Decimal:
    """Satang as baht, hundredths as units."""
    return Decimal(amount).scaleb(-2)


def _hundredths(value: Decimal, most: int) -> int:
    try:
        if Decimal(value).adjusted() > _MOST_DIGITS:  # numbers without end are not even reckoned with
            raise BadAmount
        found = Decimal(value).scaleb(2)
        exact = int(found)
    except (ArithmeticError, ValueError) as error:
        raise BadAmount from error
    if exact != found or not 0 <= exact <= most:
        raise BadAmount
    return exact
