"""The database itself refuses to change an entry of the ledger, whoever asks.

Deleting is refused by the code alone: test databases and the takedown of a whole installation empty their tables.
"""

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER aid_entry_is_kept BEFORE UPDATE ON aid_ledgerentry "
    "BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never changed'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION aid_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'entries of the ledger are never changed' USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$",
    "CREATE TRIGGER aid_entry_is_kept BEFORE UPDATE ON aid_ledgerentry "
    "FOR EACH ROW EXECUTE FUNCTION aid_entry_is_kept()",
)


def refuse_changes(_apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def allow_changes(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER aid_entry_is_kept ON aid_ledgerentry", params=None)
        schema_editor.execute("DROP FUNCTION aid_entry_is_kept()", params=None)
    else:
        schema_editor.execute("DROP TRIGGER aid_entry_is_kept", params=None)


class Migration(migrations.Migration):
    dependencies = [("aid", "0001_ledger_budget_and_who_gives")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
