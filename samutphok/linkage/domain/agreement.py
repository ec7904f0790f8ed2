"""Whether two rows with the same citizen number can speak of the same person.

The number is strong evidence, and numbers are mistyped and misused. So rows are joined only when nothing in them speaks
against it; what does speak against it is named, and a person decides.
"""

from enum import Enum

from samutphok.kernel.dates import PartialDate
from samutphok.kernel.thai import normalise_n1
from samutphok.registry.domain.identity import Identity, name_key
from samutphok.registry.domain.spelling import edit_distance

_FIRST_JANUARY_YEAR = 1941  # CE; Calendar Act BE 2483


class Reason(Enum):
    """Why a row waits for a decision."""

    FIRST_NAME = "first_name"  # another first name
    FULL_NAME = "full_name"  # another surname, and the first name only resembles
    BIRTH = "birth"  # a known part of the birth date differs
    SEX = "sex"
    SAME_SURVEY = "same_survey"  # one survey lists the number twice
    LIKELY = "likely"  # nothing but likeness says who it is
    SEVERAL_PEOPLE = "several_people"  # the number is known to be shared, and the row fits more than one


class Likeness(Enum):
    """How one part of two identities compares."""

    SAME = "same"
    CLOSE = "close"  # a misspelling
    UNKNOWN = "unknown"  # one side is silent
    OTHER = "other"


def conflicts(one: Identity, other: Identity) -> frozenset[Reason]:
    """What speaks against one person; empty when the two can be joined. Symmetric.

    Names are compared by their spelling (N1), then by their sound (N2), then within the slips a typist makes. A changed
    surname alone is a marriage, unless the first name only resembles and no birth date confirms it. Births compare the
    parts both sides know. Titles are not compared: they change with age, marriage, rank and ordination.
    """
    first = compare_names(one.first_name, other.first_name)
    last = compare_names(one.last_name, other.last_name)
    birth = compare_births(one.birth, other.birth)
    reasons = set()
    if first is Likeness.OTHER:
        reasons.add(Reason.FIRST_NAME)
    if first is Likeness.CLOSE and last is Likeness.OTHER and birth is not Likeness.SAME:
        reasons.add(Reason.FULL_NAME)
    if birth is Likeness.OTHER:
        reasons.add(Reason.BIRTH)
    if one.sex and other.sex and one.sex != other.sex:
        reasons.add(Reason.SEX)
    return frozenset(reasons)


def compare_names(one: str, other: str) -> Likeness:
    """Compare two first names, or two surnames.

    A slip may change the sound more than the spelling (a lost karan voices its letter), so either may be close.
    """
    if not one or not other:
        return Likeness.UNKNOWN
    spelt, sounding = (normalise_n1(one), normalise_n1(other)), (name_key(one), name_key(other))
    if spelt[0] == spelt[1] or (sounding[0] == sounding[1] and sounding[0]):
        return Likeness.SAME
    return Likeness.CLOSE if any(_within_slips(*pair) for pair in (spelt, sounding)) else Likeness.OTHER


def _within_slips(one: str, other: str) -> bool:
    return edit_distance(one, other, limit=slips_allowed(one, other)) is not None


def slips_allowed(one: str, other: str) -> int:
    """Typing slips that still leave a name recognisable: none in three letters, one up to seven, two in longer ones."""
    longest = max(len(one), len(other))
    if longest <= 3:
        return 0
    return 1 if longest <= 7 else 2


def compare_births(one: PartialDate | None, other: PartialDate | None) -> Likeness:
    """Compare the parts both dates know; SAME needs the whole day on both sides.

    While the year began in April (until BE 2483) a year alone also covers the first three months of the CE year after.
    """
    if one is None or other is None or _old_calendar_year(one, other) or _old_calendar_year(other, one):
        return Likeness.UNKNOWN
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    both_known = [(left, right) for left, right in pairs if left is not None and right is not None]
    if any(left != right for left, right in both_known):
        return Likeness.OTHER
    return Likeness.SAME if len(both_known) == len(pairs) else Likeness.UNKNOWN


def _old_calendar_year(year_only: PartialDate, other: PartialDate) -> bool:
    return (
        year_only.month is None
        and year_only.year < _FIRST_JANUARY_YEAR
        and other.year == year_only.year + 1
        and other.month in (1, 2, 3)
    )
