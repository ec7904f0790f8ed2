"""Finding accounts and holders by area in the database gives what the pure rules give."""

import pytest
from notice_office import NOW, office, somebody

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.access.errors import AreaNotFound
from samutphok.access.models import Account
from samutphok.access.queries import accounts, manages, reaching_area, view

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def people() -> dict[str, Viewer]:
    return office() | {
        "labour": somebody("labour", Grant(Role.AGENCY_OFFICER, ("83",), agency="labour")),
        "both": somebody("both", Grant(Role.AMPHOE, ("8303",)), Grant(Role.AMPHOE, ("8101",))),
        "fresh": somebody("fresh"),
    }


@pytest.mark.parametrize(
    "held",
    [
        (Grant(Role.ADMINISTRATOR, ("",)),),
        (Grant(Role.ADMINISTRATOR, ("83",)),),
        (Grant(Role.ADMINISTRATOR, ("8303",)), Grant(Role.ADMINISTRATOR, ("81",))),
        (Grant(Role.ADMINISTRATOR, ("83",), agency="labour"),),
        (Grant(Role.PROVINCE, ("83",)),),
        (),
    ],
)
def test_the_accounts_an_administrator_manages_are_those_of_the_rule(
    people: dict[str, Viewer], held: tuple[Grant, ...]
) -> None:
    viewer = Viewer("admin", "Admin", held, now=NOW)
    by_rule = [one.username for one in map(view, Account.objects.order_by("username")) if manages(viewer, one.grants)]
    assert [one.username for one in accounts(viewer=viewer)] == by_rule


@pytest.mark.parametrize(
    ("area", "names"),
    [
        ("8303", {"national", "phuket", "phuket2", "thalang", "tambon", "volunteer", "labour", "both"}),
        ("830303", {"national", "phuket", "phuket2", "thalang", "tambon", "volunteer", "labour", "both"}),
        ("8302", {"national", "phuket", "phuket2", "kathu", "labour"}),
        ("81", {"national", "krabi", "krabi_amphoe", "both"}),
    ],
)
def test_everybody_whose_grant_reaches_an_area_is_named(people: dict[str, Viewer], area: str, names: set[str]) -> None:
    found = reaching_area(viewer=_auditor(""), prefix=area, now=NOW)
    assert {one.name.lower() for one in found.rows} == names


def test_of_the_country_every_grant_is_named(people: dict[str, Viewer]) -> None:
    found = reaching_area(viewer=_auditor(""), prefix="", now=NOW)
    assert found.total == sum(len(view(row).grants) for row in Account.objects.all())


def test_who_may_see_what_is_told_inside_the_viewer_s_areas_alone(people: dict[str, Viewer]) -> None:
    for viewer, area in (
        (_auditor("83"), "81"),
        (_auditor("83"), ""),
        (people["phuket"], "83"),
        (people["fresh"], "83"),
    ):
        with pytest.raises(AreaNotFound):
            reaching_area(viewer=viewer, prefix=area, now=NOW)


def _auditor(area: str) -> Viewer:
    return Viewer("auditor", "Auditor", (Grant(Role.AUDITOR, (area,)),), now=NOW)
