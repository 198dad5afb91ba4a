"""The real catalogue: whole, plausible, and told truly in docs/."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawlers.catalogue import Catalogue, load_catalogue
from crawlers.catalogue.families import families
from crawlers.catalogue.table import FOLDER, PAGE, sources_table
from crawlers.catalogue.urls import article_key, is_article_url
from processing.gazetteer.organisations import NAMES, SLUGS, existing_on

TODAY = date(2026, 11, 1)
OF_PROVINCES = ["newspaper", "party_portal", "gov_portal"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


def test_every_province_has_its_paper(catalogue: Catalogue) -> None:
    covered = {
        source.home_on(TODAY)
        for source in catalogue.enabled
        if source.kind == "newspaper" and source.discovery
    }
    assert len(covered) == len(existing_on(TODAY)) == 34
    assert covered <= SLUGS


def test_files_are_named_by_province(catalogue: Catalogue) -> None:
    names = {path.stem for path in FOLDER.glob("*.yaml")} - {"central"}
    assert names <= SLUGS
    homes = {home.province for source in catalogue.sources for home in source.home}
    assert homes <= SLUGS, homes - SLUGS


def test_every_entry_says_what_it_rests_on(catalogue: Catalogue) -> None:
    without = [s.id for s in catalogue.sources if s.provenance is None]
    assert without == []
    assert not any(s.local or s.delay_seconds < 2 for s in catalogue.sources)


def test_every_place_says_what_its_address_rests_on(catalogue: Catalogue) -> None:
    places = [(s.id, place) for s in catalogue.sources for place in s.discovery]
    assert [id for id, place in places if not place.evidence] == []
    assert [
        id for id, place in places if "confidence" not in place.model_fields_set
    ] == []


def test_what_ended_says_who_goes_on(catalogue: Catalogue) -> None:
    ended = [s for s in catalogue.sources if s.home and s.home_on(TODAY) is None]
    assert len(ended) > 60
    for source in ended:
        heir = catalogue.get(source.successor or "")
        assert heir is not None, source.id
        assert heir.kind == source.kind
        assert heir.home_on(TODAY), f"{source.id}: {heir.id} ended as well"
        assert not source.enabled


def test_every_unit_has_its_paper_and_its_portals(catalogue: Catalogue) -> None:
    """Before the mergers as after them; portals of units that are gone if known."""
    before = date(2024, 12, 31)
    for day, kinds in ((before, ["newspaper"]), (TODAY, OF_PROVINCES)):
        units = {name.slug for name in NAMES if name.holds_on(day)}
        for kind in kinds:
            found = {s.home_on(day) for s in catalogue.sources if s.kind == kind}
            assert found - {None} >= units, (day, kind, units - found)


def test_a_province_s_paper_is_the_organ_of_its_party_committee(
    catalogue: Catalogue,
) -> None:
    papers = [s for s in catalogue.sources if s.kind == "newspaper" and s.home]
    assert [paper.id for paper in papers if not paper.official] == []


def test_the_table_tells_the_truth(catalogue: Catalogue) -> None:
    assert PAGE.read_text("utf-8") == sources_table(catalogue), (
        "docs/sources.md is stale: run python -m crawlers.catalogue.table"
    )


def test_the_families_are_the_platforms_met() -> None:
    met = {"epi", "onecms", "ymd", "afam", "hname", "bbg", "htm", "slug", "stamp"}
    assert met <= set(families().families)


# Shapes as their platforms make them; addresses are made up.
SHAPES = [
    ("baolaocai", "/le-khanh-thanh-cau-moi-post404999.html", "404999"),
    ("hanoimoi", "/khai-mac-ky-hop-thu-muoi-712345.html", "712345"),
    ("baotuyenquang", "/xay-dung-dang/202507/hoi-nghi-lan-thu-hai-1f2e3d4/", "1f2e3d4"),
    ("baocantho", "/khanh-thanh-truong-hoc-moi-a196001.html", "196001"),
    ("baoquangninh", "/khanh-thanh-truong-hoc-moi-3361234.html", "3361234"),
    ("baobacninhtv", "/bo-nhiem-can-bo-postid432100.bbg", "432100"),
    ("baothanhhoa", "/khanh-thanh-truong-hoc-251234.htm", "251234"),
    ("baosonla", "/thoi-su/hoi-nghi-ban-chap-hanh-Ab3dE9xYz.html", "Ab3dE9xYz"),
    ("baonamdinh", "/channel/5084/201912/hoi-nghi-lan-thu-muoi-2530001", "2530001"),
    ("baoninhthuan", "/news/144001p24c32/hoi-nghi-ban-chap-hanh.htm", "144001"),
    ("vietnamplus", "/bo-nhiem-nhan-su-moi-post1050001.vnp", "1050001"),
    ("baochinhphu", "/bo-nhiem-nhan-su-10226030110010012.htm", "10226030110010012"),
]


@pytest.mark.parametrize(("source_id", "path", "number"), SHAPES)
def test_articles_of_each_platform_are_recognised(
    catalogue: Catalogue, source_id: str, path: str, number: str
) -> None:
    source = catalogue.get(source_id)
    assert source is not None
    assert is_article_url(source.base_url + path, source)
    assert article_key(source.base_url + path, source) == f"{source_id}:{number}"
    for other in ("/", "/thoi-su/", "/tag/dai-hoi-tag123456.html", "/rss/home.rss"):
        assert not is_article_url(source.base_url + other, source), other


def test_the_page_on_adding_a_source_shows_one_that_works(tmp_path: Path) -> None:
    page = PAGE.with_name("adding-a-source.md").read_text("utf-8")
    example = page.split("```yaml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "nam-dinh.yaml").write_text(example, "utf-8")
    assert load_catalogue(tmp_path).enabled
