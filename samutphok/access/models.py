"""Accounts."""

from django.contrib.auth.models import AbstractUser


class Account(AbstractUser):
    """A person who may log in."""
