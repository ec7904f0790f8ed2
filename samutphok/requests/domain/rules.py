"""The numbers of this capability as dated policy, and the urgency that they suggest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.kernel.working_time import WorkingCalendar
from samutphok.requests.domain.asking import Channel, Desk, Kind, Urgency

TAMBON_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Term:
    """How soon something is seen to. runs: 'clock', 'working' or 'days'; again: after how long it is raised once more."""

    runs: str
    length: timedelta
    again: timedelta
    label: Bilingual
    confirmed: bool

    def due(self, start: datetime, calendar: WorkingCalendar) -> datetime:
        """When it falls due; working hours by the calendar of offices, anything else by the clock."""
        return calendar.after(start, self.length) if self.runs == "working" else start + self.length


@dataclass(frozen=True, slots=True)
class SafetyQuestion:
    """Asked before anything else. call: the number to give; say: what the desk says; protected: the team's matter, or ''.

    public: asked on the page for everybody too.
    """

    name: str
    label: Bilingual
    urgency: Urgency
    call: str
    say: Bilingual
    protected: str
    public: bool = False


@dataclass(frozen=True, slots=True)
class KindRule:
    """What is wanted, the urgency it has by itself, and the term that the law gives it, if any."""

    label: Bilingual
    urgency: Urgency
    days: int | None
    source: Bilingual


@dataclass(frozen=True, slots=True)
class Limits:
    """Per hour: web forms and questions for an answer from one address, wrong codes for one number."""

    web_requests: int
    answers: int
    wrong_codes: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """An urgency with what led to it, as codes ('safety:no_food', 'problem:homeless', 'kind:help')."""

    urgency: Urgency
    because: str
    call: tuple[str, ...] = ()
    protected: str = ""


@dataclass(frozen=True, slots=True)
class RequestRules:
    """Everything of `policy/clocks/requests-*.yaml` that holds on a day."""

    terms: Mapping[Urgency, Term]
    kinds: Mapping[Kind, KindRule]
    safety: tuple[SafetyQuestion, ...]
    problems: Mapping[str, Urgency]
    desks: Mapping[Kind, str]
    desk_labels: Mapping[Desk, Bilingual]
    least_tries: int
    duplicate_days: int
    limits: Limits
    answers: Mapping[str, Bilingual]
    source: Bilingual

    def question(self, name: str) -> SafetyQuestion | None:
        """The safety question of a name."""
        return next((one for one in self.safety if one.name == name), None)

    def due(self, *, kind: Kind, urgency: Urgency, start: datetime, calendar: WorkingCalendar) -> datetime:
        """When a request falls due: the term of the law where there is one and nothing is urgent, else of its urgency."""
        days = self.kinds[kind].days
        if days is not None and urgency is Urgency.NORMAL:
            return start + timedelta(days=days)
        return self.terms[urgency].due(start, calendar)

    def desk(self, *, kind: Kind, area_code: str, taker: Desk) -> Desk:
        """Which desk answers for it: by kind, and of help the nearest to the family."""
        rule = self.desks[kind]
        if rule == "taker":
            return taker
        if rule == "nearest":
            return Desk.TAMBON if len(area_code) >= TAMBON_DIGITS else Desk.PROVINCE
        return Desk(rule)


def suggest(rules: RequestRules, *, kind: Kind, safety: Collection[str], problems: Collection[str]) -> Suggested:
    """How urgent a request is by the rules alone, and why: the most urgent of what was answered; the first of equals.

    Safety comes before problems and those before the kind. protected: what the matter is when it belongs to a named team.
    """
    asked = [one for one in rules.safety if one.name in safety]
    reasons = [(one.urgency, f"safety:{one.name}") for one in asked]
    reasons += [(urgency, f"problem:{name}") for name, urgency in rules.problems.items() if name in problems]
    reasons.append((rules.kinds[kind].urgency, f"kind:{kind}"))
    urgency, because = min(reasons, key=lambda one: one[0].rank)
    call = tuple(dict.fromkeys(one.call for one in asked if one.call))
    return Suggested(urgency, because, call, next((one.protected for one in asked if one.protected), ""))


def read_rules(policy: PolicyFile) -> RequestRules:
    """The rules of a policy file; raises PolicyError, which names file, line and remedy."""

    def number(*path: str) -> int:
        return int(policy.get(*path, "value"))

    raw = policy.raw
    return RequestRules(
        terms={one: _term(policy.get("urgency", one.value)) for one in Urgency},
        kinds={one: _kind(policy.get("kinds", one.value)) for one in Kind},
        safety=tuple(_question(one) for one in policy.get("safety")),
        problems={name: Urgency(found) for name, found in policy.get("problems").items()},
        desks={one: str(policy.get("desks", one.value)) for one in Kind},
        desk_labels={one: _words(policy.get("desks", "labels", one.value)) for one in Desk},
        least_tries=number("tries_before_not_reached"),
        duplicate_days=number("duplicate_days"),
        limits=Limits(
            number("limits", "web_requests_an_hour"),
            number("limits", "answers_an_hour"),
            number("limits", "wrong_codes_an_hour"),
        ),
        answers={name: _words(found) for name, found in raw["answers"].items()},
        source=policy.source,
    )


def taker_of(channel: Channel, *, widest: int) -> Desk:
    """The desk of whoever writes a request down, by the digits of the widest area they answer for."""
    if channel is Channel.HOTLINE:
        return Desk.HOTLINE
    return Desk.TAMBON if widest >= TAMBON_DIGITS else Desk.AMPHOE if widest >= 4 else Desk.PROVINCE


def _term(entry: Mapping[str, Any]) -> Term:
    length = timedelta(days=entry["days"]) if entry["runs"] == "days" else timedelta(hours=entry["hours"])
    again = timedelta(hours=entry["again_hours"])
    return Term(str(entry["runs"]), length, again, _words(entry), bool(entry["confirmed"]))


def _kind(entry: Mapping[str, Any]) -> KindRule:
    source = _words(entry["source"]) if "source" in entry else Bilingual("", "")
    return KindRule(_words(entry), Urgency(entry.get("urgency", Urgency.NORMAL)), entry.get("days"), source)


def _question(entry: Mapping[str, Any]) -> SafetyQuestion:
    say = _words(entry["say"]) if "say" in entry else Bilingual("", "")
    call, protected = str(entry.get("call", "")), str(entry.get("protected", ""))
    urgency, public = Urgency(entry["urgency"]), bool(entry.get("public", False))
    return SafetyQuestion(str(entry["name"]), _words(entry), urgency, call, say, protected, public)


def _words(entry: Mapping[str, Any]) -> Bilingual:
    return Bilingual(str(entry["th"]), str(entry["en"]))
