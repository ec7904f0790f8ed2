"""Trigrams of the name vocabulary: pg_trgm on PostgreSQL, FTS5 on SQLite, where triggers keep the index beside its table."""

from django.db import migrations

POSTGRESQL = (
    # trusted since PostgreSQL 13: the owner of the database may create it
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX nameword_trigram ON registry_nameword USING gin (word gin_trgm_ops)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE registry_nameword_trigram USING fts5(padded, tokenize='trigram')",
    # padded, so that the beginning and end of a word count and words of one letter have trigrams too
    "CREATE TRIGGER nameword_seen AFTER INSERT ON registry_nameword BEGIN "
    "INSERT INTO registry_nameword_trigram (rowid, padded) VALUES (new.id, '^^' || new.word || '$'); END",
    "CREATE TRIGGER nameword_gone AFTER DELETE ON registry_nameword BEGIN "
    "DELETE FROM registry_nameword_trigram WHERE rowid = old.id; END",
)
SQLITE_BACK = ("DROP TRIGGER nameword_seen", "DROP TRIGGER nameword_gone", "DROP TABLE registry_nameword_trigram")
POSTGRESQL_BACK = ("DROP INDEX nameword_trigram",)


def forwards(apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def backwards(apps, editor):
    for statement in POSTGRESQL_BACK if editor.connection.vendor == "postgresql" else SQLITE_BACK:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
