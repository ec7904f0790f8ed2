"""The numbers and words of referrals as dated policy: terms, steps, reasons, and what may be shared for what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.referrals.domain.clock import Terms
from samutphok.referrals.domain.table import ClockKind, Deed, Side


class Urgency(StrEnum):
    """How soon it must be answered."""

    CRITICAL = "critical"
    URGENT = "urgent"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for referrals made on a day. terms: hours by urgency and clock; services: their own terms."""

    terms: Mapping[Urgency, Mapping[ClockKind, timedelta]]
    services: Mapping[str, Mapping[ClockKind, timedelta]]
    steps: Mapping[Side, Mapping[Deed, float]]
    urgencies: Mapping[Urgency, Bilingual]
    reasons: Mapping[str, Bilingual]
    endings: Mapping[str, Bilingual]
    link_days: int
    wrong_codes: int
    code_minutes: int
    at_once: int
    source: Bilingual

    def terms_of(self, urgency: str, service: str) -> Terms:
        """The terms of one referral: its service's own where there are any, else those of its urgency."""
        hours = dict(self.terms[Urgency(urgency)])
        own = self.services.get(service, {}) if urgency == Urgency.NORMAL else {}
        return Terms(hours | dict(own), self.steps)


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Something of a family that can be shared; sensitivity 1 or 2, as `access.Sensitivity`."""

    name: str
    sensitivity: int
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a referral is for: the fields proposed, and for how many days they are shared."""

    name: str
    fields: tuple[str, ...]
    days: int
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Sharing:
    """What may be shared. problems: the purpose of each; services: fields of their own."""

    fields: Mapping[str, FieldRule]
    purposes: Mapping[str, Purpose]
    problems: Mapping[str, str]
    services: Mapping[str, tuple[str, ...]]

    def proposed(self, *, purpose: str, service: str = "") -> tuple[str, ...]:
        """The fields proposed for a purpose; a service may need others."""
        return self.services.get(service) or self.purposes[purpose].fields

    def purpose_of(self, problem: str) -> str:
        """The purpose that a problem belongs to when nobody chooses."""
        return self.problems.get(problem, "other")


def read_rules(policy: PolicyFile) -> Rules:
    """The rules of a policy file; raises PolicyError, which names file, line and remedy."""
    return Rules(
        terms={one: _hours(policy.get("terms", one.value)) for one in Urgency},
        services={name: _hours(entry) for name, entry in (policy.get("services") or {}).items()},
        steps={
            side: {
                Deed(name): float(share)
                for name, share in policy.get("steps", side.value).items()
                if name != "confirmed"
            }
            for side in Side
        },
        urgencies={one: _words(policy.get("terms", one.value)) for one in Urgency},
        reasons={entry["name"]: _words(entry) for entry in policy.get("reasons")},
        endings={entry["name"]: _words(entry) for entry in policy.get("endings")},
        link_days=int(policy.get("link", "days", "value")),
        wrong_codes=int(policy.get("link", "wrong_codes", "value")),
        code_minutes=int(policy.get("link", "minutes", "value")),
        at_once=int(policy.get("at_once", "value")),
        source=policy.source,
    )


def read_sharing(policy: PolicyFile) -> Sharing:
    """What may be shared, as a policy file says."""
    fields = (FieldRule(one["name"], int(one["sensitivity"]), _words(one)) for one in policy.get("fields"))
    purposes = (
        Purpose(one["name"], tuple(one["fields"]), int(one["days"]), _words(one)) for one in policy.get("purposes")
    )
    problems = policy.get("problems")
    return Sharing(
        fields={one.name: one for one in fields},
        purposes={one.name: one for one in purposes},
        problems={problem: purpose for group in problems.values() for problem, purpose in group.items()},
        services={name: tuple(named) for name, named in (policy.get("services") or {}).items()},
    )


def _hours(entry: Mapping[str, object]) -> dict[ClockKind, timedelta]:
    return {kind: timedelta(hours=float(str(entry[kind]))) for kind in ClockKind if kind in entry}


def _words(entry: Mapping[str, object]) -> Bilingual:
    return Bilingual(str(entry["th"]), str(entry["en"]))
