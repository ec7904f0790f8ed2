"""What the people made really add up to, counted from their indicators and registrations, not from the plan."""

import numpy as np

from samutphok.synthetic.ages import Flags
from samutphok.synthetic.counts import DIMENSIONS, Integers
from samutphok.synthetic.indicators import FAILED, OF_DIMENSION
from samutphok.synthetic.province import Province


def measured(province: Province) -> tuple[Integers, Integers]:
    """(T, 4) TOTALS and (T, 4, 6) MEASURES by DIMENSION_SETS of the province's people, by TPMAP's union measure."""
    poor = _poor_households(province)
    poor = np.vstack([poor, poor.any(axis=0)])
    households, of_person = province.households, province.households.of_person
    registered = province.people.traits.registered[: len(of_person)]
    validated = province.people.traits.validated[: len(of_person)]
    tambons = len(province.counts.tambons)

    def by_tambon(flags: Flags, tambon: Integers) -> Integers:
        return np.bincount(tambon[flags], minlength=tambons)

    everybody, every_household = np.ones(len(of_person), dtype=bool), np.ones(len(households.size), dtype=bool)
    tambon = households.tambon[of_person]
    totals = [by_tambon(every_household, households.tambon)]
    totals += [by_tambon(flags, tambon) for flags in (everybody, registered, validated)]
    poverty = [
        [by_tambon(failing, households.tambon)]
        + [by_tambon(failing[of_person] & flags, tambon) for flags in (everybody, registered, validated)]
        for failing in poor
    ]
    return np.stack(totals, axis=1), np.stack([np.stack(measures, axis=1) for measures in poverty], axis=2)


def _poor_households(province: Province) -> Flags:
    """(5, households) Whether a household fails a dimension: any member any of its indicators."""
    rows = []
    for dimension in DIMENSIONS:
        failed = np.zeros(province.people.surveyed, dtype=bool)
        for number in OF_DIMENSION[dimension]:
            failed |= province.values[number - 1] == FAILED
        rows.append(np.logical_or.reduceat(failed, province.households.first))
    return np.array(rows)
