"""Who may open a protected matter, who is in its team, and that the database alone tells nothing of it."""

import uuid

import pytest
from desk_office import make_families
from protected_office import CANARY, opened, somebody

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry
from samutphok.protected.errors import BadMatter, BadTeam, MayNotOpen
from samutphok.protected.models import Matter, TeamMember
from samutphok.registry.errors import HouseholdNotFound

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.mark.parametrize("role", [Role.SUPPORTER, Role.AUDITOR, Role.ADMINISTRATOR, Role.GOVERNOR, Role.NATIONAL])
def test_who_does_not_work_with_families_opens_nothing(role: Role) -> None:
    area = "TH" if role in (Role.AUDITOR, Role.ADMINISTRATOR, Role.NATIONAL) else "83"
    with pytest.raises(MayNotOpen):
        opened(somebody("someone", role, area))


def test_nobody_opens_one_outside_their_area() -> None:
    with pytest.raises(MayNotOpen):
        opened(somebody("kathu", Role.AMPHOE, "8302"))


@pytest.mark.parametrize("area", ["", "TH", "x"])
def test_a_matter_has_a_place(area: str) -> None:
    with pytest.raises(MayNotOpen):
        opened(somebody("office", Role.PROVINCE), area_code=area)


@pytest.mark.parametrize("story", ["", "  ", "ก" * 8_001])
def test_a_matter_has_a_story(story: str) -> None:
    with pytest.raises(BadMatter):
        opened(somebody("office", Role.PROVINCE), story=story)


def test_nobody_is_named_who_may_not_work_on_such_matters() -> None:
    with pytest.raises(BadTeam):
        opened(somebody("office", Role.PROVINCE), team=[somebody("tambon", Role.TAMBON, "830101").account_id])


def test_without_anybody_who_could_work_on_it_nothing_is_opened() -> None:
    with pytest.raises(BadTeam):
        opened(somebody("tambon", Role.TAMBON, "830101"))


def test_a_family_out_of_sight_cannot_be_linked() -> None:
    families = make_families(drawn=False)
    with pytest.raises(HouseholdNotFound):
        opened(somebody("kathu", Role.AMPHOE, "8302"), household_id=families.poor)


def test_the_opener_works_on_it_unless_others_are_named() -> None:
    office, hotline = somebody("office", Role.PROVINCE), somebody("hotline", Role.HOTLINE)
    own = opened(office)
    given = opened(hotline, team=[office.account_id])
    assert list(TeamMember.objects.filter(matter=own).values_list("account_id", flat=True)) == [
        uuid.UUID(office.account_id)
    ]
    assert list(TeamMember.objects.filter(matter=given).values_list("account_id", flat=True)) == [
        uuid.UUID(office.account_id)
    ]


def test_a_centre_that_hears_of_it_hands_it_to_the_provinces_office() -> None:
    office = somebody("office", Role.PROVINCE)
    given = opened(somebody("tambon", Role.TAMBON, "830101"))
    assert list(TeamMember.objects.filter(matter=given).values_list("account_id", flat=True)) == [
        uuid.UUID(office.account_id)
    ]


def test_neither_the_row_nor_the_audit_tells_what_or_whose() -> None:
    families = make_families(drawn=False)
    matter = opened(somebody("office", Role.PROVINCE), household_id=families.poor)
    stored = str(Matter.objects.values().get())
    row = Entry.objects.get(act="open_protected")
    assert CANARY not in stored
    assert "violence" not in stored
    assert str(families.poor) not in stored
    assert str(families.poor) not in str(row.__dict__)
    assert str(matter) not in str(row.__dict__)
