"""What was received is kept as it was, and what is not so any more is refused."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.archive import Archive, ArchiveError
from crawlers.archive.manifest import (
    ManifestError,
    ManifestWriter,
    PageRecord,
    SourceSummary,
    read_manifest,
    read_manifests,
)
from crawlers.archive.warc.response import read_record, sha1_of
from crawlers.archive.warc.writer import WarcWriter
from crawlers.decoding import DecodingError, decoded

NOW = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)
TEXT = "Ban Chấp hành Đảng bộ tỉnh".encode()


def write(archive: Archive, body: bytes, *headers: tuple[str, str]) -> tuple[str, int]:
    writer = WarcWriter(archive, "paper", "run-1")
    stored = writer.write("https://baovidu.vn/a", "200 OK", headers, body, at=NOW)
    writer.close()
    return stored.path, stored.offset


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    html = ("Content-Type", "text/html")
    place = write(
        archive, gzip.compress(TEXT, mtime=0), html, ("Content-Encoding", "gzip")
    )
    record = read_record(str(tmp_path), *place)
    assert (record.url, record.status, record.body) == (
        "https://baovidu.vn/a",
        200,
        TEXT,
    )
    assert record.header("content-type") == "text/html"
    assert record.digest == sha1_of(gzip.compress(TEXT, mtime=0))


def test_files_are_warc_for_everybody(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    writer = WarcWriter(archive, "paper", "run-1")
    for number in range(3):
        chunked = ("Transfer-Encoding", "chunked")
        writer.write(f"https://x.vn/{number}", "200 OK", [chunked], TEXT, at=NOW)
    writer.close()
    with (tmp_path / "warc/paper/run-1-00000.warc.gz").open("rb") as stream:
        found = [
            (r.rec_type, r.rec_headers["WARC-Target-URI"], r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
        ]
    assert found == [("response", f"https://x.vn/{n}", TEXT) for n in range(3)]


def test_a_second_writer_never_touches_the_first_file(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    first, second = write(archive, b"one"), write(archive, b"two")
    assert first[0].endswith("run-1-00000.warc.gz")
    assert second[0].endswith("run-1-00001.warc.gz")
    assert read_record(archive, *first).body == b"one"


@pytest.mark.parametrize("damage", ["flip", "cut", "gone", "offset"])
def test_damage_is_noticed(tmp_path: Path, damage: str) -> None:
    body = bytes(range(256)) * 40
    path, offset = write(Archive(str(tmp_path)), body)
    file = tmp_path / path
    raw = bytearray(file.read_bytes())
    if damage == "flip":
        # A record that was altered and packed anew: only the digest can tell.
        plain = gzip.decompress(bytes(raw)).replace(b"\x05\x06\x07", b"\x05\xff\x07")
        file.write_bytes(gzip.compress(plain, mtime=0))
    elif damage == "cut":
        file.write_bytes(raw[: len(raw) // 2])
    elif damage == "gone":
        file.unlink()
    else:
        offset += 7
    with pytest.raises(ArchiveError, match=r"run-1-00000\.warc\.gz"):
        read_record(str(tmp_path), path, offset)


def test_an_archive_need_not_be_a_folder() -> None:
    archive = Archive("memory://dangbo-test/archive")
    place = write(archive, TEXT)
    manifest = ManifestWriter(archive, "run-1", "paper")
    manifest.write(page(*place))
    manifest.close()
    elsewhere = Archive("memory://dangbo-test/archive")
    assert read_record(elsewhere, *place).body == TEXT
    assert read_manifest(elsewhere, "run-1", "paper").pages == (page(*place),)
    # A second attempt goes on with what the first one published.
    again = ManifestWriter(elsewhere, "run-1", "paper")
    again.write(page(place[0], 999))
    again.close()
    (found,) = read_manifests(archive, "run-1")
    assert [one.warc_offset for one in found.pages] == [0, 999]


def page(path: str, offset: int, **fields: object) -> PageRecord:
    given: dict[str, object] = {
        "source_id": "paper",
        "url": "https://baovidu.vn/a",
        "article_key": "paper:1",
        "kind": "article",
        "status": 200,
        "fetched_at": NOW,
        "content_type": "text/html",
        "etag": None,
        "last_modified": None,
        "digest": sha1_of(TEXT),
        "warc_path": path,
        "warc_offset": offset,
    }
    return PageRecord(**{**given, **fields})  # type: ignore[arg-type]


def test_the_last_word_on_a_page_counts(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    writer = ManifestWriter(archive, "run-1", "paper")
    summary = SourceSummary(
        "paper", "succeeded", None, 2, {"200": 2}, 9, 2, 0, 2, 0, {"x": 1}, NOW, NOW
    )
    writer.write(page("w", 0, kind="feed"))
    writer.write(page("w", 50))
    writer.write(page("w", 0, kind="feed", etag='"v"'))
    writer.write(summary)
    writer.close()
    found = read_manifest(archive, "run-1", "paper")
    assert [(p.warc_offset, p.etag) for p in found.pages] == [(0, '"v"'), (50, None)]
    assert found.summary == summary


def test_a_broken_line_in_the_middle_is_an_error(tmp_path: Path) -> None:
    writer = ManifestWriter(Archive(str(tmp_path)), "run-1", "paper")
    writer.write(page("w", 0))
    writer.close()
    file = tmp_path / "manifests/run-1/paper.jsonl"
    file.write_bytes(b"{broken\n" + file.read_bytes())
    with pytest.raises(ManifestError, match=r"paper\.jsonl:1: not a line"):
        read_manifest(str(tmp_path), "run-1", "paper")


def test_a_run_that_never_was_is_empty(tmp_path: Path) -> None:
    assert read_manifest(str(tmp_path), "run-9", "paper").pages == ()
    assert list(read_manifests(str(tmp_path), "run-9")) == []


RAW_DEFLATE = zlib.compress(TEXT)[2:-4]


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (TEXT, None),
        (TEXT, "identity"),
        (gzip.compress(TEXT, mtime=0), "gzip"),
        (gzip.compress(TEXT[:9], mtime=0) + gzip.compress(TEXT[9:], mtime=0), "x-gzip"),
        (gzip.compress(TEXT, mtime=0) + b"\0\0\0", "gzip"),
        (TEXT, "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (RAW_DEFLATE, "deflate"),
        (brotli.compress(TEXT), "br"),
        (brotli.compress(gzip.compress(TEXT, mtime=0)), "gzip, br"),
    ],
)
def test_encodings_are_undone(body: bytes, encoding: str | None) -> None:
    assert decoded(body, encoding) == TEXT


@pytest.mark.parametrize(
    ("body", "encoding", "words"),
    [
        (gzip.compress(b"\0" * 2_000_000, mtime=0), "gzip", "more than 1000000 bytes"),
        (zlib.compress(b"\0" * 2_000_000), "deflate", "more than 1000000|not a comp"),
        (brotli.compress(b"\0" * 9_000_000), "br", "more than 1000000 bytes"),
        (gzip.compress(TEXT, mtime=0)[:-9], "gzip", "ends too early"),
        (brotli.compress(TEXT)[:-3], "br", "ends too early|not a brotli"),
        (b"\x1f\x8bnonsense", "gzip", "not a compressed body"),
        (TEXT, "rot13", "unknown content encoding"),
    ],
)
def test_bombs_and_nonsense_are_refused(body: bytes, encoding: str, words: str) -> None:
    with pytest.raises(DecodingError, match=words):
        decoded(body, encoding, limit=1_000_000)
