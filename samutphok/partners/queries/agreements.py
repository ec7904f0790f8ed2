"""Agreements and local standards that hold on a day."""

from datetime import date
from functools import cache

from samutphok.kernel.policies import load_policy, policy_names
from samutphok.partners.domain.agreements import Agreement, read_agreement
from samutphok.partners.domain.standards import StandardSet, read_standard


def agreements(*, on: date, area_code: str = "") -> tuple[Agreement, ...]:
    """The agreements in force on a day that hold in the area ('' the whole country), the newest first. No query."""
    found = [one for one in _agreements() if one.signed_on <= on and (one.valid_to is None or on <= one.valid_to)]
    held = (one for one in found if one.applies_in(area_code))
    return tuple(sorted(held, key=lambda one: one.signed_on, reverse=True))


def standards(*, on: date, area_code: str) -> tuple[StandardSet, ...]:
    """The sets of local standards in force on a day in which the area lies; none outside their areas. No query."""
    return tuple(one for one in standard_sets(on=on) if one.applies_in(area_code))


def standard_sets(*, on: date) -> tuple[StandardSet, ...]:
    """Every set of local standards in force on a day. No query."""
    return tuple(one for one in _standards() if one.valid_from <= on and (one.valid_to is None or on <= one.valid_to))


@cache
def _agreements() -> tuple[Agreement, ...]:
    return tuple(read_agreement(load_policy("agreements", name)) for name in policy_names("agreements"))


@cache
def _standards() -> tuple[StandardSet, ...]:
    return tuple(read_standard(load_policy("standards", name)) for name in policy_names("standards"))
