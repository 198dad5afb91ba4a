"""The WARC files that an address means: one file, or all of a folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import fsspec

ENDINGS = (".warc", ".warc.gz")
USER = re.compile(r"(?<=://)[^/@]*@")


class ImportFailed(Exception):
    """The import cannot be done; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class WarcFile:
    """A file by its fsspec address; ``size``: None if it cannot be read in parts."""

    address: str
    size: int | None


def warc_files(address: str) -> list[WarcFile]:
    """The files of an address, sorted by name.

    Raises:
        ImportFailed: if there is nothing, or it cannot be reached.
    """
    try:
        files, root = fsspec.core.url_to_fs(address)
        if files.isdir(root):
            found = files.find(root, detail=True)
            infos = [i for name, i in sorted(found.items()) if name.endswith(ENDINGS)]
        else:
            infos = [files.info(root)]
    except FileNotFoundError as error:
        raise ImportFailed(f"{shown(address)}: no such file or folder") from error
    except ImportError as error:
        raise ImportFailed(f"{shown(address)}: {error}") from error
    except (OSError, ValueError) as error:
        problem = f"{shown(address)} cannot be reached: {error}"
        raise ImportFailed(problem) from error
    if not infos:
        names = " or ".join(ENDINGS)
        raise ImportFailed(f"{shown(address)}: no file in it ends with {names}")
    return [WarcFile(files.unstrip_protocol(i["name"]), _size(i)) for i in infos]


def _size(info: dict[str, Any]) -> int | None:
    """The size of a file that can be read in parts; some servers give no parts."""
    return info.get("size") if info.get("partial", True) else None


def shown(address: str) -> str:
    """An address without user and password, for files and for people."""
    return USER.sub("", address)
