"""Which source a person means: by its id in the catalogue, or by an address."""

from __future__ import annotations

from crawlers.catalogue import Discovery, Source
from crawlers.catalogue.urls import clean_url
from crawlers.web import host_port
from dangbo.catalogue import named, sources_of
from processing.settings import load_settings


def is_address(text: str) -> bool:
    """Whether an argument is an address of the web, and not an id of the catalogue."""
    return "." in text or "/" in text or ":" in text


def described_as(url: str) -> str | None:
    """The id of the source that lives at an address, where there is one."""
    cleaned = clean_url(url if "://" in url else f"https://{url}")
    if cleaned is None:
        return None
    sources = sources_of(load_settings()).sources
    return next((s.id for s in sources if host_port(cleaned) in s.allowed), None)


def in_catalogue(source_id: str) -> Source:
    """The source with this id; one without places is looked at by its front page.

    Raises:
        DangboError: if there is none.
    """
    settings = load_settings()
    [source] = named(sources_of(settings), [source_id], settings)
    if source.discovery:
        return source
    front = Discovery(kind="listing", url=source.base_url)
    return source.model_copy(update={"discovery": (front,)})
