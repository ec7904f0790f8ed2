"""Accounts and the grants given to them."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from samutphok.access.domain import Role


class Accounts(BaseUserManager["Account"]):
    """Makes accounts; who may do so is decided by `access.actions`."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Account":
        """An account with a hashed password, or none that can be used when `password` is None."""
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who may log in. There is no superuser: all permission comes from grants."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=150, unique=True, validators=[UnicodeUsernameValidator()])
    email = models.EmailField(blank=True)
    display_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="th")
    agency = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)  # may log in only while the installation is a demo
    one_time_until = models.DateTimeField(null=True, blank=True)  # the password is an administrator's code
    created_at = models.DateTimeField(auto_now_add=True)

    standing: "tuple[GivenGrant, ...] | None" = None  # its grants, where they were read together with it

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    def get_full_name(self) -> str:
        """The name shown to colleagues."""
        return self.display_name or self.username


class GivenGrant(models.Model):
    """A grant as it was given: the areas as the giver named them (prefixes, 'TH', local governments 'L…')."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    areas = models.JSONField()
    agency = models.CharField(max_length=60, blank=True)
    programme = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.role} {','.join(self.areas)}"


class GrantedArea(models.Model):
    """An area of a grant as it was given, one a row: by these, accounts and grants of an area are found."""

    grant = models.ForeignKey(GivenGrant, on_delete=models.CASCADE, related_name="places")
    code = models.CharField(max_length=16)  # as in `GivenGrant.areas`, the country as ''

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "code"], name="granted_area_once")]
        indexes = [models.Index(fields=["code", "grant"], name="granted_area_code")]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.code}"


class PhoneKey(models.Model):
    """A field key: by its token the phone of a volunteer gets lists and sends forms. Only a keyed hash of it is here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="phone_keys")
    token_index = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60, blank=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)
    seen_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=60, blank=True)
    wipe = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.account_id} {self.id}"
