"""Making accounts, giving and withdrawing grants: each with its audit row, nobody beyond what they hold."""

from samutphok.access.actions.accounts import change_language, create_account, disable_account, enable_account
from samutphok.access.actions.auditing import ask_for_verification, export_trail
from samutphok.access.actions.demo import enter_demo, make_demo_accounts
from samutphok.access.actions.grants import give_grant, withdraw_grant
from samutphok.access.actions.keys import give_key, note_key_seen, revoke_key
from samutphok.access.actions.volunteers import dismiss_volunteer, enrol_volunteer, let_volunteer_into
from samutphok.access.actions.ways_in import close_account, give_one_time_code, remove_second_factor, unlock_account

__all__ = [
    "ask_for_verification",
    "change_language",
    "close_account",
    "create_account",
    "disable_account",
    "dismiss_volunteer",
    "enable_account",
    "enrol_volunteer",
    "enter_demo",
    "export_trail",
    "give_grant",
    "give_key",
    "give_one_time_code",
    "let_volunteer_into",
    "make_demo_accounts",
    "note_key_seen",
    "remove_second_factor",
    "revoke_key",
    "unlock_account",
    "withdraw_grant",
]
