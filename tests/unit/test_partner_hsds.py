"""The export says what Open Referral's specification asks for, nothing that it does not know, and what is not certain."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from samutphok.kernel.errors import Bilingual
from samutphok.partners.domain.hsds import Directory, OfficeAt, PlacesAt, organizations_json, services_json
from samutphok.partners.domain.hsds_tables import FILES, datapackage, tables
from samutphok.partners.domain.organizations import AgencyContact, OfficePattern
from samutphok.partners.queries import problem_names
from samutphok.partners.queries.shipped import shipped_organizations, shipped_services

TODAY = date(2026, 11, 23)
SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent.parent / "hsds" / "hsds-3.json").read_text("utf-8"))["$defs"]


@pytest.fixture(scope="module")
def made() -> Directory:
    named = Bilingual("สำนักงานศึกษาธิการจังหวัดภูเก็ต", "Education office, Phuket")
    office = OfficeAt(
        "education",
        "83",
        OfficePattern(named, Bilingual("ศึกษาธิการจังหวัดภูเก็ต", "Officer")),
        AgencyContact(email="office@example.go.th", phone="0 7600 0000", head="ศึกษาธิการจังหวัดภูเก็ต", address="ศาลากลาง"),
    )
    return Directory(
        tuple(shipped_organizations(TODAY).values()),
        tuple(shipped_services(TODAY).values()),
        (office,),
        (PlacesAt("skills-training", "83", 4, datetime(2026, 11, 23, 3, 0, tzinfo=UTC)),),
        problem_names(on=TODAY),
        {"83": Bilingual("ภูเก็ต", "Phuket"), "11": Bilingual("สมุทรปราการ", "Samut Prakan")},
        TODAY,
    )


def faults(name: str, records: list[dict[str, Any]]) -> list[str]:
    """What a schema of the specification says of the records."""
    whole = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA}
    found = jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())
    return [f"{list(fault.path)}: {fault.message}" for record in records for fault in found.iter_errors(record)]


def unknown(name: str, record: dict[str, Any]) -> list[str]:
    """Fields that the specification does not have; it allows them, and others would not read them."""
    known, wrong = SCHEMA[name]["properties"], []
    for field, value in record.items():
        if field not in known:
            wrong.append(f"{name}.{field}")
            continue
        inner = known[field].get("$ref") or known[field].get("items", {}).get("$ref")
        for lying in (value if isinstance(value, list) else [value]) if inner else ():
            wrong += unknown(inner.rsplit("/", 1)[1], lying)
    return wrong


def test_services_and_organisations_are_valid(made: Directory) -> None:
    services, organizations = services_json(made), organizations_json(made)
    assert faults("service", services) == []
    assert faults("organization", organizations) == []
    assert [wrong for one in services for wrong in unknown("service", one)] == []
    assert [wrong for one in organizations for wrong in unknown("organization", one)] == []


def test_the_schema_does_refuse(made: Directory) -> None:
    (first, *_) = services_json(made)
    assert faults("service", [first | {"status": "open"}])
    assert faults("service", [first | {"id": 7}])
    assert faults("service", [{"id": first["id"]}])


def test_a_service_carries_problems_benefit_papers_places_and_what_is_not_certain(made: Directory) -> None:
    by_name = {one["name"]: one for one in services_json(made)}
    card = by_name["ทำบัตรประจำตัวคนพิการ"]
    links = {(one["link_type"], one["value"]) for one in card["attributes"]}
    assert ("need", "no_disability_card") in links
    assert ("certainty", "to-confirm-days") in links
    assert ("certainty", "to-confirm-documents") not in links
    assert len(card["required_documents"]) == 5
    grant = by_name["ขึ้นทะเบียนเงินอุดหนุนเด็กแรกเกิด"]
    assert ("benefit", "child-support-grant") in {(one["link_type"], one["value"]) for one in grant["attributes"]}
    assert by_name["ฝึกอาชีพและพัฒนาฝีมือแรงงาน"]["capacities"][0]["available"] == 4
    (there,) = by_name["หาที่เรียนให้เด็กที่ไม่มีที่เรียน"]["service_at_locations"]
    assert there["location"]["contacts"][0]["email"] == "office@example.go.th"


def test_tables_hold_each_record_once_with_the_keys_that_join_them(made: Directory) -> None:
    laid = tables(organizations_json(made), services_json(made))
    for name, rows in laid.items():
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids)), name
        for row in rows:
            missing = set(SCHEMA[name]["tabular_required"]) - set(row)
            assert missing == set(), (name, missing)
            assert not any(isinstance(value, (list, dict)) for value in row.values()), name
    owners = {row["id"] for row in laid["organization"]}
    assert {row["organization_id"] for row in laid["service"]} <= owners
    package = datapackage(laid)
    assert {one["path"] for one in package["resources"]} == {FILES[name] for name in laid}


def test_two_exports_name_one_thing_alike(made: Directory) -> None:
    assert services_json(made) == services_json(made)
