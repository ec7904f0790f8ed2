"""Triage: what of a family's problems can be solved now, by whom, and what asks for one table or for somebody today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.rules import Value, evaluate
from samutphok.logbook.domain.problems import FamilyProblem, Shown
from samutphok.partners.domain import Capacity, ServiceOffer
from samutphok.triage.domain.rules import Dependence, TriageRules, weight

Facts = Mapping[str, Value | None]
PAPERS_MISSING = "no_identity"  # without a number most services cannot be asked for
REGISTRAR = "interior"  # but for the one that gives it
_NOTHING = Bilingual("", "")


class Kind(StrEnum):
    """How a problem, or a family, is gone about. For a family: the first that holds, in this order."""

    DANGER = "danger"
    CONFERENCE = "conference"
    SOLVABLE_NOW = "solvable_now"
    ONE_AGENCY = "one_agency"
    NOTHING = "nothing"  # no problem is known


class Because(StrEnum):
    """Why a problem is sorted as it is; `REASON_WORDS` says it."""

    SERVICE = "service"
    NO_SERVICE = "no_service"
    PLACES = "places"
    OPEN = "open"
    ROOM_UNKNOWN = "room_unknown"
    FULL = "full"
    SOON = "soon"
    LATER = "later"
    DAYS_UNKNOWN = "days_unknown"
    NO_PAPERS = "no_papers"
    PAPERS = "papers"
    PAPERS_AT_HAND = "papers_at_hand"
    WAITS = "waits"
    MANY = "many"
    DANGER = "danger"


REASON_WORDS: Mapping[Because, Bilingual] = {
    Because.SERVICE: Bilingual("มีบริการในพื้นที่: {what}", "A service exists here: {what}"),
    Because.NO_SERVICE: Bilingual(
        "ยังไม่พบบริการในพื้นที่นี้ ต้องหาทางร่วมกัน", "No service is known here; a way must be found together"
    ),
    Because.PLACES: Bilingual("ว่าง {count} ที่", "{count} places are free"),
    Because.OPEN: Bilingual("ผู้มีสิทธิได้ทุกคน ไม่จำกัดจำนวน", "Whoever is entitled gets it"),
    Because.ROOM_UNKNOWN: Bilingual(
        "ยังไม่รู้ว่าเหลือที่หรือเงินเท่าใด ถามก่อนส่ง", "How much room or money is left is not known; ask before referring"
    ),
    Because.FULL: Bilingual("ที่เต็ม ต้องรอ", "No place is free; wait"),
    Because.SOON: Bilingual("ได้ภายใน {count} วันทำการ", "Within {count} working days"),
    Because.LATER: Bilingual("ใช้เวลา {count} วันทำการ", "Takes {count} working days"),
    Because.DAYS_UNKNOWN: Bilingual("ไม่มีแหล่งข้อมูลบอกระยะเวลา รอยืนยัน", "No source says how long; to be confirmed"),
    Because.NO_PAPERS: Bilingual("ไม่ต้องใช้เอกสาร", "No documents are needed"),
    Because.PAPERS: Bilingual("เอกสารที่ต้องเตรียม {count} อย่าง", "{count} documents to bring"),
    Because.PAPERS_AT_HAND: Bilingual(
        "ยังไม่มีเลขประจำตัว ต้องทำเอกสารทะเบียนราษฎรก่อน", "Without a citizen number; civil registration comes first"
    ),
    Because.WAITS: Bilingual("{what}", "{what}"),
    Because.MANY: Bilingual("ต้องใช้ {count} หน่วยงานพร้อมกัน", "Needs {count} agencies together"),
    Because.DANGER: Bilingual("{what}", "{what}"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why; what: what it speaks of, in words; count: a number in it. sure: a source or an office says so."""

    because: Because
    what: Bilingual = _NOTHING
    count: int = 0
    sure: bool = True

    @property
    def words(self) -> Bilingual:
        """The reason as a sentence."""
        said = REASON_WORDS[self.because]
        return Bilingual(
            said.th.format(what=self.what.th, count=self.count), said.en.format(what=self.what.en, count=self.count)
        )


@dataclass(frozen=True, slots=True)
class Sorted:
    """One problem of the family. offer: the service that would meet it first, None where none is known; others: the rest.

    persons: whose problem, none for the family as one; since: of the newest evidence. sure: nothing in it is a guess.
    """

    code: str
    label: Bilingual
    dimension: str
    persons: tuple[UUID, ...]
    since: date
    shown: tuple[Shown, ...]
    kind: Kind
    offer: ServiceOffer | None
    others: tuple[ServiceOffer, ...]
    reasons: tuple[Reason, ...]

    @property
    def sure(self) -> bool:
        """Whether every reason rests on a source or on an office's word."""
        return all(one.sure for one in self.reasons)


@dataclass(frozen=True, slots=True)
class Triage:
    """The family sorted: its kind with the reasons, and its problems, those to be solved first in front."""

    kind: Kind
    reasons: tuple[Reason, ...]
    problems: tuple[Sorted, ...]

    @property
    def first(self) -> Sorted | None:
        """What can be solved first; None where nothing can be solved now."""
        return next((one for one in self.problems if one.kind is Kind.SOLVABLE_NOW), None)

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies whose help the family needs, each once."""
        return tuple(dict.fromkeys(one.offer.agency for one in self.problems if one.offer))


def sort_out(
    problems: Iterable[FamilyProblem], offers: Sequence[ServiceOffer], facts: Facts, rules: TriageRules
) -> Triage:
    """The problems sorted by what can be done about them. offers: of the family's area, the best first.

    Danger beats a conference, a conference what can be solved now, that what one agency takes on. Unknown facts are no sign.
    """
    ordered = sorted(problems, key=lambda one: one.code)
    codes = {one.code for one in ordered}
    alone = [_alone(list(same), offers, codes, rules) for _, same in groupby(ordered, key=lambda one: one.code)]
    agency_of = {one.code: one.offer.agency for one in alone if one.offer}
    together = (_together(one, agency_of, codes, rules) for one in alone)
    found = sorted(together, key=lambda one: _order(one, rules))
    danger = tuple(Reason(Because.DANGER, one.label) for one in rules.danger if evaluate(one.when, facts).value is True)
    table = tuple(
        Reason(Because.WAITS, one.label) for one in rules.conference if evaluate(one.when, facts).value is True
    )
    waiting = tuple(reason for one in found for reason in one.reasons if reason.because is Because.WAITS)
    agencies = len(set(agency_of.values()))
    many = (Reason(Because.MANY, count=agencies),) if agencies >= rules.many_agencies else ()
    if danger:
        return Triage(Kind.DANGER, (*danger, *table, *waiting, *many), tuple(found))
    if table or waiting or many:
        return Triage(Kind.CONFERENCE, (*table, *waiting, *many), tuple(found))
    return _simple(tuple(found))


def _simple(found: tuple[Sorted, ...]) -> Triage:
    if not found:
        return Triage(Kind.NOTHING, (), ())
    now = any(one.kind is Kind.SOLVABLE_NOW for one in found)
    return Triage(Kind.SOLVABLE_NOW if now else found[0].kind, found[0].reasons, found)


def _alone(
    same: Sequence[FamilyProblem], offers: Sequence[ServiceOffer], codes: set[str], rules: TriageRules
) -> Sorted:
    """One problem by itself, for all members who have it."""
    first = same[0]
    meeting = [one for one in offers if first.code in one.problems]
    reasons = _reasons(meeting[0], codes, rules) if meeting else (Reason(Because.NO_SERVICE),)
    now = bool(meeting) and not {one.because for one in reasons} & {Because.FULL, Because.LATER, Because.PAPERS_AT_HAND}
    kind = Kind.SOLVABLE_NOW if now else Kind.ONE_AGENCY if meeting else Kind.CONFERENCE
    return Sorted(
        code=first.code,
        label=first.label,
        dimension=first.dimension,
        persons=tuple(one.person_id for one in same if one.person_id),
        since=max(one.since for one in same),
        shown=tuple(shown for one in same for shown in one.shown),
        kind=kind,
        offer=meeting[0] if meeting else None,
        others=tuple(meeting[1:]),
        reasons=reasons,
    )


def _reasons(offer: ServiceOffer, codes: set[str], rules: TriageRules) -> tuple[Reason, ...]:
    return (Reason(Because.SERVICE, offer.label), _room(offer), _days(offer, rules), _papers(offer, codes))


def _room(offer: ServiceOffer) -> Reason:
    if offer.free is not None:
        return Reason(Because.PLACES, count=offer.free) if offer.free > 0 else Reason(Because.FULL)
    return Reason(Because.OPEN) if offer.capacity is Capacity.OPEN else Reason(Because.ROOM_UNKNOWN, sure=False)


def _days(offer: ServiceOffer, rules: TriageRules) -> Reason:
    days = offer.expected_days
    if days is None:
        return Reason(Because.DAYS_UNKNOWN, sure=False)
    return Reason(Because.SOON if days <= rules.soon_days else Because.LATER, count=days)


def _papers(offer: ServiceOffer, codes: set[str]) -> Reason:
    if not offer.documents:
        return Reason(Because.NO_PAPERS)
    if PAPERS_MISSING in codes and offer.agency != REGISTRAR:
        return Reason(Because.PAPERS_AT_HAND)
    return Reason(Because.PAPERS, count=len(offer.documents))


def _together(one: Sorted, agency_of: Mapping[str, str], codes: set[str], rules: TriageRules) -> Sorted:
    """The same problem with what it waits for: of another agency, it asks for one table."""
    waits = [rule for rule in rules.depends if rule.problem == one.code and _binds(rule, agency_of, codes)]
    if not waits:
        return one
    waiting = tuple(Reason(Because.WAITS, rule.label) for rule in waits)
    return replace(one, kind=Kind.CONFERENCE, reasons=(*waiting, *one.reasons))


def _binds(rule: Dependence, agency_of: Mapping[str, str], codes: set[str]) -> bool:
    before = [code for code in rule.waits_for if code in codes]
    own = agency_of.get(rule.problem)
    return any(agency_of.get(code) != own for code in before)


_PLACE = {Kind.SOLVABLE_NOW: 0, Kind.ONE_AGENCY: 1, Kind.CONFERENCE: 2}


def _order(one: Sorted, rules: TriageRules) -> tuple[int, int, bool, int, str]:
    days = one.offer.expected_days if one.offer and one.offer.expected_days is not None else 10_000
    return _PLACE[one.kind], weight(one.code, rules), not one.sure, days, one.code
