"""The directory that comes with the product, read once a version of its files."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from samutphok.kernel.policies import PolicyFile, load_policy, policy_names
from samutphok.partners.domain.organizations import Organization
from samutphok.partners.domain.reading import read_organizations, read_services, with_benefit
from samutphok.partners.domain.services import Service

_ORGANIZATIONS = "organizations"


def shipped_organizations(on: date) -> Mapping[str, Organization]:
    """The organisations in force on a day, by code, in the files' order."""
    return _organizations(_in_force(on, organizations=True))


def shipped_services(on: date) -> Mapping[str, Service]:
    """The services in force on a day, by code, in the files' order."""
    return _services(_in_force(on, organizations=False))


@cache
def every_organization() -> Mapping[str, Organization]:
    """Every organisation of any version, the newest word on each."""
    found: dict[str, Organization] = {}
    for policy in sorted(_files(), key=lambda one: one.valid_from):
        if _lists_organizations(policy):
            found |= {one.code: one for one in read_organizations(policy)}
    return found


def _in_force(on: date, *, organizations: bool) -> tuple[str, ...]:
    return tuple(
        policy.name for policy in _files() if policy.holds_on(on) and _lists_organizations(policy) is organizations
    )


@cache
def _files() -> tuple[PolicyFile, ...]:
    return tuple(load_policy("services", name) for name in policy_names("services"))


@cache
def _organizations(names: tuple[str, ...]) -> Mapping[str, Organization]:
    return {one.code: one for name in names for one in read_organizations(_file(name))}


@cache
def _services(names: tuple[str, ...]) -> Mapping[str, Service]:
    return {one.code: _with_benefit(one) for name in names for one in read_services(_file(name))}


def _with_benefit(one: Service) -> Service:
    return with_benefit(one, load_policy("benefits", one.benefit)) if one.benefit else one


def _file(name: str) -> PolicyFile:
    return next(policy for policy in _files() if policy.name == name)


def _lists_organizations(policy: PolicyFile) -> bool:
    return _ORGANIZATIONS in policy.raw
