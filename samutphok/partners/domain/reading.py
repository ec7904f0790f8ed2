"""The directory as policy files write it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.partners.domain.organizations import (
    NOTHING_SAID,
    OfficePattern,
    Organization,
    OrganizationKind,
    Phone,
)
from samutphok.partners.domain.services import SAID, Capacity, Level, Service

T = TypeVar("T", bound=StrEnum)

_ORGANIZATION = {
    *("name", "kind", "parent", "th", "en", "short", "phone", "phones", "url", "areas", "except", "provincial"),
    *("amphoe", "source"),
}
_SERVICE = {
    *("name", "agency", "th", "en", "meets", "what", "who", "level", "capacity", "documents", "how", "hours", "cost"),
    *("days", "phone", "phones", "url", "benefit", "standard", "areas", "except", "urgent", "stated", "source"),
}


def read_organizations(policy: PolicyFile) -> tuple[Organization, ...]:
    """The organisations of a file, in its order; raises PolicyError, which names file, line and remedy."""
    return tuple(_organization(policy, place) for place in range(len(policy.get("organizations"))))


def read_services(policy: PolicyFile) -> tuple[Service, ...]:
    """The services of a file, in its order; raises PolicyError, which names file, line and remedy."""
    return tuple(_service(policy, place) for place in range(len(policy.get("services"))))


def with_benefit(service: Service, policy: PolicyFile) -> Service:
    """The service with what the benefit behind it says of papers and of where to claim, where it says nothing itself."""
    documents, how, stated, source = service.documents, service.how, set(service.stated), service.source
    if not documents and policy.raw.get("documents"):
        documents = tuple(_text(policy, ("documents", at)) for at in range(len(policy.get("documents"))))
        stated.add("documents")
    if how == NOTHING_SAID and "claim" in policy.raw:
        how = _text(policy, ("claim",))
        stated.add("how")
    if stated != service.stated and not service.stated:
        source = policy.source
    return replace(service, documents=documents, how=how, stated=frozenset(stated), source=source)


def check_directory(
    organizations: Iterable[Organization],
    services: Iterable[Service],
    *,
    problems: frozenset[str],
    benefits: frozenset[str],
) -> tuple[Bilingual, ...]:
    """What does not fit together: codes given twice, and organisations, problems or benefits that are not there."""
    known = list(organizations)
    listed = list(services)
    codes = {one.code for one in known}
    wrong = [
        *_twice((one.code for one in known), "หน่วยงาน", "organisation"),
        *_twice((one.code for one in listed), "บริการ", "service"),
        *(_unknown(one.code, one.parent) for one in known if one.parent and one.parent not in codes),
        *(_unknown(one.code, one.organization) for one in listed if one.organization not in codes),
        *(_unknown(one.code, one.benefit) for one in listed if one.benefit and one.benefit not in benefits),
    ]
    wrong += [_unknown(one.code, name) for one in listed for name in sorted(one.problems - problems)]
    return tuple(wrong)


def _organization(policy: PolicyFile, place: int) -> Organization:
    path = ("organizations", place)
    entry = policy.get(*path)
    _known(policy, path, entry, _ORGANIZATION)
    return Organization(
        code=str(policy.get(*path, "name")),
        kind=_choice(policy, (*path, "kind"), OrganizationKind),
        label=_label(policy, path),
        short=_text(policy, (*path, "short")) if "short" in entry else _label(policy, path),
        parent=str(entry.get("parent", "")),
        areas=_codes(entry.get("areas")),
        without=_codes(entry.get("except")),
        phones=_phones(entry, stated=False),
        url=str(entry.get("url", "")),
        provincial=_pattern(policy, (*path, "provincial")) if "provincial" in entry else None,
        amphoe=_pattern(policy, (*path, "amphoe")) if "amphoe" in entry else None,
        source=_text(policy, (*path, "source")) if "source" in entry else policy.source,
    )


def _service(policy: PolicyFile, place: int) -> Service:
    path = ("services", place)
    entry = policy.get(*path)
    _known(policy, path, entry, _SERVICE)
    stated = frozenset(str(name) for name in entry.get("stated", ()))
    if stated - set(SAID):
        raise policy.error(
            (*path, "stated"),
            Bilingual("stated มีชื่อที่ไม่รู้จัก", "'stated' names something unknown."),
            Bilingual(f"ใช้ {', '.join(SAID)}", f"Use {', '.join(SAID)}."),
        )
    return Service(
        code=str(policy.get(*path, "name")),
        organization=str(policy.get(*path, "agency")),
        label=_label(policy, path),
        problems=frozenset(str(name) for name in policy.get(*path, "meets")),
        what=_optional(policy, path, "what"),
        who=_optional(policy, path, "who"),
        level=_choice(policy, (*path, "level"), Level),
        capacity=_choice(policy, (*path, "capacity"), Capacity) if "capacity" in entry else Capacity.OPEN,
        documents=tuple(_text(policy, (*path, "documents", at)) for at in range(len(entry.get("documents", ())))),
        how=_optional(policy, path, "how"),
        hours=_optional(policy, path, "hours"),
        cost=_optional(policy, path, "cost"),
        expected_days=int(entry["days"]) if "days" in entry else None,
        phones=_phones(entry, stated="phones" in stated),
        url=str(entry.get("url", "")),
        benefit=str(entry.get("benefit", "")),
        standard=str(entry.get("standard", "")),
        areas=_codes(entry.get("areas")),
        without=_codes(entry.get("except")),
        urgent=bool(entry.get("urgent", False)),
        stated=stated,
        source=_text(policy, (*path, "source")) if "source" in entry else policy.source,
    )


def _phones(entry: Mapping[str, Any], *, stated: bool) -> tuple[Phone, ...]:
    listed = [*entry.get("phones", ()), *([entry["phone"]] if "phone" in entry else ())]
    return tuple(
        Phone(str(one["number"]), Bilingual(str(one["th"]), str(one["en"])), stated or "source" in one)
        for one in listed
    )


def _pattern(policy: PolicyFile, path: tuple[str | int, ...]) -> OfficePattern:
    return OfficePattern(_text(policy, (*path, "label")), _text(policy, (*path, "head")))


def _label(policy: PolicyFile, path: tuple[str | int, ...]) -> Bilingual:
    return Bilingual(str(policy.get(*path, "th")), str(policy.get(*path, "en")))


_text = _label


def _optional(policy: PolicyFile, path: tuple[str | int, ...], name: str) -> Bilingual:
    return _text(policy, (*path, name)) if name in policy.get(*path) else NOTHING_SAID


def _choice(policy: PolicyFile, path: tuple[str | int, ...], among: type[T]) -> T:
    given = policy.get(*path)
    try:
        return among(given)
    except ValueError as error:
        names = ", ".join(one.value for one in among)
        raise policy.error(
            path,
            Bilingual(f"ไม่รู้จัก '{given}'", f"'{given}' is unknown."),
            Bilingual(f"ใช้ {names}", f"Use one of {names}."),
        ) from error


def _known(policy: PolicyFile, path: tuple[str | int, ...], entry: Mapping[str, Any], names: set[str]) -> None:
    for name in entry:
        if name not in names:
            raise policy.error(
                (*path, name),
                Bilingual(f"ไม่รู้จักรายการ '{name}'", f"'{name}' is no entry here."),
                Bilingual("ตรวจตัวสะกด", "Check how it is spelt."),
            )


def _codes(given: Any) -> tuple[str, ...]:
    return tuple(str(code) for code in given or ())


def _twice(codes: Iterable[str], th: str, en: str) -> list[Bilingual]:
    seen: set[str] = set()
    again = [code for code in codes if code in seen or seen.add(code)]  # type: ignore[func-returns-value]
    return [Bilingual(f"{th} '{code}' มีสองรายการ", f"The {en} '{code}' stands twice.") for code in again]


def _unknown(where: str, what: str) -> Bilingual:
    return Bilingual(f"'{where}' อ้างถึง '{what}' ซึ่งไม่มีในระบบ", f"'{where}' names '{what}', which is not there.")
