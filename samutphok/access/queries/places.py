"""Where somebody works, also when they no longer do."""

from samutphok.access.models import GivenGrant
from samutphok.access.queries.viewers import resolve


def areas_ever(account_id: str) -> tuple[str, ...]:
    """The areas of the grant that was given last to the account, whether it still stands or not; () without any.

    For things that an account left behind and that the office of its area must still find. One query.
    """
    if not account_id:
        return ()
    last = GivenGrant.objects.filter(account_id=account_id).order_by("-valid_from", "pk").first()
    return resolve(last.areas) if last else ()
