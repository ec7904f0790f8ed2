"""The nested records of an HSDS export as its tables, one row a record, with the keys that join them."""

from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]

# Where a nested list goes: its table, and the column that names what it lay in.
_LISTS: Mapping[str, str] = {
    "phones": "phone",
    "schedules": "schedule",
    "service_areas": "service_area",
    "service_at_locations": "service_at_location",
    "languages": "language",
    "cost_options": "cost_option",
    "capacities": "service_capacity",
    "required_documents": "required_document",
    "contacts": "contact",
    "attributes": "attribute",
    "locations": "location",
    "organization_identifiers": "organization_identifier",
}
_SINGLE: Mapping[str, tuple[str, str]] = {
    "organization": ("organization", "organization_id"),
    "location": ("location", "location_id"),
    "unit": ("unit", "unit_id"),
    "taxonomy_term": ("taxonomy_term", "taxonomy_term_id"),
    "taxonomy_detail": ("taxonomy", "taxonomy_id"),
}
_NOT_KEYED = frozenset({("location", "service"), ("attribute", "service")})  # they name what they belong to otherwise

FILES: Mapping[str, str] = {
    "organization": "organizations.csv",
    "service": "services.csv",
    "service_at_location": "service_at_location.csv",
    "location": "locations.csv",
    "phone": "phones.csv",
    "contact": "contacts.csv",
    "schedule": "schedules.csv",
    "service_area": "service_areas.csv",
    "required_document": "required_documents.csv",
    "language": "languages.csv",
    "cost_option": "cost_options.csv",
    "service_capacity": "service_capacity.csv",
    "unit": "units.csv",
    "attribute": "attributes.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "taxonomy": "taxonomies.csv",
    "organization_identifier": "organization_identifiers.csv",
}


def tables(organizations: Iterable[Row], services: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each table, each record once, in the order in which it was met."""
    found: dict[str, dict[str, Row]] = {name: {} for name in FILES}
    for record in organizations:
        _lay(found, "organization", record, {})
    for record in services:
        _lay(found, "service", record, {})
    return {name: list(rows.values()) for name, rows in found.items() if rows}


def columns(rows: Iterable[Row]) -> list[str]:
    """Every column that a table's rows have, in the order in which they come."""
    return list(dict.fromkeys(name for row in rows for name in row))


def datapackage(laid: Mapping[str, list[Row]]) -> Row:
    """The description of the tables by which tools read them (Frictionless Data)."""
    resources = [
        {
            "name": name,
            "path": FILES[name],
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "schema": {"fields": [{"name": column, "type": "string"} for column in columns(rows)], "primaryKey": "id"},
        }
        for name, rows in laid.items()
    ]
    return {"name": "human_services_data", "profile": "tabular-data-package", "resources": resources}


def _lay(found: dict[str, dict[str, Row]], table: str, record: Row, keys: Row) -> None:
    row: Row = {}
    for name, value in record.items():
        if name in _SINGLE:
            single, column = _SINGLE[name]
            _lay(found, single, value, {})
            row[column] = value["id"]
        elif name not in _LISTS:
            row[name] = value
    kept = found[table].setdefault(record["id"], row)
    kept |= {name: value for name, value in {**row, **keys}.items() if name not in kept}
    for name, part in _LISTS.items():
        for lying in record.get(name, ()):
            _lay(found, part, lying, {} if (part, table) in _NOT_KEYED else {f"{table}_id": record["id"]})
