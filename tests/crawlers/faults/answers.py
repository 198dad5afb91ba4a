"""Faults of answers: statuses, sizes, encodings, types, walls and rules."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from typing import Any

import brotli

from tests.crawlers.crawling import ARTICLE
from tests.crawlers.faults.declared import (
    HTML,
    TIMEOUT,
    World,
    articles,
    at,
    fault,
    links,
    paper,
    place,
)
from tests.crawlers.site import Answer, Asked, Site

GIGABYTE = 1 << 30
TOO_LARGE = "larger than is allowed"
PAGE = ARTICLE.format(title=2).encode()


def stormy(site: Site, answer: Answer) -> None:
    """A good listing of forty articles that all answer the same."""
    site.page("/thoi-su/", links(*range(1, 41)))
    for n in range(1, 41):
        site.add(at(n), answer)


@fault(
    "Leaves the host alone after ten failures in a row.",
    status="failed",
    got=(),
    told="left alone for this run: it answered 500",
    at_most=30,
)
def storm_of_500(site: Site, world: World) -> None:
    """Answers every article with 500."""
    stormy(site, Answer(b"oops", status=500))


@fault(
    "Pauses longer each time, then leaves the host alone.",
    status="failed",
    got=(),
    told="left alone for this run: it answered 503",
    at_most=30,
)
def storm_of_503(site: Site, world: World) -> None:
    """Answers every article with 503 and no Retry-After."""
    stormy(site, Answer(b"busy", status=503))


@fault(
    "Counts them all as failed.", status="failed", got=(), told="and 39 more: answers"
)
def storm_of_404(site: Site, world: World) -> None:
    """Answers every article with 404."""
    stormy(site, Answer(b"gone", status=404))


@fault(
    "Leaves the host alone after ten in a row; tries none twice.",
    status="failed",
    got=(),
    told="left alone for this run: it answered 403",
    at_most=28,
)
def storm_of_403(site: Site, world: World) -> None:
    """Answers every article with 403: its firewall has had enough of us."""
    stormy(site, Answer(b"<h1>Access denied</h1>", status=403))


def busy_once(site: Site, header: str) -> None:
    """Article 2 asks for a pause, once."""
    paper(site)
    site.page("/thoi-su/", links(1, 2))

    def answer(asked: Asked) -> Answer:
        if site.seen(at(2)) == 1:
            return Answer(status=429, headers={"Retry-After": header})
        return Answer(PAGE, headers=HTML)

    site.add(at(2), answer)


@fault("Waits as long, then goes on.", got=(1, 2))
def busy_for_seconds(site: Site, world: World) -> None:
    """Answers 429 and asks for a pause of one second."""
    busy_once(site, "1")


@fault("Waits until then.", got=(1, 2))
def busy_until_a_date(site: Site, world: World) -> None:
    """Answers 429 and names the moment when to come back."""
    soon = datetime.now(UTC) + timedelta(seconds=2)
    busy_once(site, format_datetime(soon, usegmt=True))


@fault("Takes what is no pause for none.", got=(1, 2, 3, 4, 5, 6, 7))
def absurd_pauses(site: Site, world: World) -> None:
    """Asks for pauses that are negative, past, words, or no numbers at all."""
    headers = ("-5", "soon", "", "\xb2", "Wed, 31 Dec 1969 23:59:59 GMT", "Mon, 99 Foo")
    site.page("/thoi-su/", links(*range(1, len(headers) + 2)))
    articles(site, 1)
    for n, header in enumerate(headers, start=2):
        site.add(at(n), _once(site, at(n), header))


def _once(site: Site, path: str, header: str):  # type: ignore[no-untyped-def]
    def answer(asked: Asked) -> Answer:
        if site.seen(path) == 1:
            return Answer(status=429, headers={"Retry-After": header})
        return Answer(PAGE, headers=HTML)

    return answer


@fault(
    "Comes back with the next run.",
    told="the site asked us to come back in",
    at_most=7,
)
def long_pauses(site: Site, world: World) -> None:
    """Asks for pauses of centuries."""
    pauses = ("9" * 400, "99999999", "Fri, 31 Dec 9999 23:59:59 -2359")
    heads = [{"Retry-After": pause} for pause in pauses]
    # Late enough for article 1 to be there.
    paper(site, *(Answer(status=503, headers=head, delay=0.5) for head in heads))


@fault("Says so, keeps nothing of them.", told="answers 204")
def odd_statuses(site: Site, world: World) -> None:
    """Answers 204, 206, 300, 418 and 999."""
    paper(site, *(Answer(PAGE[:40], status=s, headers=HTML) for s in (206, 300, 418)))
    site.page("/thoi-su/", links(1, 2, 3, 4, 5, 6))
    site.add(at(5), Answer(status=999))
    site.add(at(6), Answer(status=204))


@fault(
    "Does not take it for an unchanged page.",
    status="failed",
    got=(),
    told="answers 304",
)
def unasked_304(site: Site, world: World) -> None:
    """Answers "not modified" to who never came before."""
    site.add("/thoi-su/", Answer(status=304))


@fault("Breaks off before the first byte.", told=TOO_LARGE)
def gigabyte(site: Site, world: World) -> None:
    """Sends an article of 1 GB and says so."""
    paper(site, Answer(headers=HTML, grown=GIGABYTE))


@fault("Breaks off at 10 MB.", told=TOO_LARGE)
def unsaid_gigabyte(site: Site, world: World) -> None:
    """Sends an article of 1 GB without saying how long it is."""
    paper(site, Answer(headers=HTML, grown=GIGABYTE, chunked=True))


@cache
def zeros() -> bytes:
    """50 MB: five times what is allowed."""
    return bytes(50_000_000)


def encoded(body: bytes, encoding: str) -> Answer:
    """A page that claims this content encoding."""
    return Answer(body, headers={**HTML, "Content-Encoding": encoding})


BOMB = "bytes when decompressed"


@fault("Stops unpacking at 10 MB; not taken for an article.", told=BOMB)
def gzip_bomb(site: Site, world: World) -> None:
    """Sends 50 MB packed into 50 KB of gzip."""
    paper(site, encoded(gzip.compress(zeros(), 6), "gzip"))


@fault("Stops unpacking at 10 MB; not taken for an article.", told=BOMB)
def brotli_bomb(site: Site, world: World) -> None:
    """Sends 50 MB packed into a few bytes of brotli, unasked."""
    paper(site, encoded(brotli.compress(zeros(), quality=1), "br"))


@fault("Stops unpacking at 10 MB; not taken for an article.", told=BOMB)
def deflate_bomb(site: Site, world: World) -> None:
    """Sends 50 MB packed into 50 KB of deflate."""
    paper(site, encoded(zlib.compress(zeros(), 6), "deflate"))


@fault("Unpacks every layer within the bound.", told=BOMB)
def layered_bomb(site: Site, world: World) -> None:
    """Sends gzip within gzip within gzip."""
    body = gzip.compress(gzip.compress(gzip.compress(zeros(), 6)))
    paper(site, encoded(body, "gzip, gzip, gzip"))


@fault("Does not take it for an article.", told="unknown content encoding")
def unknown_encoding(site: Site, world: World) -> None:
    """Sends encodings we never asked for and cannot undo."""
    paper(site, encoded(b"\x28\xb5\x2f\xfd" * 50, "zstd"), encoded(PAGE, "rot13"))


@fault("Reads it as it is.", got=(1, 2))
def false_gzip(site: Site, world: World) -> None:
    """Claims gzip for what is plain."""
    paper(site, encoded(PAGE, "gzip"))


@fault(
    "Does not take it for an article; tries again the next night.",
    told="its body cannot be unpacked",
)
def torn_gzip(site: Site, world: World) -> None:
    """Sends half of a gzip body, and one of noise."""
    whole = gzip.compress(ARTICLE.format(title="hội nghị " * 2000).encode())
    paper(
        site,
        encoded(whole[: len(whole) // 2], "gzip"),
        encoded(whole[:12] + b"\xff" * 200, "gzip"),
    )


@fault("Does not take them for articles.", skipped="not a web page but application/pdf")
def wrong_types(site: Site, world: World) -> None:
    """Answers articles with a PDF, a picture, JSON and a program."""
    kinds = ("application/pdf", "image/jpeg", "application/json", "application/x-elf")
    paper(site, *(Answer(b"\x7fELF", headers={"Content-Type": k}) for k in kinds))


@fault("Takes the page as it comes.", got=(1, 2))
def without_type(site: Site, world: World) -> None:
    """Does not say of which type an article is."""
    paper(site, Answer(PAGE))


STUB = "<html><body><script>{}</script></body></html>"
WALLS = {
    "an anti-robot page that sets a cookie or moves on by script": STUB.format(
        'document.cookie="D1N=0123abcd";location.reload()'
    ),
    "a captcha": '<form><div class="g-recaptcha"></div><p>Xác nhận</p></form>',
    "a login page": '<form><input name=u><input type="password" name=p></form>',
    "a refusal by the site's firewall": "<h1>Access Denied</h1><p>Support ID: 7</p>",
    "an empty page": "  \n ",
}


@fault("Knows each by its kind; none is kept as an article.", told="answers with")
def walls(site: Site, world: World) -> None:
    """Answers 200 with a cookie stub, captcha, login, refusal and nothing."""
    paper(site, *(Answer(text.encode(), headers=HTML) for text in WALLS.values()))


@fault(
    "The source has failed: a wall is no empty listing.",
    status="failed",
    got=(),
    told="answers with an anti-robot page",
)
def walled_listing(site: Site, world: World) -> None:
    """Answers its listing with a cookie stub and status 200."""
    site.page("/thoi-su/", next(iter(WALLS.values())))


@fault(
    "The source has failed: it is the wall that keeps us out, not its rules.",
    status="failed",
    got=(),
    told="answers with an anti-robot page",
)
def wall_beside_rules(site: Site, world: World) -> dict[str, Any]:
    """Forbids one section by robots.txt, and answers the other with a cookie stub."""
    site.add("/robots.txt", Answer(b"User-agent: *\nDisallow: /cong-bao/\n"))
    site.page("/thoi-su/", next(iter(WALLS.values())))
    return {"discovery": place()["discovery"] + place("/cong-bao/")["discovery"]}


@fault(
    "Fetches nothing: no rules are no permission.",
    status="failed",
    got=(),
    told="the site did not tell its rules: it answers 500",
    at_most=3,
)
def rules_500(site: Site, world: World) -> None:
    """Answers robots.txt with 500."""
    paper(site)
    site.add("/robots.txt", Answer(b"oops", status=500))


@fault(
    "Fetches nothing, comes back with the next run.",
    status="failed",
    got=(),
    told="the site asked us to come back in 3600 seconds",
    at_most=1,
)
def rules_503(site: Site, world: World) -> None:
    """Answers robots.txt with 503 and asks for an hour."""
    paper(site)
    site.add("/robots.txt", Answer(status=503, headers={"Retry-After": "3600"}))


@fault(
    "Fetches nothing: silence is no permission.",
    status="failed",
    got=(),
    told="the site did not tell its rules: no complete answer in time",
    at_most=3,
    is_slow=True,
)
def rules_late(site: Site, world: World) -> None:
    """Answers robots.txt too late."""
    paper(site)
    site.add("/robots.txt", Answer(b"", delay=2 * TIMEOUT))


@fault("Reads the first 512 KB of it.", got=(1,), skipped="refused by robots.txt")
def rules_of_10_mb(site: Site, world: World) -> None:
    """Has a robots.txt of 10 MB."""
    paper(site, Answer(PAGE, headers=HTML))
    rules = f"User-agent: *\nDisallow: {at(2)}\n".encode()
    site.add("/robots.txt", Answer(rules + b"Disallow: /x\n" * 760_000))


@fault(
    "Breaks off; no rules are no permission.",
    status="failed",
    got=(),
    told="the site did not tell its rules: larger than is allowed",
)
def rules_of_a_gigabyte(site: Site, world: World) -> None:
    """Has a robots.txt of 1 GB."""
    paper(site)
    site.add("/robots.txt", Answer(grown=GIGABYTE, chunked=True))


@fault("Finds no rule in it: crawls.")
def rules_of_html(site: Site, world: World) -> None:
    """Answers robots.txt with a web page and status 200."""
    paper(site)
    site.page("/robots.txt", "<html><p>Disallow everything</p></html>" * 100)


@fault(
    "Fetches nothing; the source is refused.",
    status="refused",
    got=(),
    told="refused by robots.txt",
    at_most=1,
)
def rules_forbid(site: Site, world: World) -> None:
    """Lets no robot in."""
    paper(site)
    site.add("/robots.txt", Answer(b"User-agent: *\nDisallow: /\n"))
