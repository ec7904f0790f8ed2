"""Where somebody stands with a benefit, as a table: what the rules say, what is known to be received."""

import pytest

from samutphok.entitlements.domain.answers import Outcomes
from samutphok.uptake.domain.counts import Cells, disclosed
from samutphok.uptake.domain.standing import Standing, standing_of

TABLE = [
    # the rules say        received  stands
    (Outcomes.ELIGIBLE, False, Standing.UNCLAIMED),
    (Outcomes.ELIGIBLE, None, Standing.UNTOLD),
    (Outcomes.ELIGIBLE, True, Standing.RECEIVED),
    (Outcomes.MAY_APPLY, False, Standing.MAY_APPLY),
    (Outcomes.MAY_APPLY, None, Standing.MAY_APPLY),
    (Outcomes.MAY_APPLY, True, Standing.RECEIVED),
    (Outcomes.UNKNOWN, False, Standing.UNKNOWN),
    (Outcomes.UNKNOWN, None, Standing.UNKNOWN),
    (Outcomes.UNKNOWN, True, Standing.RECEIVED),  # a missing fact makes nobody suspect
    (Outcomes.NOT, False, Standing.NO),
    (Outcomes.NOT, None, Standing.NO),
    (Outcomes.NOT, True, Standing.WRONG),  # to be verified, never stopped by this
]


@pytest.mark.parametrize(("outcome", "received", "standing"), TABLE)
def test_where_somebody_stands(outcome: Outcomes, received: bool | None, standing: Standing) -> None:
    assert standing_of(outcome, received) is standing


def test_whoever_may_not_see_families_is_shown_no_small_number() -> None:
    shown = disclosed(
        Cells(asked=13, unclaimed=2, unknown=8, month=1200, year=14_400, missing=(("age", 1), ("thai", 8)))
    )
    assert (shown.asked, shown.unclaimed, shown.unknown) == (15, 0, 10)
    assert (shown.month, shown.year) == (0, 0)
    assert shown.missing == (("thai", 10),)


def test_take_up_is_measured_where_receipt_is_known() -> None:
    assert Cells(unclaimed=1, received=3, untold=96).take_up == 0.75
    assert Cells(untold=5).take_up is None
