"""news-please into PostgreSQL, in an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sqlalchemy import make_url

COLUMNS = """date_modify timestamp, date_download timestamp, localpath text,
    filename text, source_domain text, url text, image_url text, title text,
    title_page text, title_rss text, maintext text, description text,
    date_publish timestamp, authors text, language text, ancestor bigint,
    descendant bigint, version bigint"""
TABLES = f"""CREATE TABLE IF NOT EXISTS currentversions (id serial PRIMARY KEY,
    {COLUMNS}); CREATE TABLE IF NOT EXISTS archiveversions (id bigint, {COLUMNS})"""
PACKAGES = ("news-please==1.6.16", "psycopg2-binary", "lxml_html_clean")


def install(folder: Path) -> Path:
    """Make the environment (once) and return its command."""
    command = folder / "bin" / "news-please"
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [folder / "bin" / "pip", "install", "--quiet", *PACKAGES]
        subprocess.run(pip, check=True)
    return command


def configure(folder: Path, site: str, database: str) -> None:
    """Write its two configuration files: its defaults, our site and database."""
    folder.mkdir(parents=True, exist_ok=True)
    shipped = next((folder.parent / "news-please-env").glob("lib/*/site-packages"))
    config = (shipped / "newsplease/config/config.cfg").read_text(encoding="utf-8")
    url = make_url(database)
    wanted = {
        "working_path": str(folder / "work"),
        "host": repr(url.query.get("host") or url.host),
        "port": str(url.port or 5432),
        "database": repr(url.database),
        "user": repr(url.username),
        "password": repr(url.password or "none"),
    }
    (folder / "config.cfg").write_text(_filled(config, wanted), encoding="utf-8")
    entry = {
        "url": f"{site}/",
        "crawler": "SitemapCrawler",
        # Its default heuristics refuse any page with long lists of related headlines.
        "overwrite_heuristics": {
            "og_type": True,
            "linked_headlines": False,
            "self_linked_headlines": False,
        },
        "pass_heuristics_condition": "og_type",
    }
    sites = json.dumps({"base_urls": [entry]})
    (folder / "sitelist.hjson").write_text(sites, encoding="utf-8")


def _filled(config: str, wanted: dict[str, str]) -> str:
    lines, section = [], ""
    for line in config.splitlines():
        section = line if line.startswith("[") else section
        name = line.split("=")[0].strip()
        ours = section == "[Postgresql]" or name == "working_path"
        lines.append(f"{name} = {wanted[name]}" if ours and name in wanted else line)
    filled = "\n".join(lines) + "\n"
    return filled.replace("JsonFileStorage':300", "PostgresqlStorage':300")
