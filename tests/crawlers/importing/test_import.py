"""Articles of the catalogue out of WARC files of others, whatever these are like."""

from __future__ import annotations

import gzip
import re
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawlers.archive.warc.response import read_record
from crawlers.importing.choice import Choice
from crawlers.importing.files import ImportFailed
from crawlers.importing.scan import scan
from tests.crawlers.importing.warcs import (
    DAY,
    NOW,
    OURS,
    address,
    imported,
    keys,
    newspaper,
    packed,
    page,
    pages,
    paper,
    record,
    without_place,
)
from tests.crawlers.site import Answer, Site


def stored(folder: Path, content: bytes, name: str = "news.warc.gz") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def test_only_articles_of_the_catalogue_are_taken(tmp_path: Path) -> None:
    lookalikes = [
        f"{OURS}.evil.com/tin-so-1-a101.html",
        "https://baohungyen.vn@evil.com/tin-so-1-a102.html",
        "https://evil.com/baohungyen.vn/tin-so-1-a103.html",
        "https://baohungyen.vn:8443/tin-so-1-a104.html",
        "https://xbaohungyen.vn/tin-so-1-a105.html",
        f"{OURS}/video/",
        "not an address",
    ]
    ours = [address(1), "http://www.baohungyen.vn/tin-so-2-a2.html?utm_source=x"]
    others = [
        record(address(3), kind="request"),
        record(address(4), b"k: v", kind="metadata"),
        record(address(5), page(5), status="301 Moved"),
        record(address(6), b"%PDF", headers=[("Content-Type", "application/pdf")]),
        record(address(7), b"<script>document.cookie='D1N=1'</script>"),
        record(address(1), kind="revisit"),
    ]
    all_of_them = [record(url, page(url)) for url in [*lookalikes, *ours]] + others
    state = imported(tmp_path, stored(tmp_path, packed(all_of_them)))
    assert {p.url for p in pages(tmp_path)} == set(ours)
    assert keys(tmp_path) == [1, 2]
    assert (state.records, state.broken) == (len(all_of_them), 0)
    assert state.others == {"of other hosts": 6, "no response": 2}
    assert state.sources["hung-yen"].skipped == {
        "not the address of an article": 1,
        "answers 301": 1,
        "no page of HTML": 1,
        "an anti-robot page that sets a cookie or moves on by script": 1,
        "a revisit: its content is another record's": 1,
    }


def test_a_page_leads_back_to_the_file_it_came_from(tmp_path: Path) -> None:
    file = stored(tmp_path, packed(newspaper([7])))
    imported(tmp_path, file)
    [found] = pages(tmp_path)
    assert (found.fetched_at, found.kind, found.status) == (DAY, "article", 200)
    with (tmp_path / found.warc_path).open("rb") as stream:
        [copy] = list(ArchiveIterator(stream, check_digests="raise"))
        origin = copy.rec_headers["X-Imported-From"]
    place = re.fullmatch(r"(.*) at byte (\d+)", origin)
    assert place is not None
    assert place[1].endswith(str(file))
    with file.open("rb") as stream:
        stream.seek(int(place[2]))
        original = next(iter(ArchiveIterator(stream)))
        assert original.content_stream().read() == page(7)
        assert (
            original.rec_headers["WARC-Record-ID"]
            == (copy.rec_headers["X-Imported-Record-ID"])
        )


@pytest.mark.parametrize("shape", ["a record", "all", "nothing"])
@pytest.mark.parametrize("part", [300, 2000, 1 << 20])
def test_however_a_file_is_packed_and_cut(
    tmp_path: Path, shape: str, part: int
) -> None:
    plain = newspaper(range(1, 21))
    shapes = {
        "a record": packed(plain),
        "all": gzip.compress(b"".join(plain)),
        "nothing": b"".join(plain),
    }
    state = imported(tmp_path, stored(tmp_path, shapes[shape], "x.warc"), part=part)
    assert keys(tmp_path) == list(range(1, 21))
    assert (state.records, state.broken) == (81, 0)


def test_chunks_and_encodings_of_other_writers(tmp_path: Path) -> None:
    html = page(1)
    chunked = b"%x\r\n%b\r\n5;x=y\r\nabcde\r\n0\r\n\r\n" % (len(html), html)
    coding = ("Transfer-Encoding", "chunked")
    kind = ("Content-Type", "text/html")
    zipped = [kind, ("Content-Encoding", "gzip")]
    records = [
        record(address(1), chunked, headers=[kind, coding]),
        # Undone by its writer, who left the header as it was.
        record(address(2), html, headers=[kind, coding]),
        record(address(3), gzip.compress(html), headers=zipped),
        record(address(4), html, headers=zipped),
    ]
    imported(tmp_path, stored(tmp_path, packed(records)))
    bodies = {
        p.article_key: read_record(str(tmp_path), p.warc_path, p.warc_offset).body
        for p in pages(tmp_path)
    }
    assert bodies == {
        "hung-yen:1": html + b"abcde",
        **{f"hung-yen:{n}": html for n in (2, 3, 4)},
    }


def test_days_are_those_of_publication(tmp_path: Path) -> None:
    june = datetime(2025, 6, 1, tzinfo=UTC)
    records = [
        record(address(1), page(1, "2025-05-30"), at=june),
        record(address(2), page(2, "2025-06-10"), at=DAY),
        # Captured long after it was published.
        record(address(3), page(3, "2025-06-12"), at=datetime(2025, 7, 1, tzinfo=UTC)),
        record(address(4), page(4, "2025-07-01"), at=datetime(2025, 7, 1, tzinfo=UTC)),
        # It does not say when: then the capture counts.
        record(address(5), page(5), at=datetime(2025, 6, 20, tzinfo=UTC)),
        record(address(6), page(6), at=datetime(2025, 5, 20, tzinfo=UTC)),
    ]
    until = datetime(2025, 6, 30, tzinfo=UTC)
    file = stored(tmp_path, packed(records))
    state = imported(tmp_path, file, since=june, until=until)
    assert keys(tmp_path) == [2, 3, 5]
    skipped = state.sources["hung-yen"].skipped
    assert skipped == {"outside of the days asked for": 3}


def test_what_is_known_is_left_and_what_changed_is_kept(tmp_path: Path) -> None:
    records = [
        record(address(1), page(1)),
        record(address(2), page(2)),
        record(address(2), page(2), at=datetime(2025, 7, 1, tzinfo=UTC)),
        record(address(2), page("changed"), at=datetime(2025, 7, 1, tzinfo=UTC)),
    ]
    file = stored(tmp_path, packed(records))
    state = imported(tmp_path, file, known=["hung-yen:1"])
    assert keys(tmp_path) == [2, 2]
    assert state.sources["hung-yen"].known == 1
    # Asked for again it has nothing to do.
    before = pages(tmp_path)
    assert imported(tmp_path, file, known=["hung-yen:1"]).records == 4
    assert pages(tmp_path) == before


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    stored(tmp_path / "in", packed(newspaper([1])), "b.warc.gz")
    stored(tmp_path / "in" / "deeper", b"".join(newspaper([2])), "a.warc")
    stored(tmp_path / "in", b"no archive", "README")
    state = imported(tmp_path, tmp_path / "in")
    assert keys(tmp_path) == [1, 2]
    assert len(state.done) == 2


@pytest.mark.parametrize("missing", ["nowhere.warc.gz", "empty", "gopher://x/y.warc"])
def test_an_address_without_files_is_told(tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty").mkdir()
    where = missing if "://" in missing else tmp_path / missing
    with pytest.raises(ImportFailed, match=re.escape(missing)):
        imported(tmp_path, where)


def offsets(records: list[bytes]) -> list[int]:
    """Where each record of a packed file begins, and the end."""
    places = [0]
    for one in records:
        places.append(places[-1] + len(packed([one])))
    return places


def hurt(plain: list[bytes], damage: str) -> bytes:
    """A file whose record of article 3 is damaged."""
    at = next(i for i, one in enumerate(plain) if address(3).encode() in one)
    broken = plain[at]
    if damage == "block digest":
        broken = broken.replace(b"<h1>3", b"<h1>9")
    elif damage == "payload digest":
        broken = re.sub(rb"(WARC-Payload-Digest: sha1:)...", rb"\1AAA", broken)
        broken = re.sub(rb"WARC-Block-Digest: [^\r]*\r\n", b"", broken)
    elif damage == "length":
        broken = re.sub(rb"Content-Length: \d+", b"Content-Length: 99999", broken)
    elif damage == "header":
        broken = b"GARBAGE" + broken
    elif damage == "no date":
        broken = re.sub(rb"WARC-Date: [^\r]*", b"WARC-Date: yesterday", broken)
    elif damage == "future":
        broken = re.sub(rb"WARC-Date: 2025", b"WARC-Date: 2035", broken)
    elif damage == "no http":
        other = record(address(3), b"nothing", kind="resource")
        broken = other.replace(b"WARC-Type: resource", b"WARC-Type: response")
    members = [packed([one]) for one in [*plain[:at], broken, *plain[at + 1 :]]]
    if damage == "flipped":
        whole = bytearray(members[at])
        whole[len(whole) // 2] ^= 0xFF
        members[at] = bytes(whole)
    elif damage == "cut":
        members[at] = members[at][: len(members[at]) // 2]
    elif damage == "junk":
        members[at] = b"\0" * 500
    elif damage == "bomb":
        members[at] = packed([broken + b"\0" * 300_000_000])
    return b"".join(members)


DAMAGES = [
    "block digest", "payload digest", "length", "header", "no date", "future",
    "no http", "flipped", "cut", "junk", "bomb",
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_record_is_told_and_the_rest_is_read(
    tmp_path: Path, damage: str
) -> None:
    plain = newspaper(range(1, 7))
    state = imported(tmp_path, stored(tmp_path, hurt(plain, damage)))
    left = [n for n in range(1, 7) if n != 3 or damage == "bomb"]
    assert keys(tmp_path) == left
    place = offsets(plain)[9]
    assert state.broken >= 1
    assert f"news.warc.gz at byte {place}: " in state.told[0]


def test_a_file_that_breaks_off_is_read_to_there(tmp_path: Path) -> None:
    plain = newspaper(range(1, 7))
    places = offsets(plain)
    cut = packed(plain)[: places[9] + 60]
    state = imported(tmp_path, stored(tmp_path, cut))
    assert keys(tmp_path) == [1, 2]
    assert state.told == [
        f"{state.done[0]} at byte {places[9]}: the file ends in the middle of it"
    ]


@pytest.mark.parametrize("kind", ["member", "content"])
def test_a_bomb_neither_fills_memory_nor_stops(tmp_path: Path, kind: str) -> None:
    zeros = b"\0" * 80_000_000
    if kind == "content":
        zipped = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
        bomb = packed([record(address(3), gzip.compress(zeros), headers=zipped)])
    else:
        bomb = packed([record(address(3), zeros)])
    file = stored(tmp_path, packed(newspaper([1])) + bomb + packed(newspaper([2])))
    del zeros, bomb
    tracemalloc.start()
    done = scan(str(file), 0, file.stat().st_size, True, Choice((paper(),), NOW))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.key for one in done.found] == ["hung-yen:1", "hung-yen:2"]
    assert peak < 130_000_000, peak


def test_a_page_that_holds_a_record_is_a_page(tmp_path: Path) -> None:
    """What looks like a record inside of a page is never taken for one."""
    forged = record(address(666), page("forged"))
    plain = newspaper([1, 2])
    for hidden in (packed([forged]) * 30, (b"\n" + forged) * 30):
        plain.append(record("https://evil.vn/x-a1.html", page(1) + hidden))
    plain += newspaper([3])
    # Not compressed any further: the forged records stand in the file as they are.
    members = [gzip.compress(one, 0) for one in plain]
    for number, content in enumerate([b"".join(members), b"".join(plain)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        state = imported(folder, stored(folder, content, "n.warc"), part=700)
        assert keys(folder) == [1, 2, 3]
        assert state.broken == 0


@settings(max_examples=12)
@given(cuts=st.lists(st.integers(200, 6000), min_size=1, max_size=3))
def test_every_way_to_cut_a_file_finds_the_same(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    file = stored(folder, packed(newspaper(range(1, 9))))
    size = file.stat().st_size
    choice = Choice((paper(),), NOW)
    found: list[str] = []
    place = 0
    for part in cuts * (size // sum(cuts) + 1):
        if place >= size:
            break
        done = scan(str(file), place, min(place + part, size), place == 0, choice)
        found += [one.key for one in done.found]
        place = min(place + part, size)
    assert found == [f"hung-yen:{n}" for n in range(1, 9)]


def test_both_cores_find_what_one_finds(tmp_path: Path) -> None:
    file = stored(tmp_path, packed(newspaper(range(1, 61))))
    one, two = tmp_path / "one", tmp_path / "two"
    imported(one, file, part=1000, workers=1)
    imported(two, file, part=5000, workers=2)
    assert without_place(pages(one)) == without_place(pages(two))
    assert len(pages(one)) == 60


@pytest.mark.parametrize("damage", ["", "flipped"])
def test_a_server_that_gives_no_parts(tmp_path: Path, damage: str) -> None:
    plain = newspaper(range(1, 7))
    content = hurt(plain, damage) if damage else packed(plain)
    with Site() as site:
        no_parts = {"Accept-Ranges": "none"}
        site.add("/news.warc.gz", Answer(content, headers=no_parts))
        state = imported(tmp_path, f"{site.url}/news.warc.gz")
    # It cannot be gone back in to look for the next record behind a damaged one.
    assert keys(tmp_path) == ([1, 2] if damage else [1, 2, 3, 4, 5, 6])
    assert state.broken == bool(damage)
