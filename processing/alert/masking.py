"""Keep passwords out of what is logged, stored or mailed."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from processing.settings import Settings

# user:password@ in any address, also one that is in no setting.
_CREDENTIALS = re.compile(r"(?<=://)[^/\s:@]*:[^\s@]*@")
MASK = "***"


def mask(text: str, settings: Settings) -> str:
    """Return ``text`` without the passwords of the settings or of any address."""
    masked = _CREDENTIALS.sub(f"{MASK}@", text)
    for secret in (settings.smtp_url, settings.database_url):
        for password in _passwords(secret):
            masked = masked.replace(password, MASK)
    return masked


def _passwords(secret: SecretStr | None) -> set[str]:
    if secret is None:
        return set()
    try:
        password = urlsplit(secret.get_secret_value()).password or ""
    except ValueError:
        return set()
    return {part for part in (password, unquote(password)) if part}
