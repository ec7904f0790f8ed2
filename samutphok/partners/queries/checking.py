"""Does the shipped directory fit together, and how much of it waits to be confirmed?"""

from dataclasses import dataclass
from datetime import date

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import policy_names
from samutphok.partners.domain.reading import check_directory
from samutphok.partners.queries.calendar import calendar
from samutphok.partners.queries.export import problem_names
from samutphok.partners.queries.shipped import shipped_organizations, shipped_services


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. wrong: what does not fit; unmet: problems that no service meets; to_confirm: entries of services
    whose source is not on file; calendar_until: the last day whose holidays are known."""

    organizations: int
    services: int
    wrong: tuple[Bilingual, ...]
    unmet: tuple[str, ...]
    to_confirm: int
    calendar_until: date | None


def check(*, on: date) -> Checked:
    """Checks the shipped directory as of a day. No query."""
    organizations, services = shipped_organizations(on), shipped_services(on)
    problems = problem_names(on=on)
    met = frozenset().union(*(one.problems for one in services.values()))
    return Checked(
        organizations=len(organizations),
        services=len(services),
        wrong=check_directory(
            organizations.values(),
            services.values(),
            problems=frozenset(problems),
            benefits=frozenset(policy_names("benefits")),
        ),
        unmet=tuple(code for code in problems if code not in met),
        to_confirm=sum(len(one.to_confirm) for one in services.values()),
        calendar_until=calendar(on=on).until,
    )
