"""Who somebody is at this moment: the grants in force, their areas resolved into prefixes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from samutphok.access.domain import COUNTRY, Grant, Role, Viewer, outermost
from samutphok.access.models import Account, GivenGrant
from samutphok.areas.domain import COUNTRY as COUNTRY_CODE
from samutphok.areas.queries import coverage


def viewer_of(account: object, *, now: datetime) -> Viewer:
    """The viewer that an account is now; read anew at each request, so a withdrawn grant is gone at the next.

    Anonymous, unknown and disabled accounts hold no grant and therefore see nothing. Nor does anybody who came in by an
    administrator's one-time code and has not set a password of their own: the administrator knows that code.
    """
    if not isinstance(account, Account):
        return Viewer("", "", (), now=now)
    grants = tuple(grant for row in _held(account) if (grant := as_grant(row)).valid_at(now))
    return Viewer(str(account.pk), account.get_full_name(), grants, now=now)


def account_with_grants(account_id: UUID | str) -> Account | None:
    """The account of a session with its standing grants, read together: one query a request instead of two."""
    rows = tuple(_standing().filter(account_id=account_id).select_related("account"))
    if not rows:
        return Account.objects.filter(pk=account_id).first()
    account = rows[0].account
    account.standing = rows
    return account


def _held(account: Account) -> Iterable[GivenGrant]:
    if account.standing is not None:
        return account.standing if account.is_active and account.one_time_until is None else ()
    return _standing().filter(account_id=account.pk, account__is_active=True, account__one_time_until=None)


def _standing() -> QuerySet[GivenGrant]:
    return GivenGrant.objects.filter(withdrawn_at=None).order_by("pk")


def viewer_by_id(account_id: str, *, now: datetime) -> Viewer:
    """The viewer of an account by its id, for a job that acts in its name; without the account, one without grants."""
    try:
        account = Account.objects.filter(pk=account_id).first()
    except ValidationError:  # no id at all: an installation's own jobs have no account
        account = None
    return viewer_of(account, now=now)


def operator(*, now: datetime) -> Viewer:
    """Whoever has the machine's command line: may manage every account, and reads no family."""
    return Viewer("operator", "operator", (Grant(Role.ADMINISTRATOR, (COUNTRY,)),), now=now)


def field_operator(*, now: datetime) -> Viewer:
    """Whoever has the machine's command line, as the coordinator of every volunteer."""
    held = (Grant(Role.ADMINISTRATOR, (COUNTRY,)), Grant(Role.PROVINCE, (COUNTRY,)))
    return Viewer("operator", "operator", held, now=now)


def as_grant(row: GivenGrant, covered: Mapping[str, tuple[str, ...]] | None = None) -> Grant:
    """The grant that a stored row means now, its local governments resolved into the areas they cover today.

    `covered` spares the query when what all local governments in question cover is known already.
    """
    return Grant(
        role=Role(row.role),
        areas=resolve(row.areas, covered),
        agency=row.agency,
        programme=row.programme,
        purpose=row.purpose,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        id=str(row.pk),
    )


def resolve(areas: Iterable[str], covered: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """Prefixes for the areas as a person names them: 'TH' is '', a local government is what it covers."""
    named = tuple(areas)
    if covered is None:
        covered = coverage(code for code in named if code.startswith("L"))
    prefixes: list[str] = []
    for code in named:
        if code.startswith("L"):
            prefixes.extend(covered.get(code, ()))
        else:
            prefixes.append(COUNTRY if code == COUNTRY_CODE else code)
    return outermost(prefixes)
