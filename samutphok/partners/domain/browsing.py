"""What the pages of the directory show: services of an area under filters, one service, one agency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.thai import sort_key
from samutphok.partners.domain.entries import ChangeView, EntryView
from samutphok.partners.domain.organizations import AgencyContact, Organization
from samutphok.partners.domain.services import Service
from samutphok.partners.domain.standards import StandardItem, StandardSet


@dataclass(frozen=True, slots=True)
class ServicesWanted:
    """The filters of the list. text: a part of a name or of what is done; problem, agency: codes; room: only where nothing
    known stands against it; urgent: only what helps today."""

    text: str = ""
    problem: str = ""
    agency: str = ""
    room: bool = False
    urgent: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in the list; free: places free now, None where nobody counts."""

    service: Service
    agency: Organization
    free: int | None


@dataclass(frozen=True, slots=True)
class ServiceList:
    """One page of the services of an area. problems: how many services meet each, under the other filters."""

    rows: tuple[ServiceRow, ...]
    total: int
    page: int
    page_size: int
    problems: Mapping[str, int]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class ServicePage:
    """A service as it stands in an area. shipped: as it is elsewhere, None for one of the operator's own; entry and places:
    what the operator wrote of it here or above, with the area it was written for; limit: working days that a local
    standard allows, None where none applies."""

    service: Service
    agency: Organization
    contact: AgencyContact
    problems: tuple[tuple[str, Bilingual], ...]
    shipped: Service | None
    entry: EntryView | None
    places: EntryView | None
    standards: tuple[tuple[StandardSet, tuple[StandardItem, ...]], ...]
    limit: int | None
    history: tuple[ChangeView, ...]

    @property
    def free(self) -> int | None:
        """Places free now."""
        return self.places.free if self.places is not None else None


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """An organisation as it stands in an area: its office, whom to call, what it offers. entry: written for this very area,
    which a form changes; above: of the area it lies in, where the contact comes from when there is none."""

    agency: Organization
    parent: Organization | None
    departments: tuple[Organization, ...]
    contact: AgencyContact
    entry: EntryView | None
    services: tuple[ServiceRow, ...]
    history: tuple[ChangeView, ...]


def listed(
    rows: Iterable[ServiceRow], wanted: ServicesWanted, *, page_size: int, problems: Iterable[str]
) -> ServiceList:
    """The rows under the filters, by name in Thai order, with room before full ones; counts of problems beside."""
    others = [row for row in rows if _fits(row, wanted)]
    met = [row for row in others if not wanted.problem or wanted.problem in row.service.problems]
    met.sort(key=lambda row: (row.free == 0, not row.service.urgent, sort_key(row.service.label.th)))
    start = (wanted.page - 1) * page_size
    counts = {code: sum(code in row.service.problems for row in others) for code in problems}
    return ServiceList(tuple(met[start : start + page_size]), len(met), wanted.page, page_size, counts)


def _fits(row: ServiceRow, wanted: ServicesWanted) -> bool:
    service = row.service
    text = wanted.text.strip().lower()
    told = " ".join((service.label.th, service.label.en, service.what.th, row.agency.label.th, row.agency.short.th))
    return (
        (not text or text in told.lower())
        and (not wanted.agency or wanted.agency in (row.agency.code, row.agency.parent))
        and (not wanted.room or row.free != 0)
        and (not wanted.urgent or service.urgent)
    )
