"""How often a family is seen again, and when nobody meets it any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile

NO_LEVEL = "none"


class WatchReason(StrEnum):
    """Why a household is likely to get worse."""

    CARER_DIED = "carer_died"
    LOST_JOB = "lost_job"
    LEVEL_WORSE = "level_worse"
    NEW_DEPENDANT = "new_dependant"
    ENDED_BENEFIT = "ended_benefit"
    REPEATED_REQUESTS = "repeated_requests"
    FEELINGS_FELL = "feelings_fell"


@dataclass(frozen=True, slots=True)
class Watching:
    """How soon somebody looks in for a reason, and the reason in words."""

    due: int
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Rhythms:
    """every: days between two contacts by level ('0'-'3', 'none'); after_closing: days after it, each once.

    tries, days_late: when 'no contact' begins; feelings_fell: points of ten; repeated: requests within so many days.
    """

    every: Mapping[str, int]
    after_closing: tuple[int, ...]
    due_soon: int
    told_at_hour: int
    tries: int
    days_late: int
    feelings_fell: float
    repeated: tuple[int, int]
    watch: Mapping[WatchReason, Watching]
    source: Bilingual

    def days(self, level: int | None) -> int:
        """The days between two contacts with a family of the level."""
        return self.every[NO_LEVEL if level is None else str(level)]


class Contact(StrEnum):
    """How a family that is followed stands."""

    NO_CONTACT = "no_contact"
    OVERDUE = "overdue"
    DUE = "due"
    LATER = "later"
    DONE = "done"  # followed long enough after the closing


def read_rhythms(policy: PolicyFile) -> Rhythms:
    """The rhythms of a policy file; raises PolicyError, which names file, line and remedy."""
    again = policy.get("repeated")
    return Rhythms(
        every={level: int(policy.get("every", level, "value")) for level in ("0", "1", "2", "3", NO_LEVEL)},
        after_closing=tuple(int(days) for days in policy.get("after_closing")),
        due_soon=int(policy.get("due_soon", "value")),
        told_at_hour=int(policy.get("told_at", "value")),
        tries=int(policy.get("no_contact", "tries", "value")),
        days_late=int(policy.get("no_contact", "days_late", "value")),
        feelings_fell=float(policy.get("feelings_fell", "value")),
        repeated=(int(again["times"]), int(again["days"])),
        watch={
            WatchReason(one["reason"]): Watching(int(one["due"]), Bilingual(one["th"], one["en"]))
            for one in policy.get("watch")
        },
        source=policy.source,
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A try to meet the family; met: somebody answered the door."""

    day: date
    met: bool


@dataclass(frozen=True, slots=True)
class Follow:
    """Since when a family is followed, at which level; closed_on: of its case, None while it is open."""

    since: date
    level: int | None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class NextContact:
    """due_on: the next day on which the family is to be met, None when nothing is due any more; tries: in a row in vain."""

    due_on: date | None
    last_met: date | None
    last_try: date | None
    tries: int

    def standing(self, *, today: date, rhythms: Rhythms) -> Contact:
        """How it stands on a day."""
        if self.due_on is None:
            return Contact.DONE
        late = (today - self.due_on).days
        if self.tries >= rhythms.tries or late > rhythms.days_late:
            return Contact.NO_CONTACT
        if late > 0:
            return Contact.OVERDUE
        return Contact.DUE if -late <= rhythms.due_soon else Contact.LATER


def next_contact(follow: Follow, tries: tuple[Seen, ...], rhythms: Rhythms) -> NextContact:
    """When the family is to be met next. The order of the tries does not matter, nor does one told twice."""
    ordered = sorted(set(tries), key=lambda one: (one.day, one.met))
    met = [one.day for one in ordered if one.met]
    last_met = met[-1] if met else None
    vain = {one.day for one in ordered if not one.met and (last_met is None or one.day > last_met)}
    last_try = ordered[-1].day if ordered else None
    return NextContact(_due(follow, met, rhythms), last_met, last_try, len(vain))


def _due(follow: Follow, met: list[date], rhythms: Rhythms) -> date | None:
    if follow.closed_on is None:
        latest = max([day for day in met if day >= follow.since], default=follow.since)
        return latest + timedelta(days=rhythms.days(follow.level))
    for before, days in zip((0, *rhythms.after_closing), rhythms.after_closing, strict=False):
        begins = follow.closed_on + timedelta(days=(before + days) // 2)  # halfway: it counts for the nearer of two
        if not any(day >= begins for day in met):
            return follow.closed_on + timedelta(days=days)
    return None
