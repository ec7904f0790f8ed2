"""The directory that comes with the product, as a table: who helps, with what, and what is known for certain."""

from datetime import date

import pytest

from samutphok.kernel.policies import policy_names
from samutphok.partners.domain import Capacity, OrganizationKind, Service
from samutphok.partners.domain.organizations import NOTHING_SAID, reaches, steps
from samutphok.partners.queries import agency_label, agency_short, agreements, problem_names, standard_sets, standards
from samutphok.partners.queries.checking import check
from samutphok.partners.queries.shipped import shipped_organizations, shipped_services

TODAY = date(2026, 11, 23)
TWELVE = [
    *("pm-office", "interior", "msdhs", "education", "defence", "tourism-sports"),
    *("higher-education", "agriculture", "commerce", "labour", "culture", "public-health"),
]

# What somebody in need asks for, the service that answers, its agency, and the benefit that stands behind it.
CATALOGUE = """
school-place            education          -
non-formal-education    education          -
eef-grant               eef                eef-conditional-grant
job-placement           labour             -
skills-training         labour             -
home-care-volunteer     public-health      -
rehabilitation          public-health      -
disability-assessment   public-health      -
disability-card         dep                -
assistive-devices       dep                assistive-devices
home-adaptation-disabled dep               home-adaptation-disabled
identity-registration   interior           -
emergency-aid           msdhs              emergency-aid
low-income-family-aid   dsdw               low-income-family-aid
child-support-grant     dcy                child-support-grant
elderly-allowance       local-government   elderly-allowance
disability-allowance    local-government   disability-allowance
ban-por-piang           codi               ban-por-piang
baan-mankong            codi               baan-mankong
house-repair-labour     defence            -
ban-klang               msdhs              -
justice-fund            justice            -
health-insurance        nhso               -
long-term-care-plan     nhso               long-term-care
welfare-card            finance            state-welfare-card
workers-fund            sso                -
farmer-registration     agriculture        -
market-access           commerce           -
community-tourism       tourism-sports     -
temple-network          culture            -
university-team         higher-education   -
hotline-1300            msdhs              -
police-report           police             -
bma-district            bma                -
complaint-1111          pm-office          -
tambon-centre           local-government   -
"""

AREAS = [  # service, where it is, where it is not
    ("ban-klang", "11010101", "83010101"),
    ("bma-district", "1001", "83"),
    ("elderly-allowance", "83010101", "1001"),
    ("identity-registration", "8301", "10"),
    ("eef-area-team", "9501", "83"),
]


def services() -> list[Service]:
    return list(shipped_services(TODAY).values())


@pytest.mark.parametrize("row", CATALOGUE.strip().splitlines())
def test_what_the_programme_needs_is_in_the_directory(row: str) -> None:
    code, agency, benefit = row.split()
    found = shipped_services(TODAY)[code]
    assert (found.organization, found.benefit or "-") == (agency, benefit)
    assert found.problems
    assert found.what != NOTHING_SAID


def test_the_directory_fits_together_and_no_problem_is_without_help() -> None:
    found = check(on=TODAY)
    assert found.wrong == ()
    assert found.unmet == ()


def test_the_twelve_and_bangkok_are_the_memorandums_thirteen() -> None:
    known = shipped_organizations(TODAY)
    assert [code for code, one in known.items() if one.kind is OrganizationKind.MINISTRY] == TWELVE
    assert {one.code for one in known.values() if one.in_memorandum} == {*TWELVE, "bma"}
    departments = {one.code for one in known.values() if one.parent == "msdhs"}
    assert departments == {"ops", "dsdw", "dop", "dep", "dwf", "dcy", "nha", "codi"}
    assert {"finance", "eef", "nhso", "sso", "justice", "police"} <= set(known)


@pytest.mark.parametrize("one", services(), ids=lambda one: one.code)
def test_what_a_service_states_it_says_and_all_else_waits_to_be_confirmed(one: Service) -> None:
    assert one.source.th
    assert one.source.en
    for name in one.stated:
        value = one.expected_days if name == "days" else getattr(one, name)
        assert value not in (None, "", (), NOTHING_SAID), name
    assert not one.stated & set(one.to_confirm)


@pytest.mark.parametrize("one", services(), ids=lambda one: one.code)
def test_papers_of_a_benefit_are_those_of_its_law(one: Service) -> None:
    if one.benefit:
        assert one.documents
        assert one.how != NOTHING_SAID


def test_no_hours_and_no_telephone_are_made_up() -> None:
    said = [one.code for one in services() if one.hours != NOTHING_SAID and "hours" not in one.stated]
    assert said == []
    public = {"1300", "1111", "1330", "1479", "1567", "1669", "191"}
    known = [phone for one in shipped_organizations(TODAY).values() for phone in one.phones]
    assert {phone.number for phone in [*known, *(p for one in services() for p in one.phones)]} <= public


def test_nothing_sealed_stands_in_the_directory() -> None:
    assert not {one.benefit for one in services()} & {"hiv-allowance"}
    assert "hiv-allowance" in policy_names("benefits")
    assert not any("เอชไอวี" in one.label.th or "เอดส์" in one.what.th for one in services())


@pytest.mark.parametrize(("code", "here", "elsewhere"), AREAS)
def test_a_service_is_where_it_is(code: str, here: str, elsewhere: str) -> None:
    found = shipped_services(TODAY)[code]
    assert found.works_in(here)
    assert not found.works_in(elsewhere)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("83010101", ("83010101", "830101", "8301", "83", "")),
        ("8301", ("8301", "83", "")),
        ("TH", ("",)),
        ("", ("",)),
        ("L8301", ("L8301", "")),
    ],
)
def test_an_area_lies_in_these(area: str, expected: tuple[str, ...]) -> None:
    assert steps(area) == expected


def test_reach_is_by_prefix_and_exceptions_win() -> None:
    assert reaches((), (), "8301")
    assert reaches(("8301",), (), "83")  # touches a part of it
    assert not reaches(("8301",), (), "8302")
    assert not reaches((), ("10",), "1001")
    assert reaches((), ("10",), "TH")


def test_the_agreements_name_whom_their_sources_name_and_nobody_else() -> None:
    found = {one.code: one for one in agreements(on=TODAY)}
    national, local = found["mou-2564"], found["samutprakan-2566"]
    assert national.signed_on == date(2021, 3, 3)
    assert {party.agency for party in national.parties} == {*TWELVE, "bma"}
    assert national.not_named == 0
    assert local.signed_on == date(2023, 1, 22)
    assert [party.agency for party in local.parties if party.signed] == ["dep", "dsdw"]
    assert [party.label.en for party in local.parties if not party.signed] == ["One Home, Samut Prakan"]
    assert local.not_named == 7
    assert [one.code for one in agreements(on=TODAY, area_code="83")] == ["mou-2564"]
    assert agreements(on=date(2021, 3, 2)) == ()


def test_the_standards_of_a_pilot_hold_in_its_area_alone() -> None:
    (found,) = standards(on=TODAY, area_code="11010101")
    assert (found.code, found.version) == ("samutprakan-2566", 1)
    assert found.days_for("ban-klang") == 3
    assert found.days_for("school-place") is None
    assert standards(on=TODAY, area_code="83") == ()
    assert standards(on=TODAY, area_code="") == ()
    assert standards(on=date(2023, 1, 21), area_code="11") == ()
    assert standard_sets(on=TODAY) == (found,)


def test_places_are_counted_where_they_can_run_out() -> None:
    counted = {one.code for one in services() if one.capacity is Capacity.COUNTED}
    assert {"ban-klang", "skills-training", "assistive-devices", "preschool-place"} <= counted


def test_every_agency_code_of_a_service_has_a_name() -> None:
    for code in (*TWELVE, "bma", "local-government"):
        assert agency_label(code).th != code
        assert agency_short(code).th


def test_the_problems_catalogue_is_the_logbooks() -> None:
    assert "out_of_school" in problem_names(on=TODAY)
