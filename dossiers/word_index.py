"""PostgreSQL's index of three letters over the words dossiers are found by: names found among a million.

Other databases, and servers where the extension may not be made, find the same without it, row by row.
"""

from __future__ import annotations

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
INDEX = "CREATE INDEX IF NOT EXISTS dossier_words ON dossiers_dossier USING gin (find_text gin_trgm_ops)"


def lay(connection: BaseDatabaseWrapper) -> str:
    """Make the index where it is missing. Why it cannot be; "" when it is there, or no use here."""
    if connection.vendor != "postgresql":
        return ""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(EXTENSION)
            cursor.execute(INDEX)
    except DatabaseError as error:
        return str(error).strip().partition("\n")[0]
    return ""
