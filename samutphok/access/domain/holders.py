"""People as the holders of roles in places: who is to read a notice, who may see something of an area."""

from dataclasses import dataclass
from datetime import datetime

from samutphok.access.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with the roles and areas (prefixes) by which they are meant; `done`: has done what is asked about."""

    account_id: str
    name: str
    agency: str
    roles: tuple[Role, ...]
    areas: tuple[str, ...]
    done: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class HolderPage:
    """One page of holders. total: all who are meant; done: how many of them have; listed: how many the pages hold."""

    rows: tuple[Holder, ...]
    page: int
    page_size: int
    total: int
    done: int
    listed: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.listed // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class HolderTally:
    """How many people of a role hold it in a place (a prefix), and how many of them have done what is asked about."""

    place: str
    role: Role
    people: int
    done: int

    @property
    def waiting(self) -> int:
        """How many have not."""
        return self.people - self.done
