"""What is broken in the archive is told by file and byte."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from crawlers.archive import Archive, ArchiveError
from crawlers.archive.manifest import ManifestWriter
from crawlers.archive.pruning import shorten
from crawlers.archive.verify import Named, Verified, verify
from crawlers.archive.warc.writer import WarcWriter
from tests.crawlers.archive.test_archive import NOW, page

PATH = "warc/paper/run-1-00000.warc.gz"


@pytest.fixture
def places(tmp_path: Path) -> list[int]:
    """Five records and a manifest that names them; where they are."""
    archive = Archive(str(tmp_path))
    warc = WarcWriter(archive, "paper", "run-1")
    manifest = ManifestWriter(archive, "run-1", "paper")
    found = []
    for n in range(5):
        body = f"<p>Tin số {n}, một câu dài vừa phải.</p>".encode() * 20
        stored = warc.write(f"https://x.vn/{n}", "200 OK", [], body, at=NOW)
        manifest.write(page(stored.path, stored.offset, digest=stored.digest))
        found.append(stored.offset)
    warc.close()
    manifest.close()
    return found


def checked(folder: Path, *pages: Named) -> Verified:
    return verify(
        Archive(str(folder)), ["paper"], None, lambda _: pages, lambda done, total: None
    )


def test_a_whole_archive_is_whole(tmp_path: Path, places: list[int]) -> None:
    done = checked(tmp_path)
    assert (done.files, done.records, done.named, done.faults) == (1, 5, 5, [])


def test_a_torn_end_that_nobody_names_is_no_fault(
    tmp_path: Path, places: list[int]
) -> None:
    with (tmp_path / PATH).open("ab") as file:
        file.write(gzip.compress(b"WARC/1.0\r\nContent-Length: 99\r\n\r\n")[:30])
    done = checked(tmp_path)
    assert (done.torn, done.records, done.faults) == (1, 5, [])


@pytest.mark.parametrize("damage", ["flip", "alter", "cut", "gone", "digest", "no row"])
def test_what_is_broken_is_named(
    tmp_path: Path, places: list[int], damage: str
) -> None:
    file, offset = tmp_path / PATH, places[2]
    raw = file.read_bytes()
    rows = []
    if damage == "flip":
        file.write_bytes(raw[: offset + 90] + b"\xff\xff" + raw[offset + 92 :])
    elif damage == "alter":
        plain = gzip.decompress(raw[offset : places[3]])
        changed = gzip.compress(plain.replace("vừa phải".encode(), b"vua phai!!!"))
        file.write_bytes(raw[:offset] + changed + raw[places[3] :])
    elif damage == "cut":
        file.write_bytes(raw[: offset + 90])
    elif damage == "gone":
        file.unlink()
    elif damage == "digest":
        rows = [Named(PATH, offset, "sha1:AAAA", "core.page")]
    else:
        offset += 3
        rows = [Named(PATH, offset, "sha1:AAAA", "core.page")]
    done = checked(tmp_path, *rows)
    place = f"{PATH}: is not" if damage == "gone" else f"{PATH} at byte {offset}: "
    assert str(done.faults[0]).startswith(place)
    if damage in ("flip", "digest", "no row"):
        # The others can be read.
        assert len(done.faults) == 1


def test_a_damaged_file_is_not_shortened(tmp_path: Path, places: list[int]) -> None:
    archive, file = Archive(str(tmp_path)), tmp_path / PATH
    raw = bytearray(file.read_bytes())
    raw[places[2] + 90] ^= 0xFF
    file.write_bytes(raw)
    with pytest.raises(ArchiveError, match="left as it is"):
        shorten(archive, PATH, places[:1], NOW)
    assert file.read_bytes() == bytes(raw)
    assert list(file.parent.iterdir()) == [file]


def test_a_shortened_file_is_named_by_its_manifest(
    tmp_path: Path, places: list[int]
) -> None:
    archive = Archive(str(tmp_path))
    new = shorten(archive, PATH, [places[1], places[3]], NOW)
    archive.remove(PATH)
    assert sorted(new.places) == [places[1], places[3]]
    done = checked(tmp_path)
    assert (done.files, done.records, done.named, done.faults) == (1, 2, 2, [])
