"""Making and disabling accounts."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from samutphok.access.domain import AccountView, Action, NewAccount, Sensitivity, Viewer
from samutphok.access.errors import BadAccount, NotAnAdministrator, OwnAccount, UsernameTaken
from samutphok.access.models import Account
from samutphok.access.queries import account_named, view
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual

LANGUAGES = ("th", "en")


@transaction.atomic
def create_account(*, viewer: Viewer, account: NewAccount, password: str | None = None, now: datetime) -> AccountView:
    """Makes an account that can see nothing until it is given a grant.

    Without a password the person sets their own by 'forgotten password', for which an e-mail address is needed.
    Raises NotAnAdministrator, BadAccount, UsernameTaken.
    """
    return add_account(viewer, account, password, made_by_virtue_of=Action.MANAGE_ACCOUNTS, now=now)


def add_account(
    viewer: Viewer, account: NewAccount, password: str | None, *, made_by_virtue_of: Action, now: datetime
) -> AccountView:
    """Makes an account for whoever may do the action anywhere, in the caller's transaction; as `create_account`."""
    held = viewer.reaching(made_by_virtue_of, Sensitivity.S0)
    if not held:
        raise NotAnAdministrator
    row = Account(
        username=Account.normalize_username(account.username.strip()),
        display_name=account.display_name.strip(),
        email=account.email.strip(),
        agency=account.agency,
        language=account.language,
        demo=account.demo,
    )
    row.set_password(password)
    _check(row, password)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise UsernameTaken from error
    record(actor=viewer.account_id, act="create_account", subject=f"account:{row.pk}", grant=held[0].id, now=now)
    return view(row)


def disable_account(*, viewer: Viewer, username: str, now: datetime) -> None:
    """Ends an account: its sessions end at their next request, its grants and its acts stay on record.

    Raises AccountNotFound, OwnAccount.
    """
    _set_active(viewer, username, active=False, now=now)


def enable_account(*, viewer: Viewer, username: str, now: datetime) -> None:
    """Lets a disabled account in again, with the grants that still stand. Raises AccountNotFound, OwnAccount."""
    _set_active(viewer, username, active=True, now=now)


@transaction.atomic
def change_language(*, viewer: Viewer, language: str, now: datetime) -> None:
    """Keeps in which language the viewer is written to. Raises BadAccount for a language the desk does not speak."""
    if language not in LANGUAGES:
        raise _no_such_language()
    Account.objects.filter(pk=viewer.account_id).update(language=language)
    record(
        actor=viewer.account_id,
        act="change_language",
        subject=f"account:{viewer.account_id}",
        fields=["language"],
        now=now,
    )


@transaction.atomic
def _set_active(viewer: Viewer, username: str, *, active: bool, now: datetime) -> None:
    account = account_named(username, viewer=viewer)
    if account.id == viewer.account_id:
        raise OwnAccount
    Account.objects.filter(pk=account.id).update(is_active=active)
    act = "enable_account" if active else "disable_account"
    record(actor=viewer.account_id, act=act, subject=f"account:{account.id}", now=now)


def _check(row: Account, password: str | None) -> None:
    try:
        row.clean_fields(exclude=["password"])
        if password is not None:
            validate_password(password, row)
    except ValidationError as error:
        named = ", ".join(sorted(error.message_dict)) if hasattr(error, "error_dict") else "password"
        raise BadAccount(
            problem=Bilingual(f"ข้อมูลบัญชีใช้ไม่ได้: {named}", f"The account cannot be taken as it is: {named}."),
            remedy=Bilingual(
                "ชื่อบัญชีใช้ตัวอักษร ตัวเลข และ @ . + - _ ต้องมีชื่อที่แสดง รหัสผ่านอย่างน้อย 10 ตัวและเดายาก",
                "User names take letters, digits and @ . + - _; a name to show is needed; "
                "a password has at least 10 characters and is hard to guess.",
            ),
        ) from error
    if row.language not in LANGUAGES:
        raise _no_such_language()


def _no_such_language() -> BadAccount:
    return BadAccount(
        problem=Bilingual("ไม่มีภาษานี้", "There is no such language."),
        remedy=Bilingual("เลือก th หรือ en", "Choose th or en."),
    )
