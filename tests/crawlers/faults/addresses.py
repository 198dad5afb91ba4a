"""Faults of addresses: redirects and links that lead where nobody may go."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from tests.crawlers.crawling import ARTICLE
from tests.crawlers.faults.declared import (
    HTML,
    World,
    articles,
    at,
    fault,
    links,
    paper,
    place,
)
from tests.crawlers.site import Answer, Asked, Site, redirect

ELSEWHERE = "is not among the hosts of the source"
# Every way to write an address inside; the port is that of a listening site.
INSIDE = (
    "127.0.0.1",
    "localhost",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
)
FURTHER_INSIDE = (
    "http://10.0.0.7",
    "http://172.16.0.1",
    "http://192.168.1.1",
    "http://100.64.0.1",
    "http://169.254.1.1",
    "http://169.254.169.254",
    "http://[fd00:ec2::254]",
    "http://[fe80::1]",
    "http://metadata.google.internal",
)


@fault("Follows five hops of each, no more.", told="redirects without end", at_most=9)
def redirect_loop(site: Site, world: World) -> None:
    """Redirects in a circle."""
    paper(site, redirect(f"{at(2)}?x=1"))
    site.add(f"{at(2)}?x=1", redirect(at(2)))


@fault("Keeps no cookies; follows five hops.", told="redirects without end", at_most=9)
def cookie_wall(site: Site, world: World) -> None:
    """Redirects to itself until a cookie comes back."""
    headers = {"Location": at(2), "Set-Cookie": "seen=1"}
    paper(site, Answer(status=302, headers=headers))


@fault("Refuses the hop, says where it led.", told=ELSEWHERE)
def leads_elsewhere(site: Site, world: World) -> None:
    """Redirects to another host, where an article stands."""
    paper(site, redirect(world.other.url + at(1)), redirect("//ngoai.test/tin-a2.html"))


@fault("Refuses every hop.", told=ELSEWHERE)
def leads_inside(site: Site, world: World) -> None:
    """Redirects to loopback, in ten spellings."""
    port = world.other.port
    paper(site, *(redirect(f"http://{host}:{port}{at(1)}") for host in INSIDE))


@fault("Refuses every hop.", told=ELSEWHERE)
def leads_further_inside(site: Site, world: World) -> None:
    """Redirects to private, link-local and metadata addresses."""
    paper(site, *(redirect(host + at(1)) for host in FURTHER_INSIDE))


@fault("Refuses the hop; the password is not repeated.", told="with user name or")
def leads_to_password(site: Site, world: World) -> None:
    """Redirects to an address with user name and password."""
    paper(site, redirect(f"http://me:secret@127.0.0.1:{site.port}{at(1)}"))


@fault("Follows no hop that is not HTTP.", told="answers 302")
def leads_to_files(site: Site, world: World) -> None:
    """Redirects to `file:`, `data:`, `javascript:` and `ftp:` addresses."""
    targets = ("file:///etc/passwd", "data:text/html,x", "javascript:x", "ftp://x/y")
    paper(site, *(redirect(target) for target in targets))


@fault("Never takes them for articles.", skipped="")
def links_to_files(site: Site, world: World) -> None:
    """Links to `file:`, `data:` and `javascript:` addresses shaped like articles."""
    paper(site)
    hrefs = (
        "file:///tin-so-5-a5.html",
        "data:text/html,/tin-so-6-a6.html",
        "javascript:go('/tin-so-7-a7.html')",
        f"http://me:secret@127.0.0.1:{site.port}/tin-so-8-a8.html",
        f"{world.other.url}{at(1)}",
        "http://127.1/tin-so-9-a9.html",
        "http://[::1/tin-so-9-a9.html",
        "http://a.b:99999/tin-so-9-a9.html",
    )
    anchors = "".join(f'<a href="{href}">x</a>' for href in hrefs)
    site.page("/thoi-su/", links(1) + anchors)


@fault("Says so.", told="answers 302")
def leads_nowhere(site: Site, world: World) -> None:
    """Redirects without saying where to."""
    paper(site, Answer(status=302))


@fault("Refuses the hop.", told="an address of")
def leads_far(site: Site, world: World) -> None:
    """Redirects to an address of 5,000 letters."""
    paper(site, redirect("/" + "x" * 5000))


@fault("Follows it escaped, on the same site, and finds nothing.", told="tin-so-")
def leads_to_dirt(site: Site, world: World) -> None:
    """Redirects to addresses with spaces, quotes, escapes and broken letters."""
    paper(site, *(redirect(f"{at(9)}{x}") for x in (" <b>", "%00", "\xff", "%zz")))


@fault(
    "Does not take the front page for the article.",
    told="which is no article",
    at_most=4,
)
def dead_leads_home(site: Site, world: World) -> None:
    """Redirects dead articles to its front page."""
    paper(site, redirect("/"))


@fault("Follows no refresh; the page is a stub.", told="moves on by script", at_most=6)
def refreshes_away(site: Site, world: World) -> None:
    """Moves the reader on by `<meta>`, header and script."""
    target = world.other.url + at(1)
    meta = f'<meta http-equiv="refresh" content="0; url={target}">'
    script = f"<script>location.href='{target}'</script>"
    paper(
        site,
        Answer(meta.encode(), headers={**HTML, "Refresh": f"0; url={target}"}),
        Answer(script.encode(), headers=HTML),
    )


@fault(
    "Fetches nothing: there may be rules, which are never asked for there.",
    status="failed",
    got=(),
    told="the site did not tell its rules: redirects to",
    at_most=1,
)
def rules_elsewhere(site: Site, world: World) -> None:
    """Redirects robots.txt to another host."""
    paper(site)
    site.add("/robots.txt", redirect(f"{world.other.url}/robots.txt"))


@fault("Crawls without rules after five hops.", at_most=8)
def rules_in_circles(site: Site, world: World) -> None:
    """Redirects robots.txt in a circle."""
    paper(site)
    site.add("/robots.txt", redirect("/robots.txt"))


@fault(
    "Follows five hops, and keeps to the rules it finds.",
    status="refused",
    got=(),
    told="refused by robots.txt",
    at_most=6,
)
def rules_after_five_hops(site: Site, world: World) -> None:
    """Redirects robots.txt five times to rules that let no robot in."""
    paper(site)
    steps = ["/robots.txt", *(f"/r{hop}.txt" for hop in range(1, 5)), "/rules.txt"]
    for here, there in pairwise(steps):
        site.add(here, redirect(there))
    site.add("/rules.txt", Answer(b"User-agent: *\nDisallow: /\n"))


@fault("Folds them into one address.", got=(1, 2), at_most=4)
def session_ids(site: Site, world: World) -> None:
    """Gives every link a new session id."""
    articles(site, 1, 2)

    def listing(asked: Asked) -> Answer:
        names = (
            ";jsessionid={n:X}",
            "?PHPSESSID={n:x}",
            "?sid={n}",
            "?s=1&sid={n}",
        )
        hrefs = [at(1 + n % 2) + names[n % 4].format(n=n * 7919) for n in range(80)]
        body = "".join(f'<a href="{href}">x</a>' for href in hrefs)
        return Answer(body.encode(), headers=HTML)

    site.add("/thoi-su/", listing)
    for path in (at(1), at(2)):
        site.page(f"{path}?s=1", ARTICLE.format(title="1"))


@fault("Fetches one of them.", at_most=3)
def hundred_addresses(site: Site, world: World) -> None:
    """Has the same article on a hundred addresses."""
    articles(site, 1)
    base = f"127.0.0.1:{site.port}{at(1)}"
    urls = [f"http://{base}?utm_source={n}#top" for n in range(90)]
    urls += [f"{at(1)}?", f"{at(1)}#a", f"HTTP://{base}", f"/./x/..{at(1)}"]
    urls += [f"/so-khac-{n}-a1.html?fbclid={n}" for n in range(6)]
    site.page("/thoi-su/", "".join(f'<a href="{url}">x</a>' for url in urls))


@fault("Follows links of articles and of the next page alone.", at_most=3)
def calendar(site: Site, world: World) -> None:
    """Has a calendar and tag pages without end."""
    articles(site, 1)
    days = "".join(f'<a href="/thoi-su/?ngay={n}">{n}</a>' for n in range(1000))
    tags = "".join(f'<a href="/tag/chu-de-{n}.html">{n}</a>' for n in range(1000))
    site.page("/thoi-su/", links(1) + days + tags)


@fault("Reads as many pages as the catalogue says.", got=(1, 2, 3, 4, 5), at_most=11)
def endless_paging(site: Site, world: World) -> dict[str, Any]:
    """Has new articles and a next page on every page, for ever."""
    return _endless(site, links)


@fault("Reads as many pages as the catalogue says.", got=(1, 2, 3, 4, 5), at_most=11)
def endless_next(site: Site, world: World) -> dict[str, Any]:
    """Names a next page on every page, for ever."""

    def page(n: int) -> str:
        return links(n) + f'<a rel="next" href="/thoi-su/?p={n + 1}">next</a>'

    found = _endless(site, page)
    found["discovery"][0]["next"] = "rel=next"
    return found


def _endless(site: Site, page: Any) -> dict[str, Any]:
    site.page("/thoi-su/", page(1))
    for n in range(2, 40):
        site.page(f"/thoi-su/?p={n}", page(n))
    articles(site, *range(1, 40))
    return place(pages=5)
