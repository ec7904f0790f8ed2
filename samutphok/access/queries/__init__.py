"""Reading accounts and grants, and narrowing the queries of every other capability to what a viewer may see."""

from samutphok.access.queries.able import Able, able_in
from samutphok.access.queries.accounts import (
    account_by_id,
    account_list,
    account_named,
    accounts,
    demo_accounts,
    login_name,
    manages,
    view,
)
from samutphok.access.queries.colleagues import Colleague, colleagues
from samutphok.access.queries.holding import Asked, holders, reaching_area
from samutphok.access.queries.keys import key_holder, keyed_account, keys_of, managed_key
from samutphok.access.queries.places import areas_ever
from samutphok.access.queries.profile import Reachable, names_of, profile, reachable
from samutphok.access.queries.scope import NOTHING, inside, within
from samutphok.access.queries.trail import TrailView, openings, trail, trail_lines
from samutphok.access.queries.viewers import (
    account_with_grants,
    as_grant,
    field_operator,
    operator,
    resolve,
    viewer_by_id,
    viewer_of,
)
from samutphok.access.queries.workers import Worker, may_work, workers, workers_named

__all__ = [
    "NOTHING",
    "Able",
    "Asked",
    "Colleague",
    "Reachable",
    "TrailView",
    "Worker",
    "able_in",
    "account_by_id",
    "account_list",
    "account_named",
    "account_with_grants",
    "accounts",
    "areas_ever",
    "as_grant",
    "colleagues",
    "demo_accounts",
    "field_operator",
    "holders",
    "inside",
    "key_holder",
    "keyed_account",
    "keys_of",
    "login_name",
    "managed_key",
    "manages",
    "may_work",
    "names_of",
    "openings",
    "operator",
    "profile",
    "reachable",
    "reaching_area",
    "resolve",
    "trail",
    "trail_lines",
    "view",
    "viewer_by_id",
    "viewer_of",
    "within",
    "workers",
    "workers_named",
]
