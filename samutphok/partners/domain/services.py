"""What an organisation does for people: who may get it, what to bring, how long it takes, and what is known for certain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samutphok.kernel.errors import Bilingual
from samutphok.partners.domain.organizations import NOTHING_SAID, AgencyContact, Phone, reaches


class Capacity(StrEnum):
    """Whether places can run out."""

    OPEN = "open"  # whoever is entitled gets it
    COUNTED = "counted"  # the office says how many places are free
    BUDGET = "budget"  # until the year's money is spent


class Level(StrEnum):
    """At which office people get the service."""

    NATIONAL = "national"
    PROVINCE = "province"
    AMPHOE = "amphoe"
    LOCAL = "local"
    VILLAGE = "village"


# What a service says of itself; each is stated by the service's source, or to be confirmed, or not said at all.
SAID = ("who", "what", "documents", "how", "hours", "cost", "days", "phones", "standard")


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the directory.

    problems: codes of policy/problems that it meets; benefit: a name of policy/benefits, '' where none stands behind it.
    areas and without: prefixes, as of an organisation. expected_days: working days until the help arrives, None when no
    source gives them. stated: the names of `SAID` that the source gives; all else is to be confirmed. own: the operator
    added it, or changed it for the area asked for. urgent: of use when somebody is in danger today.
    """

    code: str
    organization: str
    label: Bilingual
    problems: frozenset[str]
    what: Bilingual = NOTHING_SAID
    who: Bilingual = NOTHING_SAID
    level: Level = Level.PROVINCE
    capacity: Capacity = Capacity.OPEN
    documents: tuple[Bilingual, ...] = ()
    how: Bilingual = NOTHING_SAID
    hours: Bilingual = NOTHING_SAID
    cost: Bilingual = NOTHING_SAID
    expected_days: int | None = None
    phones: tuple[Phone, ...] = ()
    url: str = ""
    benefit: str = ""
    standard: str = ""
    areas: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    urgent: bool = False
    stated: frozenset[str] = frozenset()
    source: Bilingual = NOTHING_SAID
    own: bool = False

    def works_in(self, area_code: str) -> bool:
        """Whether people of the area may get it."""
        return reaches(self.areas, self.without, area_code)

    def is_stated(self, said: str) -> bool:
        """Whether the source gives this entry of `SAID`; else it is to be confirmed."""
        return said in self.stated

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """The entries of `SAID` that say something without a source."""
        values = {name: getattr(self, {"days": "expected_days"}.get(name, name)) for name in SAID}
        return tuple(
            name
            for name, value in values.items()
            if name not in self.stated and value not in (None, "", (), NOTHING_SAID)
        )


@dataclass(frozen=True, slots=True)
class ServiceOffer:
    """A service as people of one area may get it today.

    service and agency: codes. problems: those asked for that it meets. free: places free now, None where nobody counts
    them; free_area: of which area that count is. contact: of the agency's office there, as far as the operator filled
    it in. benefit: a name of policy/benefits or ''.
    """

    service: str
    agency: str
    label: Bilingual
    area: str
    problems: frozenset[str]
    free: int | None
    documents: tuple[Bilingual, ...]
    expected_days: int | None
    contact: AgencyContact
    capacity: Capacity
    level: Level
    benefit: str = ""
    standard: str = ""
    free_area: str = ""
    urgent: bool = False
    detail: "Service" = field(repr=False, compare=False, kw_only=True)

    @property
    def has_room(self) -> bool:
        """Whether nothing that is known stands against it: places are free, or nobody counts them."""
        return self.free is None or self.free > 0


def offered(
    services: Iterable[Service],
    *,
    area_code: str,
    wanted: frozenset[str],
    free: Mapping[str, tuple[int, str]],
    contacts: Mapping[str, AgencyContact],
) -> tuple[ServiceOffer, ...]:
    """The services that meet one of the problems wanted and work in the area: those with room first, then the quickest.

    free: by service, places and the area of which they are counted; contacts: by agency. Time nobody knows counts as long.
    """
    offers = (
        _offer(service, service.problems & wanted, area_code, free, contacts)
        for service in services
        if service.problems & wanted and service.works_in(area_code)
    )
    return tuple(
        sorted(
            offers,
            key=lambda one: (
                not one.has_room,
                one.expected_days is None,
                one.expected_days or 0,
                one.agency,
                one.service,
            ),
        )
    )


def _offer(
    service: Service,
    met: frozenset[str],
    area_code: str,
    free: Mapping[str, tuple[int, str]],
    contacts: Mapping[str, AgencyContact],
) -> ServiceOffer:
    count, counted_in = free.get(service.code, (None, ""))
    return ServiceOffer(
        service=service.code,
        agency=service.organization,
        label=service.label,
        area=area_code,
        problems=met,
        free=count,
        free_area=counted_in,
        documents=service.documents,
        expected_days=service.expected_days,
        contact=contacts.get(service.organization, AgencyContact()),
        capacity=service.capacity,
        level=service.level,
        benefit=service.benefit,
        standard=service.standard,
        urgent=service.urgent,
        detail=service,
    )
