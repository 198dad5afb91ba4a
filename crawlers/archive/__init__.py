"""The archive: every response as bytes in WARC files, and manifests naming them."""

from __future__ import annotations

from crawlers.archive.place import Archive, ArchiveError

__all__ = ["Archive", "ArchiveError"]
