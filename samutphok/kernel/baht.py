"""Baht in Thai words, as they stand on receipts and cheques."""

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def baht_in_words(satang: int) -> str:
    """'สามพันบาทถ้วน' for 300,000 satang, 'หนึ่งบาทห้าสิบสตางค์' for 150; raises ValueError below zero."""
    if satang < 0:
        raise ValueError("an amount below zero has no words on a receipt")
    baht, rest = divmod(satang, 100)
    whole = f"{_number(baht) or 'ศูนย์'}บาท" if baht or not rest else ""
    return f"{whole}{_number(rest)}สตางค์" if rest else f"{whole}ถ้วน"


def _number(value: int) -> str:
    millions, rest = divmod(value, _MILLION)
    head = f"{_number(millions)}ล้าน" if millions else ""
    return head + _below_million(rest, follows=bool(millions))


def _below_million(value: int, *, follows: bool) -> str:
    """follows: millions stand before it, so that a last one is 'เอ็ด'."""
    words: list[str] = []
    for place in reversed(range(len(_PLACES))):
        digit = value // 10**place % 10
        if digit:
            words.append(_digit(digit, place, first=not words and not follows) + _PLACES[place])
    return "".join(words)


def _digit(digit: int, place: int, *, first: bool) -> str:
    if place == 0 and digit == 1 and not first:
        return "เอ็ด"
    if place == 1 and digit <= 2:
        return "ยี่" if digit == 2 else ""
    return _DIGITS[digit]
