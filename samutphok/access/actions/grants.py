"""Giving and withdrawing grants: nobody gives more than they hold, nor to themselves."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from samutphok.access.domain import COUNTRY, WIDEST, Action, Grant, Role, Sensitivity, Viewer, grant_within
from samutphok.access.errors import BadGrant, GrantNotFound, NotAnAdministrator, OwnAccount, TooWide
from samutphok.access.models import GivenGrant, GrantedArea
from samutphok.access.queries import account_named, as_grant, manages, resolve
from samutphok.areas.domain import COUNTRY as COUNTRY_CODE
from samutphok.areas.domain import read_code
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual


@transaction.atomic
def give_grant(*, viewer: Viewer, username: str, grant: Grant, now: datetime) -> str:
    """Gives the grant to the account, and returns its id.

    `grant.areas` are codes as people name them: provinces to villages, 'TH', communities, local governments ('L…').
    It begins now unless `valid_from` says later. Raises AccountNotFound, OwnAccount, NotAnAdministrator, TooWide,
    BadGrant, and what `areas` says of a code that is malformed or unknown.
    """
    account = account_named(username, viewer=viewer)
    if account.id == viewer.account_id:
        raise OwnAccount
    return add_grant(viewer, account.id, grant, given_by_virtue_of=Action.MANAGE_ACCOUNTS, now=now)


def add_grant(viewer: Viewer, account_id: str, grant: Grant, *, given_by_virtue_of: Action, now: datetime) -> str:
    """Gives a grant that lies within what the viewer holds for the action, in the caller's transaction; as `give_grant`."""
    named = tuple(read_code(code or COUNTRY_CODE) for code in grant.areas)
    begins = max(now, grant.valid_from or now)
    wanted = replace(grant, areas=_prefixes(named, grant.role), valid_from=begins)
    held = _under(viewer, wanted, given_by_virtue_of)
    row = GivenGrant.objects.create(
        account_id=account_id,
        role=grant.role,
        areas=list(named),
        agency=grant.agency,
        programme=grant.programme,
        purpose=grant.purpose,
        valid_from=begins,
        valid_to=grant.valid_to,
        given_by=viewer.account_id,
    )
    codes = {COUNTRY if code == COUNTRY_CODE else code for code in named}
    GrantedArea.objects.bulk_create(GrantedArea(grant=row, code=code) for code in sorted(codes))
    record(
        actor=viewer.account_id,
        act="give_grant",
        subject=f"grant:{row.pk}",
        grant=held.id,
        fields=[f"account:{account_id}"],
        now=now,
    )
    return str(row.pk)


@transaction.atomic
def withdraw_grant(*, viewer: Viewer, grant_id: str, now: datetime) -> None:
    """Ends a grant at once; it counts at the holder's next request, and what they did stays on record.

    Withdrawing what is withdrawn changes nothing. Raises GrantNotFound, OwnAccount.
    """
    try:
        row = GivenGrant.objects.select_for_update().filter(pk=grant_id).first()
    except ValidationError as error:
        raise GrantNotFound from error
    if row is None or not manages(viewer, [as_grant(row)]):
        raise GrantNotFound
    if str(row.account_id) == viewer.account_id:
        raise OwnAccount
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = now, viewer.account_id
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record(actor=viewer.account_id, act="withdraw_grant", subject=f"grant:{row.pk}", now=now)


def _under(viewer: Viewer, wanted: Grant, action: Action) -> Grant:
    """The giver's grant under which `wanted` may be given."""
    _check(wanted)
    held = viewer.reaching(action, Sensitivity.S0)
    if not held:
        raise NotAnAdministrator
    enough = next((own for own in held if grant_within(wanted, own)), None)
    if enough is None:
        raise TooWide
    return enough


def _prefixes(named: tuple[str, ...], role: Role) -> tuple[str, ...]:
    """The areas resolved, each on its own: one that resolves to nothing today could reach anywhere tomorrow."""
    each = [resolve([code]) for code in named]
    if not each or not all(each):
        raise BadGrant(
            problem=Bilingual("สิทธิ์ไม่มีพื้นที่", "The grant has no area, or a local government that covers none."),
            remedy=Bilingual(
                "ระบุรหัสพื้นที่ และกำหนดพื้นที่ของ อปท. ก่อน",
                "Name an area code; say first which areas a local government covers.",
            ),
        )
    prefixes = resolve(named)
    if any(len(prefix) < WIDEST[role] for prefix in prefixes):
        raise BadGrant(
            problem=Bilingual("พื้นที่กว้างเกินบทบาทนี้", "The area is too wide for this role."),
            remedy=Bilingual(
                "บทบาทจังหวัดให้ระดับจังหวัดลงไป อำเภอให้ระดับอำเภอลงไป ตำบลและอาสาสมัครให้ระดับตำบลลงไป",
                "Give provinces or smaller to a province role, amphoe or smaller to an amphoe role, "
                "tambon or smaller to tambon teams and volunteers.",
            ),
        )
    return prefixes


def _check(wanted: Grant) -> None:
    if wanted.valid_to is not None and wanted.valid_from is not None and wanted.valid_to <= wanted.valid_from:
        raise BadGrant(
            problem=Bilingual("สิทธิ์สิ้นสุดก่อนเริ่ม", "The grant ends before it begins."),
            remedy=Bilingual("เลือกวันสิ้นสุดหลังวันเริ่ม", "Choose an end after the beginning."),
        )
    if wanted.role is Role.AGENCY_OFFICER and not wanted.agency:
        raise BadGrant(
            problem=Bilingual("เจ้าหน้าที่หน่วยงานต้องมีหน่วยงาน", "An agency officer's grant needs an agency."),
            remedy=Bilingual("ระบุหน่วยงานในสิทธิ์", "Name the agency in the grant."),
        )
    if wanted.role is Role.NATIONAL and wanted.areas != (COUNTRY,):
        raise BadGrant(
            problem=Bilingual("บทบาทส่วนกลางต้องเป็นทั้งประเทศ", "The national role stands for the whole country."),
            remedy=Bilingual("ใช้พื้นที่ TH หรือบทบาทอื่น", "Use the area TH, or another role."),
        )
