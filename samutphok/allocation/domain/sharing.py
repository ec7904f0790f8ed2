"""What is shared out and by which settings: said by people, checked before anything is worked out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from samutphok.allocation.domain.problem import Share
from samutphok.allocation.domain.rules import ShareRules
from samutphok.kernel.errors import Bilingual

MOST_PLACES, MOST_BAHT, MOST_WEIGHT = 100_000, 10_000_000_000, 10.0


class Aim(StrEnum):
    """What the best proposal is: most need met, or the area that stands lowest lifted as far as can be."""

    NEED = "need"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Offer:
    """A thing of which there is so much. budget: baht, None for no limit; cost: baht a place; of: an intake of a course."""

    thing: str
    places: int
    cost: int = 0
    budget: int | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """By which a proposal is worked out. weights: by group; shares: parts of all places given, by area."""

    offers: tuple[Offer, ...]
    most: int
    shares: tuple[Share, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    aim: Aim = Aim.NEED

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "offers": [
                {"thing": one.thing, "places": one.places, "cost": one.cost, "budget": one.budget, "of": one.of}
                for one in self.offers
            ],
            "most": self.most,
            "shares": [{"area": one.area, "floor": one.floor, "ceiling": one.ceiling} for one in self.shares],
            "weights": dict(self.weights),
            "aim": self.aim.value,
        }


@dataclass(frozen=True, slots=True)
class NewSharing:
    """A sharing as somebody begins it."""

    title: str
    area_code: str
    settings: Settings
    id: UUID


def settings_of(stored: Mapping[str, Any]) -> Settings:
    """Settings as a row keeps them."""
    return Settings(
        tuple(Offer(**one) for one in stored["offers"]),
        stored["most"],
        tuple(Share(one["area"], one["floor"], one["ceiling"]) for one in stored["shares"]),
        stored["weights"],
        Aim(stored["aim"]),
    )


def faults(settings: Settings, area_code: str, rules: ShareRules) -> dict[str, Bilingual]:
    """What cannot be, by its field: offers-<n>-<name>, most, weight-<group>, floor-<area>, ceiling-<area>, shares."""
    return dict(
        (
            *_faults_of_offers(settings.offers, rules),
            *_faults_of_weights(settings, rules),
            *_faults_of_shares(settings.shares, area_code),
        )
    )


def _faults_of_offers(offers: Sequence[Offer], rules: ShareRules) -> Iterator[tuple[str, Bilingual]]:
    if not offers:
        yield "offers-0-thing", Bilingual("เลือกสิ่งที่จะจัดสรรอย่างน้อยหนึ่งอย่าง", "Choose at least one thing to share out.")
    if len(offers) > rules.most_things:
        yield "offers-0-thing", Bilingual("มีสิ่งที่จะจัดสรรมากเกินไป", "Too many things in one sharing.")
    seen: set[tuple[str, str]] = set()
    for place, one in enumerate(offers):
        if one.thing not in rules.things:
            yield f"offers-{place}-thing", Bilingual("ไม่รู้จักสิ่งนี้", "This thing is not known.")
        if (one.thing, one.of) in seen:
            yield f"offers-{place}-thing", Bilingual("สิ่งนี้มีอยู่แล้วในการจัดสรรนี้", "This thing is in the sharing already.")
        seen.add((one.thing, one.of))
        if not 1 <= one.places <= MOST_PLACES:
            yield f"offers-{place}-places", Bilingual("จำนวนต้องอยู่ระหว่าง 1 ถึง 100,000", "Between 1 and 100,000.")
        if not 0 <= one.cost <= MOST_BAHT:
            yield f"offers-{place}-cost", Bilingual("จำนวนเงินต้องไม่ติดลบ", "Money cannot be negative.")
        if one.budget is not None and not 0 <= one.budget <= MOST_BAHT:
            yield f"offers-{place}-budget", Bilingual("งบประมาณต้องไม่ติดลบ", "A budget cannot be negative.")
        elif one.budget is not None and one.cost > one.budget:
            yield f"offers-{place}-budget", Bilingual("งบไม่พอแม้แต่รายเดียว", "The budget does not cover a single place.")


def _faults_of_weights(settings: Settings, rules: ShareRules) -> Iterator[tuple[str, Bilingual]]:
    if not 1 <= settings.most <= 20:
        yield "most", Bilingual("ใช้จำนวนตั้งแต่ 1 ถึง 20", "From 1 to 20.")
    for group, weight in settings.weights.items():
        if group not in rules.groups or not 0 < weight <= MOST_WEIGHT:
            yield f"weight-{group}", Bilingual("น้ำหนักต้องมากกว่า 0 และไม่เกิน 10", "A weight is above 0 and at most 10.")


def _faults_of_shares(shares: Sequence[Share], area_code: str) -> Iterator[tuple[str, Bilingual]]:
    areas = [one.area for one in shares]
    for one in shares:
        if not one.area.startswith(area_code) or not one.area.isdigit():
            yield f"floor-{one.area}", Bilingual("พื้นที่นี้ไม่ได้อยู่ในการจัดสรร", "This area is not part of the sharing.")
        elif areas.count(one.area) > 1:
            yield f"floor-{one.area}", Bilingual("พื้นที่นี้มีสองบรรทัด", "This area stands here twice.")
        elif not (0 <= one.floor <= 1 and 0 <= one.ceiling <= 1):
            yield f"floor-{one.area}", Bilingual("ใช้ร้อยละ 0 ถึง 100", "Between 0 and 100 percent.")
        elif one.floor > one.ceiling:
            yield f"floor-{one.area}", Bilingual("ขั้นต่ำมากกว่าเพดาน", "The floor is above the ceiling.")
    for outer in shares:
        within = [one for one in shares if one.area != outer.area and one.area.startswith(outer.area)]
        if sum(one.floor for one in within) > outer.ceiling + 1e-9:
            yield (
                f"ceiling-{outer.area}",
                Bilingual("ขั้นต่ำของพื้นที่ย่อยรวมกันมากกว่าเพดานนี้", "The floors inside it add up to more than this ceiling."),
            )
    apart = [one for one in shares if not any(one.area != other and one.area.startswith(other) for other in areas)]
    if sum(one.floor for one in apart) > 1 + 1e-9:
        yield "shares", Bilingual("สัดส่วนขั้นต่ำรวมกันเกินร้อยละ 100", "The floors add up to more than 100 percent.")
