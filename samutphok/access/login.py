"""Logging in: which accounts may, what is recorded of it, how second factors are kept. Wired in the settings."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from samutphok.access.models import Account
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import pseudonym, seal, unseal


class PasswordBackend(ModelBackend):
    """User name and password. Disabled accounts, and demo accounts outside a demo, are refused at every request."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at login, and again whenever a session is turned into an account."""
        return isinstance(user, Account) and user.is_active and (settings.DEMO or not user.demo)


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
