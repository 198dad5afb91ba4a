"""The one page there is: a heading, a line, perhaps a button."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from processing.alert.words import Words

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html.j2"]),
    undefined=StrictUndefined,
)


def page(
    label: str,
    values: Mapping[str, str],
    words: Words,
    status: int,
    has_button: bool,
) -> HTMLResponse:
    """Return the page of ``label`` in the language of ``words``."""
    html = _TEMPLATES.get_template("page.html.j2").render(
        language=words.language,
        title=words(f"page.{label}.title"),
        text=words(f"page.{label}.text", **values),
        button=words(f"page.{label}.button") if has_button else "",
    )
    return HTMLResponse(html, status)
