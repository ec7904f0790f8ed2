"""Logging in: which accounts may, what is recorded of it, how second factors are kept. Wired in the settings."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samutphok.access.models import Account
from samutphok.access.queries import account_with_grants
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import pseudonym, seal, unseal


class PasswordBackend(ModelBackend):
    """User name and password. Disabled accounts, and demo accounts outside a demo, are refused at every request."""

    def get_user(self, user_id: UUID | str) -> Account | None:
        """The account of a session, at each request; its grants come along."""
        account = account_with_grants(user_id)
        return account if self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at login, and again whenever a session is turned into an account."""
        return isinstance(user, Account) and user.is_active and (settings.DEMO or not user.demo) and not _late(user)


class LoginAdapter(DefaultAccountAdapter):
    """Nobody signs up: accounts are given. Logins and refusals stand in the audit trail."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Never; the route is closed too."""
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        """Opens the session and records it, both or neither."""
        with transaction.atomic():
            record(actor=str(user.pk), act="log_in", subject=f"account:{user.pk}", now=timezone.now())
            super().login(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever came in by a one-time code sets a password of their own first."""
        if getattr(request.user, "one_time_until", None):
            return reverse("account_change_password")
        return str(super().get_login_redirect_url(request))

    def clean_password(self, password: str, user: Account | None = None) -> str:
        """Validates a new password; a one-time code is none, for the administrator knows it."""
        if user is not None and user.one_time_until is not None and user.check_password(password):
            raise ValidationError(_("This is the one-time code. Choose a password that nobody else knows."))
        return str(super().clean_password(password, user))

    def set_password(self, user: Account, password: str) -> None:
        """A password of one's own, in place of a one-time code too."""
        user.one_time_until = None
        super().set_password(user, password)

    def authentication_failed(self, _request: HttpRequest, **credentials: Any) -> None:
        """Records the refusal under a pseudonym: people type passwords and citizen numbers into the name field."""
        with transaction.atomic():
            subject = attempt_name(None, credentials)
            record(actor="anonymous", act="log_in", subject=subject, outcome="refused", now=timezone.now())


def attempt_name(_request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """The name under which tries at a login are counted: a pseudonym, for what was typed may be anything."""
    return pseudonym("username", str((credentials or {}).get("username") or ""))


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secrets of authenticator apps and recovery codes rest sealed: the database alone logs nobody in."""

    def encrypt(self, text: str) -> str:
        """Before a secret is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """When a code is checked."""
        return unseal(encrypted_text)


def _late(user: Account) -> bool:
    """A one-time code that was not used in time opens nothing."""
    return user.one_time_until is not None and user.one_time_until <= timezone.now()
