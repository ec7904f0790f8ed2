"""What people may know of themselves and of colleagues: their own account, and the names behind ids."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from samutphok.access.domain import AccountView, Viewer
from samutphok.access.errors import AccountNotFound
from samutphok.access.models import Account
from samutphok.access.queries.accounts import view


@dataclass(frozen=True, slots=True)
class Reachable:
    """How an account is written to: its e-mail address ('' none) and language."""

    email: str
    language: str


def reachable(account_id: UUID) -> Reachable | None:
    """For the job that writes to an account; None when it is disabled or absent. One query."""
    row = Account.objects.filter(pk=account_id, is_active=True).only("email", "language").first()
    return Reachable(row.email, row.language) if row else None


def profile(*, viewer: Viewer) -> AccountView:
    """The viewer's own account, with the grants that stand, begun or not. Raises AccountNotFound for whoever has none."""
    row = Account.objects.filter(pk=viewer.account_id).first() if _ids([viewer.account_id]) else None
    if row is None:
        raise AccountNotFound
    return view(row)


def names_of(account_ids: Iterable[str], *, viewer: Viewer) -> dict[str, str]:
    """The names of colleagues by account id, for whoever has logged in; system processes and unknown ids are left out."""
    if not viewer.account_id:
        return {}
    rows = Account.objects.filter(pk__in=_ids(account_ids)).only("id", "display_name", "username")
    return {str(row.pk): row.get_full_name() for row in rows}


def _ids(texts: Iterable[str]) -> set[UUID]:
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found
