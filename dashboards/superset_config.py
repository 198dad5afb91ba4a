"""Superset's settings for Dangbo's dashboard, named to it by SUPERSET_CONFIG_PATH.

All that differs between installations comes from the environment; a secret that is
missing is refused, and nothing has a default.
"""

from __future__ import annotations

import hashlib
import os
from typing import Any

from flask_caching.backends.filesystemcache import FileSystemCache
from sqlalchemy.engine import URL, make_url
from superset.config import TALISMAN_CONFIG as _THEIRS

# The host in assets/databases/dangbo.yaml. The real address, with its password, is put
# in its place at each connection and is written down in no file of Superset's.
PLACEHOLDER = "dangbo-store"


def _needed(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise SystemExit(f"{name} is not set: see docs/dashboard.md")
    return value


_home = _needed("DASHBOARD_HOME")
_store = make_url(_needed("DASHBOARD_STORE_URL"))
if _password := os.environ.get("DASHBOARD_STORE_PASSWORD"):
    _store = _store.set(password=_password)

SECRET_KEY = _needed("DASHBOARD_SECRET_KEY")
SQLALCHEMY_DATABASE_URI = f"sqlite:///{_home}/superset.db?timeout=30"
DATA_DIR = _home


def DB_CONNECTION_MUTATOR(
    uri: URL, params: dict[str, Any], *_: object
) -> tuple[URL, dict[str, Any]]:
    """The store's own address for our database; any other is left as it is."""
    return (_store, params) if uri.host == PLACEHOLDER else (uri, params)


# Text of crawled pages is hostile: only what is harmless is ever rendered as HTML, no
# script runs that Superset did not send, and no picture is fetched from elsewhere.
HTML_SANITIZATION = True
HTML_SANITIZATION_SCHEMA_EXTENSIONS: dict[str, Any] = {}
TALISMAN_ENABLED = True
TALISMAN_CONFIG = {
    **_THEIRS,
    "content_security_policy": {
        **_THEIRS["content_security_policy"],
        "img-src": ["'self'", "blob:", "data:"],
        "connect-src": ["'self'"],
    },
}
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
WTF_CSRF_ENABLED = True

# The same dashboard may show one's own store today and the demo's tomorrow.
_of_store = hashlib.sha256(f"{_store.host}{_store.query}{_store.database}".encode())
_prefix = _of_store.hexdigest()[:12]

# Seconds: what a chart has asked is asked again after five minutes.
_kept = {
    "CACHE_TYPE": "FileSystemCache",
    "CACHE_DIR": f"{_home}/cache",
    "CACHE_DEFAULT_TIMEOUT": 300,
}
CACHE_CONFIG = _kept
DATA_CACHE_CONFIG = {**_kept, "CACHE_KEY_PREFIX": f"data_{_prefix}_"}
FILTER_STATE_CACHE_CONFIG = {
    **_kept,
    "CACHE_KEY_PREFIX": "filter_",
    "CACHE_DEFAULT_TIMEOUT": 7 * 24 * 3600,
}
EXPLORE_FORM_DATA_CACHE_CONFIG = {
    **FILTER_STATE_CACHE_CONFIG,
    "CACHE_KEY_PREFIX": "explore_",
}
RESULTS_BACKEND = FileSystemCache(f"{_home}/results")
# One process answers: its own memory is enough to count in.
RATELIMIT_STORAGE_URI = "memory://"

APP_NAME = "Dangbo"
LOGO_TARGET_PATH = "/superset/dashboard/dangbo/"
SQLLAB_TIMEOUT = 30
SUPERSET_WEBSERVER_TIMEOUT = 60
ROW_LIMIT = 10_000
LOG_LEVEL = "WARNING"
