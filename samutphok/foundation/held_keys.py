"""One at a time: what two workers must not do to the same record at the same moment."""

import hashlib

from django.db import connection


def hold_key(key: str) -> None:
    """Nobody else passes here with this key until the transaction ends. SQLite has one writer anyway."""
    if not connection.in_atomic_block:
        raise RuntimeError("a key is held for a transaction: use transaction.atomic()")
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
