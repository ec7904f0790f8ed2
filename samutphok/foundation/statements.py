"""Queries that every request of a phone asks: Django compiles them once, and they run again with other values.

Building and compiling a query costs Django several times what the database needs to answer it. Kept are the words of the
query and how its columns become Python's values; never an answer.
"""

from collections.abc import Callable, Sequence
from threading import local
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Row = dict[str, Any]


class Given(str):
    """Stands in a query for a text that is given when it runs, under this name. Only for columns of text."""

    __slots__ = ()


class Statement:
    """A query of `.values(...)`, without a slice: built at its first use, since models are not ready before.

    Each thread keeps its own, because what turns columns into values belongs to the thread's connection.
    """

    def __init__(self, build: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._build, self._kept = build, local()

    def rows(self, **given: str) -> list[Row]:
        """The rows as they are now, columns by the names that `.values` gave them."""
        compiled: _Compiled | None = getattr(self._kept, "compiled", None)
        if compiled is None:
            compiled = self._kept.compiled = _Compiled(self._build())
        return compiled.rows(given)


class _Compiled:
    def __init__(self, query: "QuerySet[Any, Any]") -> None:
        self._compiler = query.query.get_compiler(query.db)
        self._sql, self._params = self._compiler.as_sql()
        columns = [column for column, _sql, _alias in self._compiler.select or ()]
        self._converters = self._compiler.get_converters(columns)
        self._names = (*query.query.values_select, *query.query.annotation_select)

    def rows(self, given: dict[str, str]) -> list[Row]:
        params = [given[value] if isinstance(value, Given) else value for value in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            found: Sequence[Sequence[Any]] = cursor.fetchall()
        if found and self._converters:
            found = list(self._compiler.apply_converters(found, self._converters))
        return [dict(zip(self._names, row, strict=True)) for row in found]
