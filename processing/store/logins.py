"""A login that may read schema dashboard and nothing else, for a dashboard."""

from __future__ import annotations

from sqlalchemy import Connection, text

from processing.store.errors import StoreError
from processing.store.roles import READER, READER_SETTINGS

# Days are Viet Nam's for the dashboard as well.
LOGIN_SETTINGS = {**READER_SETTINGS, "timezone": "'Asia/Ho_Chi_Minh'"}

_CREATE = """
DO $$ BEGIN
    CREATE ROLE {name} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
_MAY_MAKE = """
SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user
"""
_MORE_THAN_READING = """
SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
    OR EXISTS (
        SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
        WHERE m.member = r.oid AND g.rolname <> :reader)
    OR EXISTS (
        SELECT FROM pg_class c WHERE c.relowner = r.oid)
FROM pg_roles r WHERE rolname = :name
"""


def ensure_reading_login(connection: Connection, name: str, password: str) -> None:
    """Let ``name`` log in as a member of dashboard_reader, with this password.

    It gets the reader's settings (read-only transactions, a statement timeout) as its
    own, because those of a role do not follow to a login that it is granted to. What
    another release set is set again.

    Raises:
        StoreError: the connected user may not make roles; or there is a role of that
            name which may do more than read.
    """
    if not connection.scalar(text(_MAY_MAKE)):
        raise StoreError(
            f"login {name} cannot be made: this database user may not create roles. "
            f"As administrator run \"CREATE ROLE {name} LOGIN PASSWORD '…' IN ROLE "
            f'{READER}", and set DASHBOARD_STORE_URL to the address with that login'
        )
    connection.execute(text(_CREATE.format(name=name)))
    known = {"name": name, "reader": READER}
    if connection.scalar(text(_MORE_THAN_READING), known):
        raise StoreError(
            f"role {name} may do more than read schema dashboard: rename it, or take "
            f"away what is not {READER}'s"
        )
    settings = [f"SET {key} = {value}" for key, value in LOGIN_SETTINGS.items()]
    verifier = _verifier(connection, name, password)
    for clause in (f"LOGIN PASSWORD '{verifier}'", *settings):
        connection.exec_driver_sql(f"ALTER ROLE {name} {clause}")
    connection.execute(text(f"GRANT {READER} TO {name}"))


def _verifier(connection: Connection, name: str, password: str) -> str:
    """What the server keeps of a password: it reads the password itself nowhere."""
    driver = connection.connection.driver_connection
    assert driver is not None
    made: bytes = driver.pgconn.encrypt_password(
        password.encode(), name.encode(), b"scram-sha-256"
    )
    return made.decode("ascii")
