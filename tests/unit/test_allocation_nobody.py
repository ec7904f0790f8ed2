"""An area in which nobody needs the thing is shared out too: nothing is given, and nothing breaks."""

import numpy as np

from samutphok.allocation.domain.problem import Needs, Share, SharingRules, Supply, problem_of


def test_shares_of_areas_hold_where_nobody_needs_anything() -> None:
    none = np.zeros(0, dtype=int)
    needs = Needs((), ("a",), (), none, none, none, np.zeros(0), np.zeros(0))
    rules = SharingRules(1, (Share("8301", 0.2, 1.0),), {})
    problem = problem_of(needs, Supply(np.array([3]), np.array([np.inf])), rules)
    assert [list(one) for one in problem.inside] == [[]]
