"""Who may come through which door: every route of the product has a row here, and one without a row is refused.

This is the first of two questions. A row says who may knock (somebody whose role knows the action at all); what they
then see is narrowed by `access.queries.within` and `access.domain.decide`.
"""

from collections.abc import Mapping
from enum import StrEnum

from samutphok.access.domain import Action


class Door(StrEnum):
    """Routes that ask for no action."""

    PUBLIC = "public"  # whoever comes
    LOGIN_ONLY = "login_only"  # whoever has logged in
    DEMO_ONLY = "demo_only"  # whoever comes, while the installation is a demo
    CLOSED = "closed"  # nobody: brought along by a library, not wanted here


Policy = Action | Door

LOGIN: Mapping[str, Policy] = {
    "account_login": Door.PUBLIC,
    "account_logout": Door.PUBLIC,
    "account_inactive": Door.PUBLIC,
    "account_reset_password": Door.PUBLIC,
    "account_reset_password_done": Door.PUBLIC,
    "account_reset_password_from_key": Door.PUBLIC,
    "account_reset_password_from_key_done": Door.PUBLIC,
    "account_change_password": Door.LOGIN_ONLY,
    "account_reauthenticate": Door.LOGIN_ONLY,
    "mfa_authenticate": Door.PUBLIC,  # half-way through a login
    "mfa_index": Door.LOGIN_ONLY,
    "mfa_reauthenticate": Door.LOGIN_ONLY,
    "mfa_activate_totp": Door.LOGIN_ONLY,
    "mfa_deactivate_totp": Door.LOGIN_ONLY,
    "mfa_view_recovery_codes": Door.LOGIN_ONLY,
    "mfa_generate_recovery_codes": Door.LOGIN_ONLY,
    "mfa_download_recovery_codes": Door.LOGIN_ONLY,
    # Accounts are made by administrators, who also keep their e-mail addresses.
    "account_signup": Door.CLOSED,
    "account_set_password": Door.CLOSED,
    "account_email": Door.CLOSED,
    "account_email_verification_sent": Door.CLOSED,
    "account_confirm_email": Door.CLOSED,
    "account_confirm_login_code": Door.CLOSED,
}

DESK: Mapping[str, Policy] = {
    "healthz": Door.PUBLIC,
    "language": Door.PUBLIC,
    "demo_login": Door.DEMO_ONLY,
    "home": Door.LOGIN_ONLY,
    "areas": Action.VIEW_COUNTS,
    "area": Action.VIEW_COUNTS,
    "households": Action.LIST_HOUSEHOLDS,
    "household": Action.VIEW_HOUSEHOLD,
    "household_logbook": Action.VIEW_HOUSEHOLD,
    "household_export": Action.EXPORT_HOUSEHOLDS,
    "imports": Action.RECEIVE_REGISTER,
    "import_new": Action.RECEIVE_REGISTER,
    "import_receive": Action.RECEIVE_REGISTER,
    "import": Action.RECEIVE_REGISTER,
    "import_rejects": Action.RECEIVE_REGISTER,
    "reviews": Action.DECIDE_LINK,
    "review_decide": Action.DECIDE_LINK,
    "area_draw": Action.DRAW_LIST,
}

ROUTES: Mapping[str, Policy] = {**LOGIN, **DESK}
