"""Counting the rows of several tables by one question to the database."""

from typing import Any

from django.db.models import CharField, Count, QuerySet, Value


def counted(**wanted: "QuerySet[Any]") -> dict[str, int]:
    """How many rows each of the querysets has, under its name: one query, a UNION ALL of their counts."""
    parts = [
        found.order_by().values(what=Value(name, output_field=CharField())).annotate(rows=Count("pk"))
        for name, found in wanted.items()
    ]
    rows = parts[0].union(*parts[1:], all=True).values_list("what", "rows")
    return dict.fromkeys(wanted, 0) | dict(rows)
