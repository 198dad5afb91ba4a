"""The three roles of a store: who owns it, what the daily run may do, who only reads.

Roles belong to the whole server, grants to one database: each is made where missing.
None can log in until an administrator lets it; a login is also granted one of them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

log = logging.getLogger(__name__)

READER = "dashboard_reader"
PIPELINE = "pipeline"
OWNER = "owner"
STATEMENT_TIMEOUT = "30s"

# Of a login as the reader itself; another login to which it is granted has its own.
READER_SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": f"'{STATEMENT_TIMEOUT}'",
    "search_path": "dashboard",
}

# Another database of the same server may be making the role at this moment.
_CREATE = """
DO $$ BEGIN
    CREATE ROLE {name} NOLOGIN;
    {settings}
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
_EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = :name"
_MAY_CREATE = (
    "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
)
# Where all of it is granted already nothing is written: the daily run comes by here.
_LACKING = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = :schema AND c.relkind = :kind
  AND c.relname NOT IN ('alembic_version', 'applied')
  AND NOT (has_schema_privilege(:name, n.oid, 'USAGE')
           AND has_table_privilege(:name, c.oid, :privilege))
"""
_MINE = """
SELECT format('ALTER %s %s OWNER TO {owner}', kind, name) FROM (
    SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS kind,
           format('%I.%I', n.nspname, c.relname) AS name, c.relowner AS held_by
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('core', 'dashboard') AND c.relkind IN ('r', 'v')
    UNION ALL
    SELECT 'FUNCTION', p.oid::regprocedure::text, p.proowner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('core', 'dashboard')
    UNION ALL
    SELECT 'SCHEMA', format('%I', n.nspname), n.nspowner FROM pg_namespace n
    WHERE n.nspname IN ('core', 'dashboard')
) held
WHERE held_by <> CAST(:owner AS regrole)
  AND pg_has_role(held_by, 'USAGE')
"""
_IS_OWNER = "SELECT pg_has_role(:owner, 'USAGE')"


def ensure_roles(connection: Connection) -> bool:
    """Make the roles where they are missing and grant what each may do here.

    Returns:
        False where one is missing and the connected user may not make roles: all else
        works, and a warning says what the server's administrator has to run.
    """
    grants = {READER: _grant_reading, PIPELINE: _grant_running, OWNER: _hand_over}
    missing = [name for name in grants if not _is_there(connection, name)]
    if missing and not connection.scalar(text(_MAY_CREATE)):
        user = connection.scalar(text("SELECT quote_ident(current_user)"))
        log.warning(
            "missing are the roles %s, and this database user may not create roles: as"
            " administrator run this, then dangbo db upgrade: %s",
            ", ".join(missing),
            "; ".join(line for name in missing for line in _by_hand(name, user)),
        )
    else:
        for name in missing:
            _create(connection, name)
        missing = []
    for name, grant in grants.items():
        if name not in missing:
            grant(connection)
    return not missing


def _is_there(connection: Connection, name: str) -> bool:
    return connection.scalar(text(_EXISTS), {"name": name}) is not None


def _by_hand(name: str, user: str) -> Iterator[str]:
    """What makes a role as `_create` does, for an administrator to run."""
    yield f"CREATE ROLE {name} NOLOGIN"
    yield from _settings(name)
    if name == OWNER:
        yield f"GRANT {OWNER} TO {user}"


def _settings(name: str) -> list[str]:
    given = READER_SETTINGS if name == READER else {}
    return [f"ALTER ROLE {name} SET {s} = {v}" for s, v in given.items()]


def _create(connection: Connection, name: str) -> None:
    settings = "".join(f"{line};" for line in _settings(name))
    connection.execute(text(_CREATE.format(name=name, settings=settings)))
    if name == OWNER:  # to hand over what one makes, one must belong to it
        connection.execute(text(f"GRANT {OWNER} TO CURRENT_USER"))


def _grant_reading(connection: Connection) -> None:
    if _lacks(connection, READER, "dashboard", "SELECT", "v"):
        _allow(connection, READER, "dashboard", "SELECT")


def _grant_running(connection: Connection) -> None:
    """Rows, not tables: and of the version of the schema to read it alone."""
    if _lacks(connection, PIPELINE, "dashboard", "SELECT", "v"):
        _allow(connection, PIPELINE, "dashboard", "SELECT")
    every = ("SELECT", "INSERT", "UPDATE", "DELETE")
    if any(_lacks(connection, PIPELINE, "core", one, "r") for one in every):
        _allow(connection, PIPELINE, "core", ", ".join(every))
        kept = "core.alembic_version, core.applied"
        taken = f"REVOKE INSERT, UPDATE, DELETE ON {kept} FROM {PIPELINE}"
        connection.execute(text(taken))


def _hand_over(connection: Connection) -> None:
    """What the connected user made becomes the owner's, if it belongs to that role."""
    if not connection.scalar(text(_IS_OWNER), {"owner": OWNER}):
        return
    held = connection.scalars(text(_MINE.format(owner=OWNER)), {"owner": OWNER}).all()
    if held:
        database = connection.scalar(text("SELECT quote_ident(current_database())"))
        connection.execute(text(f"GRANT CREATE ON DATABASE {database} TO {OWNER}"))
    for statement in _outside_in(held):
        connection.execute(text(statement))


def _outside_in(statements: Iterable[str]) -> list[str]:
    """Schemas first: who is to own a table must be able to create in its schema."""
    return sorted(statements, key=lambda one: not one.startswith("ALTER SCHEMA"))


def _lacks(
    connection: Connection, name: str, schema: str, privilege: str, kind: str
) -> bool:
    given = {"name": name, "schema": schema, "privilege": privilege, "kind": kind}
    return bool(connection.scalar(text(_LACKING), given))


def _allow(connection: Connection, name: str, schema: str, privileges: str) -> None:
    connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {name}"))
    every = f"GRANT {privileges} ON ALL TABLES IN SCHEMA {schema} TO {name}"
    connection.execute(text(every))
