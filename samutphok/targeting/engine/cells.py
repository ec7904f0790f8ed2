"""Cells of register files as offices write them, read by Ibis expressions.

Each reader takes a column of any plausible type. The usual spelling is told first and cheaply; only what is left goes
through the slow readings (Thai digits, blanks, '1.0', a lost leading zero): a case evaluates only its own rows.
"""

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

ABSENT, NO, YES, WRONG = -1, 0, 1, 2  # readings of a yes-or-no cell

_THAI, _ARABIC = "๐๑๒๓๔๕๖๗๘๙", "0123456789"
_BLANK = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_BLANKS, _SEPARATORS = f"[{_BLANK}]+", f"[{_BLANK}\\-‐-―−_.']+"
_FRACTION = "[.]0*$"


def readable(dtype: dt.DataType) -> bool:
    """Whether a column of this type can hold the cells of a register: text, numbers, booleans, or nothing but NULL."""
    return dtype.is_string() or dtype.is_numeric() or dtype.is_boolean() or _empty(dtype)


def _empty(dtype: dt.DataType) -> bool:
    """A column without any value, which DuckDB types in a way that Ibis does not know."""
    return dtype.is_null() or (dtype.is_unknown() and "NULL" in str(dtype))


def text(column: ir.Value) -> ir.StringValue:
    """A cell as text: a number without a fraction of zero, NaN as NULL; text as it is."""
    dtype = column.type()
    if _empty(dtype):
        return ibis.literal("").nullif("")  # a plain NULL cannot be compared in Ibis
    if not (dtype.is_floating() or dtype.is_decimal()):
        return column if dtype.is_string() else column.cast("string")
    number = column.cast("float64")
    whole = (number.floor() == number) & (number.abs() < 1e15)
    return ibis.cases(
        (number.isnan(), ibis.null("string")),
        (whole, number.try_cast("int64").cast("string")),
        else_=number.cast("string"),
    )


def plain(column: ir.Value) -> ir.StringValue:
    """A cell's text with Arabic digits and without blanks."""
    return _arabic(text(column)).re_replace(_BLANKS, "")


def yes_or_no(column: ir.Value) -> ir.IntegerValue:
    """ABSENT, NO (0), YES (1) or WRONG; 'true' and 'false' count, in any case."""
    dtype = column.type()
    if dtype.is_boolean():
        return column.ifelse(YES, NO).fill_null(ABSENT)
    if dtype.is_integer():
        return ibis.cases((column == 1, YES), (column == 0, NO), (column.isnull(), ABSENT), else_=WRONG)
    cell = text(column)
    return ibis.cases(
        (cell == "1", YES),
        (cell == "0", NO),
        (cell.isnull(), ABSENT),
        (cell.re_search(f"^[{_BLANK}]*$"), ABSENT),
        (cell.re_search(f"^[{_BLANK}]*([1๑]([.][0๐]*)?|[Tt][Rr][Uu][Ee])[{_BLANK}]*$"), YES),
        (cell.re_search(f"^[{_BLANK}]*([0๐]([.][0๐]*)?|[Ff][Aa][Ll][Ss][Ee])[{_BLANK}]*$"), NO),
        else_=WRONG,
    )


def pid_digits(column: ir.Value) -> ir.IntegerValue:
    """The 12 or 13 digits of a citizen number as an integer, however they are spaced; NULL for any other cell."""
    cell = text(column)
    compact = _arabic(cell).re_replace(_SEPARATORS, "")
    return ibis.cases(
        (_is_number(cell, digits=13), cell),
        (compact.re_search("^[0-9]{12,13}$"), compact),
        else_=ibis.null("string"),
    ).try_cast("int64")


def valid_pid(digits: ir.IntegerValue) -> ir.IntegerValue:
    """The number if its check digit holds and its category exists, else NULL; as kernel.identifiers.read_pid decides.

    As integers a number and the same number without its leading zero are one, so the lost zero needs no repair:
    twelve digits are taken when the check digit holds. `digits` should be a column already computed: it is read often.
    """
    right = (_check_digit(digits) == digits % 10) & (digits < 9 * 10**12)
    return ibis.ifelse(right, digits, ibis.null("int64"))


def area_code(column: ir.Value) -> ir.StringValue:
    """A village's code, 8 digits; NULL for a cell that holds none."""
    cell, code = text(column), "^[1-9][0-9]{7}$"
    compact = _compact(cell)
    return ibis.cases((_is_number(cell, digits=8), cell), (compact.re_search(code), compact), else_=ibis.null("string"))


def house_code(column: ir.Value) -> ir.StringValue:
    """A house's code, NULL when the cell is empty: 11 digits however they are spaced, any other text without blanks."""
    cell, code = text(column), "^[0-9]{11}$"
    compact, plain = _compact(cell), _plain(cell)
    return ibis.cases(
        (_is_number(cell, digits=11), cell),
        (compact.re_search(code), compact),
        (plain != "", plain),
        else_=ibis.null("string"),
    )


def rounded_away(house: ir.StringValue) -> ir.BooleanValue:
    """Whether a spreadsheet rounded the house code ('1.23457E+10'): different houses would become one."""
    return (house.contains("E+") | house.contains("e+")).fill_null(False)


def family_no(column: ir.Value) -> ir.StringValue:
    """The family's number within the house, without blanks and leading zeros; '' when the cell is empty."""
    cell = text(column)
    plain = _plain(cell).re_replace("^0+([0-9])", r"\1")
    return ibis.cases((cell == "1", cell), (cell == "2", cell), (cell.isnull(), ""), else_=plain)


def full_name(first: ir.Value, last: ir.Value) -> ir.StringValue:
    """First and family name as given, with a bar between them."""
    return text(first).fill_null("") + "|" + text(last).fill_null("")


def _is_number(cell: ir.StringValue, *, digits: int) -> ir.BooleanValue:
    """Whether a cell is that many plain digits, not beginning with 0; cheaper than a pattern.

    A cast also takes signs, points, blanks and exponents, but then that length leaves too few digits, or an 'e' shows.
    """
    number = cell.try_cast("int64")
    plain = (cell.length() == digits) & (number >= 10 ** (digits - 1)) & ~cell.contains("e") & ~cell.contains("E")
    return plain.fill_null(False)


def _arabic(cell: ir.StringValue) -> ir.StringValue:
    return cell.translate(_THAI, _ARABIC)


def _plain(cell: ir.StringValue) -> ir.StringValue:
    return _arabic(cell).re_replace(_BLANKS, "").re_replace(_FRACTION, "")


def _compact(cell: ir.StringValue) -> ir.StringValue:
    return _plain(cell).re_replace(_SEPARATORS, "")


def _check_digit(number: ir.IntegerValue) -> ir.IntegerValue:
    """The check digit of a number's first twelve digits, out of remainders alone.

    With r(k) = number % 10**k the digit at place k is (r(k+1) - r(k)) / 10**k and weighs k + 1. Modulo 11, 10 is -1,
    so dividing by 10**k is multiplying by (-1)**k, and the weighted sum of kernel.identifiers.pid_check_digit is
    2 r(1) + 13 number - sum of (-1)**k (2k + 1) r(k) for k from 2 to 12. The 11 * 10**14 keeps it positive.
    """
    total = 11 * 10**14 + 2 * (number % 10) + 13 * number
    for place in range(2, 13):
        term = (2 * place + 1) * (number % 10**place)
        total = total + term if place % 2 else total - term
    return (11 - total % 11) % 10


def whole(total: ir.NumericValue) -> ir.IntegerValue:
    """A sum as a 64-bit integer. DuckDB makes sums wider than Ibis believes, so a plain cast would be left out."""
    return total.cast("decimal(38, 0)").cast("int64")
