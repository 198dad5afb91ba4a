"""Full-text search finds Vietnamese with or without its marks, and shows no markup."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DataError
from sqlalchemy.pool import NullPool

from processing.store import tables
from processing.store.embedded import Server
from processing.text import fold_ascii

PLENUM = "Tỉnh ủy Ninh Bình khai mạc hội nghị về chuyển đổi số."
FERRY = "Ninh Bình mở thêm tỉnh lộ; ủy ban nhân dân huyện họp bàn về bến phà Đống Cao."
LETTERS = "aàáảãạăằâấẫbcdđeèẹêếềểghiìỉíoòỏõóôốồổỗộơờớởuùủũúưừứửữựxyỳýỷỹỵ ABĐÊỦƯ"


def search(engine: Engine, query: str, **more: object) -> list[dict[str, Any]]:
    names = "".join(f", {name} => :{name}" for name in more)
    call = text(f"SELECT * FROM dashboard.search_articles(:query{names})")
    with engine.connect() as connection:
        found = connection.execute(call, {"query": query, **more}).mappings()
        return [dict(row) for row in found]


@pytest.fixture
def papers(engine: Engine, chronicle: Any) -> Engine:
    with engine.begin() as connection:
        write = chronicle(connection)
        write.source("paper", home="ninh-binh")
        run = write.run("daily-1")
        for quote in (PLENUM, FERRY, "Thời tiết hôm nay."):
            write.observation(run, quote)
    return engine


@pytest.mark.parametrize(
    "query",
    ["tinh uy ninh binh", "Tỉnh ủy Ninh Bình", "TỈNH UỶ NINH BÌNH", '"tỉnh ủy"'],
)
def test_a_query_finds_with_marks_and_without(papers: Engine, query: str) -> None:
    best = search(papers, query)[0]
    plain = best["headline"].translate({ord("«"): None, ord("»"): None})
    assert PLENUM.rstrip(".") in plain
    assert "«Tỉnh» «ủy»" in best["headline"]
    assert best["rank"] > 0


def test_what_stands_together_comes_first(papers: Engine) -> None:
    found = search(papers, "tinh uy ninh binh")
    assert len(found) == 2
    assert found[0]["rank"] > found[1]["rank"]
    assert len(search(papers, '"tinh uy" ninh binh')) == 1
    assert len(search(papers, "ninh binh -phà")) == 1
    assert len(search(papers, "thoi tiet OR khai mạc")) == 2
    assert len(search(papers, "ninh binh", at_most=1)) == 1


def test_days_and_the_home_of_a_paper_narrow_it(papers: Engine) -> None:
    assert len(search(papers, "ninh binh", since="2021-08-01", until="2021-08-01")) == 2
    assert search(papers, "ninh binh", since="2021-08-02") == []
    assert search(papers, "ninh binh", until="2021-07-31") == []
    assert search(papers, "ninh binh", of_province="ha-noi") == []
    # Nam Định went into Ninh Bình: its paper is found under either.
    assert len(search(papers, "ninh binh", of_province="Nam Định")) == 2


def test_only_the_newest_text_of_an_article_is_found(
    papers: Engine, chronicle: Any
) -> None:
    with papers.begin() as connection:
        query = text("SELECT * FROM core.article_version WHERE text = :text")
        old = connection.execute(query, {"text": PLENUM}).one()
        chronicle(connection).add(
            tables.article_version,
            article_id=old.article_id,
            number=2,
            page_id=old.page_id,
            title="Tin đã sửa",
            text="Thành ủy Hải Phòng họp.",
            text_hash="2",
            extractor="test",
            fetched_at=old.fetched_at,
        )
    assert [row["title"] for row in search(papers, "hai phong")] == ["Tin đã sửa"]
    assert search(papers, "khai mac") == []
    with papers.begin() as connection:  # older rules are corrected in place
        change = "UPDATE core.article_version SET text = 'Hà Nội.' WHERE number = 2"
        connection.execute(text(change))
    assert search(papers, "hai phong") == []
    assert len(search(papers, "hà nội")) == 1


def test_a_hostile_page_is_shown_without_markup(engine: Engine, chronicle: Any) -> None:
    page = "«x» <script>alert(1)</script> <b onclick=a>tỉnh ủy</b> &lt;i&gt; họp"
    with engine.begin() as connection:
        write = chronicle(connection)
        write.source("paper")
        write.observation(write.run("daily-1"), page)
    [row] = search(engine, "tinh uy hop")
    assert not set(row["headline"]) & set("<>&")
    assert "«tỉnh» «ủy»" in row["headline"]
    assert row["headline"].count("«") == row["headline"].count("»") == 3


@pytest.mark.parametrize("query", ["", "  ", "!!", "-", "';--"])
def test_a_query_without_words_is_an_error_with_a_remedy(
    engine: Engine, query: str
) -> None:
    with pytest.raises(DataError, match="nothing to search for"):
        search(engine, query)


def test_a_province_that_never_was_is_an_error_with_a_remedy(papers: Engine) -> None:
    with pytest.raises(DataError, match=r"(?s)no province 'nam-din'.*organisations"):
        search(papers, "ninh", of_province="nam-din")


def test_a_page_of_a_million_words_is_stored(engine: Engine, chronicle: Any) -> None:
    words = " ".join(f"{number:x}" for number in range(400_000))
    with engine.begin() as connection:
        write = chronicle(connection)
        write.source("paper")
        write.observation(write.run("daily-1"), "a " + words)
    assert len(search(engine, "1000")) == 1


@pytest.fixture(scope="module")
def folding(_server: Server, _template: str) -> Any:
    admin = create_engine(_server.url, poolclass=NullPool)
    name = "folding"
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_template}"))
    engine = create_engine(admin.url.set(database=name), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@given(words=st.text(alphabet=LETTERS))
def test_the_database_folds_as_the_code_does(folding: Any, words: str) -> None:
    query = text("SELECT core.fold_ascii(:words)")
    folded = folding.scalar(query, {"words": words})
    assert folded.split() == fold_ascii(words).split()
    assert len(folded) == len(words)
