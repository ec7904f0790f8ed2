"""Making accounts, giving and withdrawing grants: each with its audit row, nobody beyond what they hold."""

from samutphok.access.actions.accounts import create_account, disable_account, enable_account
from samutphok.access.actions.demo import enter_demo, make_demo_accounts
from samutphok.access.actions.grants import give_grant, withdraw_grant

__all__ = [
    "create_account",
    "disable_account",
    "enable_account",
    "enter_demo",
    "give_grant",
    "make_demo_accounts",
    "withdraw_grant",
]
