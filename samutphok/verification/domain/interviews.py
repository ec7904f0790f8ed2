"""What checks need of one interview: its times, whether its answers repeat another's, what can be compared."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

Answers = Iterable[tuple[str, str, str]]  # subject ('' for the household), fact, value

VERIFY_FORM = "verify"
FIND_FORM = "find"
MET = "visited"
GONE = frozenset({"died", "moved_out", "never_here"})
# Counts and what the family remembers stand in the form alone; times are the phone's own.
PLACES = (
    "started",
    "ended",
    "before/recalled",
    "family/under_18",
    "family/over_60",
    "family/disabled_people",
    "family/bedridden_people",
    "family/card_holders",
)
OF_HOUSEHOLD = (
    "members_said",
    "income_per_person",
    "bmn22",
    "bmn8",
    "bmn11",
    "housing_problem",
    "tenure",
    "help_received",
)
OF_PERSON = ("in_school", "school_level", "state_pension", "disabled", "bedridden", "member_change")
# What tells one family from another, or one day: two honest interviews differ in it, and copies do too.
_OWN = frozenset(
    {
        *("household_id", "person_id", "outcome", "visited_on", "informant", "notice_version", "notice_given"),
        *("photo_consent", "photo_outside", "photo_inside", "next_visit_on", "place", "village", "house_code"),
        *("house_number", "landmark", "phone", "moved_to", "found_by", "members_said", "income_per_person"),
        *("pid", "no_number_reason", "title", "first_name", "last_name", "sex", "birth_date", "birth_precision", "age"),
        *("member_change", "member_change_on"),
    }
)
ENOUGH = 8  # answers without which two interviews are alike by chance


@dataclass(frozen=True, slots=True)
class InterviewTold:
    """What is kept of an interview. told: {"of": {fact: value}, "people": {person: {fact: value}}, "form": {name: value}}."""

    id: UUID
    household_id: UUID
    day: date
    collector: str
    began: datetime | None
    ended: datetime | None
    answered: int
    print: str
    place: tuple[float, float] | None
    told: Mapping[str, Mapping[str, object]] = field(repr=False)


def told_of(answers: Answers, values: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """What a second interview is compared with, and what rules read of members."""
    listed = list(answers)
    people: dict[str, dict[str, object]] = {}
    for subject, fact, value in listed:
        if subject:
            one = people.setdefault(subject, {})
            if fact in OF_PERSON and value:
                one[fact] = value
    of = {fact: value for subject, fact, value in listed if not subject and fact in OF_HOUSEHOLD and value}
    form = {place.rpartition("/")[2]: value for place, value in values.items() if place not in ("started", "ended")}
    return {"of": dict(of), "people": dict(people), "form": dict(form)}


def print_of(answers: Answers) -> str:
    """A digest of everything the family said of itself, the same for copies; '' where too little was said to tell."""
    listed = list(answers)
    order = {subject: place for place, subject in enumerate(dict.fromkeys(one[0] for one in listed if one[0]))}
    kept = sorted(
        (str(order.get(subject, "")), fact, value) for subject, fact, value in listed if fact not in _OWN and value
    )
    if len(kept) < ENOUGH:
        return ""
    return hashlib.sha256("\x1e".join("\x1f".join(one) for one in kept).encode()).hexdigest()


def counted(answers: Answers) -> int:
    """How many questions were answered; what the form works out by itself counts once as well."""
    return sum(bool(value) for _, fact, value in answers if fact not in ("household_id", "person_id", "outcome"))


def moment_of(text: str | None) -> datetime | None:
    """A moment as a phone writes it; None where it cannot be read or has no zone."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None


def place_of(answers: Answers) -> tuple[float, float] | None:
    """Latitude and longitude of the house as the visit took them."""
    text = next((value for subject, fact, value in answers if fact == "place" and not subject), "")
    try:
        latitude, longitude = (float(part) for part in text.split()[:2])
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
