"""Full-text search finds Vietnamese with or without its marks, and shows no markup."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
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


# Of 5,000 articles, one an hour, the 1,500 oldest are about ferries.
FERRIES = """
    WITH added AS (
        INSERT INTO core.article
            (key, url, source_id, first_seen_at, last_seen_at, published_at)
        SELECT n, 'https://paper.example/' || n, 'paper', at, at, at
        FROM generate_series(0, 4999) AS n,
            LATERAL (SELECT timestamptz '2022-01-01Z' + n * interval '1 hour') AS t(at)
        RETURNING id, key, published_at AS at
    )
    INSERT INTO core.article_version (article_id, number, page_id, title, text,
        text_hash, extractor, published_at, fetched_at)
    SELECT id, 1, (SELECT min(id) FROM core.page), 'Tin',
        CASE WHEN key::integer < 1500 THEN 'Bến phà' ELSE 'Mưa' END, key, 'test', at, at
    FROM added
"""


def test_the_newest_of_many_answers_are_found_behind_any_number_of_others(
    papers: Engine,
) -> None:
    with papers.begin() as connection:
        connection.execute(text(FERRIES))
    found = search(papers, "bến phà -huyện", at_most=200)
    hours = {row["published_at"] - datetime(2022, 1, 1, tzinfo=UTC) for row in found}
    assert hours == {timedelta(hours=hour) for hour in range(1300, 1500)}


def test_it_is_known_about_how_many_articles_have_a_word(papers: Engine) -> None:
    with papers.begin() as connection:
        connection.execute(text(FERRIES))
        connection.execute(text("ANALYZE core.article_search"))
        query = "SELECT core.articles_expected(to_tsquery('simple', :word))"
        many, few = (
            connection.scalar(text(query), {"word": word}) for word in ("pha", "dong")
        )
    assert 1300 < many < 1700
    assert few < 100
