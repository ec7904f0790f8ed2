"""Many new rows of one table at once: COPY on PostgreSQL, multi-row INSERT elsewhere."""

from collections.abc import Sequence

from django.db import connection, models
from django.db.backends.utils import CursorWrapper


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model that hold no key anybody else has; each has its primary key afterwards.

    COPY spares both sides the parsing of statements with tens of thousands of parameters. Constraints hold as ever.
    """
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor != "postgresql":
        model._default_manager.bulk_create(rows)
        return
    meta = model._meta
    fields = meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        if isinstance(meta.pk, models.AutoField):
            _number(rows, meta.db_table, cursor)
        with cursor.copy(f'COPY "{meta.db_table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])


def _number(rows: Sequence[models.Model], table: str, cursor: CursorWrapper) -> None:
    """Give each row the next number of the table's sequence."""
    sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    cursor.execute(sequence, [table, len(rows)])
    for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
        row.pk = number
