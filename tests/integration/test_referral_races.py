"""Letters are numbered without gap or twin, and the last place goes to one, however many ask at the same moment."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from desk_office import make_families
from own_database import checkpoint, own_database
from register_rows import NOW, viewer
from test_referral_way import do, officer, wanted

from samutphok.kernel.errors import Error
from samutphok.partners.actions import set_capacity
from samutphok.partners.models import Entry
from samutphok.referrals.actions import refer
from samutphok.referrals.models import Letter, Referral

pytestmark = pytest.mark.database
SERVICE = "skills-training"


def free() -> int | None:
    return Entry.objects.get(kind="places", code=SERVICE).free


def made() -> list[str]:
    families = make_families(drawn=False)
    checkpoint()
    return [str(families.target), str(families.poor), str(families.well)]


def sends(household: str) -> str:
    try:
        refer(viewer=viewer("83"), referral=wanted(UUID(household)), now=NOW)
    except Error as error:
        return type(error).__name__
    return "sent"


def numbers() -> list[int]:
    return sorted(Letter.objects.values_list("number", flat=True))


def with_one_place() -> list[str]:
    families = make_families(drawn=False)
    set_capacity(viewer=viewer("83"), service=SERVICE, area_code="83", free=1, now=NOW)
    work = {"agency": "labour", "service": SERVICE, "problem": "no_work"}
    every = (families.poor, families.well)
    return [str(refer(viewer=viewer("83"), referral=wanted(one, **work), now=NOW)) for one in every]


def kept_place() -> list[str]:
    both = with_one_place()
    checkpoint()
    return both


def accepts(referral: str) -> str:
    try:
        do(officer("labour"), UUID(referral), "accept")
    except Error as error:
        return type(error).__name__
    return "accepted"


def test_letters_of_three_at_once_are_numbered_in_a_row(tmp_path: Path, django_db_blocker: Any) -> None:
    with own_database(tmp_path, django_db_blocker.unblock) as own:
        running = [own.start(sends, household) for household in own.call(made)]
        assert [(process.answer() or ["broken"])[0] for process in running] == ["sent"] * 3
        assert own.call(numbers) == [1, 2, 3]


def test_the_last_place_goes_to_one_of_two(tmp_path: Path, django_db_blocker: Any) -> None:
    with own_database(tmp_path, django_db_blocker.unblock) as own:
        running = [own.start(accepts, one) for one in own.call(kept_place)]
        assert sorted((process.answer() or ["broken"])[0] for process in running) == ["NoPlaceLeft", "accepted"]
        assert own.call(free) == 0


@pytest.mark.django_db
def test_a_place_goes_back_once_when_it_was_not_used_and_stays_taken_when_it_was() -> None:
    first, second = (UUID(one) for one in with_one_place())
    agency, who = officer("labour"), viewer("83")
    do(agency, first, "accept")
    do(agency, first, "ask", "วันไหนสะดวก")
    assert free() == 0
    do(who, first, "withdraw", reason="solved_otherwise")
    assert free() == 1
    do(agency, second, "accept")
    do(agency, second, "return", reason="not_ours")
    do(who, second, "send_again")
    assert free() == 1
    do(agency, second, "accept")
    do(agency, second, "deliver", "เรียนแล้ว")
    do(who, second, "failed")
    do(who, second, "settle", reason="solved_otherwise")
    assert free() == 0
    assert Referral.objects.filter(ended_at=None).count() == 0
