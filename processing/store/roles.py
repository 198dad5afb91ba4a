"""The role that dashboards read with: views of schema ``dashboard``, nothing else.

Roles belong to the whole server, grants to one database: each is made where missing.
"""

from __future__ import annotations

import logging

from sqlalchemy import Connection, text

log = logging.getLogger(__name__)

READER = "dashboard_reader"
STATEMENT_TIMEOUT = "30s"

# Another database of the same server may be making the role at this moment.
_CREATE = """
DO $$ BEGIN
    CREATE ROLE {name} NOLOGIN;
    ALTER ROLE {name} SET default_transaction_read_only = on;
    ALTER ROLE {name} SET statement_timeout = '{timeout}';
    ALTER ROLE {name} SET search_path = dashboard;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
_EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = :name"
_MAY_CREATE = (
    "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
)
_LACKING = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'dashboard' AND c.relkind = 'v'
  AND NOT (has_schema_privilege(:name, n.oid, 'USAGE')
           AND has_table_privilege(:name, c.oid, 'SELECT'))
"""


def ensure_reader(connection: Connection) -> bool:
    """Make the role where it is missing and let it read every dashboard view.

    Returns:
        False where it is missing and the connected user may not make roles: all else
        works, and a warning says what the server's administrator has to run.
    """
    if not connection.scalar(text(_EXISTS), {"name": READER}):
        if not connection.scalar(text(_MAY_CREATE)):
            log.warning(
                "role %s is missing and this database user may not create roles: as "
                'administrator run "CREATE ROLE %s NOLOGIN", then dangbo db upgrade',
                READER,
                READER,
            )
            return False
        create = _CREATE.format(name=READER, timeout=STATEMENT_TIMEOUT)
        connection.execute(text(create))
    if connection.scalar(text(_LACKING), {"name": READER}):
        connection.execute(text(f"GRANT USAGE ON SCHEMA dashboard TO {READER}"))
        granted = f"GRANT SELECT ON ALL TABLES IN SCHEMA dashboard TO {READER}"
        connection.execute(text(granted))
    return True
